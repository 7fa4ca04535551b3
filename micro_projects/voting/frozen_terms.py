"""What a round froze, as the count takes it. Pure; the house and whoever verifies from outside read it alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from micro_projects.voting.counting import Rule
from micro_projects.voting.counting.round_data import Form, Number

COUNTED_AS: Mapping[str, Form] = MappingProxyType(
    {"approval": "approval", "budgeted": "approval", "ranked": "ranked", "points": "points"}
)
"""A ballot's form → how it is scored."""
FEN_IN_YUAN = 100
"""Each voter's start under ``mes_add1`` is a whole number of yuan, so that a file in yuan counts the same."""


def min_score(floor: int, share: int, ballots: int) -> int:
    """The threshold: `floor`, or `share` basis points of the counted ballots rounded up, whichever is more."""
    return max(floor, -(-share * ballots // 10_000))


def least_of(rule: str, floor: int | None, share: int | None, ballots: int) -> int | None:
    """The least score for so many ballots, None under a rule that has none."""
    if rule != "greedy_threshold" or floor is None:
        return None
    return min_score(floor, share or 0, ballots)


def borda_top(form: str, most: int) -> int | None:
    """k of the Borda count k, k−1, …: how many a ballot may rank."""
    return most if form == "ranked" else None


def counting_rule(
    name: str, least: Number | None, groups: Iterable[tuple[str, str]], overshoot: int, add_step: int
) -> Rule:
    """The rule with its parameters. `groups`: project and the mark of its exclusive group, empty where it has none.

    `overshoot` in basis points of the budget, `add_step` in fen.
    """
    exclusive: dict[str, frozenset[str]] = {}
    for project, group in groups:
        if group:
            exclusive[group] = exclusive.get(group, frozenset()) | {project}
    return Rule(name, least, exclusive, Fraction(overshoot, 10_000), add_step or None, FEN_IN_YUAN)
