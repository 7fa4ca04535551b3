"""Cold start: from `serve` typed to the first page read, on a migrated database. Target: under 2 s."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from machine import show, table

RUNS = 3
PATIENCE = 60
PAUSE = 0.01
COMMAND = [sys.executable, "-c", "from micro_projects.commands import attach; attach()()"]
BARE = (
    "import sys; from flask import Flask; app = Flask('bare'); app.add_url_rule('/', view_func=lambda: 'x'); "
    "from werkzeug.serving import run_simple; run_simple('127.0.0.1', int(sys.argv[1]), app)"
)


def free_port() -> int:
    """A port nobody holds at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def to_first_page(command: list[str], environment: dict[str, str], address: str, log: Path) -> None:
    """Start it, read its home page, end it."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                httpx.get(address, timeout=PATIENCE).raise_for_status()
                return
            except httpx.TransportError:
                time.sleep(PAUSE)
        raise RuntimeError("it did not start:\n" + log.read_text()[-2000:])
    finally:
        _READ.append(time.perf_counter())
        os.kill(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


_READ: list[float] = []
"""When each first page was read: ending the processes is not part of a start."""


def main() -> None:
    """Ours, then an empty Flask application under the development server, by turns."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        address = f"http://127.0.0.1:{port}/"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("MICRO_PROJECTS_")} | {
            "MICRO_PROJECTS_HOME": name,
            "MICRO_PROJECTS_DATABASE_URL": f"sqlite:///{folder / 'start.sqlite3'}",
            "MICRO_PROJECTS_BASE_URL": address.rstrip("/"),
            "MICRO_PROJECTS_PORT": str(port),
        }
        log = folder / "serve.log"
        subprocess.run([*COMMAND, "init"], env=environment, check=True, capture_output=True)
        ours, bare = [], []
        for turn in range(RUNS + 1):
            for command, taken in (
                ([*COMMAND, "serve"], ours),
                ([sys.executable, "-c", BARE, str(port)], bare),
            ):
                began = time.perf_counter()
                to_first_page(command, environment, address, log)
                if turn:  # the first finds cold disk pages and uncompiled modules
                    taken.append(_READ[-1] - began)
    ours.sort()
    bare.sort()
    rows = [
        [what, target, " / ".join(map(show, taken))]
        for what, target, taken in (("serve", "2 s", ours), ("an empty Flask application", "", bare))
    ]
    print(f"{RUNS} starts each, by turns, after one not counted; until the home page is read.\n")
    print(table(["what", "target", "least / median / most"], rows))


if __name__ == "__main__":
    main()
