"""Many people at once: threads that start on one signal, and processes of such threads."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask

PATIENCE = 60
Work = Callable[[], Any]


def at_once(app: Flask, works: Sequence[Work]) -> list[Any]:
    """Run each in a thread and app context of its own, all on one signal; what each returned, or its exception.

    Needs an app context, whose session forgets what it has read.
    """
    from micro_projects.extensions import db

    signal = threading.Barrier(len(works))
    answers: list[Any] = [None] * len(works)

    def run(n: int) -> None:
        with app.app_context():
            try:
                signal.wait(PATIENCE)
                answers[n] = works[n]()
            except Exception as fault:
                answers[n] = fault
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits for a lock"
    forget()
    return answers


def in_processes(app: Flask, works: Sequence[Sequence[Work]]) -> list[Any]:
    """Run each sequence in a process of its own, its works at once; what all returned, in no order.

    Values must be plain; an exception comes back as its text.
    """
    from micro_projects.extensions import db

    forget()
    db.engine.dispose()  # no connection crosses a fork
    fork = multiprocessing.get_context("fork")
    signal, answers = fork.Barrier(len(works)), fork.Queue()

    def run(mine: Sequence[Work]) -> None:
        signal.wait(PATIENCE)
        for answer in at_once(app, mine):
            answers.put(f"{answer!r}" if isinstance(answer, Exception) else answer)

    children = [fork.Process(target=run, args=(mine,), daemon=True) for mine in works]
    for child in children:
        child.start()
    found = [answers.get(timeout=PATIENCE) for mine in works for _ in mine]
    for child in children:
        child.join(PATIENCE)
    forget()
    return found


def forget() -> None:
    """What this context has read is read again, and its connection is given back."""
    from micro_projects.extensions import db

    db.session.rollback()
    db.session.expire_all()
