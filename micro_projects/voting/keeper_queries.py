"""Reading who keeps a round's key, and which rounds wait for keepers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.people import queries as people
from micro_projects.people.models import Person
from micro_projects.voting.keeper_models import KeyShare, KeySplit
from micro_projects.voting.keeper_rules import ROLES, SEATS
from micro_projects.voting.keeper_words import NEEDED, SHARES
from micro_projects.voting.models import Round


def has_keepers(round_: Round) -> bool:
    """Whether the round's key is split: residents cast ballots, and the pack asked for keepers."""
    return round_.keepers and round_.public_key is not None


def split_of(round_id: int) -> KeySplit | None:
    """The round's split, once the first keeper asked for a share."""
    return db.session.get(KeySplit, round_id)


def shares(round_id: int) -> Sequence[KeyShare]:
    """Those taken."""
    return db.session.scalars(select(KeyShare).where(KeyShare.round_id == round_id)).all()


class Seat(NamedTuple):
    """One of the three, with its keeper's share and name once taken."""

    seat: str
    share: KeyShare | None
    name: str
    holders: tuple[str, ...]
    """Who could take it now, while nobody has."""


def seats(round_: Round, now: datetime) -> list[Seat]:
    """All three, in their order; two statements."""
    query = select(KeyShare, Person.public_name).join(Person, Person.id == KeyShare.person_id)
    taken = {row[0].seat: (row[0], row[1]) for row in db.session.execute(query.filter_by(round_id=round_.id))}
    able: dict[str, list[str]] = {}
    for holder in people.holders(round_.path, now, tuple(SEATS)) if len(taken) < SHARES else ():
        able.setdefault(holder.role, []).append(holder.name)
    return [
        Seat(seat, *taken[seat], ()) if seat in taken else Seat(seat, None, "", tuple(able.get(seat, ())))
        for seat in SEATS
    ]


def able(round_: Round, seat: str, now: datetime) -> list[int]:
    """Persons who hold a seat's role in the community or above it."""
    return [holder.person_id for holder in people.holders(round_.path, now, (seat,))]


def may_open(round_: Round) -> bool:
    """Whether nothing of the key is left on the server, where it is split."""
    split = split_of(round_.id) if has_keepers(round_) else None
    return not has_keepers(round_) or (split is not None and split.given_up_at is not None)


def late_days(round_: Round) -> int:
    """By how many days, rounded up, the round opens late because its keepers were late."""
    split = split_of(round_.id) if has_keepers(round_) else None
    if split is None or split.given_up_at is None or split.given_up_at <= round_.opens_at:
        return 0
    return -(-(split.given_up_at - round_.opens_at) // timedelta(days=1))


def _kept(*states: str) -> list[ColumnElement[bool]]:
    return [Round.keepers.is_(True), Round.public_key.is_not(None), Round.state.in_(states)]


def to_give_up() -> Sequence[Round]:
    """Frozen rounds whose three shares are all on paper, while the server still counts as having the key."""
    confirmed = (
        select(func.count())
        .where(KeyShare.round_id == Round.id, KeyShare.confirmed_at.is_not(None))
        .correlate(Round)
        .scalar_subquery()
    )
    query = select(Round).join(KeySplit, KeySplit.round_id == Round.id)
    query = query.where(KeySplit.given_up_at.is_(None), Round.state == "frozen", confirmed == SHARES)
    return db.session.scalars(query.order_by(Round.id)).all()


def to_restore() -> Sequence[Round]:
    """Closed rounds of which two shares were given back."""
    returned = (
        select(func.count())
        .where(KeyShare.round_id == Round.id, KeyShare.returned_at.is_not(None))
        .correlate(Round)
        .scalar_subquery()
    )
    query = select(Round).join(KeySplit, KeySplit.round_id == Round.id)
    query = query.where(KeySplit.restored_at.is_(None), Round.state.in_(AFTER), returned >= NEEDED)
    return db.session.scalars(query.order_by(Round.id)).all()


AFTER = ("closed", "entering", "reconciled")
"""States in which shares are given back."""


def untaken() -> Sequence[Round]:
    """Frozen rounds whose key the server still has."""
    given_up = select(KeySplit.round_id).where(KeySplit.given_up_at.is_not(None))
    query = select(Round).where(*_kept("frozen"), Round.id.not_in(given_up))
    return db.session.scalars(query.order_by(Round.id)).all()


def unreturned() -> Sequence[Round]:
    """Closed rounds still to be opened whose key is still only on paper."""
    query = select(Round).join(KeySplit, KeySplit.round_id == Round.id)
    query = query.where(
        KeySplit.restored_at.is_(None), Round.resolve_by == "residents", Round.opened_at.is_(None)
    )
    return db.session.scalars(query.where(Round.state.in_(AFTER)).order_by(Round.id)).all()


def for_desk(actor: Actor) -> list[tuple[Round, list[KeyShare]]]:
    """Rounds that wait for keepers in places where `actor` keeps a seat, or whose share they took; one statement."""
    query = (
        select(Round, KeyShare)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .outerjoin(KeyShare, KeyShare.round_id == Round.id)
        .where(*_kept("frozen", *AFTER), Round.opened_at.is_(None), Round.resolve_by == "residents")
        .order_by(Round.id)
    )
    found: dict[int, tuple[Round, list[KeyShare]]] = {}
    for round_, share in db.session.execute(query):
        taken = found.setdefault(round_.id, (round_, []))[1]
        taken.extend(filter(None, [share]))
    return [
        (round_, shares)
        for round_, shares in found.values()
        if actor.holds(ROLES, round_.path) or any(s.person_id == actor.person_id for s in shares)
    ]
