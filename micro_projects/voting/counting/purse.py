"""The money while a greedy rule hands it out: what is left, and whether a project may have of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from micro_projects.voting.counting.round_data import Number, Project

Outcome = Literal[
    "funded",
    "funded_over",
    "too_dear",
    "after_stop",
    "excluded",
    "below_threshold",
    "withdrawn",
    "bought",
    "bought_over",
    "unaffordable",
    "completed",
    "completed_over",
]
"""Equal shares: ``bought`` by its supporters (``bought_over``: the last one, over the budget by the allowance),
``unaffordable`` for them, ``completed`` or ``completed_over`` by the greedy completion; there ``too_dear`` is one
that did not fit in what was left after the purchases."""

FUNDED: tuple[Outcome, ...] = (
    "funded",
    "funded_over",
    "bought",
    "bought_over",
    "completed",
    "completed_over",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened to one project. `remaining`: the money when its turn came.

    `by`: the project that stopped the count before it, or that was funded for its exclusive `group`.
    """

    project: str
    outcome: Outcome
    remaining: Number
    by: str = ""
    group: str = ""

    @property
    def funded(self) -> bool:
        """Whether the project is among the winners."""
        return self.outcome in FUNDED


@dataclass(frozen=True, slots=True)
class Terms:
    """The frozen parameters that hold at every turn. `groups`: project id → its exclusive groups."""

    no_skip: bool
    groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Purse:
    """The state between two turns.

    The overshoot allowance is used once: the first project that does not fit in what remains, but does
    with `allowance` added, is funded as the last, and nothing is left for those after it.
    `taken`: exclusive group → the project funded for it. `stopped_by`: who ended a no-skip count.
    """

    remaining: Number
    allowance: Number = 0
    stopped_by: str = ""
    taken: Mapping[str, str] = field(default_factory=dict)

    def look(self, terms: Terms, project: str, cost: Number) -> Turn:
        """What would happen to `project` at `cost` if its turn came now."""
        if self.stopped_by:
            return Turn(project, "after_stop", self.remaining, by=self.stopped_by)
        for group in terms.groups.get(project, ()):
            if group in self.taken:
                return Turn(project, "excluded", self.remaining, by=self.taken[group], group=group)
        if cost <= self.remaining:
            return Turn(project, "funded", self.remaining)
        if cost <= self.remaining + self.allowance:
            return Turn(project, "funded_over", self.remaining)
        return Turn(project, "too_dear", self.remaining)

    def after(self, terms: Terms, turn: Turn, cost: Number) -> Purse:
        """The purse after `turn`; the very same object when nothing changed."""
        if turn.outcome == "too_dear" and terms.no_skip:
            return replace(self, stopped_by=turn.project)
        if not turn.funded:
            return self
        groups = terms.groups.get(turn.project, ())
        taken = {**self.taken, **dict.fromkeys(groups, turn.project)} if groups else self.taken
        if turn.outcome == "funded_over":
            return replace(self, remaining=0, allowance=0, taken=taken)
        return replace(self, remaining=self.remaining - cost, taken=taken)


def spend(purse: Purse, terms: Terms, projects: Iterable[Project]) -> tuple[list[Turn], list[Purse]]:
    """Take `projects` in turn. The purses are one more than the turns: the first is `purse`."""
    turns: list[Turn] = []
    purses = [purse]
    for project in projects:
        turn = purse.look(terms, project.id, project.cost)
        purse = purse.after(terms, turn, project.cost)
        turns.append(turn)
        purses.append(purse)
    return turns, purses
