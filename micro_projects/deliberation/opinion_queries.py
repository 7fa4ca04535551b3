"""Reading opinions: what is in force on the version in force, and what is still awaited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, or_, select

from micro_projects.cycles.models import Cycle
from micro_projects.deliberation import opinion_rules, rules
from micro_projects.deliberation.opinion_models import Opinion, OpinionFile, OpinionItem
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.money import Money
from micro_projects.people.models import Person
from micro_projects.places import queries as places
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal, ProposalVersion, Rerun


@dataclass(frozen=True, slots=True)
class InForce:
    """The newest opinion of each kind on one version."""

    version: int
    of: dict[str, Opinion] = field(default_factory=dict)

    @property
    def feasible(self) -> bool | None:
        """Whether it was found feasible; None: nobody said."""
        row = self.of.get("feasibility")
        return row.favourable if row else None

    @property
    def quoted(self) -> bool:
        """Whether the price is a quotation the council commissioned."""
        row = self.of.get("price")
        return row is not None and row.capacity == "quoted"

    @property
    def assessed(self) -> rules.Assessed | None:
        """What they come to for the agenda."""
        row = self.of.get("price")
        price = row.price if row else None
        return opinion_rules.assessed(self.version, self.feasible, price, quoted=self.quoted)

    @property
    def price(self) -> Money | None:
        """The price in force: what the ballot and the project cost."""
        known = self.assessed
        return known.price if known else None


def in_force(ids: Sequence[int]) -> dict[int, InForce]:
    """The opinions on the version in force of each of several proposals that has one: one statement."""
    query = (
        select(Opinion)
        .join(Proposal, (Proposal.id == Opinion.proposal_id) & (Proposal.version == Opinion.version))
        .where(Opinion.proposal_id.in_(ids))
        .order_by(Opinion.id)
    )
    found: dict[int, InForce] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.proposal_id, InForce(row.version)).of[row.kind] = row
    return found


def of(proposal: Proposal) -> InForce:
    """The opinions on one proposal's version in force."""
    return in_force([proposal.id]).get(proposal.id) or InForce(proposal.version)


class Shown(NamedTuple):
    """An opinion with its giver's public name."""

    opinion: Opinion
    by: str


def newest(proposal_id: int) -> dict[str, Shown]:
    """The newest opinion of each kind, of whichever version: one statement."""
    query = select(Opinion, Person.public_name).join(Person, Person.id == Opinion.by_id)
    query = query.where(Opinion.proposal_id == proposal_id).order_by(Opinion.id)
    return {row[0].kind: Shown(*row) for row in db.session.execute(query)}


def items(ids: Sequence[int]) -> dict[int, list[OpinionItem]]:
    """What prices are made of: one statement."""
    found: dict[int, list[OpinionItem]] = defaultdict(list)
    query = select(OpinionItem).where(OpinionItem.opinion_id.in_(ids))
    for row in db.session.scalars(query.order_by(OpinionItem.opinion_id, OpinionItem.number)):
        found[row.opinion_id].append(row)
    return found


def files(ids: Sequence[int]) -> dict[int, list[File]]:
    """What opinions rest on: one statement."""
    found: dict[int, list[File]] = defaultdict(list)
    query = select(OpinionFile.opinion_id, File).join(File, File.id == OpinionFile.file_id)
    for row in db.session.execute(query.where(OpinionFile.opinion_id.in_(ids)).order_by(File.id)):
        found[row[0]].append(row[1])
    return found


def newest_legality(ids: Sequence[int]) -> dict[int, Opinion]:
    """The newest legality opinion of each of several proposals, of whichever version: one statement."""
    query = select(Opinion).where(Opinion.proposal_id.in_(ids), Opinion.kind == "legality")
    return {row.proposal_id: row for row in db.session.scalars(query.order_by(Opinion.id))}


def since(proposal: Proposal) -> datetime:
    """Since when opinions are awaited: deliberation began, or the version in force was made later."""
    version = proposals.version(proposal.id, proposal.version)
    return max(proposal.state_since, version.made_at)


def until(proposal: Proposal) -> datetime:
    """Until when the officer has to give them on the version in force (P7)."""
    days = proposals.cycle_of(proposal).pack.opinion_days
    return places.due_after(since(proposal), days)


def blocked(proposal: Proposal) -> str | None:
    """What keeps a proposal off the agenda (`rules.blocked`)."""
    cap = proposals.cycle_of(proposal).pack.cap(proposal.kind)
    owed = proposals.rerun_pending(proposal.id)
    return rules.blocked(proposal.version, of(proposal).assessed, cap, owed=owed)


def may_advance(proposal: Proposal) -> bool:
    """Whether the council may advance a proposal: opinions on its text, not too dear, nothing owed (P7)."""
    return blocked(proposal) is None


class Due(NamedTuple):
    """A proposal before the council, with what its opinions come to and the hash of its text in force."""

    proposal: Proposal
    cycle: Cycle
    assessed: rules.Assessed
    text_hash: bytes


def before_council(place_id: int) -> list[Due]:
    """Deliberating and deferred proposals of a community that are assessed: two statements."""
    owed = select(Rerun.proposal_id).where(Rerun.settled_at.is_(None))
    query = (
        select(Proposal, Cycle, ProposalVersion.text_hash)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(
            ProposalVersion,
            (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
        )
        .where(SubjectRow.place_id == place_id, Cycle.state == "open")
        .where(Proposal.state.in_(("deliberating", "deferred")), Proposal.id.not_in(owed))
        .order_by(Proposal.number, Proposal.id)
    )
    rows = db.session.execute(query).all()
    known = in_force([row[0].id for row in rows])
    found = ((p, c, known[p.id].assessed if p.id in known else None, text) for p, c, text in rows)
    return [Due(p, c, assessed, text) for p, c, assessed, text in found if assessed is not None]


class Awaited(NamedTuple):
    """A deliberating proposal whose text lacks opinions: since when, and which (``opinion``, ``legality``)."""

    proposal: Proposal
    since: datetime
    cycle: Cycle
    lacking: tuple[str, ...]


def awaited() -> list[Awaited]:
    """Every one, for the clock: two statements."""
    return _awaited(_unassessed())


def awaited_below(paths: Sequence[str]) -> list[Awaited]:
    """The same below some places, for the desk."""
    if not paths:
        return []
    below = or_(*(SubjectRow.path.startswith(path, autoescape=True) for path in paths))
    return _awaited(_unassessed().where(below).limit(200))


def _awaited(query: Select[Proposal, datetime, Cycle]) -> list[Awaited]:
    rows = db.session.execute(query).all()
    known = in_force([row[0].id for row in rows]) if rows else {}
    found = []
    for proposal, made_at, cycle in rows:
        there = known.get(proposal.id) or InForce(proposal.version)
        missing = {"opinion": there.assessed is None, "legality": "legality" not in there.of}
        lacking = tuple(what for what, lacks in missing.items() if lacks)
        if lacking:
            found.append(Awaited(proposal, max(proposal.state_since, made_at), cycle, lacking))
    return found


def _unassessed() -> Select[Proposal, datetime, Cycle]:
    """Deliberating proposals without an opinion of every kind on their text; an infeasible one has no price."""
    there = (
        select(Opinion.id)
        .where(Opinion.proposal_id == Proposal.id, Opinion.version == Proposal.version, Opinion.kind == kind)
        .correlate(Proposal)
        .exists()
        for kind in opinion_rules.KINDS
    )
    return (
        select(Proposal, ProposalVersion.made_at, Cycle)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .join(
            ProposalVersion,
            (ProposalVersion.proposal_id == Proposal.id) & (ProposalVersion.number == Proposal.version),
        )
        .where(Proposal.state == "deliberating", ~and_(*there))
        .order_by(Proposal.id)
    )
