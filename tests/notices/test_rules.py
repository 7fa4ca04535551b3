"""Objection rules and facts as people read them: pure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.notices import facts_view, objection_rules, rules

ZONE = ZoneInfo("Asia/Shanghai")
POSTED = datetime(2026, 3, 2, 1, tzinfo=UTC)
ENDS = datetime(2026, 3, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "running"),
    [
        (POSTED, True),
        (datetime(2026, 3, 2, 0, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 9, 15, 59, 59, 999999, tzinfo=UTC), True),
        (ENDS, False),
    ],
)
def test_a_period_is_half_open(at, running):
    assert objection_rules.running(POSTED, ENDS, at) is running
    assert not objection_rules.running(POSTED, None, at)


def test_a_letter_counts_at_its_days_last_second_but_never_in_the_future():
    late, early = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 3, 9, 2, tzinfo=UTC)
    assert objection_rules.in_box_at(date(2026, 3, 9), late, ZONE) == datetime(
        2026, 3, 9, 15, 59, 59, tzinfo=UTC
    )
    assert objection_rules.in_box_at(date(2026, 3, 9), early, ZONE) == early


def test_standing():
    assert objection_rules.standing(True, False, "") == "roll"
    assert objection_rules.standing(False, True, "") == "supplier"
    assert objection_rules.standing(False, False, "住对面") == "affected"
    assert objection_rules.standing(False, False, "  ") == ""


@pytest.mark.parametrize(
    ("level", "barred", "found"),
    [
        (0, set(), ("officer", 1)),
        (0, {1}, ("officer", 2)),
        (0, {1, 2}, None),  # a panel, not the district
        (1, {1}, ("officer", 2)),
        (1, {1, 2}, ("district", 9)),
        (1, {1, 2, 9}, None),
        (2, set(), ("district", 9)),
        (2, {9}, None),
    ],
)
def test_who_decides(level, barred, found):
    assert objection_rules.chosen_handler(level, [1, 2], [9], barred) == found


@pytest.mark.parametrize(
    ("votes", "size", "outcome"),
    [
        ([], 3, None),
        (["fact"], 3, None),
        (["fact", "fact"], 3, "fact"),
        (["fact", "rejected"], 3, None),
        (["fact", "rejected", "fact"], 3, "fact"),
        (["fact", "rejected", "procedure"], 3, None),
        (["fact"], 1, "fact"),
        (["fact"], 2, None),
    ],
)
def test_two_of_three(votes, size, outcome):
    assert objection_rules.panel_outcome(votes, size) == outcome


def test_what_follows_is_said_for_every_outcome_of_every_kind():
    said = {(kind, o) for kind, outcomes in objection_rules.CONSEQUENCES.items() for o in outcomes}
    assert said == set(objection_rules.EFFECTS)
    assert all(
        objection_rules.may_uphold_as(kind, "rejected") for kind in (*objection_rules.CONSEQUENCES, "E2")
    )
    assert not objection_rules.may_uphold_as("E2", "fact")


def test_the_gate_is_the_confirmed_noon_or_the_third():
    assert rules.gate_at(POSTED, ENDS, True) == POSTED
    assert rules.gate_at(POSTED, ENDS, False) == ENDS


PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20)
KEYS = st.sampled_from(["proposals", "text", "fen", "outcome", "title", "odd_key", "late", "balances"])
FACTS = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20
)


@given(st.dictionaries(KEYS, FACTS, max_size=5))
def test_no_facts_break_a_page(facts):
    from flask import Flask
    from flask_babel import Babel

    app = Flask("t")
    Babel(app)
    with app.test_request_context():
        facts_view.block(facts)
        facts_view.overview(facts)
