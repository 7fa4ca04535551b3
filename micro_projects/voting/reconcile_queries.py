"""Reading what is reconciled: the counts that must be equal, differences in force, the proof, what is held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Exists, and_, case, exists, func, or_, select

from micro_projects.extensions import db
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import Calendar, take_working_days
from micro_projects.voting import paper_entry_queries, paper_queries, queries, rules
from micro_projects.voting.models import RollMark, Round, SealedBallot, VoidRequest
from micro_projects.voting.paper_models import PaperFinish
from micro_projects.voting.reconcile_models import RoundAccount, RoundDifference, RoundProof
from micro_projects.voting.reconcile_rules import EXPLAIN_DAYS, REMIND_DAYS, Line, differing

_UNEXPLAINED = (
    RoundDifference.superseded_at.is_(None),
    RoundDifference.explained_at.is_(None),
    RoundDifference.overdue_at.is_(None),
)


def too_few(round_: Round) -> bool:
    """Whether too few voted although the time was extended: then nothing is opened, so nothing is typed in either."""
    extended = round_.extended_from is not None
    return _too_few(round_, sum(queries.turnout(round_.id).values()) if extended else None)


def _too_few(round_: Round, voted: int | None) -> bool:
    """`voted`: None where the time was not extended."""
    return voted is not None and not rules.enough(voted, round_.roll_size, round_.min_turnout)


def lines(round_: Round) -> list[Line]:
    """Every pile of a closed round that is not opened yet, now."""
    marks = queries.turnout(round_.id)
    on_paper = marks.pop("paper", 0)
    query = select(func.count()).select_from(SealedBallot).where(SealedBallot.round_id == round_.id)
    found = [Line("sealed", sum(marks.values()), db.session.scalar(query) or 0)]
    if "paper" in round_.channels.split():
        entered, sheets = paper_queries.entered(round_.id), paper_queries.account(round_.id)
        ended = sheets.used + sheets.spoiled + sheets.returned
        found.append(Line("paper", on_paper, entered.valid + entered.invalid))
        found.append(Line("sheets", sheets.handed_out, ended))
    return found


def account(round_id: int) -> list[Line]:
    """Every pile as it was when the round was reconciled; empty before."""
    query = select(RoundAccount).where(RoundAccount.round_id == round_id).order_by(RoundAccount.pile.desc())
    return [Line(row.pile, row.expected, row.actual) for row in db.session.scalars(query)]


def in_force(round_id: int) -> Sequence[RoundDifference]:
    """The differences as last found."""
    return known([round_id])[round_id]


def first_due(round_id: int) -> datetime | None:
    """Until when the first difference found was to be explained: later ones get no more time."""
    return db.session.scalar(
        select(func.min(RoundDifference.due_at)).where(RoundDifference.round_id == round_id)
    )


def same(rows: Sequence[RoundDifference], found: Sequence[Line]) -> bool:
    """Whether the differences in force are those found now."""
    kept = {(row.pile, row.expected, row.actual) for row in rows}
    return kept == {(line.pile, line.expected, line.actual) for line in differing(found)}


def explained(rows: Sequence[RoundDifference]) -> bool:
    """Whether each is explained in writing."""
    return all(row.explained_at is not None for row in rows)


def proof(round_id: int) -> RoundProof | None:
    """Whether the difference could change a winner, once that is known."""
    return db.session.get(RoundProof, round_id)


def could_change(round_: Round) -> bool:
    """Whether a difference could change a winner, or that is not excluded."""
    judged = proof(round_.id)
    return judged is not None and judged.could


def may_be_adopted(round_: Round) -> bool:
    """No difference, or one that is proven to change no winner."""
    if not differing(account(round_.id)):
        return True
    judged = proof(round_.id)
    return judged is not None and not judged.could


# -- times -----------------------------------------------------------------------------------------------


def entering_until(round_: Round) -> datetime:
    """Until when paper is entered."""
    return paper_entry_queries.deadline(round_)


def explaining_until(now: datetime) -> datetime:
    """Until when a difference found now is explained."""
    return places.due_after(now, EXPLAIN_DAYS)


def reminded_at(until: datetime, working_days: Calendar) -> datetime:
    """When who holds it up is reminded."""
    return take_working_days(until - timedelta.resolution, REMIND_DAYS, working_days)


# -- what the clock and desks look for -------------------------------------------------------------------


class Entering(NamedTuple):
    """A closed round that is not reconciled yet, as far as the clock asks."""

    round: Round
    too_few: bool
    ready: bool
    """As `too_few` and `paper_queries.ready` say of one."""


def entering() -> list[Entering]:
    """Every such round: one statement, which counts marks only where the time was extended."""
    marks = select(func.count()).where(RollMark.round_id == Round.id).correlate(Round).scalar_subquery()
    voted = case((Round.extended_from.is_not(None), marks))
    ready = or_(
        exists().where(PaperFinish.round_id == Round.id),
        ~exists().where(RollMark.round_id == Round.id, RollMark.channel == "paper"),
    )
    query = select(Round, voted, ready).where(Round.state == "entering", Round.imported.is_(False))
    return [
        Entering(row[0], _too_few(row[0], row[1]), bool(row[2]))
        for row in db.session.execute(query.order_by(Round.id))
    ]


def known(round_ids: Collection[int]) -> dict[int, list[RoundDifference]]:
    """The differences in force of several rounds: one statement, none without rounds."""
    found: dict[int, list[RoundDifference]] = {round_id: [] for round_id in round_ids}
    query = select(RoundDifference).where(
        RoundDifference.round_id.in_(round_ids), RoundDifference.superseded_at.is_(None)
    )
    for row in db.session.scalars(query.order_by(RoundDifference.id)) if found else ():
        found[row.round_id].append(row)
    return found


def unproven() -> Sequence[Round]:
    """Counted rounds with a difference that nobody judged yet."""
    query = select(Round).where(
        Round.state == "counted", _differs(), ~exists().where(RoundProof.round_id == Round.id)
    )
    return db.session.scalars(query.order_by(Round.id)).all()


def held() -> Sequence[tuple[Round, int]]:
    """Rounds that may only be voided and whose motion does not wait, with how many were moved before."""
    could = exists().where(RoundProof.round_id == Round.id, RoundProof.could)
    late = exists().where(
        RoundDifference.round_id == Round.id,
        RoundDifference.overdue_at.is_not(None),
        RoundDifference.superseded_at.is_(None),
    )
    moved = select(func.count()).select_from(VoidRequest).where(VoidRequest.round_id == Round.id)
    waits = exists().where(VoidRequest.round_id == Round.id, VoidRequest.carried.is_(None))
    query = select(Round, moved.correlate(Round).scalar_subquery()).where(
        (and_(Round.state == "counted", could)) | (and_(Round.state == "entering", late)), ~waits
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Round.id))]


def unexplained() -> Sequence[RoundDifference]:
    """Differences in force that nobody explained, of rounds that still wait."""
    query = (
        select(RoundDifference)
        .join(Round, Round.id == RoundDifference.round_id)
        .where(
            Round.state == "entering",
            *_UNEXPLAINED,
        )
    )
    return db.session.scalars(query.order_by(RoundDifference.id)).all()


def to_explain() -> dict[Round, datetime]:
    """Rounds whose differences wait for an explanation, and until when: one statement."""
    query = (
        select(Round, RoundDifference.due_at)
        .join(RoundDifference, RoundDifference.round_id == Round.id)
        .where(Round.state == "entering", *_UNEXPLAINED)
    )
    return {row[0]: row[1] for row in db.session.execute(query.order_by(Round.id))}


def _differs() -> Exists:
    return exists().where(RoundAccount.round_id == Round.id, RoundAccount.expected != RoundAccount.actual)
