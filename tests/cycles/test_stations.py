"""Where a cycle stands follows from what happened, never from a date alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from micro_projects.cycles.station_rules import (
    AFTER,
    BEFORE,
    D1,
    D2,
    D3,
    DELIBERATE,
    EXECUTE,
    PROPOSE,
    RESOLVE,
    WORDS,
    Posted,
    Vote,
    days_left,
    standing,
)

T0 = datetime(2026, 3, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def day(n):
    return T0 + timedelta(days=n)


PHASES = {
    "proposing": (day(10), day(40)),
    "deliberating": (day(50), None),
    "voting": (day(90), None),
    "executing": (day(130), None),
}


def notice(kind, posted, *, released=0, objections=0, subjects=3):
    return Posted(kind, day(posted), day(posted + 7), subjects, released, objections)


PACK = notice("C1", 0, released=1, subjects=1)
PASSED_1 = notice("D1", 45, released=2)
PASSED_2 = notice("D2", 70, released=2)
PASSED_3 = notice("D3", 110, released=2)
OPEN = Vote(False, day(95), day(105))


@pytest.mark.parametrize(
    ("state", "notices", "vote", "at", "expected", "why"),
    [
        ("planned", [], None, 0, BEFORE, "planned"),
        ("moved", [], None, 20, BEFORE, "moved"),
        ("dropped", [], None, 20, BEFORE, "dropped"),
        ("open", [notice("C1", 0)], None, 3, BEFORE, "pack"),
        ("open", [notice("C1", 0)], None, 20, BEFORE, "pack"),
        ("open", [notice("C1", 0, objections=1)], None, 20, BEFORE, "held"),
        ("open", [PACK], None, 9, BEFORE, "soon"),
        ("open", [PACK], None, 10, PROPOSE, "proposing"),
        ("open", [PACK], None, 40, PROPOSE, "screening"),
        ("open", [PACK], None, 100, PROPOSE, "screening"),
        ("open", [PACK, notice("D1", 45)], None, 46, D1, "shown"),
        ("open", [PACK, notice("D1", 45)], None, 52, D1, "letter_box"),
        ("open", [PACK, notice("D1", 45, objections=1)], None, 46, D1, "shown"),
        ("open", [PACK, notice("D1", 45, objections=1)], None, 60, D1, "held"),
        ("open", [PACK, PASSED_1], None, 53, DELIBERATE, "deliberating"),
        ("open", [PACK, PASSED_1, notice("D1", 55)], None, 56, DELIBERATE, "deliberating"),
        ("open", [PACK, PASSED_1, notice("D2", 70)], None, 71, D2, "agreed"),
        ("open", [PACK, PASSED_1, PASSED_2], None, 80, RESOLVE, "preparing"),
        ("open", [PACK, PASSED_1, PASSED_2], OPEN, 94, RESOLVE, "frozen"),
        ("open", [PACK, PASSED_1, PASSED_2], OPEN, 95, RESOLVE, "voting"),
        ("open", [PACK, PASSED_1, PASSED_2], OPEN, 105, RESOLVE, "counting"),
        (
            "open",
            [PACK, PASSED_1, PASSED_2, notice("D3", 110)],
            Vote(True, day(95), day(105)),
            111,
            D3,
            "decided",
        ),
        ("open", [PACK, PASSED_1, PASSED_2, PASSED_3], OPEN, 100, RESOLVE, "voting"),
        (
            "open",
            [PACK, PASSED_1, PASSED_2, PASSED_3],
            Vote(True, day(95), day(105)),
            200,
            EXECUTE,
            "executing",
        ),
        ("ended", [PACK, PASSED_1], None, 400, AFTER, "ended"),
    ],
)
def test_where_it_stands(state, notices, vote, at, expected, why):
    found = standing(state, PHASES, notices, vote, day(at))
    assert (found.at, found.why) == (expected, why)
    assert found.why in WORDS


def test_until_when():
    assert standing("open", PHASES, [PACK], None, day(20)).until == day(40)
    assert standing("open", PHASES, [PACK, notice("D1", 45)], None, day(46)).until == day(52)
    assert standing("open", PHASES, [PACK, PASSED_1, PASSED_2], OPEN, day(96)).until == day(105)
    assert standing("open", PHASES, [PACK], None, day(41)).until is None


def test_days_left_count_local_days_and_the_last_is_nought():
    end = datetime(2026, 4, 9, 16, tzinfo=UTC)  # 24:00 of the 9th in Shenzhen
    assert days_left(end, datetime(2026, 4, 9, 15, 59, tzinfo=UTC), ZONE) == 0
    assert days_left(end, datetime(2026, 4, 8, 16, tzinfo=UTC), ZONE) == 0
    assert days_left(end, datetime(2026, 4, 8, 15, 59, tzinfo=UTC), ZONE) == 1
    assert days_left(end, end, ZONE) is None
    assert days_left(None, end, ZONE) is None
