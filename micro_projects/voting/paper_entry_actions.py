"""Ballots out of the box: two people read each, a third settles where they differ, somebody says it is all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.notices import own_parts
from micro_projects.voting import paper_entry_queries, paper_numbers, paper_queries, paper_rules
from micro_projects.voting.actions import disclose_step
from micro_projects.voting.models import Round
from micro_projects.voting.paper_marks import Marks
from micro_projects.voting.paper_models import PaperEntry, PaperFinish, PaperPass, PaperSettlement
from micro_projects.web.access import permit

FINISHED = N_(
    "%(round)s的纸质选票录完：发出%(handed_out)d张，交来%(used)d张，写坏%(spoiled)d张，退回%(returned)d张，"
    "缺少%(missing)d张；票箱里数出%(in_box)d张，其中%(invalid)d张无效。"
)


def enter(by: Actor, round_: Round, serial: str, marks: Marks, now: datetime) -> PaperEntry:
    """What one worker reads from one ballot, in a sitting of their own."""
    permit(by, "paper.enter", round_.place_id, round_.path)
    _require_entering(round_)
    sitting = paper_entry_queries.open_pass(round_.id, by.id) or _begin(by, round_, "keyboard", now)
    entry = _enter(by, round_, sitting, serial, marks, now)
    journal.write(by, "paper.enter", round_.ref, now)
    return entry


def enter_file(by: Actor, round_: Round, lines: Sequence[tuple[str, Marks]], now: datetime) -> PaperPass:
    """A file's good lines, as this worker's reading: all of them, and that sitting is finished."""
    permit(by, "paper.enter", round_.place_id, round_.path)
    _require_entering(round_)
    require(lines, paper_rules.NOTHING_ENTERED)
    going_on = paper_entry_queries.open_pass(round_.id, by.id)
    require(going_on is None, paper_rules.FINISH_FIRST)
    sitting = _begin(by, round_, "file", now)
    for serial, marks in lines:
        _enter(by, round_, sitting, serial, marks, now)
    sitting.finished_at = now
    db.session.flush()
    journal.write(by, "paper.enter_file", round_.ref, now, ballots=len(lines))
    return sitting


def _begin(by: Actor, round_: Round, way: str, now: datetime) -> PaperPass:
    sitting = PaperPass(round_id=round_.id, by_id=by.id, way=way, began_at=now)
    db.session.add(sitting)
    db.session.flush()
    return sitting


def _enter(
    by: Actor, round_: Round, sitting: PaperPass, serial: str, marks: Marks, now: datetime
) -> PaperEntry:
    shown = paper_numbers.serial(serial)
    sheet = found(paper_entry_queries.serial(round_.id, serial), paper_rules.NO_SERIAL, serial=shown)
    require(not sheet.cancelled, paper_rules.CANCELLED, serial=shown)
    before = paper_entry_queries.entries(round_.id, serial)
    require(all(one.by_id != by.id for one in before), paper_rules.ENTERED_BY_YOU, serial=shown)
    require(len(before) < 2, paper_rules.ENTERED_BY_TWO, serial=shown)
    entry = PaperEntry(
        round_id=round_.id,
        serial=serial,
        pass_id=sitting.id,
        by_id=by.id,
        content=marks.content,
        reason=marks.reason,
        at=now,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def undo(by: Actor, round_: Round, now: datetime) -> str:
    """Take back one's own newest line, while the sitting is not finished. Its serial."""
    permit(by, "paper.enter", round_.place_id, round_.path)
    _require_entering(round_)
    sitting = paper_entry_queries.open_pass(round_.id, by.id)
    newest = paper_entry_queries.last_of(sitting.id, 1) if sitting else ()
    require(newest, paper_rules.NOTHING_TO_UNDO)
    newest[0].undone_at = now
    db.session.flush()
    journal.write(by, "paper.undo", round_.ref, now)
    return newest[0].serial


def finish_pass(by: Actor, round_: Round, now: datetime) -> int:
    """This sitting is over: its lines are compared and can no longer be taken back. How many they are."""
    permit(by, "paper.enter", round_.place_id, round_.path)
    _require_entering(round_)
    sitting = found(paper_entry_queries.open_pass(round_.id, by.id), paper_rules.NOTHING_ENTERED)
    ballots = paper_entry_queries.count_of(sitting.id)
    sitting.finished_at = now
    db.session.flush()
    journal.write(by, "paper.finish_pass", round_.ref, now, ballots=ballots)
    return ballots


def settle(by: Actor, round_: Round, serial: str, marks: Marks, now: datetime) -> None:
    """A third person says what a ballot says, with it in hand, where two read it differently."""
    permit(by, "paper.settle", round_.place_id, round_.path)
    _require_entering(round_)
    shown = paper_numbers.serial(serial)
    there = paper_entry_queries.differences(round_.id, serial)
    require(there and there[0].settlement is None, paper_rules.NO_DIFFERENCE, serial=shown)
    require(by.id not in (there[0].first.by_id, there[0].second.by_id), paper_rules.NOT_A_THIRD)
    db.session.add(
        PaperSettlement(
            round_id=round_.id,
            serial=serial,
            content=marks.content,
            reason=marks.reason,
            by_id=by.id,
            at=now,
        )
    )
    db.session.flush()
    journal.write(by, "paper.settle", round_.ref, now)


def finish(by: Actor, round_: Round, in_box: int, because: str, now: datetime) -> None:
    """All of the box is entered and settled: paper holds the round up no longer, and its figures are public.

    `in_box` was counted by hand; `because` is public, needed where it is late.
    """
    permit(by, "paper.finish", round_.place_id, round_.path)
    _require_entering(round_)
    going_on = paper_entry_queries.open_passes(round_.id)
    require(not going_on, paper_rules.PASSES_OPEN, count=going_on)
    once = paper_entry_queries.read_once(round_.id)
    require(not once, paper_rules.ENTERED_ONCE, count=once)
    found_ = paper_queries.entered(round_.id)
    require(not found_.differing, paper_rules.DIFFERENCES_OPEN, count=found_.differing)
    ballots = found_.valid + found_.invalid
    require(in_box == ballots, paper_rules.BOX_DIFFERS, in_box=in_box, entered=ballots)
    until, sheets = paper_entry_queries.deadline(round_), paper_queries.account(round_.id)
    require(now <= until or because, paper_rules.LATE_BECAUSE, until=until)
    db.session.add(PaperFinish(round_id=round_.id, by_id=by.id, at=now, in_box=in_box, because=because))
    db.session.flush()
    journal.write(by, "paper.finish", round_.ref, now, in_box=in_box)
    disclose_step(
        round_,
        "round.paper_entered",
        FINISHED,
        now,
        {"because": own_parts.said(because)} if because else {},
        handed_out=sheets.handed_out,
        used=sheets.used,
        spoiled=sheets.spoiled,
        returned=sheets.returned,
        missing=sheets.missing,
        in_box=in_box,
        invalid=found_.invalid,
        late=now > until,
    )


def _require_entering(round_: Round) -> None:
    require(round_.state == "entering", paper_rules.NOT_ENTERING)
    require(paper_queries.finish(round_.id) is None, paper_rules.FINISHED_ALREADY)
