"""`mes_add1`: everybody's start is raised step by step until the outcome costs more than there is.

The last outcome within counts. It does not end earlier when nothing more would fit (other programs do), but when
nothing is left that more money could buy. The outcome may grow and shrink from step to step, so no step is passed
over unless it is proved to buy the same as the one before (equal_shares_course.py); what is found is what looking
at every step would find.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from micro_projects.voting.counting.equal_shares_course import Choice, Course


class Runs(Protocol):
    """Runs from one start; with `prove`, None when it is not proved to buy the same from `lower` up to here."""

    def __call__(
        self, start: Fraction, lower: Course | None = None, prove: bool = False
    ) -> Course | None: ...


MOST_PATIENCE = 16
"""How many single steps are taken at most before two are tried at once again."""


@dataclass(frozen=True, slots=True)
class Raised:
    """The course that counts, after how many `raises`; `beyond`: the first that costs too much, if any.
    `ties`: all that came up on the way, each once, as in `Course`."""

    course: Course
    raises: int
    beyond: Course | None
    ties: list[Choice]


def raised(run: Runs, first: Fraction, step: Fraction, within: Callable[[Course], bool]) -> Raised:
    """From `first` upwards. An outcome at `first` is within by itself: n voters with at most budget/n each."""
    course = run(first)
    assert course is not None
    raises, stride, ties = 0, 1, dict.fromkeys(course.ties)
    patience = rest = 1
    while course.short:
        ahead = run(first + (raises + stride) * step, lower=course, prove=stride > 1)
        if ahead is None:
            stride //= 2
            patience = min(2 * patience, MOST_PATIENCE)
            rest = patience
            continue
        ties.update(dict.fromkeys(ahead.ties))
        if not within(ahead):
            return Raised(course, raises, ahead, list(ties))
        raises += stride
        same = ahead.projects == course.projects
        course = ahead
        if stride > 1:
            patience = rest = 1
        rest -= 1
        stride = stride if not same else 2 * stride if rest <= 0 else 1
    return Raised(course, raises, None, list(ties))
