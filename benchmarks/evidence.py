"""An evidence bundle of a cycle of 10,000 entries: time, size, memory. Target: its first byte within 1 s."""

from __future__ import annotations

import resource
import sys
import time
from datetime import datetime, timedelta

from flask import Flask
from house import House, founded_house

from machine import show, table
from micro_projects.cycles import actions as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.cycles.pack import Pack
from micro_projects.demo.founding import again
from micro_projects.evidence import bundle, queries
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from micro_projects.notices import disclosing, own_parts
from micro_projects.notices.signing import sign_due
from micro_projects.web.door import act
from micro_projects.web.sentence import say

START = datetime.fromisoformat("2026-03-02T09:00+08:00")
SIZE = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
AT_ONCE = 500
COMMENT = "路灯晚上不亮，老人出门看不清台阶，希望能在今年冬天以前换好。" * 4


def main() -> None:
    """Fill a cycle, then make its bundle as the page does."""
    with founded_house(ManualClock(START)) as house:
        measured(house)


def measured(house: House) -> None:
    """All figures, as a table."""
    app = house.app
    with app.app_context():
        fill(app, SIZE)
        sign_due(app)
        db.session.rollback()
        about = queries.scope("FT-LH/2026")
        heads = queries.heads(about)
        began, first, size = time.perf_counter(), 0.0, 0
        longest = before = 0.0
        for piece in bundle.stream(about, heads):
            now = time.perf_counter() - began
            first = first or now
            longest, before = max(longest, now - before), now
            size += len(piece)
        whole = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows: list[list[object]] = [
        [f"bundle of {SIZE:,} entries, whole", "–", show(whole)],
        ["until its first byte", "1 s", show(first)],
        ["longest pause between two pieces", "–", show(longest)],
        ["size", "–", f"{size / 1e6:.1f} MB"],
        ["memory of the process at most, filling included", "–", f"{memory:.0f} MB"],
    ]
    print(table(["what", "target", "measured"], rows))


def fill(app: Flask, size: int) -> None:
    """A cycle with `size` opinions disclosed, each with own words as a part of its own."""
    cycle = _cycle(app)
    for start in range(0, size, AT_ONCE):
        with act() as now:
            for _n in range(start, min(start + AT_ONCE, size)):
                disclosing.disclose(
                    "deliberation.agenda_opinion",
                    say("对%(year)d年周期的议题提出意见。", year=2026),
                    place_id=cycle.place_id,
                    path=cycle.path,
                    at=now,
                    ref=cycle.ref,
                    code=cycle.code,
                    facts={"cycle": cycle.code, "silent": False, "text": own_parts.said(COMMENT)},
                )


def _cycle(app: Flask) -> Cycle:
    known = again()
    clock = app.extensions["clock"]
    start = clock.now() + timedelta(days=20)
    dates = {
        "proposing": (start, start + timedelta(days=20)),
        "deliberating": (start + timedelta(days=40), None),
        "voting": (start + timedelta(days=60), None),
        "executing": (start + timedelta(days=80), None),
    }
    by = known.actor("moderator", clock.now())
    with act() as now:
        cycle = cycles.plan(by, known.place(), 2026, Pack(), dates, now)
    with act() as now:
        cycles.decided(cycle.id, True, by, now)
    with act() as now:
        cycles.open_cycle(known.actor("officer", now), cycle, now)
    return cycle


if __name__ == "__main__":
    main()
