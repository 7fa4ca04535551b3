"""Run every benchmark in turn, or those named; all of them make benchmarks/results.md."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "benchmarks"
PARTS = ("house", "machine")
"""What benchmarks are made of."""


def main(wanted: list[str]) -> None:
    """One section per benchmark; one that breaks says so and the next goes on."""
    sys.path.insert(0, str(FOLDER))
    from machine import describe

    parts = ["# Results", "Made by `make bench`; how to read them: [README.md](README.md).", describe()]
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem not in PARTS and (not wanted or path.stem in wanted):
            parts += _section(path)
    text = "\n\n".join(parts) + "\n"
    if wanted:
        print("Only some were run: results.md is left as it was.")
    else:
        (FOLDER / "results.md").write_text(text, encoding="utf-8")


def _section(path: Path) -> list[str]:
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or path.stem
    print(f"\n== {path.stem}", flush=True)
    paths = os.pathsep.join(map(str, (ROOT, FOLDER, ROOT / "tests")))
    with subprocess.Popen(
        [sys.executable, path],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        said = []
        for line in run.stdout or ():
            print(line, end="", flush=True)
            said.append(line)
    broke = f"\n\nIt broke: exit {run.returncode}." if run.returncode else ""
    return [f"## {told.splitlines()[0]}", "".join(said).strip() + broke]


if __name__ == "__main__":
    main(sys.argv[1:])
