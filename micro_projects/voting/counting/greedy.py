"""The greedy kinds: by score, highest first, fund what fits in what remains.

``greedy`` skips what does not fit, ``greedy_no_skip`` stops there, ``greedy_threshold`` looks only at
projects with at least the least score. Source: the rules as published with participatory budgets
(pabulib.org), tie and allowance as frozen in the round.
"""

from __future__ import annotations

from itertools import groupby

from micro_projects.voting.counting.purse import Purse, Terms, Turn, spend
from micro_projects.voting.counting.standing import Allocation, Standing
from micro_projects.voting.counting.tied import ties_that_mattered


def allocate(standing: Standing, *, no_skip: bool, threshold: bool) -> Allocation:
    """Count by one of the greedy kinds. `threshold`: whether the rule's `min_score` applies."""
    least = standing.rule.min_score if threshold else None
    ranked = standing.ranked()
    contest = [p for p in ranked if least is None or standing.scores[p.id] >= least]
    missed = ranked[len(contest) :]  # a lower score ranks lower, so these are the tail
    terms = Terms(no_skip, standing.rule.groups())
    budget = standing.data.budget
    purse = Purse(budget, standing.rule.overshoot * budget)
    turns, purses = spend(purse, terms, contest)
    left = purses[-1].remaining
    out = [Turn(p.id, "below_threshold", left) for p in missed]
    out += [Turn(p.id, "withdrawn", left) for p in standing.data.projects if p.withdrawn]
    funded = {turn.project for turn in turns if turn.funded}
    ties = []
    at = 0
    for _, equal in groupby(contest, key=lambda p: standing.scores[p.id]):
        group = list(equal)
        ties += ties_that_mattered(standing, purses[at], terms, group)
        at += len(group)
    return Allocation(
        winners=tuple(turn.project for turn in turns if turn.funded),
        spent=sum(p.cost for p in contest if p.id in funded),
        turns=(*turns, *out),
        ties=tuple(ties),
        threshold=least,
        terms=terms,
        contest=tuple(contest),
        purses=tuple(purses),
    )
