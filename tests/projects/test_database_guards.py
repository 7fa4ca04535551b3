"""Plain SQL past every action is refused by the database: invariants 2, 8, 9 and X4–X7."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from makers.projects import Works
from micro_projects.extensions import db

pytestmark = [pytest.mark.founded, pytest.mark.each_database]


def sql(statement: str, **values: object) -> None:
    db.session.rollback()
    try:
        db.session.execute(sa.text(statement), values)
        db.session.commit()
    finally:
        db.session.rollback()


def refused(guard: str, statement: str, **values: object) -> None:
    with pytest.raises(DBAPIError, match=guard):
        sql(statement, **values)


PAY = (
    "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, voucher_id, at) "
    "SELECT d.cycle_id, 999, d.id, c.id, :amount, 'pay', d.owner_id, :voucher, '2026-04-20 01:00:00' "
    "FROM ledger_account d JOIN ledger_account c ON c.owner_id = d.owner_id "
    "WHERE d.kind = :debit AND c.kind = 'contracted' AND d.owner_id = :project"
)


def test_money_leaves_only_by_a_request_three_people_carried(works: Works) -> None:
    works.to_execution().paid("advance", 1_000).verified(1)
    works.requested("milestone", 3_000, 1)
    project = works.project.id
    refused("posting_ordered", PAY, amount=1, voucher=None, debit="paid", project=project)
    refused("posting_ordered", PAY, amount=300_000, voucher=2, debit="paid", project=project)
    refused("uq_posting|UNIQUE", PAY, amount=100_000, voucher=1, debit="paid", project=project)


def test_one_person_is_not_three(works: Works) -> None:
    works.to_execution().verified(1).requested("milestone", 3_000, 1)
    refused("verifier", "UPDATE payment_request SET verified_by = requested_by")
    refused("three_people", "UPDATE payment_request SET released_by = 1")
    sql("UPDATE payment_request SET verified_by = 1")
    refused("three_people", "UPDATE payment_request SET released_by = verified_by")
    refused("three_people", "UPDATE payment_request SET released_by = requested_by")
    refused("payment_request_steps", "UPDATE payment_request SET state = 'released'")
    sql("UPDATE payment_request SET state = 'verified'")
    refused("released", "UPDATE payment_request SET state = 'released'")
    refused("payment_request_fixed", "UPDATE payment_request SET amount = amount + 1")


def test_no_payment_beyond_the_contract(works: Works) -> None:
    works.to_execution()
    works.requested("advance", 4_000)
    db.session.rollback()
    sql(
        "INSERT INTO payment_request (project_id, contract_id, number, kind, amount, withheld, invoice_number, "
        "invoice_issuer, requested_by, requested_at, due_at, verified_by, released_by, state, state_since) "
        "SELECT project_id, contract_id, 9, 'advance', 1700000, 0, 'n9', 'i9', requested_by, requested_at, due_at, "
        "NULL, NULL, 'requested', requested_at FROM payment_request"
    )
    sql("UPDATE payment_request SET verified_by = 1, state = 'verified' WHERE number = 9")
    refused(
        "payment_request_within",
        "UPDATE payment_request SET released_by = 2, state = 'released' WHERE number = 9",
    )


def test_no_payment_for_what_is_not_verified(works: Works) -> None:
    works.to_execution().verified(1)
    works.requested("milestone", 3_000, 1)
    milestone = "UPDATE payment_request SET milestone_id = (SELECT id FROM milestone WHERE number = 2), verified_by = 1"
    sql(milestone)
    sql("UPDATE payment_request SET state = 'verified'")
    refused("payment_request_milestone", "UPDATE payment_request SET released_by = 2, state = 'released'")


def test_an_invoice_is_used_once(works: Works) -> None:
    works.to_execution()
    works.requested("advance", 1_000, invoice="A")
    works.requested("advance", 1_000, invoice="B")
    refused("payment_request_fixed", "UPDATE payment_request SET invoice_number = 'A'")
    refused(
        "UNIQUE|uq_payment_request_invoice",
        "INSERT INTO payment_request (project_id, contract_id, number, kind, amount, withheld, invoice_number, "
        "invoice_issuer, requested_by, requested_at, due_at, state, state_since) SELECT project_id, contract_id, 9, "
        "kind, 1, 0, invoice_number, invoice_issuer, requested_by, requested_at, due_at, 'requested', requested_at "
        "FROM payment_request WHERE number = 1",
    )


def test_nobody_checks_their_own_work(works: Works) -> None:
    works.to_execution().delivered(1)
    refused("inspector", "UPDATE milestone SET inspected_by = delivered_by WHERE number = 1")
    works.inspected(1)
    refused("verifier", "UPDATE milestone SET verified_by = inspected_by WHERE number = 1")
    refused("three_people", "UPDATE milestone SET state = 'verified' WHERE number = 1")
    refused("milestone_steps", "UPDATE milestone SET state = 'verified' WHERE number = 2")


def test_progress_is_never_typed(works: Works) -> None:
    works.to_execution().verified(1)
    refused("milestone_fixed", "UPDATE milestone SET weight = 99 WHERE number = 2")
    refused("milestone_fixed", "UPDATE milestone SET title = 'x' WHERE number = 1")


def test_steps_states_and_gates(works: Works) -> None:
    works.born().registered().procuring().quoted()
    refused("project_steps", "UPDATE project SET state = 'settled'")
    refused("project_e1|project_weights", "UPDATE project SET state = 'contracted'")
    refused("project_resolved", "UPDATE project SET approved = approved + 1")
    refused("project_no_delete", "DELETE FROM project")
    works.awarded()
    refused("project_weights", "UPDATE project SET state = 'contracted'")
    works.contracted().executing()
    refused("project_all_verified", "UPDATE project SET state = 'acceptance'")
    refused("contract_fixed", "UPDATE contract SET amount = amount + 1")
    works.verified(1, 2).accepted()
    refused("project_e3", "UPDATE project SET state = 'settling'")


def test_no_contract_before_e1_whatever_was_written(works: Works) -> None:
    from micro_projects.projects import procurement_actions, queries
    from micro_projects.web.door import act

    works.born().registered().procuring().quoted()
    firm = queries.contractor_of(works.as_("contractor1").id)
    assert firm is not None
    with act() as now:
        procurement_actions.award(works.as_("officer"), works.project, firm.id, "报价合理", now)
    sql(
        "INSERT INTO contract (project_id, contractor_id, award_id, number, amount, advance, retention, signed_on, "
        "starts_on, ends_on, by_id, at) SELECT project_id, contractor_id, id, 'x', amount, 0, 300, '2026-04-01', "
        "'2026-04-02', '2026-05-01', by_id, at FROM award"
    )
    sql(
        "INSERT INTO milestone (project_id, contract_id, number, title, evidence, weight, amount, due_on, state, "
        "state_since) SELECT project_id, id, 1, 'x', '', 100, 0, '2026-04-20', 'planned', at FROM contract"
    )
    refused("project_e1", "UPDATE project SET state = 'contracted'")


def test_quotations_stay_sealed(works: Works) -> None:
    works.born().registered().procuring().quoted()
    refused("quotation_sealed", "UPDATE quotation SET amount = 1")
    refused(
        "quotation_in_time",
        "INSERT INTO quotation (procurement_id, contractor_id, amount, text, at) "
        "SELECT procurement_id, contractor_id + 1, 1, '', at FROM quotation",
    )


def test_no_supplement_beyond_the_cap(works: Works) -> None:
    works.to_execution()
    refused(
        "posting_supplement",
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, at) "
        "SELECT d.cycle_id, 999, d.id, c.id, 20000000 - 1800000 + 1, 'supplement', d.owner_id, '2026-04-20' "
        "FROM ledger_account d JOIN ledger_account c ON c.cycle_id = d.cycle_id "
        "WHERE d.kind = 'contracted' AND c.kind = 'variation_reserve'",
    )


def test_a_resident_answers_once_and_in_time(works: Works) -> None:
    from micro_projects.projects import evaluation_actions
    from micro_projects.web.door import act

    works.to_execution().verified(1, 2).paid("milestone", 3_000, 1).paid("milestone", 7_000, 2).accepted()
    works.settled().pass_days(17)
    with act() as now:
        evaluation_actions.evaluate(works.as_("resident10"), works.project, True, 5, now)
    late = (
        "INSERT INTO evaluation_answer (evaluation_id, entry_id, solved, satisfaction, at) "
        "SELECT evaluation_id, entry_id + :n, solved, satisfaction, :at FROM evaluation_answer"
    )
    refused("UNIQUE|pk_evaluation_answer|duplicate", late, n=0, at=works.now.strftime("%Y-%m-%d %H:%M:%S.%f"))
    refused("evaluation_answer_in_time", late, n=1, at="2027-01-01 00:00:00")
