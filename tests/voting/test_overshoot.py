"""The overshoot allowance: frozen no higher than the urgent reserve, used once, paid from that reserve and from nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from micro_projects.extensions import db
from micro_projects.funds import queries as funds
from micro_projects.funds import rules as money_rules
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.projects.actions import bear
from micro_projects.proposals import queries as proposals
from micro_projects.voting import queries, rules
from micro_projects.web.door import act
from support.voting import Story

CAPS = {"service": 60_000_00, "goods": 60_000_00, "works": 60_000_00}


def held(story: Story, kind: str) -> int:
    return funds.balance(story.cycle.id, kind).fen // 100


def approve(story: Story, code: str) -> None:
    with act() as now:
        proposal = proposals.by_code(code)
        cost = next(line.cost for line in queries.projects(story.round.id) if line.code == code)
        bear(proposal, cost, "三栋楼下", story.actor("officer"), now)


@pytest.fixture
def adopted(story: Story) -> Story:
    """Two winners for 93,000 yuan out of a budget of 90,000; the urgent reserve holds 5,000."""
    story.open_cycle(pool=100_000_00, caps=CAPS, overshoot=400, rule="greedy")
    story.advance({"长者饭堂": 50_000, "夜间照明": 43_000, "健身角": 1_000})
    story.freeze()
    story.to(story.round.opens_at)
    a, b, _ = story.codes
    story.cast_many([[a, b]] * 15 + [[a]] * 2)
    story.close()
    story.adopt()
    return story


def test_what_goes_beyond_the_budget_comes_from_the_urgent_reserve(adopted: Story) -> None:
    a, b, c = adopted.codes
    funded = [line.project.code for line in queries.result(adopted.round.id) if line.allocation.funded]
    assert funded == [a, b]  # the allowance is used once: nothing fits after it
    assert (held(adopted, "reserved"), held(adopted, "urgent_reserve")) == (90_000, 5_000)
    approve(adopted, b)  # whatever the order of approvals
    assert (held(adopted, "reserved"), held(adopted, "urgent_reserve")) == (47_000, 5_000)
    approve(adopted, a)
    assert (held(adopted, "reserved"), held(adopted, "urgent_reserve")) == (0, 2_000)
    assert money_rules.balanced(funds.held(adopted.cycle.id))
    with pytest.raises(Refused):
        approve(adopted, c)
    assert held(adopted, "urgent_reserve") == 2_000


def test_the_database_lets_no_more_than_the_allowance_go(adopted: Story) -> None:
    a, b, _ = adopted.codes
    approve(adopted, b)
    approve(adopted, a)
    more = text(
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, at) "
        "SELECT cycle_id, number + 1000, debit_id, credit_id, :fen, act, subject_id, at "
        "FROM posting WHERE act = 'overshoot'"
    )
    with pytest.raises(IntegrityError, match="posting_overshoot"), act():
        db.session.execute(more, {"fen": 600_01})
    with act():
        db.session.execute(more, {"fen": 600_00})  # 4 % of 90,000 is 3,600, and 3,000 are taken
    assert funds.allowance_left(adopted.cycle.id) == Money(0)


def test_the_allowance_is_never_more_than_the_reserve_holds() -> None:
    assert rules.overshoot(500, Money.yuan(90_000), Money.yuan(5_000)) == 500
    assert rules.overshoot(500, Money.yuan(90_000), Money.yuan(900)) == 100
    assert rules.overshoot(500, Money.yuan(90_000), Money(0)) == 0
    assert rules.overshoot(500, Money(0), Money.yuan(900)) == 0
