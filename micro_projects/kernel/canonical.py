"""Canonical JSON: one value, one string of bytes, so that a hash means the same everywhere.

RFC 8785 under the narrow profile of the log: ASCII keys; strings already in NFC; integers of at most
53 bits; booleans, null, lists, dicts; no floats. RFC 8785 sorts keys by UTF-16 code units; for ASCII
keys that is plain order, so the question never comes up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import TypeAlias
from unicodedata import is_normalized

Value: TypeAlias = "str | int | bool | None | list[Value] | dict[str, Value]"
"""What the profile can say."""

LARGEST_INT = 2**53 - 1
"""The largest whole number every JSON reader keeps exactly (RFC 7493 §2.2)."""
ENTRY_BYTES = 65_535
"""The longest log entry: its length is a uint16 in the tiles (C2SP tlog-tiles)."""
DEEPEST = 64
"""Levels of lists and dicts: far more than any document of ours, and few enough for any reader's stack."""


class NotCanonical(ValueError):  # noqa: N818 - reads as what it says
    """The value or the bytes are outside the profile: a program's mistake or a forgery, never a person's."""


def dump(value: Value) -> bytes:
    """The canonical form of `value` as UTF-8. Raises NotCanonical; never changes a string to make it fit."""
    _check(value, "$", 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def load(data: bytes) -> Value:
    """The value `data` is the canonical form of. Raises NotCanonical when it is not, to the byte."""
    try:
        value: Value = json.loads(data.decode(), object_pairs_hook=_distinct)
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as mistake:
        raise NotCanonical(f"not JSON: {type(mistake).__name__}") from None
    if dump(value) != data:
        raise NotCanonical("the bytes are not the canonical form of what they say")
    return value


def dump_entry(value: Value) -> bytes:
    """`dump` for a log entry: NotCanonical as well past ENTRY_BYTES."""
    data = dump(value)
    _fits(data)
    return data


def load_entry(data: bytes) -> Value:
    """`load` for a log entry: NotCanonical as well past ENTRY_BYTES, before anything is parsed."""
    _fits(data)
    return load(data)


def sha256_of(value: Value) -> bytes:
    """The SHA-256 (32 raw bytes) of the canonical form."""
    return sha256(dump(value)).digest()


def _fits(data: bytes) -> None:
    if len(data) > ENTRY_BYTES:
        raise NotCanonical(f"an entry of {len(data)} bytes; at most {ENTRY_BYTES}")


def _check(value: object, where: str, depth: int) -> None:
    """Raise NotCanonical, saying where, unless `value` is within the profile."""
    if depth >= DEEPEST and isinstance(value, list | dict):
        raise NotCanonical(f"{where[:80]}…: nested deeper than {DEEPEST}")
    if isinstance(value, list):
        for place, item in enumerate(value):
            _check(item, f"{where}[{place}]", depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise NotCanonical(f"{where}: a key that is not an ASCII string")
            _check(item, f"{where}.{key}", depth + 1)
    else:
        _check_plain(value, where)


def _check_plain(value: object, where: str) -> None:
    if isinstance(value, str):
        _check_string(value, where)
    elif isinstance(value, int):  # a bool is one as well, and small
        if abs(value) > LARGEST_INT:
            raise NotCanonical(f"{where}: a whole number past 2^53-1")
    elif value is not None:
        raise NotCanonical(f"{where}: {type(value).__name__} is outside the profile")


def _check_string(value: str, where: str) -> None:
    # Lone surrogates have no UTF-8; NFC is made where people type (kernel.text), so that what was
    # hashed is what was said.
    if value.isascii():
        return
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise NotCanonical(f"{where}: half a surrogate pair")
    if not is_normalized("NFC", value):
        raise NotCanonical(f"{where}: a string that is not NFC")


def _distinct(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for key, value in pairs:
        if key in made:
            raise NotCanonical("a key given twice")
        made[key] = value
    return made
