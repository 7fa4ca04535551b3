"""The database itself refuses each violation in plain SQL, whoever asks it: on SQLite and on PostgreSQL."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DatabaseError

from micro_projects.extensions import TRIGGERS, db

pytestmark = [pytest.mark.played, pytest.mark.slow, pytest.mark.each_database]

NOW = "'2027-01-01 00:00:00'"
REFUSED: dict[str, tuple[str, str]] = {
    # invariant and what is tried: the guard that refuses it (a trigger, or a constraint), the statement
    "1 a step the table has not": (
        "proposal_steps",
        "UPDATE proposal SET state = 'withdrawn' WHERE state = 'not_seconded'",
    ),
    "1 a life that begins elsewhere": (
        "payment_request_start",
        "INSERT INTO payment_request (project_id, contract_id, number, kind, amount, withheld, invoice_number, "
        "invoice_issuer, requested_by, requested_at, due_at, state, state_since) SELECT project_id, contract_id, "
        "99, 'advance', 1, 0, 'x', 'x', requested_by, requested_at, due_at, 'released', state_since "
        "FROM payment_request WHERE id = 1",
    ),
    "1 a journal rewritten": ("journal_no_update", "UPDATE journal SET act = 'nothing'"),
    "1 a journal shortened": ("journal_no_delete", "DELETE FROM journal"),
    "1 a subject taken away": ("subject_no_delete", "DELETE FROM subject"),
    "1 seconding one's own": (
        "second_not_author",
        "INSERT INTO second (proposal_id, entry_id, at) SELECT p.id, e.id, p.state_since FROM proposal p "
        "JOIN roll_entry e ON e.person_id = p.author_id WHERE p.state = 'not_seconded'",
    ),
    "2 a gate let go twice": ("notice_subject_once", f"UPDATE notice_subject SET released_at = {NOW}"),
    "2 a period made shorter": (
        "notice_fixed",
        "UPDATE notice SET ends_at = posted_at WHERE ends_at IS NOT NULL",
    ),
    "3 a text rewritten": ("proposal_version_no_update", "UPDATE proposal_version SET wish = 'x'"),
    "3 a ballot's line rewritten": ("round_project_fixed", "UPDATE round_project SET title = 'x'"),
    "3 another text disclosed": ("disclosed_text_no_update", "UPDATE disclosed_text SET version = 9"),
    "4 a mark after closing": (
        "roll_mark_cast",
        "INSERT INTO roll_mark (round_id, entry_id, channel, salt) SELECT round_id, entry_id, 'web', "
        "(SELECT frozen_hash FROM round) FROM round_voter WHERE entry_id NOT IN (SELECT entry_id FROM roll_mark)",
    ),
    "4 a voter after freezing": (
        "round_voter_frozen",
        "INSERT INTO round_voter (round_id, entry_id) SELECT (SELECT id FROM round), MIN(id) FROM roll_entry "
        "WHERE id NOT IN (SELECT entry_id FROM round_voter)",
    ),
    "4 a voter twice": (
        "round_voter_frozen|pk_round_voter",
        "INSERT INTO round_voter (round_id, entry_id) SELECT round_id, entry_id FROM round_voter",
    ),
    "4 a mark taken back": ("roll_mark_no_delete", "DELETE FROM roll_mark"),
    "5 a tally typed": ("tally_no_update", "UPDATE tally SET votes = 999"),
    "5 an allocation typed": ("allocation_no_update", "UPDATE allocation SET place = 1"),
    "5 a record changed": ("cast_vote_record_no_update", "UPDATE cast_vote_record SET content = '{}'"),
    "5 a record removed": ("cast_vote_record_no_delete", "DELETE FROM cast_vote_record"),
    "4 what was reconciled rewritten": (
        "round_account_no_update",
        "UPDATE round_account SET actual = expected",
    ),
    "5 the rule changed": ("round_frozen", "UPDATE round SET rule = 'greedy'"),
    "5 the form of the ballot changed": (
        "round_terms_frozen",
        "UPDATE round SET form = 'points', points = 9",
    ),
    "6 a record slipped in": (
        "cast_vote_record_opened",
        "INSERT INTO cast_vote_record (round_id, id, content) SELECT id, 'ffff', '{}' FROM round",
    ),
    "6 a ballot sealed after closing": (
        "sealed_ballot_cast",
        "INSERT INTO sealed_ballot (round_id, entry_id, sealed, salt) SELECT round_id, entry_id, salt, salt "
        "FROM roll_mark",
    ),
    "7 a result typed": ("motion_fixed", "UPDATE motion SET ayes = 99 WHERE state = 'carried'"),
    "7 a vote after the declaration": (
        "council_vote_changed",
        "UPDATE council_vote SET choice = 'yes' WHERE choice = 'no'",
    ),
    "7 a vote slipped in": (
        "council_vote_entitled",
        "INSERT INTO council_vote (motion_id, person_id, choice, at, entered_by) SELECT v.motion_id, "
        "(SELECT author_id FROM proposal WHERE state = 'not_seconded'), 'yes', v.at, v.entered_by "
        "FROM council_vote v WHERE v.id = 1",
    ),
    "7 a vote taken out": ("council_vote_kept", "DELETE FROM council_vote"),
    "7 a head count changed": ("quorum_check_no_update", "UPDATE quorum_check SET present = 99"),
    "8 a balance typed": ("ledger_account_sum", "UPDATE ledger_account SET balance = balance + 1"),
    "8 a posting changed": ("posting_no_update", "UPDATE posting SET amount = amount + 1"),
    "8 a posting removed": ("posting_no_delete", "DELETE FROM posting"),
    "8 money by a way of its own": (
        "posting_flow",
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, at) SELECT cycle_id, "
        "9999, debit_id, credit_id, 1, 'settle', subject_id, at FROM posting WHERE act = 'open'",
    ),
    "8 an account below zero": (
        "ck_ledger_account_balance",
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, at) SELECT cycle_id, "
        "9000 + number, debit_id, credit_id, 100000000, 'return', subject_id, at FROM posting WHERE act = 'return' ORDER BY number LIMIT 1",
    ),
    "8 a supplement over the cap": (
        "posting_supplement",
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, at) SELECT cycle_id, "
        "9999, debit_id, credit_id, 99999999, 'supplement', subject_id, at FROM posting WHERE act = 'supplement'",
    ),
    "8 what was resolved changed": ("project_resolved", "UPDATE project SET approved = cap"),
    "9 the one who verified releases": (
        "payment_request_fixed|three_people",
        "UPDATE payment_request SET released_by = verified_by",
    ),
    "9 the one who did it verifies": (
        "milestone_fixed|verifier",
        "UPDATE milestone SET verified_by = delivered_by",
    ),
    "9 paid without a request": (
        "posting_ordered",
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, voucher_id, at) "
        "SELECT cycle_id, 9999, debit_id, credit_id, amount, act, subject_id, 99999, at FROM posting "
        "WHERE act = 'pay'",
    ),
    "9 a supervisor nobody drew": (
        "supervisor_drawn",
        "INSERT INTO supervisor (project_id, person_id, lot_id, tier, rank, state, state_since) SELECT s.project_id, "
        "(SELECT person_id FROM account WHERE login = 'finance'), s.lot_id, s.tier, 99, 'reserve', s.state_since "
        "FROM supervisor s WHERE s.id = 1",
    ),
    "10 a leaf changed": ("log_entry_no_update", "UPDATE log_entry SET kind = 'x'"),
    "10 a leaf removed": ("log_entry_no_delete", "DELETE FROM log_entry"),
    "10 a node changed": ("log_node_no_update", 'UPDATE log_node SET "index" = "index" + 1000'),
    "10 a head that jumps": ("log_grows", "UPDATE log SET size = size + 2"),
    "10 a leaf behind the head": (
        "log_entry_at_head",
        'INSERT INTO log_entry SELECT log_id, "index" + 5000, entry, leaf, manifest, content, kind, issued_at, '
        "place_id, path, subject_kind, subject_id, subject_code, sentence, sentence_facts, supersedes "
        'FROM log_entry WHERE "index" = 1',
    ),
    "11 a decision rewritten": ("decision_no_update", "UPDATE decision SET meeting_number = 'x'"),
    "11 a decision by nobody": (
        "by_id",
        "INSERT INTO decision (proposal_id, by_id, at, approved, meeting_number, meeting_on, reason) "
        "SELECT proposal_id, NULL, at, approved, meeting_number, meeting_on, reason FROM decision",
    ),
    "12 words changed": (
        "content_part_fixed",
        "UPDATE content_part SET body = salt WHERE body IS NOT NULL AND name = 'text'",
    ),
    "12 words removed": ("content_part_no_delete", "DELETE FROM content_part"),
    "12 a notice removed": ("notice_no_delete", "DELETE FROM notice"),
    "12 a lot drawn again": ("lot_place_fixed", "UPDATE lot_place SET rank = 1"),
    "13 work done twice": (
        "pk_due_work",
        "INSERT INTO due_work (job, key, due_at, done_at) SELECT job, key, due_at, done_at FROM due_work",
    ),
    "13 paid twice": (
        "posting_act_voucher_id_debit_id|act, posting.voucher_id",
        "INSERT INTO posting (cycle_id, number, debit_id, credit_id, amount, act, subject_id, voucher_id, at) "
        "SELECT p.cycle_id, 9000 + p.number, p.debit_id, p.credit_id, p.amount, p.act, p.subject_id, "
        "p.voucher_id, p.at FROM posting p WHERE p.act = 'open' OR p.act = 'pay' ORDER BY p.act DESC LIMIT 1",
    ),
    "14 a state nobody knows": ("proposal_steps", "UPDATE proposal SET state = 'limbo'"),
    "14 a contract that can never be done": ("milestone_fixed", "UPDATE milestone SET weight = 1"),
}


@pytest.mark.parametrize("tried", REFUSED)
def test_the_database_refuses(tried: str, inside: Flask) -> None:
    names, statement = REFUSED[tried]
    with pytest.raises(DatabaseError) as refused:
        db.session.execute(sa.text(statement))
    db.session.rollback()
    said = str(refused.value.orig)
    if not any(name in said for name in names.split("|")):
        # SQLite names the columns of a key, not its constraint
        key = names.split("|")[0]
        assert key.startswith("pk_"), said
        assert re.search(rf"UNIQUE constraint failed: {key[3:]}\.", said), said


def test_a_gate_is_not_let_go_early_or_over_an_objection(inside: Flask) -> None:
    """A notice of today, by hand: neither its own time nor an open objection can be passed by."""
    run = db.session.execute
    run(
        sa.text(
            "INSERT INTO notice (code, owner_code, kind, number, place_id, path, cycle_id, log_id, log_index, posted_at, "
            "ends_at, gate_confirmed_at, gate_unconfirmed_at, provisional, calendar_version) SELECT code || '.9', "
            "owner_code, kind, 9, place_id, path, cycle_id, log_id, log_index, posted_at, ends_at, gate_confirmed_at, "
            "gate_unconfirmed_at, provisional, calendar_version FROM notice WHERE kind = 'D3'"
        )
    )
    run(
        sa.text(
            "INSERT INTO notice_subject (notice_id, subject_id) SELECT n.id, p.id FROM notice n, proposal p "
            "WHERE n.number = 9 AND p.state = 'not_funded'"
        )
    )
    release = (
        "UPDATE notice_subject SET released_at = (SELECT {when} FROM notice n WHERE n.id = notice_id) "
        "WHERE notice_id = (SELECT id FROM notice WHERE number = 9)"
    )
    _refused("notice_subject_early", release.format(when="ends_at"))
    run(
        sa.text(
            "INSERT INTO objection (code, number, notice_id, person_id, shielded, objector, standing, affected, channel, "
            "text, received_at, entered_at, level, office, state, state_since) SELECT code || '-O1', 1, id, "
            "(SELECT MIN(id) FROM person), 1 = 0, '张**', 'roll', '', 'web', '不对。', posted_at, posted_at, 0, "
            "'officer', 'received', posted_at FROM notice WHERE number = 9"
        )
    )
    _refused("notice_subject_held", release.format(when="gate_unconfirmed_at"))
    run(sa.text("UPDATE objection SET state = 'withdrawn'"))
    assert run(sa.text(release.format(when="gate_unconfirmed_at"))).rowcount == 1  # type: ignore[attr-defined]
    db.session.rollback()


def _refused(name: str, statement: str) -> None:
    with pytest.raises(DatabaseError) as refused, db.session.begin_nested():
        db.session.execute(sa.text(statement))
    assert name in str(refused.value.orig)


def test_every_invariant_is_guarded() -> None:
    assert {int(tried.split()[0]) for tried in REFUSED} == set(range(1, 15))


def test_every_guard_named_here_exists() -> None:
    named = {name for names, _ in REFUSED.values() for name in names.split("|")}
    constraints = {str(c.name) for t in db.metadata.tables.values() for c in t.constraints}
    known = set(TRIGGERS) | constraints | {"by_id", "act, posting.voucher_id", "three_people", "verifier"}
    known.add("posting_act_voucher_id_debit_id")
    assert named <= known, named - known
