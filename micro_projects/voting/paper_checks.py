"""Paper on the data: stubs and marks, serials and what was published of them, two readings of each ballot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.voting import paper_queries, paper_sheet_queries
from micro_projects.voting.models import RollMark, Round
from micro_projects.voting.paper_models import PaperEntry, PaperRun, PaperSettlement, PaperStub
from micro_projects.voting.paper_run_actions import serials_hash

PAPER = "4 paper"


def stubs() -> Iterator[Finding]:
    """As many stubs were used as marks on the roll say paper; as many serials are there as stubs."""
    marks = _counted(RollMark.round_id, RollMark.channel == "paper")
    used = _counted(PaperStub.round_id, PaperStub.ended == "used")
    for round_id in sorted(marks.keys() | used.keys()):
        if marks[round_id] != used[round_id]:
            told = f"{marks[round_id]} marks for paper, {used[round_id]} used stubs"
            yield Finding(PAPER, f"round {_code(round_id)}: {told}")
    for round_id, sheets in sorted(_counted(PaperStub.round_id, PaperStub.number > 0).items()):
        there = len(paper_sheet_queries.serials(round_id))
        if there != sheets:
            yield Finding(PAPER, f"round {_code(round_id)}: {sheets} stubs, {there} serials")


def fingerprints() -> Iterator[Finding]:
    """The serials of a round are those whose fingerprint was published when its newest run was counted."""
    newest = select(func.max(PaperRun.counted_at)).group_by(PaperRun.round_id)
    for run in db.session.scalars(select(PaperRun).where(PaperRun.counted_at.in_(newest))):
        known = serials_hash(run.salt or b"", paper_sheet_queries.serials(run.round_id))
        if known != run.serials_hash:
            yield Finding(PAPER, f"round {_code(run.round_id)}: its serials are not those that were counted")
        published = _published(run.round_id)
        if published and run.serials_hash is not None and run.serials_hash.hex() not in published:
            yield Finding(
                PAPER, f"round {_code(run.round_id)}: another fingerprint of its serials was published"
            )


def readings() -> Iterator[Finding]:
    """A third settled, who had not read that ballot; an opened round has as many invalid ones as were found."""
    query = (
        select(PaperSettlement.round_id, PaperSettlement.serial)
        .join(
            PaperEntry,
            and_(
                PaperEntry.round_id == PaperSettlement.round_id,
                PaperEntry.serial == PaperSettlement.serial,
                PaperEntry.by_id == PaperSettlement.by_id,
            ),
        )
        .where(PaperEntry.undone_at.is_(None))
    )
    for round_id, serial in db.session.execute(query):
        yield Finding(PAPER, f"round {_code(round_id)}: ballot {serial} was settled by who had read it")
    first, second = aliased(PaperEntry), aliased(PaperEntry)
    same = and_(
        second.round_id == first.round_id,
        second.serial == first.serial,
        second.by_id == first.by_id,
        second.id > first.id,
        second.undone_at.is_(None),
    )
    twice = select(first.round_id, first.serial).join(second, same).where(first.undone_at.is_(None))
    for round_id, serial in db.session.execute(twice):
        yield Finding(PAPER, f"round {_code(round_id)}: ballot {serial} was read twice by the same person")
    finished = select(PaperEntry.round_id).distinct()
    for round_ in db.session.scalars(
        select(Round).where(Round.id.in_(finished), Round.opened_at.is_not(None))
    ):
        invalid = paper_queries.entered(round_.id).invalid
        if invalid != round_.invalid:
            yield Finding(
                PAPER,
                f"round {_code(round_.id)}: {invalid} invalid ballots were read, {round_.invalid} counted",
            )


def _counted(column: Any, condition: ColumnElement[bool]) -> Counter[int]:
    query = select(column, func.count()).where(condition).group_by(column)
    return Counter({row[0]: row[1] for row in db.session.execute(query)})


def _published(round_id: int) -> set[str]:
    """The fingerprints in the log; parts that were destroyed are left out, changed ones are invariant 12's to name."""
    query = (
        select(ContentPart.body)
        .join(LogEntry, and_(LogEntry.log_id == ContentPart.log_id, LogEntry.index == ContentPart.index))
        .where(LogEntry.kind == "round.paper_printed", LogEntry.subject_id == round_id)
        .where(ContentPart.name == "facts", ContentPart.body.is_not(None))
    )
    found: set[str] = set()
    for body in db.session.scalars(query):
        try:
            facts: Any = canonical.load(body or b"")
        except ValueError:
            continue
        found.add(facts["serials_hash"])
    return found


def _code(round_id: int) -> str:
    return db.session.scalar(select(SubjectRow.code).where(SubjectRow.id == round_id)) or str(round_id)


CHECKS = (stubs, fingerprints, readings)
