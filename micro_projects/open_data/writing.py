"""How values are written in every file: money, instants, days. Nothing here knows the database."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from micro_projects.kernel.money import Money

ZONE = ZoneInfo("Asia/Shanghai")
CURRENCY = "CNY"


def yuan(fen: int | None) -> str:
    """``72500.00``: yuan with two decimals, exact; nothing stays empty."""
    return "" if fen is None else Money(fen).plain()


def amount(fen: int) -> dict[str, int | float | str]:
    """A value of OCDS: a JSON number of yuan. Whole yuan are integers; two decimals print exactly (below 2**53 fen)."""
    whole, rest = divmod(fen, 100)
    return {"amount": fen / 100 if rest else whole, "currency": CURRENCY}


def instant(at: datetime | str | None) -> str:
    """``2026-01-12T00:00:00+08:00``: local time with its zone, to the second."""
    if not at:
        return ""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read.astimezone(ZONE).isoformat(timespec="seconds")


def local_day(at: datetime | str) -> date:
    """The local day of an instant."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read.astimezone(ZONE).date()


def midnight(on: str) -> str:
    """A day as the instant it begins: ``2026-03-24`` → ``2026-03-24T00:00:00+08:00``."""
    return f"{on}T00:00:00+08:00"


def last_second(on: str) -> str:
    """A day as the instant it is over, still of that day: OCDS has no half-open ends."""
    return f"{on}T23:59:59+08:00"
