"""Red flags (疑点): where an auditor looks first. Each is a plain figure over fixed rows; none accuses: pure."""

from __future__ import annotations

from datetime import timedelta

from micro_projects.kernel.money import Money

NEAR_CAP = 97
"""Percent of the cap from which an estimate is close under it."""
SAME_FIRM = 3
"""Awards to one firm in the places audited."""
POSTING_DAYS = 1
"""Working days in which a notice should hang on the board."""
LAST = timedelta(minutes=60)
"""Before the end of a window."""
MOST = 50
"""Rows shown of one flag."""


def near_cap(amount: Money, cap: Money) -> bool:
    """Whether an amount is from `NEAR_CAP` percent of the cap up to the cap itself."""
    return amount.fen * 100 >= cap.fen * NEAR_CAP and amount.fen <= cap.fen


def percent(amount: Money, cap: Money) -> str:
    """``98.5``: for showing, rounded down."""
    tenths = amount.fen * 1000 // cap.fen
    return f"{tenths // 10}.{tenths % 10}"
