"""Reading forums: every list with a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, contains_eager

from micro_projects.extensions import db
from micro_projects.forums.models import Forum, ForumCell, ForumPart, ForumParticipant, ForumPoint
from micro_projects.forums.refusals import NO_FORUM
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import Lot, LotPlace
from micro_projects.people.models import Person, RollEntry
from micro_projects.places.models import Place
from micro_projects.proposals.models import Proposal

COMING = ("called", "drawing", "open")


class Page(NamedTuple):
    """A forum with its place, the proposal it is about and its lot."""

    forum: Forum
    place: Place
    lot: Lot | None
    about_code: str | None
    about_title: str | None


def page(code: str) -> Page:
    """The forum of that code with what its page shows: one statement; refused (404) when there is none."""
    subject = aliased(SubjectRow)
    query = (
        _joined(select(Forum, Place, Lot, subject.code, Proposal.title).select_from(Forum))
        .join(Place, Place.id == SubjectRow.place_id)
        .outerjoin(Lot, Lot.id == Forum.lot_id)
        .outerjoin(subject, subject.id == Forum.about_id)
        .outerjoin(Proposal, Proposal.id == Forum.about_id)
        .where(SubjectRow.kind == Forum.KIND, SubjectRow.code == code)
    )
    return Page(*found(db.session.execute(query).first(), NO_FORUM))


def forum(code: str) -> Forum:
    """The forum of that code; refused (404) when there is none."""
    query = _joined(select(Forum)).where(SubjectRow.kind == Forum.KIND, SubjectRow.code == code)
    one: Forum = found(db.session.scalar(query), NO_FORUM)
    return one


def _joined(query: Any) -> Any:
    return query.join(SubjectRow, SubjectRow.id == Forum.id).options(contains_eager(Forum.subject))


def of_place(place_id: int, before: int, limit: int) -> Sequence[Forum]:
    """A community's forums, newest first, before an id (0: from the newest)."""
    query = _joined(select(Forum)).where(SubjectRow.place_id == place_id)
    if before:
        query = query.where(Forum.id < before)
    rows: Sequence[Forum] = db.session.scalars(query.order_by(Forum.id.desc()).limit(limit)).all()
    return rows


def coming(path: str) -> Sequence[Forum]:
    """Forums to come or running below a path, soonest first: one statement."""
    query = _joined(select(Forum)).where(
        SubjectRow.path.startswith(path, autoescape=True), Forum.state.in_(COMING)
    )
    rows: Sequence[Forum] = db.session.scalars(query.order_by(Forum.starts_at)).all()
    return rows


def about(subject_id: int) -> Sequence[Forum]:
    """Forums about a proposal, oldest first."""
    query = _joined(select(Forum)).where(Forum.about_id == subject_id)
    rows: Sequence[Forum] = db.session.scalars(query.order_by(Forum.id)).all()
    return rows


def hearing_held(proposal_id: int) -> str | None:
    """The code of a hearing about a proposal whose feedback is disclosed."""
    query = (
        select(SubjectRow.code)
        .join(Forum, Forum.id == SubjectRow.id)
        .where(Forum.about_id == proposal_id, Forum.form == "hearing", Forum.state == "answered")
    )
    return db.session.scalar(query.order_by(Forum.id.desc()).limit(1))


def next_number(code: str, year: int) -> int:
    """The number of a community's next forum in a year, from 1."""
    query = select(func.count()).where(
        SubjectRow.kind == Forum.KIND, SubjectRow.code.startswith(f"{code}-{year}-T", autoescape=True)
    )
    return (db.session.scalar(query) or 0) + 1


def proposal_of(place_id: int, code: str) -> Proposal | None:
    """A submitted proposal of the community by its code."""
    query = (
        select(Proposal)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SubjectRow.place_id == place_id, SubjectRow.code == code, Proposal.submitted_at.is_not(None))
    )
    return db.session.scalar(query)


def parts(forum_id: int) -> Sequence[ForumPart]:
    """Who does what."""
    query = select(ForumPart).where(ForumPart.forum_id == forum_id)
    return db.session.scalars(query.order_by(ForumPart.id)).all()


class Participant(NamedTuple):
    """One participant; `public` is how the roll shows them, `entry` their code there."""

    row: ForumParticipant
    public: str
    entry: str

    @property
    def shown(self) -> str:
        """The name of who was invited, or the public name."""
        return self.row.name or self.public


def participants(forum_id: int) -> list[Participant]:
    """Everybody asked or taking part, in order, also who is out: one statement."""
    query = (
        select(
            ForumParticipant,
            func.coalesce(Person.public_name, ""),
            func.coalesce(RollEntry.code, ""),
        )
        .outerjoin(Person, Person.id == ForumParticipant.person_id)
        .outerjoin(
            RollEntry, (RollEntry.person_id == ForumParticipant.person_id) & RollEntry.removed_at.is_(None)
        )
        .where(ForumParticipant.forum_id == forum_id)
        .order_by(ForumParticipant.id)
    )
    return [Participant(*row) for row in db.session.execute(query)]


def participant(forum_id: int, participant_id: int) -> ForumParticipant | None:
    """One of a forum's."""
    query = select(ForumParticipant).where(
        ForumParticipant.forum_id == forum_id, ForumParticipant.id == participant_id
    )
    return db.session.scalar(query)


def of_person(forum_id: int, person_id: int) -> ForumParticipant | None:
    """The newest row of somebody who is not out."""
    query = select(ForumParticipant).where(
        ForumParticipant.forum_id == forum_id,
        ForumParticipant.person_id == person_id,
        ForumParticipant.state != "out",
    )
    return db.session.scalar(query.order_by(ForumParticipant.id.desc()).limit(1))


def taking_part(forum_id: int) -> int:
    """How many take part."""
    query = select(func.count()).where(
        ForumParticipant.forum_id == forum_id, ForumParticipant.state == "taking_part"
    )
    return db.session.scalar(query) or 0


def points(forum_id: int) -> Sequence[ForumPoint]:
    """What was said, in order."""
    query = select(ForumPoint).where(ForumPoint.forum_id == forum_id)
    return db.session.scalars(query.order_by(ForumPoint.number)).all()


class Listed(NamedTuple):
    """Somebody on the roll as a draw needs them."""

    person_id: int
    grid: str | None
    age_band: str | None
    sex: str | None


def population(place_id: int) -> list[Listed]:
    """The roll of a community, in force: one statement."""
    query = (
        select(RollEntry.person_id, Place.code, RollEntry.age_band, RollEntry.sex)
        .outerjoin(Place, Place.id == RollEntry.grid_id)
        .where(RollEntry.place_id == place_id, RollEntry.removed_at.is_(None))
    )
    return [Listed(*row) for row in db.session.execute(query.order_by(RollEntry.id))]


def cells(forum_id: int) -> dict[str, tuple[str, ...]]:
    """Each code's cell, as disclosed."""
    query = select(ForumCell.code, ForumCell.cell).where(ForumCell.forum_id == forum_id)
    return {row[0]: tuple(row[1].split("|")) for row in db.session.execute(query.order_by(ForumCell.code))}


def lot_order(lot_id: int) -> list[tuple[str, int]]:
    """A drawn lot's codes with whose they are, first drawn first."""
    query = select(LotPlace.code, LotPlace.member_id).where(LotPlace.lot_id == lot_id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(LotPlace.rank))]


def my_code(lot_id: int, person_id: int) -> str | None:
    """Under which code somebody stands in a lot."""
    query = select(LotPlace.code).where(LotPlace.lot_id == lot_id, LotPlace.member_id == person_id)
    return db.session.scalar(query)


def owing(now: datetime) -> Sequence[Forum]:
    """Forums whose feedback is late and not yet disclosed as late."""
    query = _joined(select(Forum)).where(
        Forum.state == "held", Forum.feedback_due_at <= now, Forum.overdue_at.is_(None)
    )
    rows: Sequence[Forum] = db.session.scalars(query.order_by(Forum.feedback_due_at)).all()
    return rows


def forgotten(before: datetime) -> Sequence[Forum]:
    """Forums whose time was before an instant and that were not held."""
    query = _joined(select(Forum)).where(Forum.state.in_(COMING), Forum.starts_at <= before)
    rows: Sequence[Forum] = db.session.scalars(query.order_by(Forum.id)).all()
    return rows


def silent(now: datetime) -> Sequence[ForumParticipant]:
    """Who was drawn and did not answer in time; from the hour on it is at the door who comes."""
    query = (
        select(ForumParticipant)
        .join(Forum, Forum.id == ForumParticipant.forum_id)
        .where(
            ForumParticipant.state == "asked",
            ForumParticipant.reply_until <= now,
            Forum.state == "drawing",
            Forum.starts_at > now,
        )
    )
    return db.session.scalars(query.order_by(ForumParticipant.id)).all()
