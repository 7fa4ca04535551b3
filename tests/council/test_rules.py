"""Quorum, majority and who may call what: pure."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.council import requirement_rules, rules

TWO_THIRDS = rules.share(6667)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("base", "needed", "third"), [(21, 14, 11), (20, 14, 11), (16, 11, 9), (5, 4, 3), (6, 4, 4)]
)
def test_the_quorum_is_two_thirds_rounded_up_and_of_a_third_session_more_than_half(
    base: int, needed: int, third: int
) -> None:
    assert rules.head_count(0, base, TWO_THIRDS, third=False).needed == needed
    assert rules.head_count(0, base, TWO_THIRDS, third=True).needed == third


def test_nobody_is_no_quorum() -> None:
    assert not rules.head_count(0, 0, TWO_THIRDS, third=False).met
    assert rules.head_count(14, 21, TWO_THIRDS, third=False).met
    assert not rules.head_count(13, 21, TWO_THIRDS, third=False).met


@pytest.mark.parametrize(
    ("yes", "entitled", "carried"), [(8, 15, True), (8, 16, False), (9, 16, True), (0, 0, False)]
)
def test_more_than_half_of_those_present_and_a_tie_is_lost(yes: int, entitled: int, carried: bool) -> None:
    assert rules.carried(yes, entitled, Fraction(1, 2)) is carried


def test_two_thirds_where_the_pack_says() -> None:
    assert not rules.carried(10, 15, TWO_THIRDS)
    assert rules.carried(11, 15, TWO_THIRDS)


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from([Fraction(1, 2), TWO_THIRDS]))
def test_carried_means_more_than_the_share(yes: int, entitled: int, share: Fraction) -> None:
    assert rules.carried(yes, entitled, share) == (yes > entitled * share)


@given(st.integers(1, 300), st.integers(0, 300))
def test_a_met_quorum_is_the_share_of_the_base(base: int, present: int) -> None:
    assert rules.head_count(present, base, TWO_THIRDS, third=False).met == (present >= base * TWO_THIRDS)
    assert rules.head_count(present, base, TWO_THIRDS, third=True).met == (present * 2 > base)


def test_called_whole_days_ahead() -> None:
    assert rules.called_in_time(NOW, NOW + timedelta(days=3), 3)
    assert not rules.called_in_time(NOW, NOW + timedelta(days=3) - timedelta(minutes=1), 3)


@pytest.mark.parametrize(
    ("newest_first", "may"),
    [([True, True], True), ([True], False), ([False, True], False), ([True, False], False), ([], False)],
)
def test_a_third_after_two_without_quorum(newest_first: list[bool], may: bool) -> None:
    assert rules.may_call_third(newest_first) is may


@pytest.mark.parametrize(
    ("signed", "members", "enough"), [(4, 21, False), (5, 21, True), (4, 20, True), (0, 0, False)]
)
def test_one_fifth(signed: int, members: int, enough: bool) -> None:
    assert (signed >= requirement_rules.needed("members", members, 0)) is enough


def test_check_in_from_two_hours_before() -> None:
    assert rules.may_check_in(NOW, NOW + timedelta(hours=2))
    assert not rules.may_check_in(NOW, NOW + timedelta(hours=2, minutes=1))
