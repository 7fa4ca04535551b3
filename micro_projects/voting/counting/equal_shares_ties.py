"""Which ties of equal shares mattered: would another order of equal projects have funded others?

A tie is a choice among projects with exactly the least ρ. Each other choice is tried: equals are put in an order that
keeps the choices before it and makes this one, everything is counted again, and the ties that come up on that way are
tried in turn. So every order of equals is tried that makes a difference to what is bought when. A choice makes none,
and is passed over, when the project shares no supporter and no group with those it is tied with: they leave each
other's ρ alone, and all of them are bought before any other (`Run` leaves out more such choices by itself).

In a round lower cost comes before the lot, so the lot decides only among equal costs; these are tried first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from micro_projects.voting.counting.equal_shares_course import Choice
from micro_projects.voting.counting.equal_shares_levels import Raised
from micro_projects.voting.counting.standing import Standing
from micro_projects.voting.counting.ties import Tie, TieRule

MOST_TRIALS = 60
"""Counts made for one count's ties. Where they do not suffice to rule out a difference, a lot is asked for."""


class Outcome(Protocol):
    """What an order of equals leads to."""

    @property
    def found(self) -> Raised: ...

    @property
    def winners(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Trial:
    """Another order: each place's rank in it, the choices made on purpose, what it led to."""

    rank: Sequence[int]
    choices: tuple[Choice, ...]
    outcome: Outcome


@dataclass(slots=True)
class Trials:
    """Counts again in other orders. `rank`: the order used. `among`: whether a choice between two is to be tried."""

    rank: Sequence[int]
    used: frozenset[str]
    count: Callable[[Sequence[int]], Outcome]
    related: Callable[[int, int], bool]
    among: Callable[[int, int], bool]
    cautious: bool
    left: int = MOST_TRIALS

    def differing(
        self, choice: Choice, kept: Sequence[Choice], made: tuple[Choice, ...] = ()
    ) -> Trial | None:
        """An order that keeps these choices, decides `choice` differently, and funds others than were funded."""
        for instead in self._worth_trying(choice):
            rest = tuple(place for place in (choice.first, *choice.rest) if place != instead)
            now = Choice(instead, rest, choice.rho)
            rank = self._order([*kept, now])
            if rank is None:
                continue  # decided already by those kept
            if not self.left:
                return Trial(rank, (*made, now), self.count(self.rank)) if self.cautious else None
            self.left -= 1
            outcome = self.count(rank)
            if frozenset(outcome.winners) != self.used:
                return Trial(rank, (*made, now), outcome)
            ahead = [*kept, now]
            for later in outcome.found.ties:
                if found := self.differing(later, ahead, (*made, now)):
                    return found
                ahead.append(later)
        return None

    def _worth_trying(self, choice: Choice) -> Iterator[int]:
        tied = (choice.first, *choice.rest)
        free = {one for one in tied if not any(self.related(one, two) for two in tied if two != one)}
        if choice.first not in free:
            yield from (one for one in choice.rest if one not in free and self.among(choice.first, one))

    def _order(self, choices: Sequence[Choice]) -> list[int] | None:
        """The used order changed as little as `choices` ask; None when they contradict each other."""
        before: dict[int, set[int]] = {}
        for choice in choices:
            for place in choice.rest:
                before.setdefault(place, set()).add(choice.first)
        waiting = sorted(range(len(self.rank)), key=self.rank.__getitem__)
        placed: set[int] = set()
        rank = [0] * len(waiting)
        while waiting:
            free = next((place for place in waiting if before.get(place, placed) <= placed), None)
            if free is None:
                return None
            rank[free] = len(placed)
            waiting.remove(free)
            placed.add(free)
        return rank


def decided_ties(
    standing: Standing,
    outcome: Outcome,
    rank: Sequence[int],
    count: Callable[[Sequence[int]], Outcome],
    related: Callable[[int, int], bool],
) -> list[Tie]:
    """The reports: one for each choice that mattered, of the lot where it could decide it."""
    costs = [project.cost for project in standing.data.projects]
    kinds: list[tuple[TieRule, Callable[[int, int], bool]]] = [(standing.ties.rule, lambda one, two: True)]
    if standing.ties.rule == "lot":
        kinds = [
            ("lot", lambda one, two: costs[one] == costs[two]),
            ("cost", lambda one, two: costs[one] != costs[two]),
        ]
    used = frozenset(outcome.winners)
    found: list[Tie] = []
    for kind, among in kinds:
        trials = Trials(rank, used, count, related, among, cautious=kind == "lot")
        kept: list[Choice] = []
        for choice in outcome.found.ties:
            if other := trials.differing(choice, kept):
                found.append(_report(standing, kind, outcome, rank, other))
            kept.append(choice)
    return found


def _report(standing: Standing, kind: TieRule, outcome: Outcome, rank: Sequence[int], other: Trial) -> Tie:
    """Both orders of the equals, and who of them, or of others whose fate it changes, is funded in either."""
    projects, lot = standing.data.projects, standing.ties.lot
    places: dict[int, None] = {}
    for choice in other.choices:
        places |= dict.fromkeys((choice.first, *choice.rest))
    if kind == "lot":
        costs = [projects[choice.first].cost for choice in other.choices]
        places = dict.fromkeys(place for place in places if projects[place].cost in costs)
    names = {projects[place].id for place in places}
    told = names | (set(outcome.winners) ^ set(other.outcome.winners))
    rho = other.choices[0].rho
    return Tie(
        score=1 / rho if rho else Fraction(0),
        decided_by=kind,
        order=tuple(projects[place].id for place in sorted(places, key=rank.__getitem__)),
        funded=tuple(name for name in outcome.winners if name in told),
        other_order=tuple(projects[place].id for place in sorted(places, key=other.rank.__getitem__)),
        other_funded=tuple(name for name in other.outcome.winners if name in told),
        undrawn=kind == "lot" and not names.issubset(lot),
    )
