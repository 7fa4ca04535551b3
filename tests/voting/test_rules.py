"""Pure rules of a round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import frozen_terms, receipts, record_content, rules
from micro_projects.voting.counting import Ballot
from micro_projects.voting.rules import CONDITIONS, Standing

NOW = datetime(2026, 5, 4, 3, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def standing(**changes: object) -> Standing:
    plain = {"state": "advanced", "gate": True, "same_text": True, "conditions": CONDITIONS, "d2_at": NOW}
    return Standing(**(plain | changes))  # type: ignore[arg-type]


def test_what_makes_a_proposal_ready() -> None:
    assert standing().ready
    assert not standing(gate=False).ready
    assert not standing(same_text=False).ready
    assert not standing(state="deliberating").ready
    assert all(not standing(conditions=CONDITIONS - {one}).ready for one in CONDITIONS)
    assert standing(state="on_ballot", gate=False, conditions=frozenset()).ready
    assert not standing(state="deferred").waits
    assert standing(state="deliberating").waits


def test_one_held_proposal_does_not_stop_everyone_for_ever() -> None:
    both = [standing(), standing(gate=False)]
    must = NOW + timedelta(days=35)
    assert not rules.may_freeze(both, must, must - timedelta(microseconds=1))
    assert rules.may_freeze(both, must, must)
    assert rules.may_freeze([standing()], must, NOW)
    assert not rules.may_freeze([standing(gate=False)], None, must + timedelta(days=100))
    assert not rules.may_freeze([], None, NOW)


@given(st.integers(0, 100_000))
def test_the_threshold_is_rounded_up_and_has_a_floor(ballots: int) -> None:
    least = frozen_terms.min_score(5, 100, ballots)
    assert least >= 5
    assert least == 5 or (least - 1) * 100 < ballots <= least * 100


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_turnout_is_exact(voted: int, roll: int) -> None:
    assert rules.enough(voted, roll, 500) == (voted * 20 >= roll)


def test_when_a_round_opens() -> None:
    starts = datetime(2026, 5, 6, 16, tzinfo=UTC)
    assert rules.opening(starts, NOW, ZONE) == starts
    late = datetime(2026, 5, 7, 3, tzinfo=UTC)
    assert rules.opening(starts, late, ZONE) == datetime(2026, 5, 7, 16, tzinfo=UTC)  # midnight in Shenzhen


def test_the_public_number_is_never_known_when_the_lot_is_prepared() -> None:
    for hour in range(24):
        now = datetime(2026, 5, 7, hour, 30, tzinfo=ZONE)
        due = rules.number_due(now, ZONE).astimezone(ZONE)
        assert due.hour == 22
        assert due.date() == now.date() if hour < 20 else due.date() > now.date()


@pytest.mark.parametrize(
    ("state", "at", "code"),
    [
        ("frozen", 0, "round_not_open"),
        ("open", -1, "round_not_open"),
        ("open", 10, "round_closed"),
        ("closed", 5, "round_closed"),
        ("void", 5, "round_closed"),
    ],
)
def test_out_of_time(state: str, at: int, code: str) -> None:
    opens, closes = NOW, NOW + timedelta(minutes=10)
    with pytest.raises(Refused) as refused:
        rules.require_in_time(state, opens, closes, NOW + timedelta(minutes=at))
    assert refused.value.refusal.code == code
    rules.require_in_time("open", opens, closes, NOW)
    rules.require_in_time("open", opens, closes, closes - timedelta(microseconds=1))


@given(
    st.lists(st.text("AB-0", min_size=1, max_size=20), unique=True, min_size=1, max_size=12),
    st.integers(0, 1000),
)
def test_every_ballot_fits_its_fixed_size(codes: list[str], points: int) -> None:
    fingerprint = bytes(32)
    size = record_content.size_for(fingerprint, codes, points)
    for named in (codes[:1], codes):
        ballot = Ballot(tuple(named), (points,) * len(named) if points else ())
        content = record_content.Content(ballot, receipts.new("春").hash)
        payload = record_content.payload(fingerprint, content)
        assert len(payload) + 4 <= size
        assert record_content.opened(payload, fingerprint) == content
    with pytest.raises(ValueError, match="another round"):
        record_content.opened(payload, b"\x01" * 32)
