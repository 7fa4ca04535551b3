"""Who comes first among equals, and the report of a tie that mattered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from micro_projects.voting.counting.round_data import Number, Project

TieRule = Literal["file", "cost", "id", "lot"]

Key = tuple[Any, ...]
"""Sorts projects: compared only with keys of the same tie rule."""

DRAWN, UNDRAWN, SUPPOSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Ties:
    """The tie rule. For a published file ``file`` (its order), ``cost`` (lower cost, more votes, id) or
    ``id``; for a round ``lot``: lower cost, then the public lot.

    `lot` is the drawn order, project id → rank. It is empty until a count says that it is needed: the
    lot is drawn after closing and only then. Raises ValueError when two projects share a rank.

    `reported`: whether to find out which ties mattered. Under equal shares that means counting again in other orders,
    up to sixty times; where only the winners are asked for it is left out, and no tie is reported.
    """

    rule: TieRule = "file"
    lot: Mapping[str, int] = field(default_factory=dict)
    reported: bool = True

    def __post_init__(self) -> None:
        if len(set(self.lot.values())) != len(self.lot):
            raise ValueError("two projects have the same rank in the lot")

    def key(self, project: Project, cost: Number, votes: int, place: int, supposed: bool = False) -> Key:
        """Where `project` stands among equals, at `cost`.

        Undrawn projects come last among their equals, by id: provisional, and said so. A `supposed`
        one (a counterfactual) loses a lot nobody drew, so that what is claimed holds for every draw.
        """
        if self.rule == "file":
            return (place,)
        if self.rule == "cost":
            return (cost, -votes, project.id)
        if self.rule == "id":
            return (project.id,)
        if (rank := self.lot.get(project.id)) is not None:
            return (cost, DRAWN, rank, "")
        return (cost, SUPPOSED if supposed else UNDRAWN, 0, project.id)


@dataclass(frozen=True, slots=True)
class Tie:
    """Equal projects whose order changed who is funded: the order used, and one that ends otherwise.

    `funded` and `other_funded` are those of `order` funded with either. `decided_by` is the tie rule
    (for a round ``cost`` or ``lot``). `undrawn`: the lot is needed and not drawn, the order provisional.
    Under equal shares `score` is what is equal there: their effective votes 1/ρ; and `funded` and
    `other_funded` also name others whose fate the order changes.
    """

    score: Number
    decided_by: TieRule
    order: tuple[str, ...]
    funded: tuple[str, ...]
    other_order: tuple[str, ...]
    other_funded: tuple[str, ...]
    undrawn: bool = False
