"""Whether missing or surplus ballots could change a winner, against plain trying of every assignment.

The trying here shares no line with the program's: ballots one by one, its own list of what a ballot may say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, permutations, product
from random import Random

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from micro_projects.voting.counting import Ballot, Count, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.could_change import Assignment, Verdict, could_change
from micro_projects.voting.counting.rules import RULES
from micro_projects.voting.counting.score_reach import Allowed

CODES = ("甲", "乙", "丙", "丁")
GREEDY = tuple(name for name in RULES if name.startswith("greedy"))


@dataclass(frozen=True)
class Case:
    """A small round and how many ballots are missing and surplus."""

    data: RoundData
    rule: Rule
    ties: Ties
    allowed: Allowed
    missing: int
    surplus: int
    floor: int
    share: int

    def least(self, cast: int) -> int:
        """As in a round: the floor, or a share of the ballots rounded up."""
        return max(self.floor, -(-self.share * cast // 100))

    def verdict(self) -> Verdict:
        """What the program says."""
        return could_change(
            self.data,
            self.rule,
            self.ties,
            self.allowed,
            missing=self.missing,
            surplus=self.surplus,
            least=self.least,
        )

    def counted(self, ballots: list[Ballot]) -> Count:
        """The count of these ballots."""
        data = replace(self.data, ballots=distinct(ballots))
        return count(data, replace(self.rule, min_score=self.least(len(ballots))), self.ties)

    def changes(self, added: tuple[Ballot, ...], removed: tuple[int, ...]) -> bool:
        """Whether the recount funds others, or needs a lot."""
        kept = [ballot for n, ballot in enumerate(one_by_one(self.data)) if n not in removed]
        recount = self.counted([*kept, *added])
        base = self.counted(one_by_one(self.data))
        return bool(recount.needs_lot) or set(recount.winners) != set(base.winners)

    def any_changes(self) -> bool:
        """Every assignment, tried."""
        cast, sayings = range(self.data.cast), list(everything(self))
        return any(
            self.changes(added, removed)
            for more, fewer in product(range(self.missing + 1), range(min(self.surplus, len(cast)) + 1))
            for added in combinations_with_replacement(sayings, more)
            for removed in combinations(cast, fewer)
        )


def one_by_one(data: RoundData) -> list[Ballot]:
    return [ballot for ballot, times in data.ballots for _ in range(times)]


def everything(case: Case) -> Iterator[Ballot]:
    """All that a ballot of the form may say."""
    costs = {p.id: p.cost for p in case.data.projects if not p.withdrawn}
    if case.data.form == "points":
        for given_ in product(range(case.allowed.points + 1), repeat=len(costs)):
            if 0 < sum(given_) <= case.allowed.points:
                shares = [(code, n) for code, n in zip(costs, given_, strict=True) if n]
                yield Ballot(tuple(code for code, _ in shares), tuple(n for _, n in shares))
        return
    most = len(costs) if case.allowed.budgeted else case.allowed.most
    for n in range(1, most + 1):
        for named in permutations(costs, n) if case.data.form == "ranked" else combinations(costs, n):
            if not case.allowed.budgeted or sum(costs[code] for code in named) <= case.data.budget:
                yield Ballot(named)


@st.composite
def cases(draw: st.DrawFn, rules: tuple[str, ...], most_missing: int = 2) -> Case:
    """Rounds of up to four projects and a few ballots: costs, groups, thresholds and lots that come close."""
    codes = CODES[: draw(st.integers(2, 4))]
    projects = tuple(
        Project(code, draw(st.integers(1, 5)), withdrawn=draw(st.integers(0, 7)) == 0) for code in codes
    )
    form = draw(st.sampled_from(("approval", "budgeted", "ranked", "points")))
    most, points = draw(st.integers(1, 2)), draw(st.integers(1, 3)) if form == "points" else 0
    data = RoundData(
        projects,
        (),
        draw(st.integers(2, 10)),
        "approval" if form == "budgeted" else form,  # type: ignore[arg-type]
        most if form == "ranked" else None,
    )
    exclusive = {"组": frozenset(codes[:2])} if draw(st.booleans()) else {}
    overshoot = Fraction(draw(st.integers(0, 3)), 10) if draw(st.booleans()) else Fraction(0)
    order = draw(st.permutations(range(len(codes))))
    lot = dict(zip(codes, order, strict=True)) if draw(st.booleans()) else {}
    case = Case(
        data,
        Rule(draw(st.sampled_from(rules)), None, exclusive, overshoot),
        Ties("lot", lot),
        Allowed(most, points, form == "budgeted"),
        draw(st.integers(0, most_missing)),
        draw(st.integers(0, 2)),
        draw(st.integers(0, 2)),
        draw(st.integers(0, 40)),
    )
    sayings = list(everything(case))
    ballots = draw(st.lists(st.sampled_from(sayings), max_size=7)) if sayings else []
    return replace(case, data=replace(data, ballots=distinct(ballots)))


def holds(case: Case, verdict: Verdict) -> None:
    """A witness changes a winner, and says how it ends; every `could` that is exact has one."""
    witness = verdict.witness
    assert not verdict.could or not verdict.exact or witness is not None
    if witness is None:
        return
    assert len(witness.added) <= case.missing
    assert len(witness.removed) <= case.surplus
    assert set(witness.added) <= set(everything(case))
    ballots = one_by_one(case.data)
    for gone in witness.removed:
        ballots.remove(gone)
    recount = case.counted([*ballots, *witness.added])
    base = case.counted(one_by_one(case.data))
    assert recount.winners == witness.winners
    assert bool(recount.needs_lot) == witness.undecided
    assert witness.undecided or set(recount.winners) != set(base.winners)


@settings(max_examples=100, deadline=None)
@given(cases(tuple(RULES)))
def test_every_assignment_says_the_same(case: Case) -> None:
    verdict = case.verdict()
    event(f"{case.rule.name}: {'could' if verdict.could else 'could not'}")
    holds(case, verdict)
    if case.counted(one_by_one(case.data)).needs_lot:
        assert verdict.could == bool(case.missing or case.surplus)
        return
    assert verdict.exact, "a round this small is tried in full"
    assert verdict.could == case.any_changes()


@settings(max_examples=100, deadline=None)
@given(cases(GREEDY, most_missing=60))
def test_more_than_can_be_tried(case: Case) -> None:
    """No assignment drawn at random changes what is said to be safe, and every witness is one."""
    verdict = case.verdict()
    event("could" if verdict.could else "could not")
    holds(case, verdict)
    if verdict.could or not case.missing + case.surplus:
        return
    chance, sayings = Random(1), list(everything(case))
    for _ in range(30):
        added = tuple(chance.choices(sayings, k=chance.randint(0, case.missing))) if sayings else ()
        removed = tuple(chance.sample(range(case.data.cast), min(case.surplus, case.data.cast)))
        assert not case.changes(added, removed)


@settings(max_examples=100, deadline=None)
@given(cases(("greedy",), most_missing=40))
def test_missing_approvals_are_never_left_open(case: Case) -> None:
    """Plain greedy, ballots only missing: either proven, or a witness."""
    case = replace(case, surplus=0, rule=replace(case.rule, overshoot=Fraction(0)))
    if case.counted(one_by_one(case.data)).needs_lot:
        return
    verdict = case.verdict()
    assert verdict.exact
    holds(case, verdict)


def big(votes: tuple[int, ...]) -> RoundData:
    """Four projects of 40 with a budget for two, and as many ballots for each alone."""
    ballots = [Ballot((code,)) for code, times in zip(CODES, votes, strict=True) for _ in range(times)]
    return RoundData(tuple(Project(code, 40) for code in CODES), distinct(ballots), 100)


@pytest.mark.parametrize(("missing", "could"), [(1, False), (99, False), (100, True)])
def test_a_margin_of_a_hundred(missing: int, could: bool) -> None:
    """The third is a hundred votes behind the second, and the cost is the same: at a hundred a lot would be needed."""
    data = big((900, 600, 500, 100))
    verdict = could_change(data, Rule("greedy"), Ties("lot"), Allowed(2), missing=missing, surplus=0)
    assert (verdict.could, verdict.exact) == (could, True)
    if could:
        assert verdict.witness is not None
        assert verdict.witness.undecided


def test_surplus_ballots_of_the_one_that_won() -> None:
    data = big((900, 505, 500, 100))
    safe = could_change(data, Rule("greedy"), Ties("lot"), Allowed(2), missing=0, surplus=4)
    assert safe == Verdict(False)
    verdict = could_change(data, Rule("greedy"), Ties("lot"), Allowed(2), missing=0, surplus=6)
    assert verdict.witness == Assignment((), (Ballot(("乙",)),) * 5, ("甲", "丙"), undecided=True)


def test_a_threshold_rises_with_the_ballots() -> None:
    """1 % of 1,000 is 10, of 1,001 it is 11: one ballot for another project takes the fourth below."""
    data = replace(big((400, 330, 260, 10)), budget=1000)
    rule = Rule("greedy_threshold", 10)
    counted = could_change(
        data, rule, Ties("lot"), Allowed(2), missing=1, surplus=0, least=lambda cast: -(-cast // 100)
    )
    assert counted.witness is not None
    assert set(counted.witness.winners) == {"甲", "乙", "丙"}
    fixed = could_change(data, rule, Ties("lot"), Allowed(2), missing=1, surplus=0)
    assert fixed == Verdict(False)


@pytest.mark.parametrize("rule", [name for name in RULES if name.startswith("mes")])
def test_equal_shares_are_never_called_safe_without_trying(rule: str) -> None:
    chance = Random(7)
    codes = [f"p{n}" for n in range(12)]
    ballots = [Ballot(tuple(sorted(chance.sample(codes, 3)))) for _ in range(300)]
    data = RoundData(
        tuple(Project(code, chance.randint(200, 900)) for code in codes), distinct(ballots), 4000
    )
    verdict = could_change(data, Rule(rule), Ties("lot"), Allowed(3), missing=9, surplus=2)
    assert verdict.could


def test_a_large_round_is_judged_at_once() -> None:
    """60,000 ballots and 200 projects: what is compared grows with pairs, not with assignments."""
    chance = Random(3)
    codes = [f"p{n:03d}" for n in range(200)]
    weights = [1 / (n + 1) for n in range(200)]
    ballots = [Ballot(tuple(sorted(set(chance.choices(codes, weights, k=5))))) for _ in range(60_000)]
    projects = tuple(Project(code, chance.randint(5, 40)) for code in codes)
    data = RoundData(projects, distinct(ballots), 300)
    verdict = could_change(data, Rule("greedy"), Ties("lot"), Allowed(5), missing=2, surplus=2)
    assert verdict.exact or verdict.could
