"""Invariant 4 of codes on the data: no mark without its code, no code that its run does not account for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.voting import code_actions, code_keys
from micro_projects.voting.code_models import BoothCheckin, BoothShift, CodeRun, VotingCode
from micro_projects.voting.models import RollMark, Round

ONE_BALLOT = "4 one ballot"


def codes() -> Iterator[Finding]:
    """Each run's codes are those it was disclosed with; the key they were made with is there while any is in force."""
    macs: dict[int, list[bytes]] = defaultdict(list)
    for run_id, mac in db.session.execute(select(VotingCode.run_id, VotingCode.mac)):
        macs[run_id].append(mac)
    said = dict(_said())
    query = select(CodeRun, SubjectRow.code).join(SubjectRow, SubjectRow.id == CodeRun.round_id)
    for run, code in db.session.execute(query.order_by(CodeRun.id)):
        held = macs[run.id]
        figures = (run.letters, run.root.hex())
        if (len(held), code_actions.root_of(held).hex()) != figures:
            yield Finding(
                ONE_BALLOT, f"round {code}: the codes of letters run {run.number} are not those printed"
            )
        if said.get((run.round_id, run.number), figures) != figures:
            yield Finding(ONE_BALLOT, f"round {code}: letters run {run.number} was disclosed otherwise")
    going = select(Round.id).where(Round.state.in_(("frozen", "open")))
    live = exists().where(VotingCode.cancelled_at.is_(None), VotingCode.round_id.in_(going))
    if db.session.scalar(select(live)) and code_keys.letter("") is None:
        yield Finding(ONE_BALLOT, "the key of voting codes is gone: no letter printed before can be used")


def _said() -> Iterator[tuple[tuple[int, int], tuple[int, str]]]:
    """(Round, run) and (letters, root) of every disclosure that can still be read."""
    query = (
        select(LogEntry.subject_id, ContentPart.body)
        .join(ContentPart, and_(ContentPart.log_id == LogEntry.log_id, ContentPart.index == LogEntry.index))
        .where(
            LogEntry.kind == "round.codes_issued", ContentPart.name == "facts", ContentPart.body.is_not(None)
        )
    )
    for round_id, body in db.session.execute(query):
        try:
            facts: Any = canonical.load(body or b"")
        except ValueError:
            continue  # changed bytes are invariant 12's to name
        if round_id is not None and isinstance(facts, dict):
            yield (round_id, facts["run"]), (facts["letters"], facts["root"])


def marks() -> Iterator[Finding]:
    """A mark by letter or at a booth is of a voter whose code was used; a check-in lies within its shift."""
    letter = exists().where(
        VotingCode.round_id == RollMark.round_id, VotingCode.entry_id == RollMark.entry_id, VotingCode.used
    )
    checkin = exists().where(
        BoothCheckin.round_id == RollMark.round_id,
        BoothCheckin.entry_id == RollMark.entry_id,
        BoothCheckin.used,
    )
    query = (
        select(SubjectRow.code, RollMark.channel, func.count())
        .join(SubjectRow, SubjectRow.id == RollMark.round_id)
        .where(
            or_(and_(RollMark.channel == "letter_code", ~letter), and_(RollMark.channel == "booth", ~checkin))
        )
        .group_by(SubjectRow.code, RollMark.channel)
    )
    for code, channel, count in db.session.execute(query):
        yield Finding(ONE_BALLOT, f"round {code}: {count} marks by {channel} without a code that was used")
    outside = (
        select(SubjectRow.code, BoothShift.number, func.count())
        .join(BoothShift, BoothShift.round_id == SubjectRow.id)
        .join(BoothCheckin, BoothCheckin.shift_id == BoothShift.id)
        .where(or_(BoothCheckin.at < BoothShift.starts_at, BoothCheckin.expires_at > BoothShift.ends_at))
        .group_by(SubjectRow.code, BoothShift.number)
    )
    for code, number, count in db.session.execute(outside):
        yield Finding(ONE_BALLOT, f"round {code}: {count} check-ins outside the hours of booth {number}")


CHECKS = (codes, marks)
