"""Why each project was funded or not: one explanation each, plain figures, all of it recomputable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from micro_projects.voting.counting.counterfactuals import highest_cost, more_votes
from micro_projects.voting.counting.purse import Outcome, Turn
from micro_projects.voting.counting.round_data import Form, Number
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.ties import TieRule


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
    names = {project.id: project for project in counted.data.projects}
    ranked = sum(not project.withdrawn for project in counted.data.projects)
    equals: dict[Number, list[str]] = {}
    for project in counted.allocation.contest:
        equals.setdefault(counted.scores[project.id], []).append(project.id)
    found: dict[str, Explanation] = {}
    above: list[str] = []
    for place, turn in enumerate(counted.allocation.turns, start=1):
        project = names[turn.project]
        score = counted.scores[project.id]
        in_contest = turn.outcome not in ("withdrawn", "below_threshold")
        tied = tuple(p for p in equals.get(score, ()) if p != project.id) if in_contest else ()
        decided = [tie for tie in counted.ties if project.id in tie.order]
        least = counted.allocation.threshold
        found[project.id] = Explanation(
            project=project.id,
            name=project.name or project.id,
            outcome=turn.outcome,
            funded=turn.funded,
            form=counted.data.form,
            score=score,
            votes=counted.votes[project.id],
            rank=None if project.withdrawn else place,
            ranked=ranked,
            cost=project.cost,
            budget=counted.data.budget,
            tie_rule=counted.standing.ties.rule,
            tied_with=tied,
            tie_decided=bool(decided),
            tie_open=any(tie.undrawn for tie in decided),
            threshold=least,
            missed_by=least - score if turn.outcome == "below_threshold" and least is not None else None,
            above=tuple(above) if in_contest else (),
            more_votes=None if turn.funded else more_votes(counted, project),
            highest_cost=highest_cost(counted, project),
            **_money(turn, project.cost),
            **_others(turn),
        )
        if turn.funded:
            above.append(project.id)
    return found


def _money(turn: Turn, cost: Number) -> dict[str, Number]:
    """The figures of its turn; none for those that had no turn."""
    if turn.outcome in ("withdrawn", "below_threshold"):
        return {}
    figures = {"remaining": turn.remaining}
    if turn.outcome == "too_dear":
        figures["shortfall"] = cost - turn.remaining
    if turn.outcome == "funded_over":
        figures["over_by"] = cost - turn.remaining
    return figures


def _others(turn: Turn) -> dict[str, str]:
    """The project, and group, that stood in its way."""
    if turn.outcome == "after_stop":
        return {"blocked_by": turn.by}
    if turn.outcome == "excluded":
        return {"excluded_by": turn.by, "group": turn.group}
    return {}


EXPLAINERS: Mapping[str, Callable[[Count], dict[str, Explanation]]] = MappingProxyType(
    dict.fromkeys(("greedy", "greedy_no_skip", "greedy_threshold"), explain_greedy)
)
"""By the rule's name, as in `rules.RULES`."""
