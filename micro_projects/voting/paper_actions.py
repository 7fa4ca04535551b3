"""Sheets go out and come back: handed to somebody, handed in by a voter, spoiled, or returned unused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require
from micro_projects.people.models import RollEntry
from micro_projects.voting import (
    casting,
    paper_letters,
    paper_numbers,
    paper_rules,
    paper_sheet_queries,
    queries,
    rules,
)
from micro_projects.voting.models import Round
from micro_projects.voting.paper_models import PaperIssue, PaperSerial, PaperStub
from micro_projects.web.access import permit

_UNTIL_RECONCILED = ("open", "closed", "entering")


def hand_out(
    by: Actor, round_: Round, first: int, last: int, purpose: str, to_id: int, now: datetime
) -> PaperIssue:
    """A stack of counted sheets goes to somebody of the community's workers, who answers for it."""
    permit(by, "paper.hand_out", round_.place_id, round_.path)
    require(round_.state in ("frozen", "open"), paper_rules.TOO_LATE_TO_PRINT)
    require(first <= last, paper_rules.BACKWARDS)
    require(purpose in paper_rules.PURPOSES, paper_rules.NOT_A_HOLDER)
    require(to_id in paper_sheet_queries.workers(round_, now), paper_rules.NOT_A_HOLDER)
    there = paper_sheet_queries.stubs(round_.id, first, last)
    short = (last - first + 1) - sum(1 for stub in there if stub.issue_id is None)
    require(short == 0, paper_rules.NOT_READY, count=short)
    issue = PaperIssue(
        round_id=round_.id, first=first, last=last, purpose=purpose, to_id=to_id, by_id=by.id, at=now
    )
    db.session.add(issue)
    db.session.flush()
    for stub in there:
        stub.issue_id = issue.id
    db.session.flush()
    journal.write(by, "paper.hand_out", round_.ref, now, to=to_id, first=first, last=last, purpose=purpose)
    return issue


def hand_in(by: Actor, round_: Round, entry: RollEntry, number: int, press: str, now: datetime) -> bool:
    """A voter hands in a ballot: roll marked, stub used, their web ballot gone, in one act. Whether one was there.

    No row and no journal line holds both the voter and the stub. `press` is the form's own token: sent twice,
    it is one hand-in.
    """
    permit(by, "paper.hand_in", round_.place_id, round_.path)
    require("paper" in round_.channels.split(), paper_rules.NO_PAPER)
    stub = _stub(round_, number)
    mine = queries.mine(round_.id, entry.id)
    if mine.channel == "paper" and stub.ended == "used" and press and stub.press == press:
        return False
    rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now)
    require(mine.channel != "paper", paper_rules.PAPER_IS_IN)
    _require_out(stub)
    casting.hand_in(round_, entry.id, now)
    stub.ended, stub.press = "used", press
    db.session.flush()
    journal.write(by, "paper.hand_in", round_.ref, now, on_behalf_of=entry.person_id)
    paper_letters.handed_in(entry.person_id, round_, now)
    return mine.channel is not None


def spoil(by: Actor, round_: Round, number: int, serial: str, now: datetime) -> None:
    """A sheet is spoiled and kept apart; its ballot's `serial`, where typed, is never accepted after."""
    permit(by, "paper.account", round_.place_id, round_.path)
    require(round_.state in _UNTIL_RECONCILED, paper_rules.RECONCILED)
    stub = _stub(round_, number)
    _require_out(stub)
    if serial:
        _cancel(round_, serial)
    stub.ended = "spoiled"
    db.session.flush()
    journal.write(by, "paper.spoil", round_.ref, now, stub=number)


def take_back(by: Actor, round_: Round, first: int, last: int, now: datetime) -> int:
    """Unused sheets come back and are kept apart: those of the range that are still out. How many."""
    permit(by, "paper.account", round_.place_id, round_.path)
    require(round_.state in _UNTIL_RECONCILED, paper_rules.RECONCILED)
    require(first <= last, paper_rules.BACKWARDS)
    back = [
        stub for stub in paper_sheet_queries.stubs(round_.id, first, last) if stub.issue_id and not stub.ended
    ]
    require(back, paper_rules.RETURN_NONE)
    for stub in back:
        stub.ended = "returned"
    db.session.flush()
    journal.write(by, "paper.take_back", round_.ref, now, first=first, last=last, sheets=len(back))
    return len(back)


def _stub(round_: Round, number: int) -> PaperStub:
    shown = paper_numbers.stub(number)
    return found(db.session.get(PaperStub, (round_.id, number)), paper_rules.NO_STUB, number=shown)


def _require_out(stub: PaperStub) -> None:
    shown = paper_numbers.stub(stub.number)
    require(stub.issue_id is not None, paper_rules.NOT_HANDED_OUT, number=shown)
    ended = paper_rules.ENDED.get(stub.ended, "")
    require(not stub.ended, paper_rules.ENDED_ALREADY, number=shown, ended=ended)


def _cancel(round_: Round, serial: str) -> None:
    digits = paper_numbers.read_serial(serial)
    cancelled = db.session.execute(
        update(PaperSerial)
        .where(
            PaperSerial.round_id == round_.id,
            PaperSerial.serial == digits,
            PaperSerial.run_id.is_(None),
            ~PaperSerial.cancelled,
        )
        .values(cancelled=True)
        .returning(PaperSerial.serial)
    ).first()
    require(cancelled, paper_rules.NO_SERIAL, serial=paper_numbers.serial(digits))
