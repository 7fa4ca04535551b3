"""Seats, the standing committee and its reports: on the data, for the doctor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from micro_projects.council import seat_queries
from micro_projects.council.committee_models import CommitteeReport, StandingCommittee
from micro_projects.council.committee_rules import REPORT, SET
from micro_projects.council.models import AgendaItem, CouncilSession, Motion
from micro_projects.council.seat_models import CouncilMember, CouncilSeat, Vacancy
from micro_projects.council.seat_rules import LATEST
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding
from micro_projects.people.models import RoleHolding
from micro_projects.web.door import now
from micro_projects.web.show import ZONE

SEATS, COMMITTEE = "council seats", "standing committee"


def one_on_a_seat() -> Iterator[Finding]:
    """No two terms on a seat overlap."""
    one, two = aliased(CouncilMember), aliased(CouncilMember)
    first, second = aliased(RoleHolding), aliased(RoleHolding)
    query = (
        select(CouncilSeat.number, CouncilSeat.place_id)
        .join(one, one.seat_id == CouncilSeat.id)
        .join(two, and_(two.seat_id == one.seat_id, two.holding_id > one.holding_id))
        .join(first, first.id == one.holding_id)
        .join(second, second.id == two.holding_id)
        .where(
            first.from_on < func.coalesce(second.until_on, LATEST),
            second.from_on < func.coalesce(first.until_on, LATEST),
            or_(first.until_on.is_(None), first.until_on > first.from_on),
            or_(second.until_on.is_(None), second.until_on > second.from_on),
        )
    )
    for number, place_id in db.session.execute(query):
        yield Finding(SEATS, f"seat {number} of place {place_id}: two members at the same time")


def vacancies() -> Iterator[Finding]:
    """Every seat without a member is noted as vacant, no seat with one is. The clock has a day to note it."""
    today = now().astimezone(ZONE).date()
    for empty in seat_queries.unnoted(today - timedelta(days=1)):
        yield Finding(SEATS, f"seat {empty.seat_id} is empty since {empty.since_on}, and no vacancy says so")
    sits = exists().where(
        CouncilMember.seat_id == Vacancy.seat_id,
        RoleHolding.id == CouncilMember.holding_id,
        RoleHolding.from_on >= Vacancy.since_on,
        or_(RoleHolding.until_on.is_(None), RoleHolding.until_on > RoleHolding.from_on),
    )
    query = select(Vacancy.seat_id, Vacancy.since_on).where(Vacancy.filled_at.is_(None), sits)
    for seat_id, since in db.session.execute(query):
        yield Finding(SEATS, f"seat {seat_id}: vacant since {since}, although a member has come")


def set_by_motion() -> Iterator[Finding]:
    """Every committee that is, or was, in force was set by a motion of the council that carried."""
    carried = exists().where(
        AgendaItem.subject_id == StandingCommittee.id,
        AgendaItem.purpose == SET,
        Motion.item_id == AgendaItem.id,
        Motion.state.in_(("carried", "granted", "voided")),
    )
    query = select(SubjectRow.code).join(StandingCommittee, StandingCommittee.id == SubjectRow.id)
    query = query.where(StandingCommittee.state.in_(("in_force", "replaced")), ~carried)
    for code in db.session.scalars(query):
        yield Finding(COMMITTEE, f"committee {code} is in force without a motion of the council")


def reported() -> Iterator[Finding]:
    """What a committee decided stands on the agenda of the council's next session."""
    held, met = aliased(SubjectRow), aliased(SubjectRow)
    council = aliased(CouncilSession)
    decided = exists().where(AgendaItem.session_id == CouncilSession.id, AgendaItem.state == "decided")
    listed = exists().where(AgendaItem.subject_id == CouncilSession.id, AgendaItem.purpose == REPORT)
    heard = exists().where(CommitteeReport.session_id == CouncilSession.id)
    met_since = exists().where(
        council.id == met.id,
        council.form == "council",
        council.state != "cancelled",
        council.convened_at >= CouncilSession.ended_at,
        met.place_id == held.place_id,
    )
    query = select(held.code).join(CouncilSession, CouncilSession.id == held.id)
    query = query.where(CouncilSession.form == "committee", decided, ~listed, ~heard, met_since)
    for code in db.session.scalars(query):
        yield Finding(COMMITTEE, f"session {code}: the council met since, and was not told what it decided")
