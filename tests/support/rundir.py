"""One folder per test run, in memory where the machine has it, shared by the run's workers, gone at its end."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "micro-projects-tests-"


def make() -> Path:
    """A new run's folder; folders of runs that died are swept first."""
    root = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(tempfile.gettempdir())
    for old in root.glob(f"{PREFIX}*"):
        if _dead(old):
            remove(old)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    folder.chmod(0o755)  # the database's own user passes through
    (folder / "owner").write_text(str(os.getpid()))
    return folder


def remove(folder: Path) -> None:
    """End what the run started, then take its folder away."""
    from support import postgres

    postgres.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def turn(folder: Path, name: str) -> Iterator[None]:
    """One worker at a time for `name`."""
    with (folder / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _dead(folder: Path) -> bool:
    try:
        os.kill(int((folder / "owner").read_text()), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):  # somebody else's, or being made at this moment
        return False
    return False
