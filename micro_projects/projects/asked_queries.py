"""What other rooms ask of projects: each one statement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, literal, select, union

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.money import Money
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Award, Contract, Contractor, Project, Termination, Variation
from micro_projects.proposals.models import ProposalVersion
from micro_projects.voting.models import RoundProject


def interested(project_id: int) -> set[int]:
    """The author and every awarded firm's person: one statement."""
    firms = (
        select(Contractor.person_id)
        .join(Award, Award.contractor_id == Contractor.id)
        .where(Award.project_id == project_id, Award.cancelled_at.is_(None))
    )
    signed = (
        select(Contractor.person_id)
        .join(Contract, Contract.contractor_id == Contractor.id)
        .where(Contract.project_id == project_id)
    )
    author = select(Project.author_id).where(Project.id == project_id)
    return set(db.session.scalars(union(author, firms, signed)))


def firms(project_id: int) -> set[str]:
    """The credit codes of every firm that was awarded a project, or signed its contract."""
    awarded = (
        select(Contractor.credit_code)
        .join(Award, Award.contractor_id == Contractor.id)
        .where(Award.project_id == project_id, Award.cancelled_at.is_(None))
    )
    signed = (
        select(Contractor.credit_code)
        .join(Contract, Contract.contractor_id == Contractor.id)
        .where(Contract.project_id == project_id)
    )
    return set(db.session.scalars(union(awarded, signed)))


def location(proposal_id: int, version: int) -> str:
    """Where a proposal's version in force says it is."""
    found_ = db.session.get(ProposalVersion, (proposal_id, version))
    return found_.location if found_ else ""


def resolved_cost(proposal_id: int) -> Money | None:
    """What the newest ballot said a proposal costs: what was resolved."""
    query = (
        select(RoundProject.cost)
        .where(RoundProject.proposal_id == proposal_id)
        .order_by(RoundProject.round_id.desc())
    )
    return db.session.scalar(query.limit(1))


def of_proposal(proposal_id: int) -> Project | None:
    """The project a proposal became."""
    return db.session.scalar(select(Project).where(Project.proposal_id == proposal_id))


def variations_for_council(place_id: int) -> Sequence[tuple[Project, Variation]]:
    """Variations of a place that wait for the council."""
    query = (
        select(Project, Variation)
        .join(Variation, Variation.project_id == Project.id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(SubjectRow.place_id == place_id, Variation.state == "proposed", Variation.council)
        .order_by(Variation.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def variation_amounts(ids: Sequence[int]) -> dict[int, Money]:
    """By how much the variation that waits for the council changes each project's contract."""
    query = select(Variation.project_id, Variation.amount).where(
        Variation.project_id.in_(ids), Variation.state == "proposed", Variation.council
    )
    # the first that was proposed
    return {row[0]: row[1] for row in db.session.execute(query.order_by(Variation.id.desc()))}


def terminations_for_council(place_id: int) -> Sequence[tuple[Project, Termination]]:
    """Terminations of a place that wait for the council."""
    query = (
        select(Project, Termination)
        .join(Termination, Termination.project_id == Project.id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(
            SubjectRow.place_id == place_id, Termination.closed_at.is_(None), Termination.carried.is_(None)
        )
        .order_by(Termination.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def is_unfinished(cycle_id: int) -> bool:
    """Whether a project of a cycle is not final, or an advance is still to come back."""
    return bool(db.session.scalar(select(cycle_waits(literal(cycle_id)))))


def cycle_waits(cycle_id: ColumnElement[int]) -> ColumnElement[bool]:
    """The same as a condition, for the clock."""
    owed = (
        select(Termination.id)
        .where(
            Termination.project_id == Project.id,
            Termination.reclaim > Money(0),
            Termination.reclaimed_at.is_(None),
        )
        .exists()
    )
    query = (
        select(Project.id)
        .join(SubjectRow, SubjectRow.id == Project.id)
        .where(SubjectRow.cycle_id == cycle_id, Project.state.not_in(MACHINE.finals) | owed)
    )
    return query.exists()
