"""The ledger: opened, reserved, released, returned; equal to a sum by hand; kept by the database itself."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from makers.projects import Works
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.funds import actions, queries, rules
from micro_projects.journal import actions as journal
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded
POOL, VARIATION, URGENT = Money.yuan(2_000_000), Money.yuan(100_000), Money.yuan(100_000)


def frozen(works: Works) -> SimpleNamespace:
    """A round that froze with the pack's whole budget."""
    with act() as now:
        community = works.founded.place()
        subject = journal.new_subject("round", "R1", community.id, community.path, works.cycle_id)
        round_ = SimpleNamespace(subject=subject, budget=works.cycle.pack.round_budget(), keepers=False)
        calls.tell("round_frozen", "round", round_, works.as_("moderator"), now)
    return round_


def test_opening_a_cycle_brings_the_money_and_sets_both_reserves_apart(works: Works) -> None:
    held = queries.held(works.cycle_id)
    assert held == {
        "grant": Money(-POOL.fen),
        "pool": POOL - VARIATION - URGENT,
        "variation_reserve": VARIATION,
        "urgent_reserve": URGENT,
    }
    assert rules.balanced(held)
    assert rules.balances(queries.flows(works.cycle_id))["pool"] == held["pool"]


def test_a_frozen_round_reserves_its_whole_budget_and_a_void_gives_it_back(works: Works) -> None:
    round_ = frozen(works)
    assert queries.balance(works.cycle_id, "reserved") == Pack().round_budget()
    assert queries.balance(works.cycle_id, "pool") == Money(0)
    with act() as now:
        calls.tell("round_voided", "round", round_, works.as_("moderator"), now)
    assert queries.balance(works.cycle_id, "reserved") == Money(0)
    assert queries.balance(works.cycle_id, "pool") == Pack().round_budget()


def test_an_approved_cost_is_committed_out_of_the_reserved_budget(works: Works) -> None:
    frozen(works)
    works.born(Money.yuan(18_000))
    assert queries.balance(works.cycle_id, "reserved") == Pack().round_budget() - Money.yuan(18_000)
    assert queries.balance(works.project.id, "committed") == Money.yuan(18_000)


def test_the_rest_waits_for_d3(works: Works) -> None:
    frozen(works)
    assert queries.rests() == []
    works.pass_days(3)
    assert queries.balance(works.cycle_id, "reserved") == Pack().round_budget()


def test_the_rest_goes_back_once_d3_is_over_and_nobody_waits(works: Works) -> None:
    from micro_projects.notices import actions as notices
    from micro_projects.web.sentence import say

    frozen(works)
    with act() as now:
        cycle = works.cycle
        notices.post_notice(
            works.as_("officer"), "D3", cycle.subject, [cycle.ref], say("决议公开"), now, facts={}
        )
    works.pass_days(3)
    assert queries.balance(works.cycle_id, "reserved") == Pack().round_budget()
    works.pass_days(12)
    assert queries.balance(works.cycle_id, "reserved") == Money(0)
    assert queries.balance(works.cycle_id, "pool") == Pack().round_budget()


def test_when_a_cycle_ends_everything_returns(works: Works) -> None:
    with act() as now:
        actions.return_pool(works.cycle, works.as_("officer"), now)
    held = queries.held(works.cycle_id)
    assert held["returned"] == POOL
    assert rules.balanced(held)


def test_nothing_is_spent_that_is_not_there(works: Works) -> None:
    with pytest.raises(Refused) as refused, act() as now:
        actions.reserve(works.as_("officer"), works.cycle.subject, POOL, now)
    assert refused.value.refusal.code == "not_enough_money"
    assert queries.balance(works.cycle_id, "reserved") == Money(0)


def test_the_statement_is_the_sum_by_hand(works: Works, client: Client) -> None:
    works.born(Money.yuan(18_000)).registered().procuring().quoted(contractor1=16_000).awarded()
    works.contracted().executing().paid("advance", 4_000).verified(1).paid("milestone", 3_000, 1)
    by_hand = {
        "grant": -2_000_000_00,
        "pool": 1_800_000_00 - 18_000_00 + 2_000_00,
        "variation_reserve": 100_000_00,
        "urgent_reserve": 100_000_00,
        "committed": 0,
        "contracted": 16_000_00 - 7_000_00,
        "paid": 4_000_00 + 2_910_00,
        "retention": 90_00,
    }
    assert {k: m.fen for k, m in queries.held(works.cycle_id).items()} == by_hand
    assert sum(by_hand.values()) == 0
    page = client.get("/c/FT-LH/2026/money").get_data(as_text=True)
    for fen in by_hand.values():
        if fen > 0:
            assert str(Money(fen)) in page
    assert "账目平衡" in page
    assert queries.reconcile() == []


def test_every_posting_is_disclosed(works: Works) -> None:
    from micro_projects.notices.models import ContentPart, LogEntry

    works.born().registered().procuring().quoted().awarded().contracted()
    facts = db.session.scalars(
        sa.select(ContentPart.body)
        .join(LogEntry, (LogEntry.log_id == ContentPart.log_id) & (LogEntry.index == ContentPart.index))
        .where(LogEntry.kind.startswith("money."), ContentPart.name == "facts")
    ).all()
    from micro_projects.kernel import canonical

    told: set[int] = set()
    for body in facts:
        assert body is not None
        value = canonical.load(body)
        assert isinstance(value, dict)
        told |= {p["number"] for p in value["postings"]}  # type: ignore[union-attr,index,call-overload]
    assert told == {line.number for line in queries.postings(works.cycle_id, limit=1000)}


def test_each_month_is_disclosed_once(works: Works) -> None:
    from micro_projects.notices.models import LogEntry

    works.pass_days(75)
    works.pass_days(1)
    kinds = db.session.scalars(sa.select(LogEntry.kind).where(LogEntry.kind == "money.month")).all()
    assert len(kinds) == 1


# -- round the code, with plain SQL ---------------------------------------------------------------------

POST = (
    "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, voucher_id, at) "
    "VALUES (:cycle, 999, :debit, :credit, :amount, :act, :subject, :voucher, '2026-03-20 01:00:00')"
)


def sql(statement: str, **values: object) -> None:
    """Written past every action."""
    db.session.rollback()
    try:
        db.session.execute(sa.text(statement), values)
        db.session.commit()
    finally:
        db.session.rollback()


def accounts(works: Works) -> dict[str, int]:
    from micro_projects.funds.models import LedgerAccount

    return {a.kind: a.id for a in db.session.scalars(sa.select(LedgerAccount))}


def post(works: Works, act_: str, credit: str, debit: str, amount: int, subject: int | None = None) -> None:
    ids = accounts(works)
    sql(
        POST,
        cycle=works.cycle_id,
        debit=ids[debit],
        credit=ids[credit],
        amount=amount,
        act=act_,
        subject=subject or works.cycle_id,
        voucher=None,
    )


@pytest.mark.each_database
class TestTheDatabaseItself:
    """Each guard refuses a writer who goes round the code."""

    def test_takes_a_listed_movement(self, works: Works) -> None:
        before = queries.balance(works.cycle_id, "pool")
        post(works, "open", "pool", "urgent_reserve", 5)
        assert queries.balance(works.cycle_id, "pool") == before - Money(5)
        assert queries.reconcile() == []

    def test_refuses_an_unlisted_one(self, works: Works) -> None:
        with pytest.raises(DBAPIError, match="posting_flow"):
            post(works, "open", "pool", "grant", 5)

    @pytest.mark.parametrize("amount", [0, -5])
    def test_refuses_nothing_and_less(self, works: Works, amount: int) -> None:
        with pytest.raises(DBAPIError, match="amount"):
            post(works, "open", "pool", "urgent_reserve", amount)

    def test_refuses_to_go_below_zero(self, works: Works) -> None:
        with pytest.raises(DBAPIError, match="balance"):
            post(works, "open", "pool", "urgent_reserve", POOL.fen)
        assert queries.reconcile() == []

    def test_refuses_a_balance_that_is_not_the_sum(self, works: Works) -> None:
        with pytest.raises(DBAPIError, match="ledger_account_sum"):
            sql("UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'pool'")

    def test_refuses_an_account_that_begins_with_money(self, works: Works) -> None:
        with pytest.raises(DBAPIError, match="ledger_account_starts"):
            sql(
                "INSERT INTO ledger_account (cycle_id, owner_id, kind, balance) VALUES (:c, :c, 'reserved', 7)",
                c=works.cycle_id,
            )

    def test_refuses_to_change_or_lose_a_posting(self, works: Works) -> None:
        with pytest.raises(DBAPIError, match="posting_no_update"):
            sql("UPDATE posting SET amount = amount + 1")
        with pytest.raises(DBAPIError, match="posting_no_delete"):
            sql("DELETE FROM posting")
        with pytest.raises(DBAPIError, match="ledger_account_no_delete"):
            sql("DELETE FROM ledger_account")

    def test_refuses_another_projects_money(self, works: Works) -> None:
        works.born()
        with pytest.raises(DBAPIError, match="posting_owner"):
            post(works, "settle", "committed", "pool", 5)

    def test_refuses_a_second_commitment_and_another_sum(self, works: Works) -> None:
        works.born()
        for amount in (1_800_000, 5):
            with pytest.raises(DBAPIError, match="posting_commit"):
                post(works, "commit", "pool", "committed", amount, works.project.id)


def test_reconcile_names_what_is_wrong(works: Works) -> None:
    db.session.rollback()
    db.session.execute(sa.text("DROP TRIGGER ledger_account_sum"))
    db.session.execute(sa.text("UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'pool'"))
    wrong = queries.reconcile()
    assert [(w.kind, w.balance - w.sum) for w in wrong] == [("pool", 1)]
    db.session.rollback()
