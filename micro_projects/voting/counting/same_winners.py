"""The greedy kinds: whether the winners are the same in every order that some missing or surplus ballots allow. Pure.

`Reach` says which project stays ahead of which. Every order that keeps those is looked at, whether or not some
ballots really lead to it: so True is a proof, False only means that it is not proven.

An order that ends with other winners has a first project that is treated otherwise than in the count. Until then the
funded are those winners that stood before it, so what is left is known. Without allowance and with skipping a winner
always fits then, and another one does not when the winners surely ahead of it leave too little. Else every such
moment is visited.
"""

from __future__ import annotations

from collections.abc import Mapping

from micro_projects.voting.counting.purse import Purse, Terms
from micro_projects.voting.counting.round_data import Number, Project
from micro_projects.voting.counting.score_reach import Reach, Status
from micro_projects.voting.counting.standing import Rule

MOST_MOMENTS = 20_000
"""How many moments of a count are visited before it is given up."""


def proven_same(reach: Reach, rule: Rule, winners: frozenset[str], no_skip: bool) -> bool:
    """Whether every assignment ends with `winners`."""
    at = {p.id: reach.status(p) for p in reach.data.projects if not p.withdrawn}
    contest = [p for p in reach.data.projects if at.get(p.id, "out") != "out"]
    if any(at[winner] != "in" for winner in winners):
        return False
    terms = Terms(no_skip, rule.groups())
    if not no_skip and not rule.overshoot:
        funded = [p for p in contest if p.id in winners]
        return not any(_may_be_funded(reach, terms, funded, p) for p in contest if p.id not in winners)
    return _Moments(reach, rule, terms, contest, at, winners).all_same()


def _may_be_funded(reach: Reach, terms: Terms, funded: list[Project], project: Project) -> bool:
    """Whether the winners surely ahead of `project` leave it its money, and its groups free."""
    left: Number = reach.data.budget
    for winner in funded:
        if reach.ahead(winner, project):
            left -= winner.cost
            if set(terms.groups.get(winner.id, ())) & set(terms.groups.get(project.id, ())):
                return False
    return project.cost <= left


def unsettled(reach: Reach, rule: Rule, winners: frozenset[str]) -> list[Project]:
    """Those not funded that are not proven to stay so, for the search of a witness; all, where orders are visited."""
    terms = Terms(False, rule.groups())
    funded = [p for p in reach.data.projects if p.id in winners]
    others = [p for p in reach.choosable if p.id not in winners and reach.status(p) != "out"]
    if rule.name == "greedy_no_skip" or rule.overshoot:
        return others
    return [p for p in others if _may_be_funded(reach, terms, funded, p)]


class _Moments:
    """Every moment of every order that keeps who is surely ahead of whom."""

    def __init__(
        self,
        reach: Reach,
        rule: Rule,
        terms: Terms,
        contest: list[Project],
        at: Mapping[str, Status],
        winners: frozenset[str],
    ) -> None:
        self.terms, self.contest, self.at, self.winners = terms, contest, at, winners
        budget = reach.data.budget
        self.start = Purse(budget, rule.overshoot * budget)
        self.before = [
            sum(1 << m for m, other in enumerate(contest) if m != n and reach.ahead(other, project))
            for n, project in enumerate(contest)
        ]

    def all_same(self) -> bool:
        """Whether none of them treats a project otherwise."""
        wanted = sum(1 << n for n, project in enumerate(self.contest) if project.id in self.winners)
        seen = {self._key(0, self.start)}
        ahead = [(0, self.start)]
        while ahead:
            done, purse = ahead.pop()
            if purse.stopped_by:
                if wanted & ~done:
                    return False
                continue
            for n, project in enumerate(self.contest):
                bit = 1 << n
                if done & bit or self.before[n] & ~done:
                    continue
                turn = purse.look(self.terms, project.id, project.cost)
                if turn.funded != (project.id in self.winners):
                    return False
                nexts = [purse.after(self.terms, turn, project.cost)]
                if self.at[project.id] == "either":
                    nexts.append(purse)
                for following in nexts:
                    key = self._key(done | bit, following)
                    if key not in seen:
                        seen.add(key)
                        ahead.append((done | bit, following))
            if len(seen) > MOST_MOMENTS:
                return False
        return True

    @staticmethod
    def _key(done: int, purse: Purse) -> tuple[object, ...]:
        return done, purse.remaining, purse.allowance, purse.stopped_by, frozenset(purse.taken.items())
