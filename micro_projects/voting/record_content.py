"""What a ballot says, as bytes and back: canonical JSON, the same sealed, stored and published. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.voting.counting import Ballot
from micro_projects.voting.counting.figures import exact

_BLOCK = 64
_HASH = 64
"""Characters of a receipt's SHA-256."""


@dataclass(frozen=True, slots=True)
class Content:
    """A ballot and the hash of its receipt (hex), empty where none was given."""

    ballot: Ballot
    receipt: str = ""


def payload(round_hash: bytes, content: Content) -> bytes:
    """What is sealed. It names its round, so that no sealed ballot can be moved into another."""
    return canonical.dump(_value(content) | {"round": round_hash.hex()})


def opened(payload: bytes, round_hash: bytes) -> Content:
    """What an opened ballot says; ValueError when it is of another round."""
    value: Any = canonical.load(payload)
    if value["round"] != round_hash.hex():
        raise ValueError("a ballot of another round")
    return _content(value)


def size_for(round_hash: bytes, codes: Sequence[str], points: int) -> int:
    """Bytes that hold any ballot of the round, whatever it chooses (`points`: how many it may give, or 0)."""
    most = Ballot(tuple(codes), (points,) * len(codes) if points else ())
    needed = len(payload(round_hash, Content(most, "0" * _HASH))) + 4
    return -(-needed // _BLOCK) * _BLOCK


def record(content: Content) -> str:
    """A ballot as a cast-vote record keeps it."""
    return canonical.dump(_value(content)).decode()


def read(text: str) -> Content:
    """What a cast-vote record says."""
    return _content(canonical.load(text.encode()))


def ballot(text: str) -> Ballot:
    """The ballot of a cast-vote record."""
    return read(text).ballot


def _value(content: Content) -> dict[str, Any]:
    value: dict[str, Any] = {"choices": list(content.ballot.projects)}
    if content.ballot.points:
        value["points"] = [str(Fraction(n)) for n in content.ballot.points]
    if content.receipt:
        value["receipt"] = content.receipt
    return value


def _content(value: Any) -> Content:
    points = tuple(_number(n) for n in value.get("points", ()))
    return Content(Ballot(tuple(value["choices"]), points), value.get("receipt", ""))


def _number(text: str) -> int | Fraction:
    return Fraction(text) if "/" in text else exact(text)
