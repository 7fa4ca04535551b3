"""Why each project was funded or not under a greedy kind."""

from __future__ import annotations

from dataclasses import replace

from micro_projects.voting.counting.counterfactuals import WhatIf
from micro_projects.voting.counting.explained import Explanation, MoreOf
from micro_projects.voting.counting.purse import Turn
from micro_projects.voting.counting.round_data import Number, Project
from micro_projects.voting.counting.rules import Count

NO_TURN = ("withdrawn", "below_threshold")


def explain_greedy(counted: Count) -> dict[str, Explanation]:
    """Explanations for the greedy kinds."""
    allocation = counted.allocation
    assert allocation.terms is not None
    equals: dict[Number, list[str]] = {}
    for project in allocation.contest:
        equals.setdefault(counted.scores[project.id], []).append(project.id)
    projects = {project.id: project for project in counted.data.projects}
    what_if = WhatIf(
        counted.standing, allocation.terms, allocation.contest, allocation.purses, allocation.threshold
    )
    more_of: MoreOf = "voters" if counted.data.form == "approval" else "points"
    found: dict[str, Explanation] = {}
    above: list[str] = []
    for place, turn in enumerate(allocation.turns, start=1):
        project = projects[turn.project]
        plain = with_turn(outset(counted, project, turn, place), turn)
        others = what_if.without(project)
        more = None if turn.funded else what_if.more(project, others)
        highest = what_if.highest_cost(project, others)
        plain = replace(plain, more_votes=more, more_of=more_of, highest_cost=highest)
        if turn.outcome not in NO_TURN:
            tied = tuple(other for other in equals[plain.score] if other != project.id)
            plain = replace(plain, above=tuple(above), tied_with=tied)
        found[project.id] = plain
        if turn.funded:
            above.append(project.id)
    return found


def outset(counted: Count, project: Project, turn: Turn, place: int) -> Explanation:
    """What every project's explanation has, funded or not, under whatever rule."""
    decided = [tie for tie in counted.ties if project.id in tie.order]
    budget = counted.data.budget
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
        budget=budget,
        tie_rule=counted.standing.ties.rule,
        tie_decided=bool(decided),
        tie_open=any(tie.undrawn for tie in decided),
        ties=tuple(tie for tie in decided if tie.order[0] == project.id),
        threshold=counted.allocation.threshold,
        beyond=project.cost > budget + counted.rule.overshoot * budget,
    )


def with_turn(plain: Explanation, turn: Turn) -> Explanation:
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
