"""What stands when counting begins: data, rule with its parameters, votes, scores, and the rank order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from micro_projects.voting.counting.equal_shares_trace import Trace
from micro_projects.voting.counting.purse import Purse, Terms, Turn
from micro_projects.voting.counting.round_data import Number, Project, RoundData
from micro_projects.voting.counting.ties import Key, Tie, Ties


@dataclass(frozen=True, slots=True)
class Rule:
    """A counting rule and the parameters frozen with it.

    `min_score`: the threshold of ``greedy_threshold``, and of ``greedy_no_skip`` when set.
    `exclusive`: group name → ids of which at most one is funded. `overshoot`: the share of the budget by
    which the last funded project may exceed what remains (0 = not at all). `step`: by how much ``mes_add1``
    raises every voter's start, in the data's amounts (1 when not given); `whole`: the start ⌊budget/n⌋ is a
    whole number of these (a file in yuan and a round in fen then agree). Raises ValueError when the allowance
    is negative, the step or the whole not above zero.
    """

    name: str
    min_score: Number | None = None
    exclusive: Mapping[str, frozenset[str]] = field(default_factory=dict)
    overshoot: Fraction = Fraction(0)
    step: Number | None = None
    whole: Number = 1

    def __post_init__(self) -> None:
        if self.overshoot < 0:
            raise ValueError("an overshoot allowance cannot be negative")
        if self.step is not None and self.step <= 0:
            raise ValueError("a step must be more than nothing")
        if self.whole <= 0:
            raise ValueError("a start is a whole number of something")

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Project id → the names of its exclusive groups, sorted."""
        found: dict[str, list[str]] = {}
        for group in sorted(self.exclusive):
            for project in self.exclusive[group]:
                found.setdefault(project, []).append(group)
        return {project: tuple(groups) for project, groups in found.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """The scored round before any money is given. `places`: id → place in the file."""

    data: RoundData
    rule: Rule
    ties: Ties
    votes: Mapping[str, int]
    scores: Mapping[str, Number]
    places: Mapping[str, int]

    def key(self, project: Project) -> Key:
        """Its key in the rank order: higher score first, then the tie rule."""
        tie = self.ties.key(project, project.cost, self.votes[project.id], self.places[project.id])
        return (-self.scores[project.id], *tie)

    def supposed_key(self, project: Project, more: int = 0, cost: Number | None = None) -> Key:
        """Its key if it had `more` points, or another `cost`, all else unchanged.

        In an approval round a point is a vote, so the votes grow too; with points they do not.
        """
        votes = self.votes[project.id] + (more if self.data.form == "approval" else 0)
        at = project.cost if cost is None else cost
        tie = self.ties.key(project, at, votes, self.places[project.id], supposed=True)
        return (-(self.scores[project.id] + more), *tie)

    def ranked(self) -> list[Project]:
        """The projects that can be funded at all, in rank order."""
        return sorted((p for p in self.data.projects if not p.withdrawn), key=self.key)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What a rule decided.

    `turns` in the order in which the projects were looked at; `purses[i]` is the money before turn i of
    those above the threshold, with one more at the end (a greedy kind; empty for others). `trace`: the
    course of a count by equal shares (None for a greedy kind).
    """

    winners: tuple[str, ...]
    spent: Number
    turns: tuple[Turn, ...]
    ties: tuple[Tie, ...]
    threshold: Number | None = None
    terms: Terms | None = None
    contest: tuple[Project, ...] = ()
    purses: tuple[Purse, ...] = ()
    trace: Trace | None = None
