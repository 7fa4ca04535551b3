"""What a ballot may say, by its form (5-voting: Ballot forms): pure.

A form is one function in `FORMS`; what it returns is the ballot as it is sealed, so equal choices are equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal, require
from micro_projects.voting.counting import Ballot

NOTHING_CHOSEN = Refusal(
    "nothing_chosen", N_("您还没有选任何项目，选票没有提交。"), N_("请至少选 1 项再提交。"), 422
)
TOO_MANY = Refusal(
    "too_many", N_("您选了 %(chosen)s 项，最多只能选 %(most)s 项。"), N_("请去掉几项再提交。"), 422
)
NOT_ON_BALLOT = Refusal(
    "not_on_ballot", N_("您选的项目不在这一轮的选票上。"), N_("请回到选票页面，重新选择。"), 422
)
OVER_BUDGET = Refusal(
    "over_budget",
    N_("您选的项目一共要 %(cost)s，超过了预算 %(budget)s。"),
    N_("请去掉几项，让合计不超过预算，再提交。"),
    422,
)
RANKED_TWICE = Refusal(
    "ranked_twice",
    N_("有项目排了两次，或者两个项目排在同一位。"),
    N_("请给每个选中的项目一个不同的位次。"),
    422,
)
WRONG_POINTS = Refusal(
    "wrong_points", N_("每个项目的分数要是不小于 0 的整数。"), N_("请改成整数，不给分的项目留空。"), 422
)
WRONG_PLACE = Refusal(
    "wrong_place",
    N_("“%(typed)s”不是位次：位次要是 1、2、3 这样的整数。"),
    N_("请改成整数，不选的项目留空。"),
    422,
)
TOO_MANY_POINTS = Refusal(
    "too_many_points",
    N_("您一共给了 %(given)s 分，最多只能给 %(points)s 分。"),
    N_("请减去几分再提交。"),
    422,
)
LONG_WORD = Refusal(
    "long_word", N_("您加的词太长，选票没有提交。"), N_("请改短一些，最多 %(most)s 个字。"), 422
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is frozen about a ballot. `costs`: code → fen of what may be chosen. `most`: how many may be chosen.

    `points`: how many may be given in all (form ``points``). `budget` in fen (form ``budgeted``).
    """

    form: str
    costs: Mapping[str, int]
    most: int
    points: int
    budget: int


def require_ballot(terms: Terms, ballot: Ballot) -> Ballot:
    """`ballot` in its one form; refused when the form does not allow it."""
    require(ballot.projects, NOTHING_CHOSEN)
    require(terms.costs.keys() >= set(ballot.projects), NOT_ON_BALLOT)
    return FORMS[terms.form](terms, ballot)


def _approval(terms: Terms, ballot: Ballot) -> Ballot:
    named = tuple(sorted(set(ballot.projects)))
    require(len(named) <= terms.most, TOO_MANY, chosen=len(named), most=terms.most)
    return Ballot(named)


def _budgeted(terms: Terms, ballot: Ballot) -> Ballot:
    named = tuple(sorted(set(ballot.projects)))
    cost = sum(terms.costs[code] for code in named)
    require(cost <= terms.budget, OVER_BUDGET, cost=Money(cost), budget=Money(terms.budget))
    return Ballot(named)


def _ranked(terms: Terms, ballot: Ballot) -> Ballot:
    require(len(set(ballot.projects)) == len(ballot.projects), RANKED_TWICE)
    require(len(ballot.projects) <= terms.most, TOO_MANY, chosen=len(ballot.projects), most=terms.most)
    return Ballot(ballot.projects)


def _points(terms: Terms, ballot: Ballot) -> Ballot:
    require(len(set(ballot.projects)) == len(ballot.projects) == len(ballot.points), WRONG_POINTS)
    require(all(isinstance(n, int) and n >= 0 for n in ballot.points), WRONG_POINTS)
    given = {code: n for code, n in zip(ballot.projects, ballot.points, strict=True) if n}
    require(given, NOTHING_CHOSEN)
    total = sum(given.values())
    require(total <= terms.points, TOO_MANY_POINTS, given=total, points=terms.points)
    named = tuple(sorted(given))
    return Ballot(named, tuple(given[code] for code in named))


def ranked_as_typed(typed: Mapping[str, str]) -> Ballot:
    """The ballot of places typed beside projects (code → text, empty: not chosen); a gap between places is no fault."""
    places = {code: _number(text) for code, text in typed.items() if text.strip()}
    wrong = [typed[code] for code, place in places.items() if not place]
    require(not wrong, WRONG_PLACE, typed=wrong[0].strip()[:20] if wrong else "")
    require(len(set(places.values())) == len(places), RANKED_TWICE)
    return Ballot(tuple(sorted(places, key=lambda code: places[code] or 0)))


def points_as_typed(typed: Mapping[str, str]) -> Ballot:
    """The ballot of points typed beside projects (code → text, empty: none)."""
    given = {code: _number(text) for code, text in typed.items() if text.strip()}
    require(None not in given.values(), WRONG_POINTS)
    return Ballot(tuple(given), tuple(points or 0 for points in given.values()))


def _number(text: str) -> int | None:
    """A whole number as people type it (full-width digits too); None when it is none."""
    plain = text.strip()
    return int(plain) if plain.isdecimal() and len(plain) <= _DIGITS else None


_DIGITS = 9
"""More digits than any place or points have."""

Form = Callable[[Terms, Ballot], Ballot]

FORMS: Mapping[str, Form] = MappingProxyType(
    {"approval": _approval, "budgeted": _budgeted, "ranked": _ranked, "points": _points}
)
"""Approval (up to `most`), budgeted approval (any, within the budget), ranked (up to `most`, in order), points."""
