"""A real `serve`: its own processes, on a port of their own, which can be killed outright and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

import httpx

from support.code import ROOT

PATIENCE = 30
COMMAND = "from micro_projects.commands import attach; attach()()"


class Served:
    """`serve` in a process group of its own; `environment` as for settings, `at` what time it is there."""

    def __init__(self, environment: dict[str, str], log: Path, at: datetime | None = None) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("MICRO_PROJECTS_")},
            **environment,
            "MICRO_PROJECTS_BASE_URL": self.address,
            "MICRO_PROJECTS_PORT": str(port),
        }
        self.offset = timedelta()
        if at is not None:
            hours = ceil((at - datetime.now(UTC)) / timedelta(hours=1))
            self.offset = timedelta(hours=hours)
            self.environment["MICRO_PROJECTS_CLOCK"] = f"{hours:+d}h"
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def now(self) -> datetime:
        """What time it is there."""
        return datetime.now(UTC) + self.offset

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, "serve"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        if not self.answers(PATIENCE):
            raise RuntimeError("serve did not start:\n" + self.log.read_text()[-4000:])

    def answers(self, seconds: float) -> bool:
        """Whether it answers within `seconds`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/healthz", timeout=2).status_code == 200:
                    return True
            except httpx.TransportError:
                time.sleep(0.02)
        return False

    def kill(self) -> None:
        """Every process of it, at once, without a word: as when the power goes."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        return self._end(signal.SIGTERM, only_first=True)

    def _end(self, how: signal.Signals, *, only_first: bool = False) -> int:
        process = self._process
        if process is None:
            return 0
        self._process = None
        if process.poll() is None:
            # the leader is not reaped yet, so the group's number is still ours
            (os.kill if only_first else os.killpg)(process.pid, how)
        return process.wait(PATIENCE)
