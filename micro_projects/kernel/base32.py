"""Codes that people read, say and type: Crockford's base32 (no I, L, O, U), with a check character. Pure.

https://www.crockford.com/base32.html: case and hyphens do not matter, I and L are read as 1, O as 0. The check
character is the number modulo 37, whose five further signs (``*~$=U``) nobody finds on a telephone: a number is drawn
again until its check is one of the 32. It finds every wrong character and every two that changed places.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = ALPHABET + "*~$=U"
_READ_AS = str.maketrans("ILO", "110")
_HYPHENS = str.maketrans("", "", "-‐‑–—－_.·")  # as keyboards and printed pages have them


def written(number: int, length: int) -> str:
    """`number` in `length` characters."""
    return "".join(ALPHABET[number >> (5 * at) & 31] for at in reversed(range(length)))


def plain(typed: str) -> str:
    """What was typed, as it was made: no spaces, hyphens, small letters; full width, I, L and O as they are read."""
    half = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in typed)
    return "".join(half.split()).translate(_HYPHENS).upper().translate(_READ_AS)


def grouped(code: str, size: int) -> str:
    """In groups of `size` characters, for reading."""
    return "-".join(code[at : at + size] for at in range(0, len(code), size))


def check_of(code: str) -> str:
    """The check character of a plain code; ValueError for a character that is none of ours."""
    number = 0
    for char in code:
        number = number * 32 + ALPHABET.index(char)
    return _CHECKS[number % 37]


def drawn(length: int) -> str:
    """A random plain code of `length` characters, the last of them its check: 5 bits for each other, less 0.21."""
    while True:
        code = written(secrets.randbits(5 * (length - 1)), length - 1)
        if (check := check_of(code)) in ALPHABET:
            return code + check


def is_whole(code: str, length: int) -> bool:
    """Whether a plain code has `length` characters of ours and its check fits: else it was mistyped."""
    return len(code) == length and set(code) <= set(ALPHABET) and check_of(code[:-1]) == code[-1]
