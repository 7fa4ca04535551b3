"""The one thing open to somebody, by where the cycle stands and what they may."""

from __future__ import annotations

import pytest

from micro_projects.cycles.station_rules import (
    AFTER,
    BEFORE,
    D1,
    DELIBERATE,
    EXECUTE,
    PROPOSE,
    RESOLVE,
    Standing,
)
from micro_projects.front import rules
from micro_projects.front.rules import Visitor, offers

EVERY = {"plan", "convene", "open", "propose", "proposals", "notice", "vote", "projects", "session"}


def first(who, at, why):
    found = offers(who, Standing(at, why), EVERY)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("who", "at", "why", "expected"),
    [
        (Visitor(), PROPOSE, "proposing", rules.PROPOSE_NOW),
        (Visitor(), PROPOSE, "screening", rules.SECOND),
        (Visitor(), D1, "shown", rules.OBJECT),
        (Visitor(), DELIBERATE, "deliberating", rules.DISCUSS),
        (Visitor(on_roll=True), RESOLVE, "voting", rules.VOTE),
        (Visitor(on_roll=True, voted=True), RESOLVE, "voting", rules.VOTED),
        (Visitor(), RESOLVE, "counting", rules.RESULT),
        (Visitor(), EXECUTE, "executing", rules.PROJECTS),
        (Visitor(), AFTER, "ended", rules.PAST),
        (Visitor(), BEFORE, "pack", rules.READ_RULES),
        (Visitor(), BEFORE, "planned", None),
        (Visitor(frozenset({"moderator"})), BEFORE, "planned", rules.CONVENE),
        (Visitor(frozenset({"officer"})), BEFORE, "moved", rules.OPEN),
        (Visitor(frozenset({"worker"})), AFTER, "ended", rules.PLAN),
        (Visitor(frozenset({"council_member"})), DELIBERATE, "deliberating", rules.SESSION),
    ],
)
def test_first(who, at, why, expected):
    assert first(who, at, why) == expected


def test_what_has_no_page_is_not_offered():
    assert offers(Visitor(), Standing(PROPOSE, "proposing"), {"proposals"}) == [rules.SECOND]
    assert offers(Visitor(), Standing(PROPOSE, "proposing"), set()) == []


def test_without_a_cycle_those_who_plan_may_begin():
    assert offers(Visitor(), None, EVERY) == []
    assert offers(Visitor(frozenset({"worker"})), None, EVERY) == [rules.PLAN]
