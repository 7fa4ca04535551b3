"""What waits on somebody's desk: notices to report posted, letter boxes, lots without a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, exists, or_, select
from sqlalchemy.sql.elements import ColumnElement

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.notices import down_queries
from micro_projects.notices.models import Lot, Notice, NoticeSubject


class AtBoard(NamedTuple):
    """A notice a worker must see to: ``post`` it on the board, ``look`` whether it hangs, empty the letter ``box``."""

    notice: Notice
    what: str


def at_board(actor: Actor, now: datetime) -> Sequence[AtBoard]:
    """Running notices not reported posted, ended ones whose letter box is not confirmed while a gate waits."""
    paths = [h.path for h in actor.holdings if h.role == "worker"]
    if not paths:
        return []
    waiting = exists().where(NoticeSubject.notice_id == Notice.id, NoticeSubject.released_at.is_(None))
    to_post = (Notice.ends_at > now) & ~down_queries.hangs()
    to_look = (Notice.ends_at > now) & down_queries.hinted()
    to_empty = (Notice.ends_at <= now) & Notice.letter_box_at.is_(None) & waiting
    query = (
        select(Notice, case((to_look, "look"), (to_post, "post"), else_="box"))
        .where(_below(Notice.path, paths), or_(to_look, to_post, to_empty))
        .order_by(Notice.ends_at, Notice.id)
        .limit(200)
    )
    return [AtBoard(row[0], row[1]) for row in db.session.execute(query)]


def lots_without_number(actor: Actor) -> Sequence[Lot]:
    """Lots whose number somebody with this role has still to enter: not one they entered first."""
    roles = ("moderator", "worker", "affairs", "officer")
    paths = [h.path for h in actor.holdings if h.role in roles]
    if not paths:
        return []
    query = select(Lot).where(
        _below(Lot.path, paths),
        Lot.drawn_at.is_(None),
        or_(Lot.first_entered_by.is_(None), Lot.first_entered_by != actor.person_id),
    )
    return db.session.scalars(query.order_by(Lot.number_due_at, Lot.id).limit(200)).all()


def _below(column: object, paths: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(column.startswith(path, autoescape=True) for path in paths))  # type: ignore[attr-defined]
