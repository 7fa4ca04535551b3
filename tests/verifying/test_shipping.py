"""The verifier out of a bundle's own folder: it needs nothing of ours installed, and never passes what it cannot check."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from verifying.bench import unpacked, with_manifest
from verifying.story import story

from micro_projects.verifying.shipping import source_files

MARK = b'\nimport sys\n\nprint("out of the bundle", file=sys.stderr)\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An unpacked bundle with the verifier in it, marked so that no other copy can pass for it."""
    sources = source_files()
    sources["micro_projects/__init__.py"] += MARK
    files = story().files() | {f"verifier/{path}": body for path, body in sources.items()}
    return unpacked(with_manifest(files), tmp_path / "bundle")


def started(folder: Path, *options: str, what: str = ".") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", *options, "verifier", what, "--lang", "en"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_runs_from_the_bundle_and_leaves_it_as_it_was(folder: Path) -> None:
    for _ in range(2):
        ran = started(folder)
        assert (ran.returncode, ran.stderr) == (0, "out of the bundle\n"), ran.stdout
    (folder / "data" / "projects.csv").write_bytes(b"code,cost\n")
    assert started(folder).returncode == 1


def test_without_a_library_for_signatures_it_says_so_and_does_not_pass(folder: Path) -> None:
    ran = started(folder, "-S")  # no site-packages: nothing but python itself
    assert ran.returncode == 1
    first, *others = ran.stdout.splitlines()
    assert first == (
        "signature: logs/QH/checkpoint: signature cannot be checked here: cryptography is not installed"
    )
    assert not any(line.startswith("signature:") for line in others)
    assert "leaf 33" in ran.stdout  # all else is checked


def test_without_a_library_for_addresses_it_says_so(folder: Path) -> None:
    ran = started(folder, "-S", what="http://127.0.0.1:9")
    assert (ran.returncode, "needs httpx" in ran.stderr) == (2, True)


def test_who_reads_only_the_first_line_gets_no_page_of_code(folder: Path) -> None:
    command = f"{sys.executable} -I verifier . --lang en | head -1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    for path in range(300):  # more than a pipe holds
        (folder / "data" / f"{path}{'x' * 180}").write_bytes(b"")
    ran = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "out of the bundle\n")


def test_exactly_what_it_imports() -> None:
    sources = source_files()
    assert sources == source_files()
    assert list(sources) == sorted(sources)
    outside = set()
    for path, body in sources.items():
        for node in ast.walk(ast.parse(body)):
            names = (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                top = name.split(".")[0]
                if top == "micro_projects":
                    module = name.replace(".", "/")
                    assert {f"{module}.py", f"{module}/__init__.py"} & sources.keys(), f"{path}: {name}"
                elif top not in sys.stdlib_module_names:
                    outside.add(top)
    # numpy only makes a recount by equal shares quicker (tests/voting/counting: the same without it)
    assert outside == {"cryptography", "httpx", "numpy"}
