"""The verifier's own source, for the `verifier/` folder of an evidence bundle: exactly what it imports, no more.

`python -I verifier FILE.zip` then runs it with nothing of ours installed; only `cryptography` is needed, and
`httpx` for addresses. Where numpy is installed, rounds of equal shares are counted again quicker, to the same result.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = "micro_projects"
HOUSE = Path(__file__).resolve().parent.parent
FIRST = (f"{ROOT}.verifying", f"{ROOT}.verifying.__main__")
MAIN = '''"""The verifier, out of an evidence bundle: ``python -I verifier FILE.zip`` (python 3.11 or later)."""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("python 3.11 or later is needed / 需要 python 3.11 或更新的版本")
# A bundle's folder stays as it was given: neither python's copies of what is imported, nor the one it makes of this.
sys.dont_write_bytecode = True
if __spec__ is not None and __spec__.cached and os.path.exists(__spec__.cached):
    os.remove(__spec__.cached)
    if not os.listdir(os.path.dirname(__spec__.cached)):
        os.rmdir(os.path.dirname(__spec__.cached))

from micro_projects.verifying.command import run  # noqa: E402

sys.exit(run(sys.argv[1:]))
'''


def source_files() -> dict[str, bytes]:
    """Path below `verifier/` → bytes, sorted; the same for the same sources."""
    found: dict[str, bytes] = {"__main__.py": MAIN.encode()}
    todo = list(FIRST)
    while todo:
        name = todo.pop()
        path = _file(name)
        if path is None:
            continue  # a name taken out of a module, not a module
        shown = name.replace(".", "/") + ("/__init__.py" if path.name == "__init__.py" else ".py")
        if shown not in found:
            found[shown] = path.read_bytes()
            todo += [*_parents(name), *_imported(found[shown], name)]
    return dict(sorted(found.items()))


def _file(name: str) -> Path | None:
    """Where a module of ours lies; None for a name that is none."""
    below = HOUSE.joinpath(*name.split(".")[1:])
    for path in (below / "__init__.py", below.with_name(f"{below.name}.py")):
        if path.is_file():
            return path
    return None


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _imported(source: bytes, name: str) -> Iterator[str]:
    """Every module of ours that a source may import, wherever in it."""
    for node in ast.walk(ast.parse(source, name)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith(f"{ROOT}."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == ROOT:
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
