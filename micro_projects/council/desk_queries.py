"""Reading what waits on desks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from micro_projects.council.minutes_models import Minutes, Signature, Signer, Suggestion
from micro_projects.council.models import CouncilSession, Motion
from micro_projects.council.queries import LIVE
from micro_projects.council.requirement_models import Requirement, RequirementSignature
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.notices.models import Lot
from micro_projects.places.models import Place


class SessionLine(NamedTuple):
    """A session that is not over, as a desk needs it."""

    code: str
    state: str
    starts_at: datetime
    due_at: datetime | None
    lot: int | None
    number_due_at: datetime | None
    drawn: int
    open_corrections: int
    must_sign: bool


def sessions(actor: Actor) -> Sequence[SessionLine]:
    """Sessions of the actor's places that wait for somebody."""
    drawn = (
        select(func.count())
        .where(
            Signer.session_id == Minutes.session_id, Signer.round == Minutes.round, Signer.part == "member"
        )
        .correlate(Minutes)
        .scalar_subquery()
    )
    corrections = (
        select(func.count())
        .where(Suggestion.session_id == Minutes.session_id, Suggestion.state == "open")
        .correlate(Minutes)
        .scalar_subquery()
    )
    must_sign = (
        exists()
        .where(
            Signer.session_id == Minutes.session_id,
            Signer.round == Minutes.round,
            Signer.person_id == actor.person_id,
            ~exists().where(
                Signature.session_id == Signer.session_id, Signature.person_id == actor.person_id
            ),
        )
        .correlate(Minutes)
    )
    query = (
        select(
            SubjectRow.code,
            CouncilSession.state,
            CouncilSession.starts_at,
            Minutes.due_at,
            Minutes.lot_id,
            Lot.number_due_at,
            drawn,
            corrections,
            must_sign,
        )
        .join(SubjectRow, SubjectRow.id == CouncilSession.id)
        .outerjoin(Minutes, Minutes.session_id == CouncilSession.id)
        .outerjoin(Lot, Lot.id == Minutes.lot_id)
        .where(CouncilSession.state.in_((*LIVE, "minutes_drafted")), _mine(SubjectRow.path, actor))
        .order_by(CouncilSession.starts_at)
    )
    return [SessionLine(*row) for row in db.session.execute(query)]


def _mine(path: InstrumentedAttribute[str], actor: Actor) -> ColumnElement[bool]:
    """Whether a path lies in or below a place where the actor holds a role."""
    paths = sorted({h.path for h in actor.holdings})
    return or_(*(path.startswith(p, autoescape=True) for p in paths))


class RequirementLine(NamedTuple):
    """A requirement that waits for signatures or a session."""

    place: str
    topic: str
    state: str
    due_at: datetime | None
    by: str
    signed: bool


def requirements(actor: Actor) -> Sequence[RequirementLine]:
    """Requirements of the actor's places that wait."""
    signed = exists().where(
        RequirementSignature.requirement_id == Requirement.id,
        RequirementSignature.person_id == actor.person_id,
    )
    query = (
        select(Place.code, Requirement.topic, Requirement.state, Requirement.due_at, Requirement.by, signed)
        .join(Place, Place.id == Requirement.place_id)
        .where(
            Requirement.state.in_(("open", "reached")),
            _mine(Requirement.path, actor),
        )
        .order_by(Requirement.id)
    )
    return [RequirementLine(*row) for row in db.session.execute(query)]


class PassedOn(NamedTuple):
    """A motion that waits for the sub-district."""

    code: str
    due_at: datetime | None


def passed_on(actor: Actor) -> Sequence[PassedOn]:
    """Motions of the actor's places that wait for an officer."""
    query = (
        select(SubjectRow.code, Motion.due_at)
        .join(SubjectRow, SubjectRow.id == Motion.session_id)
        .where(Motion.state == "to_office", _mine(SubjectRow.path, actor))
        .order_by(Motion.id)
    )
    return [PassedOn(*row) for row in db.session.execute(query)]
