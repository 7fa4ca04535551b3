"""The project's own files, for rules about the code itself."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("micro_projects", "scripts", "benchmarks", "tests", "migrations", "static", "templates")
NOT_OURS = {"vendor", "fonts", "__pycache__"}


def files(*suffixes: str, under: tuple[str, ...] = OURS) -> Iterator[Path]:
    """Files of ours with one of `suffixes`, relative to the root, those at the top included."""
    for path in sorted(ROOT.glob("*")):
        if path.is_file() and path.suffix in suffixes:
            yield path.relative_to(ROOT)
    for folder in under:
        for path in sorted((ROOT / folder).rglob("*")):
            relative = path.relative_to(ROOT)
            if path.suffix in suffixes and path.is_file() and not NOT_OURS & set(relative.parts):
                yield relative


def tracked() -> list[Path]:
    """Every file under version control, or about to be; nothing where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = listed.stdout.decode().split("\0") if listed.returncode == 0 else []
    return [Path(name) for name in names if name and (ROOT / name).is_file()]
