"""Why each project was funded or not: one explanation each, plain figures, all of it recomputable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from micro_projects.voting.counting.counterfactuals import WhatIf
from micro_projects.voting.counting.purse import Outcome, Turn
from micro_projects.voting.counting.round_data import Form, Number, Project
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.ties import TieRule

NO_TURN = ("withdrawn", "below_threshold")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One project's explanation under a greedy kind.

    Amounts are in the data's unit, scores in votes (`form` approval) or points. None: does not apply.

    rank         place after the tie rule, from 1; None when withdrawn; `ranked` is how many there are
    tied_with    projects with the same score; `tie_decided`: their order changed who is funded, and
                 `tie_open`: the lot that must decide it is not drawn
    threshold    the least score, and `missed_by` how much was lacking
    remaining    the money when its turn came; `shortfall` what was lacking, `over_by` what the overshoot
                 allowance paid
    above        the funded projects before it, in order
    blocked_by   no-skip: the project at which the count stopped; excluded_by, group: its exclusive group
                 and who was funded for it
    more_votes   the least number of additional votes (points) with which it would have been funded; None
                 when funded, withdrawn, or when no number would do
    highest_cost the highest cost at which it would have been funded, all else unchanged; None when it
                 would not have been at any
    """

    project: str
    name: str
    outcome: Outcome
    funded: bool
    form: Form
    score: Number
    votes: int
    rank: int | None
    ranked: int
    cost: Number
    budget: Number
    tie_rule: TieRule
    tied_with: tuple[str, ...] = ()
    tie_decided: bool = False
    tie_open: bool = False
    threshold: Number | None = None
    missed_by: Number | None = None
    remaining: Number | None = None
    shortfall: Number | None = None
    over_by: Number | None = None
    above: tuple[str, ...] = ()
    blocked_by: str | None = None
    excluded_by: str | None = None
    group: str | None = None
    more_votes: int | None = None
    highest_cost: Number | None = None


def explain(counted: Count) -> dict[str, Explanation]:
    """The explanation of every project, in rank order."""
    return EXPLAINERS[counted.rule.name](counted)


def explain_greedy(counted: Count) -> dict[str, Explanation]:
    """Explanations for the greedy kinds."""
    equals: dict[Number, list[str]] = {}
    for project in counted.allocation.contest:
        equals.setdefault(counted.scores[project.id], []).append(project.id)
    projects = {project.id: project for project in counted.data.projects}
    what_if = WhatIf(counted)
    found: dict[str, Explanation] = {}
    above: list[str] = []
    for place, turn in enumerate(counted.allocation.turns, start=1):
        project = projects[turn.project]
        plain = _with_turn(_outset(counted, project, turn, place), turn)
        others = what_if.without(project)
        more = None if turn.funded else what_if.more_votes(project, others)
        plain = replace(plain, more_votes=more, highest_cost=what_if.highest_cost(project, others))
        if turn.outcome not in NO_TURN:
            tied = tuple(other for other in equals[plain.score] if other != project.id)
            plain = replace(plain, above=tuple(above), tied_with=tied)
        found[project.id] = plain
        if turn.funded:
            above.append(project.id)
    return found


def _outset(counted: Count, project: Project, turn: Turn, place: int) -> Explanation:
    """What every project's explanation has, funded or not."""
    decided = [tie for tie in counted.ties if project.id in tie.order]
    return Explanation(
        project=project.id,
        name=project.name or project.id,
        outcome=turn.outcome,
        funded=turn.funded,
        form=counted.data.form,
        score=counted.scores[project.id],
        votes=counted.votes[project.id],
        rank=None if project.withdrawn else place,
        ranked=sum(not other.withdrawn for other in counted.data.projects),
        cost=project.cost,
        budget=counted.data.budget,
        tie_rule=counted.standing.ties.rule,
        tie_decided=bool(decided),
        tie_open=any(tie.undrawn for tie in decided),
        threshold=counted.allocation.threshold,
    )


def _with_turn(plain: Explanation, turn: Turn) -> Explanation:
    """Add what happened at its turn: the money, what was lacking, who stood in its way."""
    if turn.outcome == "below_threshold" and plain.threshold is not None:
        return replace(plain, missed_by=plain.threshold - plain.score)
    if turn.outcome == "withdrawn":
        return plain
    lacking = plain.cost - turn.remaining
    return replace(
        plain,
        remaining=turn.remaining,
        shortfall=lacking if turn.outcome == "too_dear" else None,
        over_by=lacking if turn.outcome == "funded_over" else None,
        blocked_by=turn.by if turn.outcome == "after_stop" else None,
        excluded_by=turn.by if turn.outcome == "excluded" else None,
        group=turn.group or None,
    )


EXPLAINERS: Mapping[str, Callable[[Count], dict[str, Explanation]]] = MappingProxyType(
    dict.fromkeys(("greedy", "greedy_no_skip", "greedy_threshold"), explain_greedy)
)
"""By the rule's name, as in `rules.RULES`."""
