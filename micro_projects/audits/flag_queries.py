"""The red flags' figures: each one statement, over the places audited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from micro_projects.audits import flag_rules
from micro_projects.cycles.models import Cycle, Phase
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.money import Money
from micro_projects.notices.models import Notice, PostingReport
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.models import Place
from micro_projects.projects.models import (
    Acceptance,
    Contract,
    Contractor,
    Evaluation,
    Project,
    Variation,
)
from micro_projects.proposals.models import Proposal
from micro_projects.voting.models import RollMark, Round

LOOKED_AT = 500
"""Newest cycles and notices looked at."""
IN_WINDOW = ("proposal.submit", "proposal.second")


def within(column: ColumnElement[str] | object, paths: Sequence[str]) -> ColumnElement[bool]:
    """Rows of the places audited."""
    return or_(false(), *(column.startswith(path, autoescape=True) for path in paths))  # type: ignore[union-attr]


def packs(paths: Sequence[str]) -> dict[int, Pack]:
    """The rule packs of the cycles there: one statement."""
    query = (
        select(Cycle)
        .join(SubjectRow, SubjectRow.id == Cycle.id)
        .where(within(SubjectRow.path, paths))
        .order_by(Cycle.id.desc())
        .limit(LOOKED_AT)
    )
    return {cycle.id: cycle.pack for cycle in db.session.scalars(query)}


class NearCap(NamedTuple):
    """A proposal whose estimate lies close under its cap."""

    code: str
    title: str
    url: str
    estimate: Money
    cap: Money
    percent: str


def near_cap(paths: Sequence[str], by_cycle: dict[int, Pack]) -> list[NearCap]:
    """Estimates from 97 % of their kind's cap."""
    caps = {(kind, cap) for pack in by_cycle.values() for kind, cap in pack.caps.items()}
    near = [
        and_(
            Proposal.kind == kind,
            Proposal.estimate >= Money(cap * flag_rules.NEAR_CAP // 100),
            Proposal.estimate <= Money(cap),
        )
        for kind, cap in sorted(caps)
    ]
    query = (
        select(Proposal)
        .where(within(SubjectRow.path, paths), Proposal.state != "draft", or_(false(), *near))
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .order_by(Proposal.id.desc())
        .limit(flag_rules.MOST * 2)
    )
    rows = [
        (p, by_cycle[p.cycle_id or 0].cap(p.kind))
        for p in db.session.scalars(query)
        if p.cycle_id in by_cycle
    ]
    return [
        NearCap(p.code, p.title, f"/proposals/{p.code}", p.estimate, cap, flag_rules.percent(p.estimate, cap))
        for p, cap in rows
        if flag_rules.near_cap(p.estimate, cap)
    ][: flag_rules.MOST]


def projects(paths: Sequence[str], by_cycle: dict[int, Pack]) -> list[flag_rules.Project]:
    """What the flags look at of each project, newest first: one statement."""
    varied = _sums(
        Variation.project_id, func.sum(func.abs(Variation.amount)), Variation.effective_at.is_not(None)
    )
    failed = _sums(Acceptance.project_id, None, Acceptance.failed_at.is_not(None))
    passed = _sums(Acceptance.project_id, None, Acceptance.confirmed_at.is_not(None))
    query = (
        select(Project, Place.name, Contract, Contractor.name, varied, failed, passed, Evaluation)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .outerjoin(Contract, and_(Contract.project_id == Project.id, Contract.ended_at.is_(None)))
        .outerjoin(Contractor, Contractor.id == Contract.contractor_id)
        .outerjoin(varied, varied.c.project_id == Project.id)
        .outerjoin(failed, failed.c.project_id == Project.id)
        .outerjoin(passed, passed.c.project_id == Project.id)
        .outerjoin(Evaluation, and_(Evaluation.project_id == Project.id, Evaluation.number == 1))
        .where(within(SubjectRow.path, paths))
        .order_by(Project.id.desc())
        .limit(LOOKED_AT)
    )
    return [_project(row, by_cycle) for row in db.session.execute(query)]


def _sums(key: Any, total: Any, which: ColumnElement[bool]) -> Any:
    columns = [key.label("project_id"), func.count().label("number")]
    if total is not None:
        columns.append(total.label("total"))
    return select(*columns).where(which).group_by(key).subquery()


def _project(row: Any, by_cycle: dict[int, Pack]) -> flag_rules.Project:
    project, place, contract, firm, _id, variations, varied, _id2, failed, _id3, passed, evaluation = row
    pack = by_cycle.get(project.cycle_id or 0, Pack())
    return flag_rules.Project(
        code=project.code,
        title=project.title,
        kind=project.kind,
        place=place,
        approved=project.approved,
        firm_id=contract.contractor_id if contract else None,
        firm=firm,
        contract=contract.amount if contract else None,
        signed_on=contract.signed_on if contract else None,
        varied=Money(int(varied or 0)),
        variations=variations or 0,
        failed=failed or 0,
        accepted=bool(passed),
        answers=evaluation.answers if evaluation else None,
        yes=evaluation.yes if evaluation else None,
        compared_from=Money(pack.quotations_from),
    )


def channels(paths: Sequence[str]) -> dict[str, dict[str, int]]:
    """Votes by channel of each closed round: one statement."""
    query = (
        select(SubjectRow.code, RollMark.channel, func.count())
        .join(Round, Round.id == RollMark.round_id)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .where(within(SubjectRow.path, paths), Round.mark_root.is_not(None))
        .group_by(SubjectRow.code, RollMark.channel)
        .order_by(SubjectRow.code.desc())
        .limit(LOOKED_AT)
    )
    found: dict[str, dict[str, int]] = {}
    for code, channel, votes in db.session.execute(query):
        found.setdefault(code, {})[channel] = votes
    return found


class LatePosting(NamedTuple):
    """A notice that hung late on the board, or was never reported there."""

    notice: str
    url: str
    posted_at: datetime
    due_at: datetime
    on_board_at: datetime | None


def late_postings(paths: Sequence[str], now: datetime) -> list[LatePosting]:
    """Notices not reported on the board within a working day."""
    first = (
        select(PostingReport.notice_id, func.min(PostingReport.at, type_=PostingReport.at.type).label("at"))
        .group_by(PostingReport.notice_id)
        .subquery()
    )
    query = (
        select(Notice.code, Notice.posted_at, first.c.at)
        .outerjoin(first, first.c.notice_id == Notice.id)
        .where(within(Notice.path, paths), Notice.ends_at.is_not(None))
        .order_by(Notice.id.desc())
        .limit(LOOKED_AT)
    )
    calendar = places.calendar()
    found = []
    for code, posted_at, on_board_at in db.session.execute(query):
        due = add_working_days(posted_at, flag_rules.POSTING_DAYS, calendar)
        if (on_board_at or now) > due:
            found.append(LatePosting(code, f"/notices/{code}", posted_at, due, on_board_at))
    return found[: flag_rules.MOST]


class LastMinute(NamedTuple):
    """A cycle with steps in the last hour of its proposing window."""

    cycle: str
    ends_at: datetime
    steps: int


def last_minute(paths: Sequence[str], now: datetime) -> list[LastMinute]:
    """Proposals and seconds in a window's last hour: two statements."""
    rows = db.session.execute(
        select(SubjectRow.id, SubjectRow.code, Phase.ends_at)
        .join(Phase, Phase.cycle_id == SubjectRow.id)
        .where(within(SubjectRow.path, paths), Phase.name == "proposing", Phase.ends_at.is_not(None))
        .order_by(Phase.id.desc())
        .limit(flag_rules.MOST)
    ).all()
    windows = [(row[0], row[1], row[2]) for row in rows if row[2] is not None]
    inside = [
        and_(SubjectRow.cycle_id == w[0], JournalEntry.at >= w[2] - flag_rules.LAST, JournalEntry.at < w[2])
        for w in windows
    ]
    query = (
        select(SubjectRow.cycle_id, func.count())
        .join(
            JournalEntry,
            and_(JournalEntry.subject_id == SubjectRow.id, JournalEntry.subject_kind == SubjectRow.kind),
        )
        .where(JournalEntry.act.in_(IN_WINDOW), or_(false(), *inside))
        .group_by(SubjectRow.cycle_id)
    )
    counted = {row[0]: row[1] for row in db.session.execute(query)}
    return [LastMinute(w[1], w[2], counted[w[0]]) for w in windows if counted.get(w[0])]
