"""The receipt (回执) of a ballot: a code shown once, by which its voter alone finds the published record. Pure.

Published is SHA-256(tag ‖ code ‖ word): whoever casts keeps the code and may add a word of their own, so that two
voters cannot be given the same record. 128 random bits (5-voting: Secrecy).
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from micro_projects.kernel import base32

_TAG = b"micro-projects ballot receipt v1\x00"
_LENGTH = 26
"""Characters that hold 128 bits."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """`code` is shown once, in groups of characters; `hash` (hex) is sealed with the ballot."""

    code: str
    hash: str


def new(word: str) -> Receipt:
    """A new receipt for a ballot whose voter added `word` (may be empty)."""
    code = base32.written(secrets.randbits(128), _LENGTH)
    return Receipt(base32.grouped(code, 5), hash_of(code, word))


def hash_of(code: str, word: str) -> str:
    """What the record of that code and word carries (hex); spaces, dashes and case of the code do not matter."""
    plain = base32.plain(code)
    said = unicodedata.normalize("NFC", word.strip())
    return hashlib.sha256(_TAG + plain.encode() + b"\x00" + said.encode()).hexdigest()
