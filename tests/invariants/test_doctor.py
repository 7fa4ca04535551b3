"""doctor on a played year: it finds nothing, and names exactly the invariant that a hand-made corruption breaks."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from micro_projects import doctor
from micro_projects.extensions import TRIGGERS, db

pytestmark = [pytest.mark.played, pytest.mark.slow]

CORRUPTIONS: dict[str, str] = {
    # what somebody with the database file could write once the guards are gone
    "1 transitions": "UPDATE proposal SET state = 'withdrawn' WHERE state = 'not_seconded'",
    "1 transitions, the role": (
        "UPDATE journal SET person_id = (SELECT person_id FROM account WHERE login = 'resident09') "
        "WHERE act = 'proposal.screen_out'"
    ),
    "1 transitions, the journal": (
        "DELETE FROM journal WHERE id = (SELECT MAX(id) FROM journal WHERE act = 'project.close')"
    ),
    "1 seconds": "UPDATE proposal SET seconds = seconds + 1 WHERE state = 'not_seconded'",
    "2 gates": (
        "UPDATE notice_subject SET released_at = (SELECT posted_at FROM notice n WHERE n.id = notice_id) "
        "WHERE notice_id = (SELECT id FROM notice WHERE kind = 'E1' LIMIT 1)"
    ),
    "2 gates, a step too early": (
        "UPDATE journal SET at = (SELECT MIN(at) FROM journal) WHERE id = (SELECT MIN(id) FROM journal "
        "WHERE act = 'project.begin_settling')"
    ),
    "3 text": "UPDATE proposal_version SET wish = wish || '另建停车场。' WHERE number = 1",
    "3 text, on the ballot": "UPDATE round_project SET text_hash = mark_root FROM round WHERE round_project.place = 1",
    "3 text, in D3": (
        "UPDATE disclosed_text SET text_hash = (SELECT frozen_hash FROM round) WHERE kind = 'D3' AND "
        "proposal_id = (SELECT MIN(proposal_id) FROM disclosed_text WHERE kind = 'D3')"
    ),
    "4 one ballot": (
        "INSERT INTO roll_mark (round_id, entry_id, channel, salt) SELECT v.round_id, v.entry_id, 'web', "
        "x'00' FROM round_voter v WHERE v.entry_id NOT IN (SELECT entry_id FROM roll_mark) LIMIT 1"
    ),
    "4 one ballot, the frozen roll": (
        "DELETE FROM round_voter WHERE entry_id = (SELECT MAX(entry_id) FROM round_voter v "
        "WHERE v.entry_id NOT IN (SELECT entry_id FROM roll_mark))"
    ),
    "4 one ballot, what was reconciled": "UPDATE round_account SET actual = actual - 1 WHERE pile = 'sealed'",
    "4 one ballot, marks of a channel": "UPDATE round_account SET expected = 0, actual = 0 WHERE pile = 'sealed'",
    "4 one ballot, a difference nobody explained": (
        "UPDATE round_account SET expected = expected + 1 WHERE pile = 'sheets'"
    ),
    "4 one ballot, a stub that says otherwise": "UPDATE paper_stub SET ended = 'returned' WHERE number = 1",
    "4 one ballot, a sheet slipped in": (
        "INSERT INTO paper_serial (round_id, serial, run_id, cancelled) "
        "SELECT round_id, '11111111', NULL, 0 FROM paper_run LIMIT 1"
    ),
    "4 one ballot, settled by who had read it": (
        "UPDATE paper_settlement SET by_id = (SELECT MIN(by_id) FROM paper_entry)"
    ),
    "5 recount": "UPDATE tally SET votes = votes + 1, score = score + 1 WHERE project_id = 1",
    "5 recount, the winners": "UPDATE allocation SET funded = 1 WHERE funded = 0",
    "5 recount, a record": (
        "UPDATE cast_vote_record SET content = '{\"choices\":[]}' "
        "WHERE id = (SELECT MIN(id) FROM cast_vote_record)"
    ),
    "5 groups, two of one funded": "UPDATE round_project SET exclusive_group = 'A' WHERE id IN "
    "(SELECT project_id FROM allocation WHERE funded)",
    "5 recount, the roots": "UPDATE round SET sealed_root = mark_root",
    "6 secrecy": (
        "INSERT INTO sealed_ballot (round_id, entry_id, sealed, salt) "
        "SELECT round_id, entry_id, x'00', x'00' FROM roll_mark LIMIT 1"
    ),
    "6 secrecy, the journal": (
        'UPDATE journal SET facts = \'{"choices":["FT-LH-2026-001"]}\' '
        "WHERE id = (SELECT MIN(id) FROM journal WHERE act = 'ballot.cast')"
    ),
    "7 council votes": "UPDATE motion SET ayes = ayes + 1, noes = noes - 1 WHERE id = (SELECT MAX(id) FROM motion)",
    "7 council votes, the quorum": "UPDATE motion SET entitled = 5 WHERE id = 1",
    "7 council votes, a recused member": (
        "INSERT INTO recusal (item_id, person_id, source, ground, reason, at) SELECT m.item_id, v.person_id, 'found', "
        "'kin', '', s.convened_at FROM council_vote v JOIN motion m ON m.id = v.motion_id "
        "JOIN council_session s ON s.id = m.session_id WHERE v.person_id NOT IN (SELECT person_id FROM speech) LIMIT 1"
    ),
    "7 council votes, a typed result": (
        "UPDATE agenda_item SET subject_id = (SELECT MIN(id) FROM cycle) WHERE purpose = 'result.adopt'"
    ),
    "8 ledger": "UPDATE ledger_account SET balance = balance + 100 WHERE kind = 'pool'",
    "8 ledger, a posting": "DELETE FROM posting WHERE act = 'supplement'",
    "8 ledger, the cap": "UPDATE project SET cap = approved - 1 WHERE id = (SELECT MIN(id) FROM project)",
    "9 three people": "UPDATE payment_request SET released_by = verified_by WHERE number = 1 AND kind = 'advance'",
    "9 three people, the work": "UPDATE milestone SET verified_by = inspected_by WHERE number = 1",
    "9 three people, a supervisor": (
        "UPDATE project SET author_id = (SELECT s.person_id FROM supervisor s WHERE s.project_id = project.id LIMIT 1)"
    ),
    "10 log": 'UPDATE log_node SET hash = (SELECT frozen_hash FROM round) WHERE level = 2 AND "index" = 3',
    "10 log, an entry": "UPDATE log SET size = size + 1",
    "11 clock": "UPDATE journal SET person_id = NULL WHERE act = 'proposal.approve'",
    "11 silence": "DELETE FROM decision WHERE id = (SELECT MAX(id) FROM decision)",
    "12 disclosed": (
        "UPDATE content_part SET body = CAST('别的话。' AS BLOB) WHERE name = 'text' AND \"index\" = 20"
    ),
    "12 disclosed, what a page shows": "UPDATE log_entry SET sentence = '没有这回事。' WHERE \"index\" = 20",
    "12 disclosed, a lot": "UPDATE lot_place SET rank = 3 - rank WHERE lot_id = 1 AND rank < 3",
    "13 once": (
        "INSERT INTO journal (at, person_id, act, subject_kind, subject_id, facts) SELECT at, person_id, act, "
        "subject_kind, subject_id, facts FROM journal WHERE act = 'proposal.approve' LIMIT 1"
    ),
    "13 once, a payment lost": "UPDATE posting SET voucher_id = NULL WHERE act = 'pay' AND number % 2 = 0",
    "14 stuck": "UPDATE proposal SET state = 'limbo' WHERE state = 'not_seconded'",
    "14 stuck, nobody's turn": (
        "UPDATE project_wait SET met_at = NULL, holder = 'nobody' WHERE id = (SELECT MAX(id) FROM project_wait)"
    ),
}


def named(app: Flask) -> dict[str, list[str]]:
    """What doctor finds, by the invariant it names."""
    found: dict[str, list[str]] = {}
    for finding in doctor.examine(app):
        found.setdefault(finding.check.split()[0], []).append(finding.what)
    return found


@pytest.fixture
def examined(inside: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, list[str]]]:
    """doctor, on a database without a migration's mark: these are made from the models."""
    monkeypatch.setattr(doctor.schema, "is_newest", lambda engine: True)
    monkeypatch.setattr(doctor.migrating, "differences", lambda connection: [])
    return lambda: named(inside)


def guards_off() -> None:
    """As somebody with the file would: every trigger dropped, no check asked."""
    db.session.execute(sa.text("PRAGMA ignore_check_constraints = ON"))
    for name in TRIGGERS:
        db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS {name}"))
    db.session.commit()


@pytest.mark.each_database
def test_a_played_year_is_clean(examined: Callable[[], dict[str, list[str]]]) -> None:
    began = time.monotonic()
    assert examined() == {}
    assert time.monotonic() - began < 10  # under 3 s on an idle machine


@pytest.mark.parametrize("broken", CORRUPTIONS)
def test_each_corruption_is_named(broken: str, examined: Callable[[], dict[str, list[str]]]) -> None:
    guards_off()
    changed = db.session.execute(sa.text(CORRUPTIONS[broken]))
    assert changed.rowcount > 0, "nothing was corrupted"  # type: ignore[attr-defined]
    db.session.commit()
    db.session.remove()
    found = examined()
    assert set(found) == {broken.split()[0]}, found


def test_every_invariant_has_its_corruption() -> None:
    assert {int(name.split()[0]) for name in CORRUPTIONS} == set(range(1, 15))


def test_a_key_that_came_back_is_named(examined: Callable[[], dict[str, list[str]]], home: Path) -> None:
    code = db.session.scalar(sa.text("SELECT code FROM subject WHERE kind = 'round'"))
    folder = home / "keys" / "rounds"
    folder.mkdir(parents=True, exist_ok=True)
    key = folder / f"{code}.key"
    key.write_bytes(bytes(32))
    key.chmod(0o600)
    assert set(examined()) == {"6"}


def test_an_objection_that_was_open_is_named(examined: Callable[[], dict[str, list[str]]]) -> None:
    guards_off()
    db.session.execute(
        sa.text(
            "INSERT INTO objection (code, number, notice_id, subject_id, person_id, shielded, objector, standing, "
            "affected, channel, text, received_at, entered_at, level, office, state, state_since) "
            "SELECT code || '-O1', 1, id, NULL, (SELECT MIN(id) FROM person), 0, '张**', 'roll', '', 'web', '不对。', "
            "posted_at, posted_at, 0, 'officer', 'received', posted_at FROM notice WHERE kind = 'D3'"
        )
    )
    db.session.commit()
    db.session.remove()
    assert set(examined()) == {"2"}
