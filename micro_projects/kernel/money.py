"""Money is a whole number of fen (分). A float never becomes money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import overload

from micro_projects.kernel.refusal import N_, Refusal, Refused

NOT_MONEY = Refusal(
    "not_money",
    N_("“%(typed)s” 不是一个金额。"),
    N_("请填写像 12000 或 12,000.50 这样的金额（元），最多两位小数。"),
    422,
)
# Twelve digits of yuan stay far below BIGINT and 2^53 fen, however they are grouped.
_FORM = re.compile(r"(?:\u00a5\s*)?([0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,12})(?:\.([0-9]{1,2}))?(?:\s*元)?")
_HALF_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0xFFE5: 0xA5}
"""Chinese keyboards type digits, comma, point and the yuan sign full-width."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen; may be negative in differences, never in an account."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"money is whole fen, not {type(self.fen).__name__}")

    @classmethod
    def parse(cls, typed: str) -> Money:
        """Read what a person typed, in yuan; refused unless it is exactly an amount, nought or more."""
        match = _FORM.fullmatch(typed.strip().translate(_HALF_WIDTH))
        if not match:
            raise Refused(NOT_MONEY, typed=typed[:40])
        yuan = int(match[1].replace(",", ""))
        return cls(yuan * 100 + int((match[2] or "0").ljust(2, "0")))

    @classmethod
    def yuan(cls, yuan: int) -> Money:
        """`yuan` whole yuan."""
        return cls(yuan * 100)

    @classmethod
    def sum(cls, amounts: Iterable[Money]) -> Money:
        """Their sum; nothing is zero."""
        return cls(sum(a.fen for a in amounts))

    def __add__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    @overload
    def __mul__(self, factor: int) -> Money: ...
    @overload
    def __mul__(self, factor: Fraction) -> Money: ...
    def __mul__(self, factor: int | Fraction) -> Money:
        """A share of it, rounded down to the fen."""
        kind = type(factor)
        if kind is bool or not issubclass(kind, int | Fraction):
            raise TypeError("money is multiplied by whole numbers and fractions only")
        return Money(floor(self.fen * factor))

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        sign, fen = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        return f"{sign}¥{fen // 100:,}.{fen % 100:02d}"

    def plain(self) -> str:
        """For a form field or a CSV cell: ``12000.50``."""
        sign, fen = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        return f"{sign}{fen // 100}.{fen % 100:02d}"


ZERO = Money(0)
