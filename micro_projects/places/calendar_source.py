"""Where the working-day table comes from: announced years, and a marked stand-in for the others.

Announced: the State Council's yearly notice on holidays and make-up days (调休), as the
`chinese_calendar` library carries it. Not announced: Monday to Friday without the holidays whose date
the law fixes; every such row is provisional, because the notice will move days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar

YEARS = range(2025, 2028)
"""The years a new district starts with."""

ANNOUNCED = f"国务院办公厅放假安排 (chinese_calendar {chinese_calendar.__version__})"  # zh only
STAND_IN = "尚未公布：周一至周五，法定固定日期放假"  # zh only

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}
# 全国年节及纪念日放假办法 (2024). Spring Festival and the others go by the moon and wait for the notice.
_FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {(10, d): "国庆节" for d in (1, 2, 3)}


class Row(NamedTuple):
    """One day of the table; `name` is the holiday, or the one it makes up for, else empty."""

    date: date
    working: bool
    name: str
    source: str
    provisional: bool


def rows(years: Iterable[int] = YEARS) -> Iterator[Row]:
    """Every day of `years`, in order of the years given."""
    for year in years:
        make = _announced if is_announced(year) else _stand_in
        day = date(year, 1, 1)
        while day.year == year:
            yield make(day)
            day += timedelta(days=1)


def is_announced(year: int) -> bool:
    """Whether the library has the whole of `year`: judged by National Day; January may come early alone."""
    return date(year, 10, 1) in chinese_calendar.holidays


def _announced(day: date) -> Row:
    holiday = chinese_calendar.holidays.get(day)
    made_up = chinese_calendar.workdays.get(day)
    name = _NAMES.get(holiday or made_up or "", holiday or made_up or "")
    working = bool(chinese_calendar.is_workday(day))
    shown = f"{name}调休上班" if made_up else name  # zh only
    return Row(day, working, shown, ANNOUNCED, provisional=False)


def _stand_in(day: date) -> Row:
    name = _FIXED.get((day.month, day.day), "")
    return Row(day, not name and day.weekday() < 5, name, STAND_IN, provisional=True)
