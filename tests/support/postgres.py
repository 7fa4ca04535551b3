"""A throw-away PostgreSQL: no service, no port, no durability; one cluster per test run, on a socket of its own.

The server refuses to run as root, so it then runs as an unprivileged user that the machine already has.
"""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg

from support import rundir

OWNER = "tests"
SPEED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "listen_addresses": "",
    "timezone": "UTC",
    "lc_messages": "C",
}


def binaries() -> Path | None:
    """The folder that holds `initdb` and `postgres`; None when this machine has none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda p: [int(n) for n in re.findall(r"\d+", str(p))],
        reverse=True,
    )
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    return next((p.parent for p in found if (p.parent / "postgres").exists()), None)


def as_user() -> dict[str, Any]:
    """Arguments of `subprocess` that leave root behind."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("the machine has no unprivileged user to run PostgreSQL as")


def start(folder: Path) -> Path:
    """The run's cluster, started by the first who asks; returns the folder of its socket."""
    with rundir.turn(folder, "postgres"):
        home = folder / "postgres"
        note = folder / "postgres.json"
        if not note.exists():
            _make(home)
            note.write_text(json.dumps({"pid": _serve(home)}))
        return home


def again(folder: Path) -> None:
    """Start a stopped cluster again, with what is in it."""
    pid = _serve(folder / "postgres")
    (folder / "postgres.json").write_text(json.dumps({"pid": pid}))


def _make(home: Path) -> None:
    user = as_user()
    home.mkdir()
    if user:
        os.chown(home, user["user"], user["group"])
    initdb = [_program("initdb"), "-D", home / "data", "-U", OWNER, "--auth=trust", "--no-sync"]
    with (home.parent / "postgres.log").open("wb") as log:
        made = subprocess.run(
            [*initdb, "--encoding=UTF8", "--locale=C"], stdout=log, stderr=log, check=False, **_quiet(home)
        )
    if made.returncode:
        raise RuntimeError("initdb failed:\n" + (home.parent / "postgres.log").read_text())


def _serve(home: Path) -> int:
    options = [part for key, value in SPEED.items() for part in ("-c", f"{key}={value}")]
    with (home.parent / "postgres.log").open("ab") as log:
        server = subprocess.Popen(
            [_program("postgres"), "-D", home / "data", "-k", home, *options],
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the tests; the run's end stops the server by its id
            **_quiet(home),
        )
    _wait(home, server)
    return server.pid


def _program(name: str) -> Path:
    folder = binaries()
    assert folder is not None
    return folder / name


def _quiet(home: Path) -> dict[str, Any]:
    env = {"PATH": str(binaries()), "LC_ALL": "C", "TZ": "UTC", "HOME": str(home)}
    return {"stdin": subprocess.DEVNULL, "cwd": home, "env": env, **as_user()}


def _wait(home: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            connect(home).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start:\n" + (home.parent / "postgres.log").read_text())


def connect(home: Path, database: str = "postgres") -> psycopg.Connection[Any]:
    """A plain connection, for making and dropping databases."""
    return psycopg.connect(host=str(home), user=OWNER, dbname=database, autocommit=True)


def url(home: Path, database: str) -> str:
    """What DATABASE_URL says for `database`."""
    return f"postgresql+psycopg://{OWNER}@/{database}?host={home}"


def stop(folder: Path, how: signal.Signals = signal.SIGQUIT) -> None:
    """End the cluster of the run whose folder this is, by its process id, if it is the one it says it is.

    At once by default, for nothing here is worth a checkpoint; ``SIGINT`` keeps what was written.
    """
    note, data = folder / "postgres.json", folder / "postgres" / "data"
    if not note.exists():
        return
    pid = json.loads(note.read_text())["pid"]
    pidfile = data / "postmaster.pid"
    if not pidfile.exists() or int(pidfile.read_text().split()[0]) != pid:
        return
    try:
        os.kill(pid, how)
        for _ in range(200):
            if not pidfile.exists() or not _alive(pid):
                return
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _alive(pid: int) -> bool:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass  # another worker started it
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
