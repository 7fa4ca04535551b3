"""Reading rounds: what is on the ballot, who may vote, turnout, results. Never a choice before closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, select

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import Lot, Notice, NoticeSubject
from micro_projects.people.models import RollEntry
from micro_projects.places.models import Place
from micro_projects.voting.ballot_rules import Terms
from micro_projects.voting.models import (
    Allocation,
    CastVoteRecord,
    RollMark,
    Round,
    RoundProject,
    RoundVoter,
    SealedBallot,
    Tally,
    VoidRequest,
)
from micro_projects.voting.rules import COUNTED, NO_ROUND, NO_VOID_REQUEST, RUNNING


def round_or_404(code: str) -> Round:
    """The round of that code; refused when there is none."""
    return found(db.session.scalar(_BY_CODE, {"code": code}), NO_ROUND)


_BY_CODE = (
    select(Round)
    .join(SubjectRow, SubjectRow.id == Round.id)
    .where(SubjectRow.kind == "round", SubjectRow.code == bindparam("code"))
)


def by_id(round_id: int) -> Round:
    """The round a subject is."""
    return db.session.get_one(Round, round_id)


def in_states(*states: str) -> Sequence[Round]:
    """Every round of ours in one of these states, for the clock."""
    query = select(Round).where(Round.state.in_(states), Round.imported.is_(False))
    return db.session.scalars(query.order_by(Round.id)).all()


def with_key(*states: str) -> Sequence[Round]:
    """Those of them whose private key is not destroyed yet."""
    query = select(Round).where(
        Round.state.in_(states), Round.public_key.is_not(None), Round.key_destroyed_at.is_(None)
    )
    return db.session.scalars(query.order_by(Round.id)).all()


def without_notice(*states: str) -> Sequence[Round]:
    """Those of ours without a D3 yet."""
    posted = (
        exists()
        .where(
            NoticeSubject.subject_id == Round.id, Notice.id == NoticeSubject.notice_id, Notice.kind == "D3"
        )
        .correlate(Round)
    )
    query = select(Round).where(Round.state.in_(states), Round.imported.is_(False), ~posted)
    return db.session.scalars(query.order_by(Round.id)).all()


def of_cycle(cycle_id: int) -> Sequence[Round]:
    """A cycle's rounds, oldest first."""
    query = select(Round).join(SubjectRow, SubjectRow.id == Round.id)
    return db.session.scalars(query.where(SubjectRow.cycle_id == cycle_id).order_by(Round.number)).all()


def of_place(place_id: int, *states: str) -> Sequence[Round]:
    """A community's rounds in these states, newest first."""
    query = select(Round).join(SubjectRow, SubjectRow.id == Round.id)
    query = query.where(SubjectRow.place_id == place_id, Round.state.in_(states), Round.imported.is_(False))
    return db.session.scalars(query.order_by(Round.id.desc())).all()


def unfinished(cycle_id: int) -> bool:
    """Whether a round of the cycle still waits for something."""
    return bool(db.session.scalar(select(cycle_waits(literal(cycle_id)))))


def cycle_waits(cycle_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The same as a condition, for the clock."""
    query = select(Round.id).join(SubjectRow, SubjectRow.id == Round.id)
    return query.where(SubjectRow.cycle_id == cycle_id, Round.state.in_(RUNNING)).exists()


def next_number(place_id: int, cycle_id: int | None) -> int:
    """The how-many-eth round of a cycle the next one is; without a cycle, of those imported."""
    query = select(func.max(Round.number)).join(SubjectRow, SubjectRow.id == Round.id)
    same = SubjectRow.cycle_id.is_(None) if cycle_id is None else SubjectRow.cycle_id == cycle_id
    return (db.session.scalar(query.where(SubjectRow.place_id == place_id, same)) or 0) + 1


def place_of(round_: Round) -> Place:
    """The community."""
    return db.session.get_one(Place, round_.place_id)


def projects(round_id: int) -> Sequence[RoundProject]:
    """What is on the ballot, in the frozen order."""
    query = select(RoundProject).where(RoundProject.round_id == round_id)
    return db.session.scalars(query.order_by(RoundProject.place)).all()


def terms(round_: Round) -> Terms:
    """What is frozen about its ballots: read from the frozen text itself, once per process."""
    costs = _frozen_costs(round_.frozen_json)
    return Terms(round_.form, costs, round_.most, round_.points, round_.budget.fen)


@lru_cache(maxsize=64)
def _frozen_costs(frozen_json: str) -> Mapping[str, int]:
    frozen: Any = canonical.load(frozen_json.encode())
    return MappingProxyType({project["code"]: project["cost"] for project in frozen["projects"]})


class Mine(NamedTuple):
    """A person's place in a round: on its roll, and by which channel a ballot is recorded, if one is."""

    voter: bool
    channel: str | None


def mine(round_id: int, entry_id: int) -> Mine:
    """One statement."""
    row = db.session.execute(_MINE, {"round_id": round_id, "entry_id": entry_id}).first()
    return Mine(row is not None, row[0] if row else None)


def mine_of(round_id: int, person_id: int | None) -> Mine:
    """The same for a person. The roll is the frozen one: who was taken off it since still votes."""
    if person_id is None:
        return Mine(False, None)
    row = db.session.execute(_MINE_OF, {"round_id": round_id, "person_id": person_id}).first()
    return Mine(row is not None, row[0] if row else None)


def voter_of(round_id: int, person_id: int) -> int | None:
    """A person's entry on a round's frozen roll."""
    query = select(RoundVoter.entry_id).join(RollEntry, RollEntry.id == RoundVoter.entry_id)
    return db.session.scalar(query.where(RoundVoter.round_id == round_id, RollEntry.person_id == person_id))


_MINE = (
    select(RollMark.channel)
    .select_from(RoundVoter)
    .outerjoin(
        RollMark, and_(RollMark.round_id == RoundVoter.round_id, RollMark.entry_id == RoundVoter.entry_id)
    )
    .where(RoundVoter.round_id == bindparam("round_id"), RoundVoter.entry_id == bindparam("entry_id"))
)
_MINE_OF = (
    select(RollMark.channel)
    .select_from(RoundVoter)
    .join(RollEntry, RollEntry.id == RoundVoter.entry_id)
    .outerjoin(
        RollMark, and_(RollMark.round_id == RoundVoter.round_id, RollMark.entry_id == RoundVoter.entry_id)
    )
    .where(RoundVoter.round_id == bindparam("round_id"), RollEntry.person_id == bindparam("person_id"))
)


def turnout(round_id: int) -> dict[str, int]:
    """How many have voted, by channel. Public at any time; a choice is not in it."""
    query = select(RollMark.channel, func.count()).where(RollMark.round_id == round_id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(RollMark.channel))}


def marks_for_root(round_id: int) -> Sequence[tuple[str, str, bytes]]:
    """Each mark: the entry's random code, channel, salt."""
    query = select(RollEntry.code, RollMark.channel, RollMark.salt)
    query = query.join(RollEntry, RollEntry.id == RollMark.entry_id).where(RollMark.round_id == round_id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def sealed(round_id: int) -> Sequence[tuple[bytes, bytes]]:
    """Each sealed ballot with its salt, without its voter."""
    query = select(SealedBallot.sealed, SealedBallot.salt).where(SealedBallot.round_id == round_id)
    return [(row[0], row[1]) for row in db.session.execute(query)]


def sealed_count(round_id: int) -> int:
    """How many there are."""
    query = select(func.count()).select_from(SealedBallot).where(SealedBallot.round_id == round_id)
    return db.session.scalar(query) or 0


def records(round_id: int) -> Sequence[tuple[str, str]]:
    """The cast-vote records: random id and content, by id."""
    query = select(CastVoteRecord.id, CastVoteRecord.content).where(CastVoteRecord.round_id == round_id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(CastVoteRecord.id))]


def contents(round_id: int) -> Sequence[tuple[str, int]]:
    """Distinct contents of cast-vote records, and how many ballots say each."""
    query = select(CastVoteRecord.content, func.count()).where(CastVoteRecord.round_id == round_id)
    grouped = query.group_by(CastVoteRecord.content).order_by(CastVoteRecord.content)
    return [(row[0], row[1]) for row in db.session.execute(grouped)]


class Line(NamedTuple):
    """One project of a result."""

    project: RoundProject
    tally: Tally | None
    allocation: Allocation | None


def result(round_id: int) -> Sequence[Line]:
    """Every project with its tally and allocation, in the order of the rule."""
    query = (
        select(RoundProject, Tally, Allocation)
        .outerjoin(Tally, Tally.project_id == RoundProject.id)
        .outerjoin(Allocation, Allocation.project_id == RoundProject.id)
        .where(RoundProject.round_id == round_id)
        .order_by(Allocation.place, RoundProject.place)
    )
    return [Line(*row) for row in db.session.execute(query)]


def listed(place_id: int, year: int) -> Sequence[Round]:
    """The rounds of a community's cycle of `year`, newest first."""
    query = select(Round).join(SubjectRow, SubjectRow.id == Round.id)
    query = query.join(Cycle, Cycle.id == SubjectRow.cycle_id)
    query = query.where(SubjectRow.place_id == place_id, Cycle.year == year)
    return db.session.scalars(query.order_by(Round.id.desc())).all()


def imported(place_id: int) -> Sequence[Round]:
    """The rounds a community brought in from elsewhere, newest first."""
    query = select(Round).join(SubjectRow, SubjectRow.id == Round.id)
    query = query.where(SubjectRow.place_id == place_id, Round.imported)
    return db.session.scalars(query.order_by(Round.id.desc()).limit(100)).all()


def resolved(proposal_id: int) -> tuple[RoundProject, Allocation] | None:
    """How a proposal stood on the ballot of the counted or adopted round, newest first."""
    query = (
        select(RoundProject, Allocation)
        .join(Round, Round.id == RoundProject.round_id)
        .join(Allocation, Allocation.project_id == RoundProject.id)
        .where(RoundProject.proposal_id == proposal_id, Round.state.in_(COUNTED))
        .order_by(Round.id.desc())
    )
    row = db.session.execute(query.limit(1)).first()
    return (row[0], row[1]) if row else None


def on_ballot_of(proposal_id: int) -> tuple[Line, Round] | None:
    """A proposal's line in the newest round that it is or was on the ballot of: one statement."""
    query = (
        select(RoundProject, Tally, Allocation, Round)
        .join(Round, Round.id == RoundProject.round_id)
        .outerjoin(Tally, Tally.project_id == RoundProject.id)
        .outerjoin(Allocation, Allocation.project_id == RoundProject.id)
        .where(RoundProject.proposal_id == proposal_id)
        .order_by(Round.id.desc())
    )
    row = db.session.execute(query.limit(1)).first()
    return (Line(row[0], row[1], row[2]), row[3]) if row else None


def notice_of(round_id: int) -> Notice | None:
    """The newest D3 that speaks of the round."""
    query = select(Notice).join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
    query = query.where(NoticeSubject.subject_id == round_id, Notice.kind == "D3")
    return db.session.scalar(query.order_by(Notice.id.desc()).limit(1))


def tie_lot(round_id: int) -> Lot | None:
    """The lot between equals, if one was needed."""
    query = select(Lot).where(Lot.subject_id == round_id, Lot.subject_kind == "round", Lot.purpose == "tie")
    return db.session.scalar(query.order_by(Lot.id.desc()).limit(1))


def open_void_request(round_id: int) -> VoidRequest | None:
    """The motion to void that waits for the council, if there is one."""
    query = select(VoidRequest).where(VoidRequest.round_id == round_id, VoidRequest.carried.is_(None))
    return db.session.scalar(query.order_by(VoidRequest.id).limit(1))


def request_or_refuse(round_id: int) -> VoidRequest:
    """The motion to void that waits; refused when there is none."""
    return found(open_void_request(round_id), NO_VOID_REQUEST)


def voided_before(cycle_id: int | None) -> int:
    """How many rounds of a cycle were voided."""
    query = select(func.count()).select_from(Round).join(SubjectRow, SubjectRow.id == Round.id)
    return db.session.scalar(query.where(SubjectRow.cycle_id == cycle_id, Round.state == "void")) or 0


def void_requests(place_id: int) -> Sequence[tuple[VoidRequest, Round]]:
    """Motions to void that wait, with their round, while it is neither adopted nor void."""
    query = (
        select(VoidRequest, Round)
        .join(Round, Round.id == VoidRequest.round_id)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .where(SubjectRow.place_id == place_id, VoidRequest.carried.is_(None), Round.state.in_(RUNNING))
    )
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(VoidRequest.id))]


def to_vote(entry_ids: Sequence[int], now: datetime) -> Sequence[Round]:
    """Open rounds in which one of these entries may vote and has not, soonest end first."""
    marked = exists().where(RollMark.round_id == Round.id, RollMark.entry_id == RoundVoter.entry_id)
    query = (
        select(Round)
        .join(RoundVoter, RoundVoter.round_id == Round.id)
        .where(RoundVoter.entry_id.in_(entry_ids), Round.state == "open", Round.closes_at > now, ~marked)
    )
    return db.session.scalars(query.order_by(Round.closes_at)).all()


def for_desk(paths: Sequence[str]) -> Sequence[tuple[Round, VoidRequest | None]]:
    """Counted rounds and motions to void below any of these paths."""
    query = (
        select(Round, VoidRequest)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .outerjoin(VoidRequest, and_(VoidRequest.round_id == Round.id, VoidRequest.carried.is_(None)))
        .where(Round.state.in_(RUNNING), Round.imported.is_(False))
        .order_by(Round.id)
    )
    rows = db.session.execute(query).all()
    return [(row[0], row[1]) for row in rows if any(row[0].path.startswith(path) for path in paths)]
