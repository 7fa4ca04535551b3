"""Taking plain values out of what anybody wrote: strict JSON, and facts of the kind they must be."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

LARGEST_INT = 2**53 - 1
_LONGEST_INT = 17
"""Characters of the longest number that is read, sign included."""


class Malformed(ValueError):  # noqa: N818 - reads as what it says
    """A value is missing or of another kind; `key` says which."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def load(data: bytes) -> Any:
    """The JSON value of `data`. Malformed for another encoding, keys given twice, floats, numbers past
    2^53-1, half surrogate pairs, and nesting deeper than the reader's stack."""
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_distinct,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_whole,
        )
        if rb"\u" in data:  # only an escape can hide half a surrogate pair
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except Malformed:
        raise
    except RecursionError:
        raise Malformed("nesting") from None
    except UnicodeError:
        raise Malformed("UTF-8") from None
    except ValueError:
        raise Malformed("JSON") from None
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Malformed("a key given twice")
    return made


def _no_float(_written: str) -> Any:
    raise Malformed("a number with a point")


def _whole(written: str) -> int:
    if len(written) > _LONGEST_INT or abs(int(written)) > LARGEST_INT:
        raise Malformed("a number past 2^53-1")
    return int(written)


def mapping(value: Any, key: str = "") -> dict[str, Any]:
    """`value`, or `value[key]`, which must be an object."""
    found = _get(value, key)
    if not isinstance(found, dict):
        raise Malformed(key or "object")
    return found


def listed(value: Any, key: str) -> list[Any]:
    """`value[key]`, a list."""
    found = _get(value, key)
    if not isinstance(found, list):
        raise Malformed(key)
    return found


def text(value: Any, key: str) -> str:
    """`value[key]`, a string."""
    found = _get(value, key)
    if not isinstance(found, str):
        raise Malformed(key)
    return found


def number(value: Any, key: str, least: int = 0) -> int:
    """`value[key]`, a whole number of at least `least`."""
    found = _get(value, key)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= LARGEST_INT:
        raise Malformed(key)
    return found


def flag(value: Any, key: str) -> bool:
    """`value[key]`, true or false."""
    found = _get(value, key)
    if not isinstance(found, bool):
        raise Malformed(key)
    return found


def texts(value: Any, key: str) -> list[str]:
    """`value[key]`, a list of strings."""
    found = listed(value, key)
    if not all(isinstance(one, str) for one in found):
        raise Malformed(key)
    return found


def digest(value: Any, key: str) -> bytes:
    """`value[key]`, 64 lower-case hexadecimal digits."""
    return hash_of(text(value, key), key)


def hash_of(written: str, key: str) -> bytes:
    """The 32 bytes of 64 lower-case hexadecimal digits."""
    try:
        found = bytes.fromhex(written)
    except ValueError:
        raise Malformed(key) from None
    if len(found) != 32 or found.hex() != written:
        raise Malformed(key)
    return found


def instant(value: Any, key: str) -> datetime:
    """`value[key]`, a time in ISO 8601 with its zone."""
    return time_of(text(value, key), key)


def time_of(written: str, key: str) -> datetime:
    """The instant of a time in ISO 8601 with its zone."""
    try:
        found = datetime.fromisoformat(written)
        if found.utcoffset() is None or not 1900 <= found.year <= 2900:
            raise Malformed(key)
    except ValueError:
        raise Malformed(key) from None
    return found


def _get(value: Any, key: str) -> Any:
    if not key:
        return value
    if not isinstance(value, dict) or key not in value:
        raise Malformed(key)
    return value[key]
