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
    """Runs from one start; with `below`, None when that is not proved to buy the same up to here."""

    def __call__(self, start: Fraction, below: Course | None = None) -> Course | None: ...


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
    while course.short:
        if stride > 1:
            ahead = run(first + (raises + stride) * step, below=course)
            if ahead is None:
                stride //= 2
                continue
        else:
            ahead = run(first + (raises + 1) * step)
            assert ahead is not None
        ties.update(dict.fromkeys(ahead.ties))
        if not within(ahead):
            return Raised(course, raises, ahead, list(ties))
        raises += stride
        stride = stride * 2 if ahead.projects == course.projects else 1
        course = ahead
    return Raised(course, raises, None, list(ties))
