"""How long each act of a played year held the write lock. Target: none over 50 ms."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import event
from sqlalchemy.orm import Session

from machine import show, table
from micro_projects.journal.models import JournalEntry
from micro_projects.web import door
from support import rundir, year
from support.databases import Databases

TARGET = 0.050
TOP = 10


class Watch:
    """Stands in for `write_transaction`: from the lock held to the lock given back, by the first act journalled."""

    def __init__(self) -> None:
        self.held: dict[str, list[float]] = defaultdict(list)
        self.cpu: dict[str, list[float]] = defaultdict(list)
        self._acts: list[str] = []
        self._inner = door.write_transaction
        event.listen(
            JournalEntry, "before_insert", lambda mapper, connection, row: self._acts.append(row.act)
        )

    @contextmanager
    def write_transaction(self, session: Session, *, shared: bool = False) -> Iterator[None]:
        """The same, timed; an act that is refused counts too."""
        self._acts.clear()
        start = cpu = 0.0
        try:
            with self._inner(session, shared=shared):
                start, cpu = time.perf_counter(), time.thread_time()
                yield
        finally:
            if start:
                name = self._acts[0] if self._acts else "(nothing journalled)"
                self.held[name].append(time.perf_counter() - start)
                self.cpu[name].append(time.thread_time() - cpu)


def main() -> None:
    """Play the year on SQLite (its file in memory: no disk is measured) and say how long each kind of act took."""
    watch = Watch()
    door.write_transaction = watch.write_transaction
    folder = rundir.make()
    try:
        Databases(folder).fresh("sqlite", "year", partial(year.play, folder))
    finally:
        rundir.remove(folder)
    every = [seconds for times in watch.held.values() for seconds in times]
    over = sum(seconds > TARGET for seconds in every)
    figures = f"{show(min(every))} / {show(statistics.median(every))} / {show(max(every))}"
    print(
        f"{len(every)} acts of {len(watch.held)} kinds held the lock {figures}; {over} over {show(TARGET)}."
    )
    print("The founding is one act too: 324 people and their accounts at once, before anybody is served.\n")
    worst = sorted(watch.held.items(), key=lambda kind: max(kind[1]), reverse=True)[:TOP]
    rows = [
        [
            name,
            len(times),
            show(min(times)),
            show(statistics.median(times)),
            show(max(times)),
            show(max(watch.cpu[name])),
        ]
        for name, times in worst
    ]
    heads = ["act (the first one journalled)", "times", "least", "median", "most", "most CPU"]
    print(table(heads, rows))


if __name__ == "__main__":
    main()
