"""Reading the council: members in office, sessions, what waits for it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from micro_projects.council.minutes_models import Minutes, Signature, Signer, Suggestion
from micro_projects.council.models import (
    AgendaItem,
    Attendance,
    CouncilMember,
    CouncilSession,
    CouncilVote,
    Motion,
    QuorumCheck,
)
from micro_projects.council.refusals import NO_ITEM, NO_SESSION
from micro_projects.council.requirement_models import Requirement, RequirementSignature
from micro_projects.council.seat_models import CouncilSeat
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry, SubjectRow
from micro_projects.kernel.actor import CLOCK_ACTOR, Actor
from micro_projects.kernel.refusal import found
from micro_projects.kernel.subject import Subject
from micro_projects.notices.models import Lot
from micro_projects.people import queries as people
from micro_projects.people.models import Person, RoleHolding
from micro_projects.people.queries import in_force
from micro_projects.places.models import Place
from micro_projects.web.show import ZONE

LIVE = ("convened", "checking_in", "open")


class Member(NamedTuple):
    """A member in office: the role's term, and what the seat's row says."""

    person_id: int
    token: str
    name: str
    from_on: date
    until_on: date | None
    seat: str
    """What the seat speaks for; empty for a role given without a seat."""
    chosen: str
    number: int
    """The seat's; 0 without one."""


def members(place_id: int, on: date) -> list[Member]:
    """The council's members in office on a day, by seat: whoever holds the role, once each."""
    query = (
        select(
            Person.id,
            Person.token,
            Person.public_name,
            RoleHolding.from_on,
            RoleHolding.until_on,
            func.coalesce(CouncilSeat.name, ""),
            func.coalesce(CouncilMember.chosen, ""),
            func.coalesce(CouncilSeat.number, 0),
        )
        .join(RoleHolding, RoleHolding.person_id == Person.id)
        .outerjoin(CouncilMember, CouncilMember.holding_id == RoleHolding.id)
        .outerjoin(CouncilSeat, CouncilSeat.id == CouncilMember.seat_id)
        .where(RoleHolding.role == "council_member", RoleHolding.place_id == place_id, in_force(on))
        .order_by(func.coalesce(CouncilSeat.number, 10_000), RoleHolding.id)
    )
    once: dict[int, Member] = {}
    for row in db.session.execute(query):
        once.setdefault(row[0], Member(*row))
    return list(once.values())


def day_of(session: CouncilSession) -> date:
    """The local day whose members make the session's base."""
    return session.starts_at.astimezone(ZONE).date()


def session(code: str) -> CouncilSession:
    """The session of that code; refused (404) when there is none."""
    query = select(CouncilSession).join(SubjectRow, SubjectRow.id == CouncilSession.id)
    return found(
        db.session.scalar(query.where(SubjectRow.kind == "session", SubjectRow.code == code)), NO_SESSION
    )


def session_and_place(code: str) -> tuple[CouncilSession, Place]:
    """The session with its community, in one statement."""
    query = (
        select(CouncilSession, Place)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .join(Place, Place.id == SubjectRow.place_id)
        .where(SubjectRow.kind == "session", SubjectRow.code == code)
    )
    row = found(db.session.execute(query).first(), NO_SESSION)
    return row[0], row[1]


def sessions(place_id: int, before: int, limit: int) -> Sequence[CouncilSession]:
    """A community's sessions, newest first, before an id (0: from the newest)."""
    query = select(CouncilSession).join(SubjectRow, SubjectRow.id == CouncilSession.id)
    query = query.where(SubjectRow.place_id == place_id)
    if before:
        query = query.where(CouncilSession.id < before)
    return db.session.scalars(query.order_by(CouncilSession.id.desc()).limit(limit)).all()


def next_number(code: str, year: int) -> int:
    """The number of a community's next session in a year, from 1."""
    query = select(func.count()).where(
        SubjectRow.kind == "session", SubjectRow.code.startswith(f"{code}-{year}-S", autoescape=True)
    )
    return (db.session.scalar(query) or 0) + 1


def without_quorum(place_id: int) -> list[bool]:
    """Of the two newest sessions that were to be held: whether each was without quorum, newest first."""
    query = (
        select(CouncilSession.without_quorum)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(
            SubjectRow.place_id == place_id,
            CouncilSession.state.in_(("adjourned", "minutes_drafted", "stood")),
        )
    )
    return list(db.session.scalars(query.order_by(CouncilSession.id.desc()).limit(2)))


def on_live_agendas(place_id: int) -> set[tuple[str, int | None]]:
    """(purpose, subject) of every item that a session still to be held has on its agenda."""
    query = (
        select(AgendaItem.purpose, AgendaItem.subject_id)
        .join(CouncilSession, CouncilSession.id == AgendaItem.session_id)
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(
            SubjectRow.place_id == place_id,
            CouncilSession.state.in_(LIVE),
            AgendaItem.state.in_(("waiting", "open")),
            AgendaItem.subject_id.is_not(None),
        )
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def item(session_id: int, number: int) -> AgendaItem:
    """An item of a session; refused (404) when there is none."""
    query = select(AgendaItem).where(AgendaItem.session_id == session_id, AgendaItem.number == number)
    return found(db.session.scalar(query), NO_ITEM)


def motion(session_id: int, number: int) -> Motion:
    """A motion of a session; refused (404) when there is none."""
    query = select(Motion).where(Motion.session_id == session_id, Motion.number == number)
    return found(db.session.scalar(query), NO_ITEM)


def people_of(tokens: Collection[str]) -> dict[str, int]:
    """The people behind tokens of the page's own choices: one statement."""
    rows = db.session.execute(select(Person.token, Person.id).where(Person.token.in_(tokens)))
    return {row[0]: row[1] for row in rows}


def person_id(token: str) -> int | None:
    """The person behind a token of the page's own choices."""
    return db.session.scalar(select(Person.id).where(Person.token == token))


def attendance(session_id: int) -> Sequence[Attendance]:
    """Who came and left, in order."""
    query = select(Attendance).where(Attendance.session_id == session_id)
    return db.session.scalars(query.order_by(Attendance.id)).all()


def checks(session_id: int) -> Sequence[QuorumCheck]:
    """Every head count of a session, in order."""
    query = select(QuorumCheck).where(QuorumCheck.session_id == session_id)
    return db.session.scalars(query.order_by(QuorumCheck.id)).all()


def minutes(session_id: int) -> Minutes | None:
    """A session's minutes, once drafted."""
    return db.session.get(Minutes, session_id)


class Correction(NamedTuple):
    """A suggestion with who made it."""

    row: Suggestion
    name: str


def suggestions(session_id: int) -> list[Correction]:
    """Every correction asked for, in order."""
    query = select(Suggestion, Person.public_name).join(Person, Person.id == Suggestion.by_id)
    rows = db.session.execute(query.where(Suggestion.session_id == session_id).order_by(Suggestion.number))
    return [Correction(row[0], row[1]) for row in rows]


class SignLine(NamedTuple):
    """Who is to sign, and when they did (the hash they signed)."""

    person_id: int
    name: str
    part: str
    round: int
    at: datetime | None
    text_hash: bytes | None


def sign_lines(session_id: int) -> list[SignLine]:
    """Every signer of every round, with their newest signature: one statement."""
    newest = (
        select(Signature.person_id, func.max(Signature.id).label("id"))
        .where(Signature.session_id == session_id)
        .group_by(Signature.person_id)
        .subquery()
    )
    query = (
        select(Person.id, Person.public_name, Signer.part, Signer.round, Signature.at, Signature.text_hash)
        .join(Signer, Signer.person_id == Person.id)
        .outerjoin(newest, newest.c.person_id == Person.id)
        .outerjoin(Signature, Signature.id == newest.c.id)
        .where(Signer.session_id == session_id)
        .order_by(Signer.round, Signer.id)
    )
    return [SignLine(*row) for row in db.session.execute(query)]


def requirements(place_id: int) -> list[tuple[Requirement, int]]:
    """Of members and of residents, the newest requirement that is open or must be met, with its signatures."""
    signed = (
        select(func.count())
        .where(RequirementSignature.requirement_id == Requirement.id)
        .correlate(Requirement)
        .scalar_subquery()
    )
    query = select(Requirement, signed).where(
        Requirement.place_id == place_id, Requirement.state.in_(("open", "reached"))
    )
    newest: dict[str, tuple[Requirement, int]] = {}
    for row in db.session.execute(query.order_by(Requirement.id.desc())):
        newest.setdefault(row[0].by, (row[0], row[1]))
    return [newest[by] for by in sorted(newest)]


def requirement(place_id: int, by: str = "members") -> tuple[Requirement, int] | None:
    """The one of `requirements` that members, or residents, ask for."""
    return next((line for line in requirements(place_id) if line[0].by == by), None)


def unmet(place_id: int) -> Sequence[Requirement]:
    """Requirements enough have signed that no session answers yet."""
    query = select(Requirement).where(Requirement.place_id == place_id, Requirement.state == "reached")
    return db.session.scalars(query.order_by(Requirement.id)).all()


def has_signed(requirement_id: int, person_id: int) -> bool:
    """Whether somebody signed a requirement."""
    return db.session.get(RequirementSignature, (requirement_id, person_id)) is not None


def signed_by(person_id: int | None, requirement_ids: Sequence[int]) -> set[int]:
    """Which of the requirements somebody signed."""
    query = select(RequirementSignature.requirement_id).where(
        RequirementSignature.person_id == person_id,
        RequirementSignature.requirement_id.in_(requirement_ids),
    )
    return set(db.session.scalars(query)) if requirement_ids else set()


def signatures(requirement_id: int) -> int:
    """How many signed a requirement."""
    query = select(func.count()).where(RequirementSignature.requirement_id == requirement_id)
    return db.session.scalar(query) or 0


def passed_on(place_id: int) -> Sequence[tuple[Motion, str]]:
    """Motions of a community that wait for the sub-district, with their session's code."""
    query = (
        select(Motion, SubjectRow.code)
        .join(SubjectRow, SubjectRow.id == Motion.session_id)
        .where(SubjectRow.place_id == place_id, Motion.state == "to_office")
        .order_by(Motion.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def decided_about(subject_id: int) -> Sequence[Motion]:
    """Motions on a subject whose result stands, newest first."""
    query = select(Motion).join(AgendaItem, AgendaItem.id == Motion.item_id)
    query = query.where(
        AgendaItem.subject_id == subject_id,
        Motion.kind.in_(("main", "defer", "refer")),
        Motion.state.in_(("carried", "lost", "to_residents")),
    )
    return db.session.scalars(query.order_by(Motion.id.desc())).all()


def name(person_id: int | None) -> str:
    """The public name of a person."""
    return people.names([person_id])[person_id] if person_id is not None else ""


def holding(place_id: int, person_id: int, on: date) -> RoleHolding | None:
    """The role that makes a person a member on a day."""
    query = select(RoleHolding).where(
        RoleHolding.role == "council_member",
        RoleHolding.place_id == place_id,
        RoleHolding.person_id == person_id,
        in_force(on),
    )
    return db.session.scalar(query.order_by(RoleHolding.id).limit(1))


def live_since(before: datetime) -> Sequence[CouncilSession]:
    """Sessions whose time (or whose opening) lies before an instant and that have not ended."""
    since = func.coalesce(CouncilSession.opened_at, CouncilSession.starts_at)
    query = select(CouncilSession).where(CouncilSession.state.in_(LIVE), since <= before)
    return db.session.scalars(query.order_by(CouncilSession.id)).all()


def minutes_due(now: datetime) -> Sequence[Minutes]:
    """Minutes not standing whose deadline has passed."""
    query = select(Minutes).where(Minutes.stood_at.is_(None), Minutes.due_at <= now)
    return db.session.scalars(query.order_by(Minutes.due_at)).all()


def requirements_overdue(now: datetime) -> Sequence[Requirement]:
    """Requirements reached, not met by their deadline, and not yet disclosed as overdue."""
    query = select(Requirement).where(
        Requirement.state == "reached", Requirement.due_at <= now, Requirement.overdue_at.is_(None)
    )
    return db.session.scalars(query.order_by(Requirement.due_at)).all()


def requirements_open(before: datetime) -> Sequence[Requirement]:
    """Requirements still collecting signatures that were started before an instant."""
    query = select(Requirement).where(Requirement.state == "open", Requirement.started_at <= before)
    return db.session.scalars(query.order_by(Requirement.id)).all()


def version(code: str) -> str:
    """Something that changes with every act on a session: one statement."""
    own = CouncilSession.id
    parts = (
        select(func.max(AgendaItem.state_since)).where(AgendaItem.session_id == own),
        select(func.max(Motion.state_since)).where(Motion.session_id == own),
        select(func.count(Motion.id)).where(Motion.session_id == own),
        select(func.count(Attendance.id)).where(Attendance.session_id == own),
        select(func.count(Attendance.left_at)).where(Attendance.session_id == own),
        select(func.max(CouncilVote.at)).where(CouncilVote.motion_id == Motion.id, Motion.session_id == own),
        select(func.count(CouncilVote.id)).where(
            CouncilVote.motion_id == Motion.id, Motion.session_id == own
        ),
    )
    query = (
        select(
            CouncilSession.state,
            *(part.correlate(CouncilSession).scalar_subquery() for part in parts),
        )
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .where(SubjectRow.kind == "session", SubjectRow.code == code)
    )
    row = found(db.session.execute(query).first(), NO_SESSION)
    return hashlib.sha256("|".join(map(str, row)).encode()).hexdigest()[:16]


def lot(lot_id: int | None) -> Lot | None:
    """The lot of a session's signers, if one is named."""
    return db.session.get(Lot, lot_id) if lot_id is not None else None


def who_took(ref: Subject, act: str) -> Actor:
    """Whoever last took a step of a subject: what follows from it is journalled as theirs."""
    db.session.flush()
    query = select(JournalEntry.person_id).where(
        JournalEntry.subject_id == ref.id, JournalEntry.subject_kind == ref.kind, JournalEntry.act == act
    )
    person = db.session.scalar(query.order_by(JournalEntry.id.desc()).limit(1))
    return Actor(person, name(person)) if person is not None else CLOCK_ACTOR
