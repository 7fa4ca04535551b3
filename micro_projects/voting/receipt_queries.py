"""Reading one record by its receipt, and where somebody's ballots are recorded. Never what a person voted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, select

from micro_projects.extensions import db
from micro_projects.people.models import RollEntry
from micro_projects.places.models import Place
from micro_projects.voting.models import CastVoteRecord, RollMark, Round, RoundVoter


def record(round_id: int, receipt: str) -> tuple[str, str] | None:
    """The record (id, content) that carries this hash."""
    query = select(CastVoteRecord.id, CastVoteRecord.content).where(
        CastVoteRecord.round_id == round_id, CastVoteRecord.content.contains(f'"receipt":"{receipt}"')
    )
    row = db.session.execute(query.limit(1)).first()
    return (row[0], row[1]) if row else None


class Recorded(NamedTuple):
    """A round somebody may vote in, and by which channel a ballot is recorded in their name, if one is."""

    round: Round
    place: str
    channel: str | None


def recorded(person_id: int) -> Sequence[Recorded]:
    """Every round on whose frozen roll a person stands, newest first. One statement."""
    query = (
        select(Round, Place.name, RollMark.channel)
        .join(RoundVoter, RoundVoter.round_id == Round.id)
        .join(RollEntry, RollEntry.id == RoundVoter.entry_id)
        .join(Place, Place.id == RollEntry.place_id)
        .outerjoin(
            RollMark,
            and_(RollMark.round_id == RoundVoter.round_id, RollMark.entry_id == RoundVoter.entry_id),
        )
        .where(RollEntry.person_id == person_id, Round.resolve_by == "residents")
        .order_by(Round.id.desc())
        .limit(100)
    )
    return [Recorded(*row) for row in db.session.execute(query)]
