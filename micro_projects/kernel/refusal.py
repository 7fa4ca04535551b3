"""A refusal (不予办理) is a value: a code, why in plain words, and what to do next.

The words are Chinese message ids; the door translates them. ``N_`` only marks a string for
extraction, so that the kernel needs no translation library.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def N_(text: str) -> str:
    """Mark `text` (Chinese) for the translation catalogue; returns it unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule said no. `why` and `next` may hold ``%(name)s`` places filled when refused."""

    code: str
    why: str
    next: str
    status: int = 409


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Raised by `require`; the door shows it as a page, the API as problem+json."""

    def __init__(self, refusal: Refusal, **facts: Any) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.facts = facts


def require(condition: object, refusal: Refusal, **facts: Any) -> None:
    """Go on when `condition` is true; otherwise refuse, with the facts the words need."""
    if not condition:
        raise Refused(refusal, **facts)


def found(value: T | None, refusal: Refusal, **facts: Any) -> T:
    """`value` when there is one; otherwise refuse."""
    if value is None:
        raise Refused(refusal, **facts)
    return value
