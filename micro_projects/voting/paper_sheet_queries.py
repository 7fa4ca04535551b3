"""Reading sheets: print runs, stubs, who answers for which; and finding the voter who stands at the counter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.kernel.refusal import N_, Refusal, found
from micro_projects.people import queries as people
from micro_projects.people.models import Person, PersonSecret, RollEntry
from micro_projects.places.models import Place
from micro_projects.voting import paper_queries
from micro_projects.voting.models import RollMark, Round, RoundVoter
from micro_projects.voting.paper_models import PaperIssue, PaperRun, PaperSerial, PaperStub
from micro_projects.voting.paper_queries import PaperAccount

NO_RUN = Refusal("no_paper_run", N_("没有这一批选票。"), N_("请从纸质选票的登记页面查找。"), 404)
MOST_FOUND = 20


def runs(round_id: int) -> Sequence[PaperRun]:
    """Every run of a round, in order."""
    return db.session.scalars(
        select(PaperRun).where(PaperRun.round_id == round_id).order_by(PaperRun.number)
    ).all()


def run_or_404(round_id: int, number: int) -> PaperRun:
    """One run."""
    query = select(PaperRun).where(PaperRun.round_id == round_id, PaperRun.number == number)
    return found(db.session.scalar(query), NO_RUN)


def serials(round_id: int) -> list[str]:
    """The serials of every counted sheet, in order."""
    query = select(PaperSerial.serial).where(PaperSerial.round_id == round_id, PaperSerial.run_id.is_(None))
    return list(db.session.scalars(query.order_by(PaperSerial.serial)))


def every_serial(round_id: int) -> list[str]:
    """The same with those of runs that are being printed."""
    return list(db.session.scalars(select(PaperSerial.serial).where(PaperSerial.round_id == round_id)))


def stubs(round_id: int, first: int, last: int) -> Sequence[PaperStub]:
    """The stubs of a range, in order."""
    query = select(PaperStub).where(PaperStub.round_id == round_id, PaperStub.number.between(first, last))
    return db.session.scalars(query.order_by(PaperStub.number)).all()


def workers(round_: Round, now: datetime) -> dict[int, str]:
    """Who may answer for sheets: the workers of the community, by id."""
    return {h.person_id: h.name for h in people.holders(round_.path, now, ("worker",))}


class HolderAccount(NamedTuple):
    """The sheets one person answers for."""

    name: str
    purposes: tuple[str, ...]
    account: PaperAccount
    missing: tuple[int, ...]
    """Stubs that are still out, the first ones."""


def by_run(round_id: int) -> dict[int, PaperAccount]:
    """Sums by run: one statement."""
    query = select(PaperStub.run_id, *paper_queries.sums()).where(PaperStub.round_id == round_id)
    return {
        row[0]: PaperAccount(*map(int, row[1:]))
        for row in db.session.execute(query.group_by(PaperStub.run_id))
    }


def by_holder(round_id: int) -> list[HolderAccount]:
    """Sums by who answers for the sheets, and which of theirs are missing: three statements."""
    query = (
        select(PaperIssue.to_id, Person.public_name, *paper_queries.sums())
        .select_from(PaperStub)
        .join(PaperIssue, PaperIssue.id == PaperStub.issue_id)
        .join(Person, Person.id == PaperIssue.to_id)
        .where(PaperStub.round_id == round_id)
        .group_by(PaperIssue.to_id, Person.public_name)
        .order_by(PaperIssue.to_id)
    )
    rows = db.session.execute(query).all()
    out, purposes = still_out(round_id), _purposes(round_id)
    return [
        HolderAccount(row[1], purposes.get(row[0], ()), PaperAccount(*map(int, row[2:])), out.get(row[0], ()))
        for row in rows
    ]


def still_out(round_id: int) -> dict[int, tuple[int, ...]]:
    """Stubs handed out of which nobody said what became, by who answers for them."""
    query = (
        select(PaperIssue.to_id, PaperStub.number)
        .join(PaperIssue, PaperIssue.id == PaperStub.issue_id)
        .where(PaperStub.round_id == round_id, PaperStub.ended == "")
        .order_by(PaperStub.number)
    )
    found_: dict[int, tuple[int, ...]] = {}
    for holder, number in db.session.execute(query):
        found_[holder] = (*found_.get(holder, ()), number)
    return found_


def _purposes(round_id: int) -> dict[int, tuple[str, ...]]:
    query = select(PaperIssue.to_id, PaperIssue.purpose).where(PaperIssue.round_id == round_id).distinct()
    found_: dict[int, tuple[str, ...]] = {}
    for holder, purpose in db.session.execute(query.order_by(PaperIssue.purpose)):
        found_[holder] = (*found_.get(holder, ()), purpose)
    return found_


class Found(NamedTuple):
    """Somebody on the community's roll, as the counter sees them in a round."""

    entry: RollEntry
    name: str
    grid: str | None
    voter: bool
    paper: bool
    """A ballot on paper was handed in; whether they voted otherwise, the counter is not shown."""


def find_voters(round_: Round, typed: str) -> list[Found]:
    """Those of the roll with this number of a document or telephone, or of this household."""
    grid, person = aliased(Place), aliased(Person)
    query = (
        select(RollEntry, person.public_name, grid.name, RoundVoter.entry_id, RollMark.channel)
        .join(person, person.id == RollEntry.person_id)
        .outerjoin(grid, grid.id == RollEntry.grid_id)
        .outerjoin(RoundVoter, (RoundVoter.entry_id == RollEntry.id) & (RoundVoter.round_id == round_.id))
        .outerjoin(RollMark, (RollMark.entry_id == RollEntry.id) & (RollMark.round_id == round_.id))
        .where(RollEntry.place_id == round_.place_id)
    )
    vault = people.vault()
    hashes = [vault.index("national_id", typed.upper()), vault.index("phone", typed)]
    by_secret = select(PersonSecret.person_id).where(
        PersonSecret.kind.in_(("national_id", "phone")), PersonSecret.blind_index.in_(hashes)
    )
    wanted = query.where((RollEntry.household == typed) | RollEntry.person_id.in_(by_secret))
    rows = db.session.execute(wanted.order_by(RollEntry.id).limit(MOST_FOUND))
    return [Found(r[0], r[1], r[2], r[3] is not None, r[4] == "paper") for r in rows]


def voter(round_: Round, code: str) -> RollEntry | None:
    """The roll entry of that code in the round's community."""
    query = select(RollEntry).where(RollEntry.code == code, RollEntry.place_id == round_.place_id)
    return db.session.scalar(query)


def handed_in(round_id: int) -> int:
    """How many ballots on paper the roll is marked with."""
    query = select(func.count()).where(RollMark.round_id == round_id, RollMark.channel == "paper")
    return db.session.scalar(query) or 0
