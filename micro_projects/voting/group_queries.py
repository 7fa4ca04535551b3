"""Reading exclusive groups: those that stand, and the proposals that could still be put into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import and_, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.proposals.models import Proposal
from micro_projects.voting.group_models import ExclusiveGroup, ExclusiveMember
from micro_projects.voting.group_rules import NO_GROUP
from micro_projects.voting.models import Round
from micro_projects.voting.rules import WAITING

ALIVE = (*WAITING, "advanced", "on_ballot")
"""States from which a proposal may still come on the next ballot."""


@dataclass(frozen=True, slots=True)
class Group:
    """One that stands, with its proposals."""

    number: int
    reason: str
    members: list[Proposal] = field(default_factory=list)


def standing(cycle_id: int) -> list[Group]:
    """A cycle's groups that were not ended, oldest first. One statement."""
    query = (
        select(ExclusiveGroup, Proposal)
        .join(ExclusiveMember, ExclusiveMember.group_id == ExclusiveGroup.id)
        .join(Proposal, Proposal.id == ExclusiveMember.proposal_id)
        .where(ExclusiveGroup.cycle_id == cycle_id, ExclusiveGroup.ended_at.is_(None))
        .order_by(ExclusiveGroup.number, Proposal.id)
    )
    groups: dict[int, Group] = {}
    for group, proposal in db.session.execute(query):
        groups.setdefault(group.number, Group(group.number, group.reason)).members.append(proposal)
    return list(groups.values())


def free(cycle_id: int) -> Sequence[Proposal]:
    """Proposals that may still come on the ballot and are in no group, by code."""
    query = (
        select(Proposal)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .outerjoin(
            ExclusiveMember,
            and_(ExclusiveMember.proposal_id == Proposal.id, ExclusiveMember.ended_at.is_(None)),
        )
        .where(SubjectRow.cycle_id == cycle_id, Proposal.state.in_(ALIVE), ExclusiveMember.group_id.is_(None))
        .order_by(SubjectRow.code)
    )
    return db.session.scalars(query).all()


def group_or_404(cycle_id: int, number: int) -> ExclusiveGroup:
    """That one of the cycle, ended or not; refused when there is none."""
    query = select(ExclusiveGroup).where(ExclusiveGroup.cycle_id == cycle_id, ExclusiveGroup.number == number)
    return found(db.session.scalar(query), NO_GROUP)


def members(group_id: int) -> Sequence[ExclusiveMember]:
    """A group's rows."""
    return db.session.scalars(select(ExclusiveMember).where(ExclusiveMember.group_id == group_id)).all()


def next_number(cycle_id: int) -> int:
    """The number of the cycle's next group."""
    query = select(func.max(ExclusiveGroup.number)).where(ExclusiveGroup.cycle_id == cycle_id)
    return (db.session.scalar(query) or 0) + 1


def is_frozen(cycle_id: int) -> bool:
    """Whether a round of the cycle is under way or adopted: then its groups stay as they are."""
    query = select(Round.id).join(SubjectRow, SubjectRow.id == Round.id)
    query = query.where(SubjectRow.cycle_id == cycle_id, Round.state != "void")
    return db.session.scalar(query.limit(1)) is not None
