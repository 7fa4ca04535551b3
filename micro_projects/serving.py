"""`serve`: web workers, clockwork and signer, forked from one loaded house, started and stopped together."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask
from gunicorn.app.base import BaseApplication

from config import Settings
from micro_projects.app import TICK_MARK
from micro_projects.extensions import db
from micro_projects.notices import log_keys, redaction_keeping, signing
from micro_projects.notices.uptime_watch import Watch

THREADS = 4
TICK_SECONDS = 1
SHARED_MEMORY = Path("/dev/shm")  # nosec B108
PATIENCE = 20
"""Seconds that children are given to finish their requests."""


def serve(app: Flask) -> int:
    """Run until told to stop; when one child dies the others are stopped. Returns the exit code.

    2, with one line, when others may read the keys of the log.

    Forked, not started anew: the house is loaded once, which is most of a start's time.
    """
    settings: Settings = app.extensions["settings"]
    if settings.signer and (exposed := log_keys.exposed(settings.keys)):
        print(exposed, file=sys.stderr)  # noqa: T201 - for the person who started it
        return 2
    with app.app_context():
        redaction_keeping.carry_out(settings.home)  # a database put back by hand shows nothing of it either
        db.session.remove()
        db.engine.dispose()  # no connection crosses a fork
    children = {_fork(lambda: _web(app, settings)), _fork(lambda: _clockwork(app))}
    if settings.signer:
        children.add(_fork(lambda: signer(app)))
    print(_greeting(settings), flush=True)  # noqa: T201 - for the person who started it
    told = False

    def stop(*_: object) -> None:
        nonlocal told
        told = True
        _signal(children, signal.SIGTERM)
        signal.alarm(PATIENCE)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGALRM, lambda *_: _signal(children, signal.SIGKILL))
    failed = 0
    while children:
        pid, status = os.wait()
        children.discard(pid)
        if not told:
            failed = failed or os.waitstatus_to_exitcode(status) or 1
            stop()
            told = False
    return abs(failed)


def _signal(children: set[int], what: signal.Signals) -> None:
    for pid in children:
        os.kill(pid, what)


def _fork(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    _die_with_parent()
    _run(work)


def _run(work: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        work()
        code = 0
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    except BaseException:
        logging.getLogger(__name__).exception("a child process failed")
    finally:
        sys.stdout.flush()
        os._exit(code)


def _die_with_parent() -> None:
    """Linux only: a parent that is killed takes its children along, so that the next start finds its port free."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    except (AttributeError, OSError):
        return


class _Web(BaseApplication):  # type: ignore[misc]  # the library has no types
    """Gunicorn around the loaded house."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self.house, self.given = app, options
        super().__init__()

    def load_config(self) -> None:
        """Our settings, nothing from files or the command line."""
        for name, value in self.given.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """What each worker serves."""
        return self.house


def _web(app: Flask, settings: Settings) -> None:
    options: dict[str, Any] = {
        "bind": f"127.0.0.1:{settings.port}",
        "workers": settings.workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "loglevel": "warning",
    }
    if SHARED_MEMORY.is_dir():
        options["worker_tmp_dir"] = str(SHARED_MEMORY)
    _Web(app, options).run()


def _greeting(settings: Settings) -> str:
    lines = [f"http://127.0.0.1:{settings.port}"]
    if settings.demo:
        lines += [
            "demo accounts: resident01 … resident60, council01 … council21, moderator, moderator2, worker1 …",
            "worker3, committee, affairs, officer, officer2, district, finance, contractor1 … contractor4,",
            f"auditor, admin; password: {settings.demo_password}",
        ]
    return "\n".join(lines)


def _clockwork(app: Flask) -> None:
    """The clock's own process: one tick a second, never two at once, late ones made up for by the next."""
    from micro_projects.clockwork import tick
    from micro_projects.notices.sheets import make_due

    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    mark: Path = app.extensions["settings"].home / TICK_MARK
    scheduler = BlockingScheduler()

    watch = Watch(app, app.extensions["settings"].port)

    def work() -> None:
        watch.look()  # first, so that no gate opens before an outage is known
        tick(app)
        make_due(app)
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


def signer(app: Flask) -> None:
    """The signer's own process, until it is told to stop: it ends between two passes, never within one."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells us
    signing.run_signer(app, stop)
