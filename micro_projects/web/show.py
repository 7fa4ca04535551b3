"""How values look on a page: money, moments, days. Times are shown in the community's zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from micro_projects.kernel.money import Money
from micro_projects.web.language import language

ZONE = ZoneInfo("Asia/Shanghai")
"""Every place of a district shares its zone."""
_WEEKDAYS = {"zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日")}
_WEEKDAYS["en"] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | datetime | None, *, lang: str | None = None) -> str:
    """``11月24日 周二``, with the year when it is not a matter of course: ``2027年1月4日 周一``."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    lang = lang or language()
    weekday = _WEEKDAYS[lang][value.weekday()]
    if lang == "zh":
        return f"{value.year}年{value.month}月{value.day}日 {weekday}"
    return f"{weekday} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date | datetime | None, *, lang: str | None = None) -> str:
    """``11月24日``: where space is narrow and the year is said beside."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    if (lang or language()) == "zh":
        return f"{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]}"


def moment(value: datetime | None, *, lang: str | None = None) -> str:
    """``11月24日 周二 18:00``; midnight at a day's end is written 24:00 of that day."""
    if value is None:
        return "—"
    local = value.astimezone(ZONE)
    return f"{day(local, lang=lang)} {local:%H:%M}"


def last_minute(value: datetime | None, *, lang: str | None = None) -> str:
    """The end of a half-open period as people say it: 24:00 of the last day, not 00:00 of the next."""
    if value is None:
        return "—"
    local = value.astimezone(ZONE)
    if (local.hour, local.minute) == (0, 0):
        from datetime import timedelta

        return f"{day(local - timedelta(days=1), lang=lang)} 24:00"
    return moment(value, lang=lang)


def money(value: Money | None) -> str:
    """``¥12,000.00``."""
    return "—" if value is None else str(value)


def init(app: Flask) -> None:
    """Make them template filters."""
    app.add_template_filter(money, "money")
    app.add_template_filter(moment, "moment")
    app.add_template_filter(day, "day")
    app.add_template_filter(last_minute, "last_minute")
