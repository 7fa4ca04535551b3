"""Imports go down only: the contracts of pyproject.toml."""

import subprocess
import sys

from support.code import ROOT

RUN = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def test_contracts_hold() -> None:
    run = subprocess.run(
        [sys.executable, "-c", RUN, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
