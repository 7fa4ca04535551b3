"""Public lots (公开抽签): a draw that anyone can repeat from what was disclosed.

The seed binds three things nobody holds together beforehand: the frozen population, the log's root
after it was frozen, and a public number named in advance and not yet known (procedure: Lots).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import N_, Refusal, Refused, require

HASH_BYTES = 32
LONGEST_NUMBER = 64
"""Digits of a public number; the longest lottery draw has fewer than twenty."""

NOT_DIGITS = Refusal(
    "lot_number_not_digits",
    N_("公开号码只能由数字 0–9 组成，最多 %(most)s 位。"),
    N_("请照公布的号码逐位填写，开头的 0 也要填，不要加空格或标点。"),
    422,
)


@dataclass(frozen=True, slots=True)
class Draw:
    """What is disclosed of a draw. Hashes are 32 raw bytes; `number` keeps its leading zeros."""

    population_hash: bytes
    log_root: bytes
    number: str
    seed: bytes
    order: tuple[str, ...]


def population_hash(codes: Iterable[str]) -> bytes:
    """SHA-256 of the canonical JSON list of `codes`, sorted by code point (for ASCII codes: by byte).

    Raises ValueError when there are none, when one appears twice, or when one is not NFC.
    """
    listed = sorted(codes)
    if not listed:
        raise ValueError("a lot over nobody")
    if len(set(listed)) != len(listed):
        raise ValueError("a code appears twice in the population")
    return canonical.sha256_of(list(listed))


def seed_of(population: bytes, log_root: bytes, number: str) -> bytes:
    """SHA-256(population's hash ‖ log root ‖ length of the number, uint16 big-endian ‖ its ASCII digits).

    The length is written as the log's tiles write an entry's. Refused when `number` is not digits;
    ValueError when a hash is not 32 bytes.
    """
    require(number.isascii() and number.isdigit(), NOT_DIGITS, most=LONGEST_NUMBER)
    require(len(number) <= LONGEST_NUMBER, NOT_DIGITS, most=LONGEST_NUMBER)
    if len(population) != HASH_BYTES or len(log_root) != HASH_BYTES:
        raise ValueError("hashes are 32 raw bytes")
    digits = number.encode("ascii")
    return sha256(population + log_root + len(digits).to_bytes(2, "big") + digits).digest()


def order_of(seed: bytes, codes: Iterable[str]) -> tuple[str, ...]:
    """`codes` by ascending SHA-256(seed ‖ code as UTF-8): the first is drawn first."""
    return tuple(sorted(codes, key=lambda code: sha256(seed + code.encode()).digest()))


def draw(codes: Iterable[str], log_root: bytes, number: str) -> Draw:
    """Draw all of `codes`; errors as `population_hash` and `seed_of`."""
    listed = list(codes)
    population = population_hash(listed)
    seed = seed_of(population, log_root, number)
    return Draw(population, log_root, number, seed, order_of(seed, listed))


def redraw(disclosed: Draw, codes: Iterable[str]) -> bool:
    """Whether drawing the disclosed population `codes` again gives `disclosed` in every part.

    Never raises on disclosed values, however wrong: they may come from anybody's file.
    """
    try:
        return draw(codes, disclosed.log_root, disclosed.number) == disclosed
    except (ValueError, Refused):
        return False
