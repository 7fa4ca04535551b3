"""Small random rounds of every rule, form, tie rule and parameter, and what a recount of a changed one says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from micro_projects.voting.counting import Ballot, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.round_data import Form, Number
from micro_projects.voting.counting.ties import TieRule

NAMES = "abcdef"
FORMS: tuple[Form, ...] = ("approval", "ranked", "points")
TIE_RULES: tuple[TieRule, ...] = ("file", "cost", "id", "lot")
Case = tuple[RoundData, Rule, Ties]


@st.composite
def rounds(draw: st.DrawFn, rules: tuple[str, ...]) -> Case:
    """Small rounds full of ties: every form, tie rule and parameter, with and without groups and overshoot."""
    names = draw(st.permutations(NAMES[: draw(st.integers(2, 6))]))
    unit = draw(st.sampled_from([Fraction(1), Fraction(1, 4)]))
    costs = st.integers(1, 8).map(lambda n: plain(n * unit))
    projects = tuple(Project(n, draw(costs), withdrawn=draw(st.integers(0, 9)) == 0) for n in names)
    form: Form = draw(st.sampled_from(FORMS))
    chosen = st.lists(st.sampled_from(names), unique=True, max_size=4)
    ballots = [
        Ballot(tuple(picked), tuple(draw(st.integers(0, 3)) for _ in picked) if form == "points" else ())
        for picked in draw(st.lists(chosen, max_size=8))
    ]
    top = draw(st.sampled_from([None, 4])) if form == "ranked" else None
    budget = plain(draw(st.integers(0, 20)) * unit)
    data = RoundData(projects, distinct(ballots), budget, form, top)
    groups = draw(st.lists(st.sets(st.sampled_from(names), min_size=2).map(frozenset), max_size=2))
    rule = Rule(
        draw(st.sampled_from(rules)),
        draw(st.integers(0, 3)),
        {str(n): group for n, group in enumerate(groups)},
        draw(st.sampled_from([Fraction(0), Fraction(0), Fraction(1, 4)])),
    )
    lot = {name: rank for rank, name in enumerate(draw(st.permutations(names)))}
    kind: TieRule = draw(st.sampled_from(TIE_RULES))
    return data, rule, Ties(kind, lot if kind == "lot" else {})


def plain(value: Fraction) -> Number:
    """Whole where it is."""
    return value.numerator if value.denominator == 1 else value


def one_by_one(data: RoundData) -> list[Ballot]:
    """Every ballot for itself."""
    return [ballot for ballot, times in data.ballots for _ in range(times)]


def at_cost(case: Case, project: str, cost: Number) -> bool:
    """Count everything again with another cost."""
    projects = tuple(replace(p, cost=cost) if p.id == project else p for p in case[0].projects)
    return project in count(replace(case[0], projects=projects), *case[1:]).winners
