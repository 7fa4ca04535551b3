"""Exact figures in and out of text: no float decides anything."""

from __future__ import annotations

import re
from fractions import Fraction

from micro_projects.voting.counting.round_data import Number

_FORM = re.compile(r"[+-]?\d{1,30}(\.\d{0,12})?([eE][+]?\d{1,2})?")


def exact(text: str) -> Number:
    """`text` as an exact number, whole where it is; ValueError when it is none."""
    if not text.isascii() or not _FORM.fullmatch(text):
        raise ValueError(text)
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def decimal(value: Number, places: int = 12) -> str:
    """`value` with a decimal point and no needless zeros; rounded down past `places`."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, part = divmod(int(value * 10**places), 10**places)
    tail = f"{part:0{places}d}".rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def grouped(value: Number) -> str:
    """For people: ``12,000.50`` without needless zeros."""
    whole, _, tail = decimal(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}" + (f".{tail}" if tail else "")


def json_number(value: Number) -> int | float:
    """For JSON: whole when it is. A decimal of up to 15 digits reads back exactly as it was written."""
    return value.numerator if value.denominator == 1 else float(value)
