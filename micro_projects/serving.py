"""`serve`: web workers and the clockwork as child processes, started and stopped together."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from apscheduler.schedulers.blocking import BlockingScheduler

from config import Settings

TOP = Path(__file__).parent.parent
WORKERS = 2
THREADS = 4
TICK_SECONDS = 1


def serve(settings: Settings) -> int:
    """Run until told to stop; stop everything when one child dies. Returns the exit code."""
    children = [
        subprocess.Popen(command, cwd=TOP, env={**os.environ, "MICRO_PROJECTS_HOME": str(settings.home)})
        for command in (_web(settings), [sys.executable, "-m", "micro_projects.serving"])
    ]
    print(_greeting(settings), flush=True)  # noqa: T201 - for the person who started it
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopped and all(child.poll() is None for child in children):
        time.sleep(0.2)
    codes = []
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            codes.append(child.wait(timeout=20))
        except subprocess.TimeoutExpired:
            child.kill()
            codes.append(child.wait())
    return 0 if stopped else next((abs(code) for code in codes if code), 1)


def _web(settings: Settings) -> list[str]:
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgi:app",
        "--worker-class=gthread",
        f"--workers={WORKERS}",
        f"--threads={THREADS}",
        f"--bind=127.0.0.1:{settings.port}",
        "--log-level=warning",
        "--worker-tmp-dir=/dev/shm" if Path("/dev/shm").is_dir() else "--log-level=warning",
    ]


def _greeting(settings: Settings) -> str:
    lines = [f"http://127.0.0.1:{settings.port}"]
    if settings.demo:
        lines += [
            "demo accounts: resident01 … resident60, council01 … council21, moderator, moderator2, worker1 …",
            "worker3, committee, affairs, officer, officer2, district, finance, contractor1 … contractor4,",
            f"auditor, admin; password: {settings.demo_password}",
        ]
    return "\n".join(lines)


def clockwork() -> None:
    """The clock's own process: one tick a second, never two at once, late ones made up for by the next."""
    from config import from_environment
    from micro_projects.app import TICK_MARK, create_app
    from micro_projects.clockwork import tick

    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    app = create_app(from_environment())
    scheduler = BlockingScheduler()
    mark: Path = app.extensions["settings"].home / TICK_MARK

    def work() -> None:
        tick(app)
        mark.touch()

    scheduler.add_job(
        work,
        "interval",
        seconds=TICK_SECONDS,
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells us
    scheduler.start()


if __name__ == "__main__":
    clockwork()
