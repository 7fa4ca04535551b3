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
    left, found = dict.fromkeys(range(len(data.ballots)), start), list[str]()
    while True:
        offers = []
        for p in data.projects:
            backers = sorted(
                (left[n], t) for n, (b, t) in enumerate(data.ballots) if p.id in supported(data, b)
            )
            together = sum(m * t for m, t in backers)
            if (
                p.id in found
                or p.withdrawn
                or excluded(rule, p.id, found)
                or not backers
                or together < p.cost
            ):
                continue
            rest, payers = Fraction(p.cost), sum(t for _, t in backers)
            for m, t in backers:
                if m * payers < rest:
                    rest, payers = rest - m * t, payers - t
            price = rest / payers
            offers.append((price / p.cost if p.cost else Fraction(0), order.index(p.id), price, p.id))
        if not offers:
            return found
        _, _, price, name = min(offers)
        for n, (b, _) in enumerate(data.ballots):
            left[n] -= min(left[n], price) if name in supported(data, b) else 0
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


def close_round(seed: int) -> RoundData:
    """Two towns that vote alike, one in kinds of ballots that differ by projects nobody can pay for. What is equal in
    both, or differs by 1 in 10¹² to 10¹⁷, floats round differently; up to 10⁹ voters of a kind."""
    r = random.Random(seed)
    scale, share = 10 ** r.randint(0, 8), 10 ** r.randint(3, 9)
    both, one = (scale * r.randint(5, 9) + r.randint(0, 9) for _ in range(2))
    other = one + r.randint(1, 9)
    a = share * (both + other) * r.randint(5, 9) // 10 + r.randint(0, 9)
    p = (
        (share * (both + other) - a) * both // (both + other)
        + share * one * r.randint(7, 9) // 10
        + r.randint(0, 9)
    )
    costs = {"a": a, "b": a, "p": p, "q": p + r.choice([0, 0, 1, -1]), "x": 50 * a, "y": 60 * a}
    split = sorted(r.randint(0, both) for _ in range(2))
    parts = (split[0], split[1] - split[0], both - split[1])
    kinds = {"ap": both, "p": one, "a": other, "q": one, "b": other}
    kinds |= {kind: n for kind, n in zip(("bq", "bqx", "bqxy"), parts, strict=True) if n}
    ballots = tuple((Ballot(tuple(kind)), n) for kind, n in sorted(kinds.items()))
    budget = 2 * share * (both + one + other) + r.randint(0, 1)
    return RoundData(tuple(Project(n, c) for n, c in costs.items()), ballots, budget)
