"""Which way of keeping money counts by equal shares: numpy where it is installed, plain fractions elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from micro_projects.voting.counting import equal_shares_plain
from micro_projects.voting.counting.equal_shares_course import Course, Run
from micro_projects.voting.counting.equal_shares_electorate import Electorate
from micro_projects.voting.counting.round_data import RoundData
from micro_projects.voting.counting.standing import Rule

MOST_VOTERS = 2**52
"""Up to here a float holds every number of voters exactly; beyond, plain fractions count."""


class Shares(Protocol):
    """An electorate, ready to be run from any start. `backers`: project → the distinct ballots that support it."""

    @property
    def electorate(self) -> Electorate: ...

    @property
    def backers(self) -> Sequence[Any]: ...

    def votes(self, project: int) -> int: ...

    def run(
        self, start: Fraction, rank: Sequence[int], lower: Course | None = None, prove: bool = False
    ) -> Course | None: ...

    def fresh(self, start: Fraction, rank: Sequence[int] = ()) -> Run: ...


def shares_of(data: RoundData, rule: Rule) -> Shares:
    """`data` made ready. numpy is loaded here and nowhere else, and only by the rules of equal shares."""
    electorate = Electorate.of(data, rule)
    if electorate.voters <= MOST_VOTERS:
        try:
            from micro_projects.voting.counting import equal_shares_numpy
        except ImportError:  # a stranger's Python: slower, the same result
            pass
        else:
            return equal_shares_numpy.Shares.of(data, electorate)
    return equal_shares_plain.Shares.of(data, electorate)
