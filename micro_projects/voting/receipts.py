"""The receipt (回执) of a ballot: a code shown once, by which its voter alone finds the published record. Pure.

Published is SHA-256(tag ‖ code ‖ word): whoever casts keeps the code and may add a word of their own, so that two
voters cannot be given the same record. 128 random bits (5-voting: Secrecy).
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

_TAG = b"micro-projects ballot receipt v1\x00"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O, U."""
_LENGTH = 26
"""Characters that hold 128 bits."""
_READ_AS = str.maketrans("ILO", "110")


@dataclass(frozen=True, slots=True)
class Receipt:
    """`code` is shown once, in groups of characters; `hash` (hex) is sealed with the ballot."""

    code: str
    hash: str


def new(word: str) -> Receipt:
    """A new receipt for a ballot whose voter added `word` (may be empty)."""
    number = secrets.randbits(128)
    code = "".join(_ALPHABET[number >> (5 * at) & 31] for at in reversed(range(_LENGTH)))
    return Receipt("-".join(code[at : at + 5] for at in range(0, _LENGTH, 5)), hash_of(code, word))


def hash_of(code: str, word: str) -> str:
    """What the record of that code and word carries (hex); spaces, dashes and case of the code do not matter."""
    plain = "".join(code.split()).replace("-", "").upper().translate(_READ_AS)
    said = unicodedata.normalize("NFC", word.strip())
    return hashlib.sha256(_TAG + plain.encode() + b"\x00" + said.encode()).hexdigest()
