"""What an audit's figures say: flags over plain rows, sizes of samples, what a sample proves."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest

from micro_projects.audits import flag_rules, rules
from micro_projects.audits.flag_rules import Project
from micro_projects.kernel.money import Money

DAY = date(2026, 3, 2)


def project(n: int, **more: object) -> Project:
    known = {
        "code": f"FT-LH-2026-{n:03}",
        "title": f"第{n}处",
        "kind": "works",
        "place": "莲花社区",
        "approved": Money.yuan(40_000),
        "firm_id": 1,
        "firm": "甲公司",
        "contract": Money.yuan(30_000),
        "signed_on": DAY,
        "varied": Money(0),
        "variations": 0,
        "failed": 0,
        "accepted": True,
        "answers": 10,
        "yes": 9,
        "compared_from": Money.yuan(50_000),
    }
    return Project(**{**known, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fen", "flagged"), [(9_699, False), (9_700, True), (10_000, True), (10_001, False), (0, False)]
)
def test_close_under_the_cap(fen: int, flagged: bool) -> None:
    assert flag_rules.near_cap(Money(fen), Money(10_000)) is flagged


def test_percent_is_rounded_down() -> None:
    assert flag_rules.percent(Money(9_999), Money(10_000)) == "99.9"


def test_the_same_firm_again_and_again() -> None:
    two = [project(1), project(2), project(3, firm_id=2, firm="乙公司")]
    assert flag_rules.same_firm(two) == []
    assert flag_rules.same_firm([*two, project(4, place="别的社区")]) == []
    (row,) = flag_rules.same_firm([*two, project(4)])
    assert (row.firm, row.contracts, row.total, row.percent) == ("甲公司", 3, Money.yuan(90_000), "75.0")


def test_contracts_that_look_split() -> None:
    near, far = DAY + timedelta(days=60), DAY + timedelta(days=61)
    (row,) = flag_rules.split([project(2, signed_on=near), project(1)])
    assert (row.codes, row.total) == ("FT-LH-2026-001、FT-LH-2026-002", Money.yuan(60_000))
    assert flag_rules.split([project(1), project(2, signed_on=far)]) == []
    assert flag_rules.split([project(1), project(2, firm_id=2)]) == []
    assert flag_rules.split([project(1), project(2, contract=Money.yuan(50_000))]) == []
    assert flag_rules.split([project(1), project(2, contract=Money.yuan(19_999))]) == []


def test_variations_close_under_the_councils_limit() -> None:
    just = project(1, varied=Money.yuan(2_700), variations=2)
    under = project(2, varied=Money(2_700_00 - 1), variations=1)
    (row,) = flag_rules.varied([just, under])
    assert (row.title, row.percent, row.variations) == (just.title, "9.0", 2)


def test_dearer_than_those_alike() -> None:
    alike = [project(n, title=f"楼道加装扶手{n}号", contract=Money.yuan(20_000)) for n in (1, 2)]
    dear = project(3, title="楼道加装扶手3号", contract=Money.yuan(30_000))
    other = project(4, title="公园铺草皮", contract=Money.yuan(90_000))
    (row,) = flag_rules.dear([*alike, dear, other])
    assert (row.title, row.percent, row.similar) == (dear.title, "150.0", 2)
    assert flag_rules.dear([alike[0], dear]) == []
    assert flag_rules.dear([*alike, project(3, title=dear.title, contract=Money(30_000_00 - 1))]) == []


def test_paper_out_of_proportion() -> None:
    usual = {"web": 90, "paper": 10}
    assert flag_rules.paper({"R1": usual, "R2": {"web": 81, "paper": 19}}) == []
    (row,) = flag_rules.paper({"R1": usual, "R2": {"web": 80, "paper": 15, "booth": 5}})
    assert (row.round, row.paper, row.percent, row.others) == ("R2", 20, "20.0", "10.0")
    (row,) = flag_rules.paper({"R1": {"web": 60, "paper": 40}})
    assert row.percent == "40.0"
    assert flag_rules.paper({"R1": {"web": 61, "paper": 39}}) == []


def test_acceptance_and_residents_apart() -> None:
    (row,) = flag_rules.apart([project(1, answers=10, yes=5), project(2, answers=10, yes=6)])
    assert (row.url, row.percent) == ("/projects/FT-LH-2026-001", "50.0")
    assert flag_rules.apart([project(1, answers=4, yes=0), project(2, yes=0, failed=1)]) == []
    assert flag_rules.apart([project(1, accepted=False, yes=0), project(2, answers=None, yes=None)]) == []


def chance(population: int, bad: int, size: int, seen: int) -> Fraction:
    """By counting every sample: how often one of `size` shows at most `seen` of `bad`."""
    drawn = list(combinations(range(population), size))
    return Fraction(sum(sum(i < bad for i in one) <= seen for one in drawn), len(drawn))


@pytest.mark.parametrize("population", [1, 5, 9, 12])
def test_the_size_offered_is_the_least_that_notices(population: int) -> None:
    bad = max(1, -(-population // 20))
    size = rules.offered_size(population)
    assert chance(population, bad, size, 0) <= Fraction(5, 100)
    if size > 1:
        assert chance(population, bad, size - 1, 0) > Fraction(5, 100)


def test_of_many_the_size_offered_is_the_auditors_59() -> None:
    assert rules.offered_size(1_000_000) == 59


@pytest.mark.parametrize(("population", "size", "seen"), [(10, 4, 0), (12, 5, 1), (9, 9, 2), (11, 3, 3)])
def test_what_a_sample_proves_is_tight(population: int, size: int, seen: int) -> None:
    most = rules.most_exceptions(population, size, seen)
    assert chance(population, most, size, seen) > Fraction(5, 100)
    if most < population - (size - seen):
        assert chance(population, most + 1, size, seen) <= Fraction(5, 100)


def test_scope_and_term() -> None:
    assert rules.scope_ok(DAY, DAY, DAY)
    assert not rules.scope_ok(DAY, DAY - timedelta(days=1), DAY)
    assert not rules.scope_ok(DAY, DAY + timedelta(days=1), DAY)
    assert rules.term_ok(DAY + timedelta(days=1), DAY)
    assert not rules.term_ok(DAY, DAY)
    assert not rules.term_ok(DAY + timedelta(days=367), DAY)
