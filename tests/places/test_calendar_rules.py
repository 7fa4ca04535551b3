"""Working days and notice periods over the real holidays of 2026, and over years nobody has announced."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from micro_projects.places.calendar_rules import (
    Calendar,
    add_working_days,
    never_shorter,
    notice_period,
    take_working_days,
    working_days_between,
)
from micro_projects.places.calendar_source import YEARS, is_announced, rows

ZONE = ZoneInfo("Asia/Shanghai")
TABLE = list(rows())
CALENDAR = Calendar(
    days={row.date: row.working for row in TABLE},
    years=frozenset(YEARS),
    provisional=frozenset(row.date.year for row in TABLE if row.provisional),
    zone=ZONE,
    version="2026.1",
)
BARE = Calendar({}, frozenset(), frozenset(), ZONE, "none")


def at(month, day, hour=0, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


instants = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 1), timezones=st.just(ZONE))  # noqa: DTZ001


# ── the table ────────────────────────────────────────────────────────────────


def test_national_day_2026_with_its_make_up_days():
    # State Council notice for 2026: 1–7 October off; Sunday 20 September and Saturday 10 October worked.
    assert not any(CALENDAR.is_working_day(date(2026, 10, d)) for d in range(1, 8))
    assert CALENDAR.is_working_day(date(2026, 9, 20))
    assert CALENDAR.is_working_day(date(2026, 10, 10))
    assert not CALENDAR.is_working_day(date(2026, 10, 11))


def test_spring_festival_2026_with_its_make_up_days():
    # 15–23 February off; Saturdays 14 and 28 February worked.
    assert not any(CALENDAR.is_working_day(date(2026, 2, d)) for d in range(15, 24))
    assert CALENDAR.is_working_day(date(2026, 2, 14))
    assert CALENDAR.is_working_day(date(2026, 2, 28))
    assert not CALENDAR.is_working_day(date(2026, 3, 1))


def test_rows_name_the_day_and_where_it_is_from():
    named = {row.date: row for row in TABLE}
    assert len(TABLE) == len(named) == 3 * 365
    assert named[date(2026, 2, 17)].name == "春节"
    assert named[date(2026, 2, 14)].name == "春节调休上班"
    assert named[date(2026, 3, 4)].name == ""
    assert "国务院" in named[date(2026, 2, 17)].source
    assert not named[date(2026, 2, 17)].provisional


def test_a_year_not_announced_is_provisional_in_every_row():
    assert is_announced(2026)
    assert not is_announced(2099)
    future = {row.date: row for row in rows([2099])}
    assert len(future) == 365
    assert all(row.provisional and "尚未公布" in row.source for row in future.values())
    off = {day for day, row in future.items() if not row.working and day.weekday() < 5}
    fixed = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    assert off == {date(2099, m, d) for m, d in fixed if date(2099, m, d).weekday() < 5}
    assert future[date(2099, 10, 1)].name == "国庆节"


# ── the notice period ────────────────────────────────────────────────────────


def test_an_ordinary_week():
    period = notice_period(at(3, 2, 9), 5, CALENDAR)  # Monday
    assert (period.first_day, period.last_day) == (date(2026, 3, 3), date(2026, 3, 9))
    assert period.starts == at(3, 2, 9)
    assert period.ends == at(3, 10)
    assert period.gate_confirmed == at(3, 10, 12)
    assert period.gate_unconfirmed == at(3, 12, 12)
    assert not period.provisional
    assert {
        i.tzinfo for i in (period.starts, period.ends, period.gate_confirmed, period.gate_unconfirmed)
    } == {UTC}


def test_the_posting_day_is_never_counted():
    early, late = (notice_period(at(3, 2, *time), 5, CALENDAR) for time in ((0, 0), (23, 59)))
    assert early.ends == late.ends
    assert notice_period(at(3, 3), 5, CALENDAR).ends == at(3, 11)


def test_the_day_is_the_communitys_not_utcs():
    # 00:30 in Shenzhen on the 3rd is still the 2nd in UTC.
    assert notice_period(at(3, 3, 0, 30).astimezone(UTC), 5, CALENDAR).ends == at(3, 11)


def test_over_national_day():
    period = notice_period(at(9, 29, 10), 3, CALENDAR)  # counted: 30 September, 8 and 9 October
    assert period.last_day == date(2026, 10, 9)
    assert period.ends == at(10, 10)
    assert period.gate_confirmed == at(10, 10, 12)  # a Saturday that is worked
    assert period.gate_unconfirmed == at(10, 13, 12)  # 10, 12, 13


def test_over_spring_festival():
    period = notice_period(at(2, 12, 10), 5, CALENDAR)  # counted: 13, 14 (Saturday, worked), 24, 25, 26
    assert period.last_day == date(2026, 2, 26)
    assert period.gate_confirmed == at(2, 27, 12)
    assert period.gate_unconfirmed == at(3, 2, 12)  # 27, 28 (Saturday, worked), 2 March


def test_posted_on_a_day_off():
    assert notice_period(at(10, 4, 10), 1, CALENDAR).last_day == date(2026, 10, 8)


def test_a_period_into_an_unannounced_year_says_so():
    assert 2027 in CALENDAR.provisional
    assert notice_period(at(12, 28, 9), 5, CALENDAR).provisional
    assert not notice_period(at(12, 14, 9), 5, CALENDAR).provisional
    # only the gate reaches over: still provisional
    assert notice_period(at(12, 24, 9), 3, CALENDAR).provisional


def test_a_year_the_table_lacks_goes_by_the_week_and_says_so():
    period = notice_period(at(3, 6, 9), 1, BARE)  # Friday
    assert period.last_day == date(2026, 3, 9)
    assert period.provisional
    assert BARE.is_provisional(date(2026, 3, 9))
    assert CALENDAR.is_provisional(date(2031, 1, 1))


def test_a_provisional_posting_day_alone_does_not_count():
    only_2025 = replace(CALENDAR, provisional=frozenset({2025}))
    assert not notice_period(at(12, 31, 9, year=2025), 1, only_2025).provisional


@given(instants, st.integers(1, 30))
def test_a_period_holds_exactly_its_working_days(posted, days):
    period = notice_period(posted, days, CALENDAR)
    assert working_days_between(period.starts, period.ends, CALENDAR) == days
    assert working_days_between(period.starts, period.ends - timedelta.resolution, CALENDAR) == days - 1
    assert CALENDAR.is_working_day(period.first_day)
    assert CALENDAR.is_working_day(period.last_day)
    assert period.starts < period.ends < period.gate_confirmed < period.gate_unconfirmed


def test_a_calendar_change_never_shortens():
    kept = notice_period(at(9, 28, 10), 3, CALENDAR)
    busier = replace(CALENDAR, days={**CALENDAR.days, date(2026, 10, 6): True})
    quieter = replace(CALENDAR, days={**CALENDAR.days, date(2026, 10, 8): False})
    shorter, longer = (notice_period(at(9, 28, 10), 3, c) for c in (busier, quieter))
    assert shorter.ends < kept.ends < longer.ends
    assert never_shorter(kept, shorter) == kept
    assert never_shorter(kept, longer) == longer
    with pytest.raises(ValueError, match="different"):
        never_shorter(kept, notice_period(at(9, 29, 10), 3, CALENDAR))


# ── deadlines ────────────────────────────────────────────────────────────────


def test_deadlines_end_with_their_day():
    assert add_working_days(at(9, 30, 17), 1, CALENDAR) == at(10, 9)  # 24:00 of 8 October
    assert add_working_days(at(9, 30, 17), 0, CALENDAR) == at(10, 1)
    assert add_working_days(at(9, 18, 17), 1, CALENDAR) == at(9, 21)  # Sunday the 20th is worked


def test_looking_back():
    assert take_working_days(at(10, 9, 9), 2, CALENDAR) == at(10, 1)  # 8 October, 30 September
    assert take_working_days(at(3, 12, 9), 3, CALENDAR) == at(3, 10)


@given(instants, st.integers(0, 40))
def test_counting_undoes_adding(start, n):
    assert working_days_between(start, add_working_days(start, n, CALENDAR), CALENDAR) == n


@given(instants, st.integers(1, 40))
def test_looking_back_leaves_exactly_that_many(end, n):
    last = take_working_days(end, n, CALENDAR)
    # From the last moment of that day to the morning of `end`: the n-1 whole days between.
    assert working_days_between(last - timedelta.resolution, end, CALENDAR) == n - 1


def test_nothing_lies_between_later_and_earlier():
    assert working_days_between(at(3, 9), at(3, 2), CALENDAR) == 0
    assert working_days_between(at(3, 2), at(3, 2, 23), CALENDAR) == 0


def test_a_deadline_tells_whether_it_is_firm():
    start = at(12, 28, 9)
    assert CALENDAR.provisional_between(start, add_working_days(start, 5, CALENDAR))
    # 24:00 of 31 December is 1 January's first instant, but no day of 2027 was counted.
    assert not CALENDAR.provisional_between(start, add_working_days(start, 3, CALENDAR))
    assert BARE.provisional_between(start, start)


def test_mistakes_of_a_program_are_errors():
    naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001
    for call in (
        lambda: notice_period(naive, 5, CALENDAR),
        lambda: add_working_days(naive, 5, CALENDAR),
        lambda: working_days_between(naive, at(3, 2), CALENDAR),
        lambda: notice_period(at(3, 2), 0, CALENDAR),
        lambda: add_working_days(at(3, 2), -1, CALENDAR),
        lambda: take_working_days(at(3, 2), 0, CALENDAR),
    ):
        with pytest.raises(ValueError):
            call()
