"""Sheets come into being: ordered, printed once, counted and disclosed; or the run is given up."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.voting import paper_rules, paper_sheet_queries
from micro_projects.voting.actions import disclose_step
from micro_projects.voting.models import Round
from micro_projects.voting.paper_models import PaperRun, PaperSerial, PaperStub
from micro_projects.web.access import permit

PRINTED = N_("%(round)s的纸质选票印好第%(run)d批，%(sheets)d张，累计%(printed)d张；全部票号的指纹已经公布。")


def order(by: Actor, round_: Round, sheets: int, now: datetime) -> list[PaperRun]:
    """Order sheets: runs of at most a hundred, each one PDF."""
    permit(by, "paper.print", round_.place_id, round_.path)
    _require_before_closing(round_)
    runs = paper_sheet_queries.runs(round_.id)
    kept = sum(run.sheets for run in runs if run.given_up_at is None)
    left = paper_rules.may_print(kept, round_.roll_size)
    require(0 < sheets <= left, paper_rules.TOO_MANY_SHEETS, left=left)
    first = max((run.last for run in runs), default=0) + 1
    ordered = [
        PaperRun(
            round_id=round_.id,
            number=number,
            first=start,
            last=end,
            ordered_by=by.id,
            ordered_at=now,
        )
        for number, (start, end) in enumerate(paper_rules.batches(first, sheets), start=len(runs) + 1)
    ]
    db.session.add_all(ordered)
    db.session.flush()
    journal.write(by, "paper.order", round_.ref, now, sheets=sheets, first=first)
    return ordered


def print_run(by: Actor, round_: Round, run: PaperRun, serials: Sequence[str], now: datetime) -> None:
    """The run's PDF was made with these serials and is about to be given out, this once."""
    permit(by, "paper.print", round_.place_id, round_.path)
    require_printable(round_, run)
    assert len(serials) == run.sheets
    known = paper_sheet_queries.every_serial(round_.id)
    require(not set(known) & set(serials), paper_rules.DRAW_AGAIN)
    run.printed_at, run.salt = now, os.urandom(32)
    db.session.flush()
    db.session.add_all(
        PaperSerial(round_id=round_.id, serial=one, run_id=run.id, cancelled=False) for one in sorted(serials)
    )
    db.session.flush()
    journal.write(by, "paper.print", round_.ref, now, run=run.number, sheets=run.sheets)


def require_printable(round_: Round, run: PaperRun) -> None:
    """Before closing, and for the first time: else refused, before anything is typeset."""
    _require_before_closing(round_)
    require(run.printed_at is None and run.given_up_at is None, paper_rules.PRINTED_ALREADY)


def count_run(by: Actor, round_: Round, run: PaperRun, now: datetime) -> None:
    """The sheets are there and were counted: their stubs may be handed out; which serials they bear is forgotten."""
    permit(by, "paper.print", round_.place_id, round_.path)
    _require_before_closing(round_)
    require(run.printed_at is not None and run.salt is not None, paper_rules.NOT_PRINTED_YET)
    require(run.counted_at is None and run.given_up_at is None, paper_rules.COUNTED_ALREADY)
    db.session.execute(
        update(PaperSerial)
        .where(PaperSerial.round_id == round_.id, PaperSerial.run_id == run.id)
        .values(run_id=None)
    )
    db.session.add_all(
        PaperStub(round_id=round_.id, number=number, run_id=run.id, ended="", press="")
        for number in range(run.first, run.last + 1)
    )
    known = paper_sheet_queries.serials(round_.id)
    run.counted_at, run.counted_by, run.serials_hash = now, by.id, serials_hash(run.salt or b"", known)
    db.session.flush()
    journal.write(by, "paper.count", round_.ref, now, run=run.number, sheets=run.sheets)
    disclose_step(
        round_,
        "round.paper_printed",
        PRINTED,
        now,
        run=run.number,
        sheets=run.sheets,
        printed=len(known),
        first_stub=run.first,
        last_stub=run.last,
        serials_hash=run.serials_hash.hex(),
    )


def serials_hash(salt: bytes, serials: Sequence[str]) -> bytes:
    """SHA-256 of the salt and the sorted list: without the salt nobody can try serials out."""
    return hashlib.sha256(salt + canonical.dump([*sorted(serials)])).digest()


def give_up(by: Actor, round_: Round, run: PaperRun, now: datetime) -> None:
    """The printing went wrong: none of its serials is valid, none of its stubs is ever used."""
    permit(by, "paper.print", round_.place_id, round_.path)
    require(run.counted_at is None and run.given_up_at is None, paper_rules.COUNTED_ALREADY)
    db.session.execute(
        delete(PaperSerial).where(PaperSerial.round_id == round_.id, PaperSerial.run_id == run.id)
    )
    run.given_up_at = now
    db.session.flush()
    journal.write(by, "paper.give_up", round_.ref, now, run=run.number, sheets=run.sheets)


def _require_before_closing(round_: Round) -> None:
    require("paper" in round_.channels.split() and round_.resolve_by == "residents", paper_rules.NO_PAPER)
    require(round_.state in ("frozen", "open"), paper_rules.TOO_LATE_TO_PRINT)
