"""Equal shares said as plainly as possible, in fractions, one voter at a time: what the program is compared with."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from math import floor

from micro_projects.voting.counting import Ballot, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.round_data import Form

RULES = ("mes", "mes_add1", "mes+greedy", "mes_add1+greedy")


def bought(data: RoundData, rule: Rule, start: Fraction, order: Sequence[str]) -> list[str]:
    """The purchases when everybody has `start`; equal ρ by `order`."""
    voters = [set(supported(data, ballot)) for ballot, times in data.ballots for _ in range(times)]
    left, found = [start] * len(voters), list[str]()
    while True:
        offers = []
        for p in data.projects:
            money = sorted(m for m, names in zip(left, voters, strict=True) if p.id in names)
            if (
                p.id in found
                or p.withdrawn
                or excluded(rule, p.id, found)
                or not money
                or sum(money) < p.cost
            ):
                continue
            price = next(
                q
                for n, m in enumerate(money)
                if (q := (p.cost - sum(money[:n])) / Fraction(len(money) - n)) <= m
            )
            offers.append((price / p.cost if p.cost else Fraction(0), order.index(p.id), price, p.id))
        if not offers:
            return found
        _, _, price, name = min(offers)
        left = [
            max(m - price, Fraction(0)) if name in names else m for m, names in zip(left, voters, strict=True)
        ]
        found.append(name)


def supported(data: RoundData, ballot: Ballot) -> list[str]:
    """What a ballot supports."""
    if data.form != "points":
        return list(ballot.projects)
    return [p for p, n in zip(ballot.projects, ballot.points, strict=True) if n > 0]


def excluded(rule: Rule, name: str, found: Sequence[str]) -> bool:
    """Whether another of its group is bought."""
    return any(name in group and group & set(found) for group in rule.exclusive.values())


def plainly(data: RoundData, rule: Rule, ties: Ties) -> list[str]:
    """The winners of one of the four rules, in the order of funding; ``add1`` looks at every step."""
    cost = {p.id: p.cost for p in data.projects}
    ranked = list(count(data, Rule("greedy"), ties).standing.ranked())
    named = {p.id: n for n, p in enumerate(data.projects)}
    votes = count(data, Rule("greedy"), ties).votes
    order = sorted(cost, key=lambda p: ties.key(data.projects[named[p]], cost[p], votes[p], named[p]))
    share = Fraction(data.budget, max(1, data.cast))
    if not rule.name.startswith("mes_add1"):
        found = bought(data, rule, share, order)
    else:
        start = Fraction(floor(share / rule.whole) * rule.whole)
        ahead = bought(data, rule, start, order)
        while True:
            found = ahead
            open_ = [p.id for p in data.projects if not p.withdrawn and p.id not in found]
            backed = {name for ballot, _ in data.ballots for name in supported(data, ballot)}
            if not [p for p in open_ if p in backed and not excluded(rule, p, found)]:
                break
            start += rule.step or 1
            ahead = bought(data, rule, start, order)
            spent = sum(cost[p] for p in ahead)
            within = (
                spent <= data.budget * (1 + rule.overshoot) and spent - cost[ahead[-1]] <= data.budget
                if ahead
                else True
            )
            if not within:
                break
    if rule.name.endswith("+greedy"):
        left = data.budget - sum(cost[p] for p in found)
        allowance = rule.overshoot * data.budget if left >= 0 else 0
        left = max(0, left)
        for p in ranked:
            if p.id in found or excluded(rule, p.id, found) or p.cost > left + allowance:
                continue
            found.append(p.id)
            left, allowance = (left - p.cost, allowance) if p.cost <= left else (0, 0)
    return found


def chance_round(
    seed: int, *, many_ties: bool, forms: Sequence[Form] = ("approval",)
) -> tuple[RoundData, Rule, Ties]:
    """A small round: few or many ties, groups and an allowance now and then."""
    r = random.Random(seed)
    names = r.sample("abcdefgh", r.randint(1, 7))
    most = 3 if many_ties else 300
    projects = tuple(
        Project(n, r.randint(1, most) * (1 if r.random() < 0.9 else Fraction(1, 4))) for n in names
    )
    form = r.choice(list(forms))
    marks = [tuple(r.sample(names, r.randint(0, min(4, len(names))))) for _ in range(r.randint(0, 12))]
    ballots = [Ballot(m, tuple(r.randint(0, 3) for _ in m) if form == "points" else ()) for m in marks]
    groups = {"g": frozenset(r.sample(names, 2))} if len(names) > 2 and r.random() < 0.3 else {}
    over = r.choice([Fraction(0), Fraction(0), Fraction(1, 10), Fraction(1, 3)])
    step = r.choice([1, 1, 2, Fraction(1, 2)]) * (1 if many_ties else 10)
    budget = r.randint(0, most * 6)
    data = RoundData(projects, distinct(ballots), budget, form)
    return data, Rule("mes", None, groups, over, step), Ties(r.choice(["file", "cost", "id"]))
