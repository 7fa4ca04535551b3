"""Clocks: aware UTC, set from outside, never backwards."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from micro_projects.kernel.clock import ManualClock, SystemClock, clock_from

SHENZHEN = timezone(timedelta(hours=8))
START = datetime(2026, 3, 2, 9, 0, tzinfo=SHENZHEN)
SOON = timedelta(seconds=5)


def _near(instant, expected):
    return instant.tzinfo is UTC and abs(instant - expected) < SOON


def test_the_machines_clock_is_aware_utc():
    assert _near(clock_from("").now(), datetime.now(UTC))


@pytest.mark.parametrize(
    ("setting", "offset"),
    [("+40d", timedelta(days=40)), ("-3h", timedelta(hours=-3)), ("+90m", timedelta(minutes=90))],
)
def test_an_offset_moves_it(setting, offset):
    assert _near(clock_from(setting).now(), datetime.now(UTC) + offset)


def test_a_start_is_where_it_begins_to_run():
    clock = clock_from("2026-03-02T09:00+08:00")
    assert isinstance(clock, SystemClock)
    assert _near(clock.now(), START)


@pytest.mark.parametrize(
    "wrong", ["2026-03-02T09:00", "tomorrow", "+40", "40d", "+4w", "+999999999999d", "+\u0663d"]
)
def test_a_wrong_setting_is_refused(wrong):
    with pytest.raises(ValueError):
        clock_from(wrong)


def test_a_manual_clock_stands_until_moved_and_never_goes_back():
    clock = ManualClock(START)
    assert clock.now() == START
    assert clock.now().tzinfo is UTC
    clock.move_to(START - timedelta(days=1))
    assert clock.now() == START
    clock.move_to(START + timedelta(days=1))
    clock.forward(timedelta(hours=1))
    assert clock.now() == START + timedelta(days=1, hours=1)
    with pytest.raises(ValueError, match="back"):
        clock.forward(timedelta(seconds=-1))


def test_a_naive_instant_is_refused():
    naive = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="zone"):
        ManualClock(naive)
    with pytest.raises(ValueError, match="zone"):
        ManualClock(START).move_to(naive)
