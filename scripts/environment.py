"""Make .venv from a hash-locked list, once per lock: ``python3 scripts/environment.py run|test``.

A stamp keyed on the lock, the interpreter and the folder makes the next start instant. Packages come from
wherever this machine's pip is set to look; every file's hash must be in the lock.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WRAPPER = """#!/bin/sh
# Made by scripts/environment.py. Runs the command line from wherever it is called.
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
exec "$root/.venv/bin/python" "$root/scripts/console.py" "$@"
"""


def main(which: str) -> None:
    """Install `which` list unless its stamp says that it is there."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where a machine learns it
        sys.exit(f"Python 3.11 or newer is needed; python3 is {sys.version.split()[0]}.")
    lock = ROOT / "requirements" / f"{which}.txt"
    key = hashlib.sha256(lock.read_bytes() + f"{sys.version}{ROOT}".encode()).hexdigest()
    stamp = VENV / f".stamp-{which}"
    if not (stamp.exists() and stamp.read_text() == key):
        _make_venv()
        print(f"Installing {lock.relative_to(ROOT)} into .venv …", flush=True)
        pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
        if subprocess.run([*pip, "--require-hashes", "-r", lock], check=False).returncode:
            sys.exit(f"{lock.name} could not be installed; what pip said is above. Nothing else was changed.")
        _write_wrapper()
        stamp.write_text(key)
    elif not (VENV / "bin" / "micro-projects").exists():
        _write_wrapper()


def _make_venv() -> None:
    if PYTHON.exists():
        asked = [PYTHON, "-c", "import pip, sys; print(sys.version)"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        if told.returncode == 0 and told.stdout.strip() == sys.version.strip():
            return
    print("Making .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("This Python cannot make a virtual environment. On Debian: apt-get install python3-venv")


def _write_wrapper() -> None:
    wrapper = VENV / "bin" / "micro-projects"
    wrapper.write_text(WRAPPER)
    wrapper.chmod(0o755)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("run", "test"):
        sys.exit(f"{sys.argv[0]} run|test")
    main(sys.argv[1])
