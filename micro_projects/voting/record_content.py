"""What a ballot says, as bytes and back: canonical JSON, the same sealed, stored and published. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.voting.counting import Ballot
from micro_projects.voting.counting.figures import exact

_BLOCK = 64


def payload(round_hash: bytes, choices: Sequence[str]) -> bytes:
    """What is sealed. It names its round, so that no sealed ballot can be moved into another."""
    return canonical.dump({"choices": list(choices), "round": round_hash.hex()})


def choices_of(opened: bytes, round_hash: bytes) -> tuple[str, ...]:
    """The choices in an opened ballot; ValueError when it is of another round."""
    value: Any = canonical.load(opened)
    if value["round"] != round_hash.hex():
        raise ValueError("a ballot of another round")
    return tuple(value["choices"])


def size_for(round_hash: bytes, codes: Sequence[str], most: int) -> int:
    """Bytes that hold any ballot of the round, whatever it chooses."""
    longest = sorted(codes, key=len, reverse=True)[:most]
    needed = len(payload(round_hash, longest)) + 4
    return -(-needed // _BLOCK) * _BLOCK


def record(ballot: Ballot) -> str:
    """A ballot as a cast-vote record keeps it."""
    value: dict[str, Any] = {"choices": list(ballot.projects)}
    if ballot.points:
        value["points"] = [str(Fraction(n)) for n in ballot.points]
    return canonical.dump(value).decode()


def ballot(content: str) -> Ballot:
    """The ballot of a cast-vote record."""
    value: Any = canonical.load(content.encode())
    points = tuple(_number(n) for n in value.get("points", ()))
    return Ballot(tuple(value["choices"]), points)


def _number(text: str) -> int | Fraction:
    return Fraction(text) if "/" in text else exact(text)
