"""Numbers in addresses: what no table can hold is no number, so a wrong address is a missing page, never a fault."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1
"""What the narrowest column of a number holds."""


def whole(typed: str) -> int | None:
    """A whole number written in plain digits; None when it is none, or larger than any column."""
    if typed.isascii() and typed.isdigit() and len(typed) < 11 and int(typed) <= LARGEST:
        return int(typed)
    return None


class _Number(IntegerConverter):
    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST, **kwargs})


CONVERTERS = {"int": _Number}
