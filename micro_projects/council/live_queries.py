"""Reading running sessions for the clock and for those whose role changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import CouncilSession
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow


def without_quorum() -> Sequence[CouncilSession]:
    """Open sessions that wait for their quorum: one statement."""
    query = select(CouncilSession).where(
        CouncilSession.state == "open", CouncilSession.quorum_lost_at.is_not(None)
    )
    return db.session.scalars(query.order_by(CouncilSession.id)).all()


def running_in(place_id: int) -> Sequence[CouncilSession]:
    """A community's sessions that people watch now."""
    query = select(CouncilSession).join(SubjectRow, SubjectRow.id == CouncilSession.id)
    query = query.where(SubjectRow.place_id == place_id, CouncilSession.state.in_(("checking_in", "open")))
    return db.session.scalars(query.order_by(CouncilSession.id)).all()


def unseen() -> Sequence[CouncilSession]:
    """Sessions without a row of what is seen of them."""
    seen = select(SessionLive.session_id)
    query = select(CouncilSession).where(CouncilSession.id.not_in(seen))
    return db.session.scalars(query.order_by(CouncilSession.id)).all()
