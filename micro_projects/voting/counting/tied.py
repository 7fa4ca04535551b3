"""Which ties mattered: does another order of equal projects fund others?

It is enough to try each project moved to the front and to the back of its equals. If some order funds a
project u that the used one does not, u fits when it comes first (money and free groups only shrink). If
some order funds fewer, the one that blocked there does so, or is funded itself, when one of those funded
is moved behind it. The tests compare this with all permutations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice

from micro_projects.voting.counting.purse import Purse, Terms, spend
from micro_projects.voting.counting.round_data import Project
from micro_projects.voting.counting.standing import Standing
from micro_projects.voting.counting.ties import Tie, TieRule

Try = tuple[list[Project], list[Project]]


def ties_that_mattered(standing: Standing, purse: Purse, terms: Terms, group: list[Project]) -> list[Tie]:
    """The reports about `group` (equal scores, in the order used), with `purse` when it began.

    In a round the cost decides first and the lot only among equal costs, so one group may give several
    reports, the last of them about the cost.
    """
    if len(group) < 2:
        return []
    rule = standing.ties.rule
    used = _funded(purse, terms, group)
    others = _others(purse, terms, group, used)
    if rule != "lot":
        return [_tie(standing, rule, group, used, other) for other in islice(others, 1)]
    found = _lots(standing, purse, terms, group)
    costs = Counter(p.cost for p in used)
    first = None
    for other in others:
        first = first or other
        if Counter(p.cost for p in other[1]) != costs:  # not merely one equal cost for another
            return [*found, _tie(standing, "cost", group, used, other)]
    return [_tie(standing, "cost", group, used, first)] if first and not found else found


def _lots(standing: Standing, purse: Purse, terms: Terms, group: list[Project]) -> list[Tie]:
    """The ties among equal costs, which the public lot decides."""
    found = []
    for _, equal in groupby(group, key=lambda p: p.cost):
        same = list(equal)
        used = _funded(purse, terms, same)
        others = _others(purse, terms, same, used)
        found += [_tie(standing, "lot", same, used, other) for other in islice(others, 1)]
        purse = spend(purse, terms, same)[1][-1]
    return found


def _others(purse: Purse, terms: Terms, group: list[Project], used: list[Project]) -> Iterator[Try]:
    """Orders that fund others than `used`, with those they fund: each project moved to the front or back."""
    fit = purse.remaining >= sum(project.cost for project in used)
    if fit and len(used) == len(group):
        return  # there was money for all, so there is in every order
    for at, project in enumerate(group):
        rest = group[:at] + group[at + 1 :]
        for order in ([project, *rest], [*rest, project]):
            got = _funded(purse, terms, order)
            if set(got) != set(used):
                yield order, got


def _funded(purse: Purse, terms: Terms, order: list[Project]) -> list[Project]:
    turns, _ = spend(purse, terms, order)
    return [project for project, turn in zip(order, turns, strict=True) if turn.funded]


def _tie(standing: Standing, rule: TieRule, group: list[Project], used: list[Project], other: Try) -> Tie:
    lot = standing.ties.lot
    return Tie(
        score=standing.scores[group[0].id],
        decided_by=rule,
        order=tuple(p.id for p in group),
        funded=tuple(p.id for p in used),
        other_order=tuple(p.id for p in other[0]),
        other_funded=tuple(p.id for p in other[1]),
        undrawn=rule == "lot" and any(p.id not in lot for p in group),
    )
