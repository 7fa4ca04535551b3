"""Reading proposals for acts, the clock and other rooms; the pages' own reads are in page_queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import DueWork, JournalEntry, SubjectRow
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import Notice
from micro_projects.people import queries as people
from micro_projects.people.models import RollEntry
from micro_projects.places import queries as places
from micro_projects.proposals import rules
from micro_projects.proposals.models import (
    Decision,
    DisclosedText,
    Proposal,
    ProposalDraft,
    ProposalVersion,
    Rerun,
    Screening,
    ScreeningAppeal,
    Second,
)


def by_code(code: str) -> Proposal:
    """The proposal people call `code`; refused (404) when there is none."""
    query = select(Proposal).join(SubjectRow, SubjectRow.id == Proposal.id)
    row = db.session.scalar(query.where(SubjectRow.kind == "proposal", SubjectRow.code == code))
    return found(row, rules.NO_PROPOSAL)


def by_id(proposal_id: int) -> Proposal:
    """The proposal of a subject's id."""
    return db.session.get_one(Proposal, proposal_id)


def titles(codes: Sequence[str]) -> dict[str, str]:
    """What proposals are called, by code."""
    query = (
        select(SubjectRow.code, Proposal.title)
        .join(Proposal, Proposal.id == SubjectRow.id)
        .where(SubjectRow.kind == "proposal", SubjectRow.code.in_(codes))
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def by_ids(ids: Sequence[int]) -> Sequence[Proposal]:
    """Several, by number."""
    return db.session.scalars(
        select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.number, Proposal.id)
    ).all()


def cycle_of(proposal: Proposal) -> Cycle:
    """The cycle a proposal belongs to."""
    assert proposal.cycle_id is not None
    return cycles.by_id(proposal.cycle_id)


def of_cycle(cycle_id: int, states: Sequence[str] = ()) -> Sequence[Proposal]:
    """A cycle's submitted proposals, by number; only those in `states` when given."""
    query = select(Proposal).join(SubjectRow, SubjectRow.id == Proposal.id)
    query = query.where(SubjectRow.cycle_id == cycle_id, SubjectRow.kind == "proposal")
    query = query.where(Proposal.state.in_(states) if states else Proposal.submitted_at.is_not(None))
    return db.session.scalars(query.order_by(Proposal.number, Proposal.id)).all()


def states(cycle_id: int) -> set[str]:
    """The states a cycle's submitted proposals are in."""
    query = select(Proposal.state).join(SubjectRow, SubjectRow.id == Proposal.id).distinct()
    query = query.where(SubjectRow.cycle_id == cycle_id, SubjectRow.kind == "proposal")
    return set(db.session.scalars(query.where(Proposal.submitted_at.is_not(None))))


def drafts_of(author_id: int, cycle_id: int) -> int:
    """How many open drafts somebody has in a cycle."""
    query = select(func.count()).select_from(Proposal).join(SubjectRow, SubjectRow.id == Proposal.id)
    query = query.where(SubjectRow.cycle_id == cycle_id, Proposal.author_id == author_id)
    return db.session.scalar(query.where(Proposal.state == "draft")) or 0


def submitted_by(author_id: int, cycle_id: int) -> int:
    """How many proposals somebody submitted in a cycle, withdrawn ones not counted."""
    query = select(func.count()).select_from(Proposal).join(SubjectRow, SubjectRow.id == Proposal.id)
    query = query.where(SubjectRow.cycle_id == cycle_id, Proposal.author_id == author_id)
    query = query.where(Proposal.submitted_at.is_not(None), Proposal.state != "withdrawn")
    return db.session.scalar(query) or 0


def next_number(cycle_id: int) -> int:
    """The number the next submitted proposal of a cycle gets, from 1."""
    query = select(func.max(Proposal.number)).join(SubjectRow, SubjectRow.id == Proposal.id)
    return (db.session.scalar(query.where(SubjectRow.cycle_id == cycle_id)) or 0) + 1


def draft(proposal_id: int) -> ProposalDraft:
    """The words of a draft."""
    return db.session.get_one(ProposalDraft, proposal_id)


def version(proposal_id: int, number: int) -> ProposalVersion:
    """One frozen text; refused (404) when there is none of that number."""
    return found(db.session.get(ProposalVersion, (proposal_id, number)), rules.NO_PROPOSAL)


def versions(ids: Sequence[int]) -> dict[int, ProposalVersion]:
    """The texts in force of several proposals, one statement."""
    if not ids:
        return {}
    query = select(ProposalVersion).join(Proposal, Proposal.id == ProposalVersion.proposal_id)
    query = query.where(Proposal.id.in_(ids), ProposalVersion.number == Proposal.version)
    return {v.proposal_id: v for v in db.session.scalars(query)}


def text_of(version: ProposalVersion | ProposalDraft) -> rules.Text:
    """The words as a value."""
    return rules.Text(
        version.title,
        version.problem,
        version.wish,
        version.location,
        version.beneficiaries,
        version.kind,
        version.estimate,
    )


def text_hash(proposal_id: int, version_number: int) -> bytes:
    """The hash of one version's text (invariant 3)."""
    return version(proposal_id, version_number).text_hash


def hash_in_notice(proposal_id: int, kind: str) -> bytes | None:
    """The hash of the text that the notice of `kind` in force shows for a proposal."""
    query = select(DisclosedText.text_hash).where(
        DisclosedText.proposal_id == proposal_id, DisclosedText.kind == kind
    )
    return db.session.scalar(query.order_by(DisclosedText.notice_id.desc()).limit(1))


def has_seconded(proposal_id: int, entry_id: int) -> bool:
    """Whether a roll entry seconds a proposal already."""
    query = select(Second.id).where(Second.proposal_id == proposal_id, Second.entry_id == entry_id)
    return db.session.scalar(query.limit(1)) is not None


def seconders(proposal_id: int) -> set[int]:
    """The persons who second a proposal, for letters."""
    query = select(RollEntry.person_id).join(Second, Second.entry_id == RollEntry.id)
    return set(db.session.scalars(query.where(Second.proposal_id == proposal_id)))


def entry(code: str, place_id: int) -> RollEntry:
    """The entry in force of that code on a community's roll; refused when there is none."""
    query = select(RollEntry).where(
        RollEntry.code == code, RollEntry.place_id == place_id, RollEntry.removed_at.is_(None)
    )
    return found(db.session.scalar(query), rules.NOT_LISTED)


def entry_typed(typed: str, place_id: int) -> RollEntry:
    """The entry a worker means: by the roll's code, a national id or a phone number; refused when there is none."""
    known = people.person_with("national_id", typed) or people.person_with("phone", typed)
    there = entry_of(known, place_id) if known is not None else None
    return there or entry(typed, place_id)


def entry_of(person_id: int, place_id: int) -> RollEntry | None:
    """A person's entry in force on a community's roll."""
    query = select(RollEntry).where(
        RollEntry.person_id == person_id, RollEntry.place_id == place_id, RollEntry.removed_at.is_(None)
    )
    return db.session.scalar(query)


def screening(proposal_id: int) -> Screening | None:
    """A proposal's screening, once prepared or decided."""
    return db.session.scalar(select(Screening).where(Screening.proposal_id == proposal_id))


def appeal(proposal_id: int) -> ScreeningAppeal | None:
    """The one appeal against being screened out."""
    return db.session.get(ScreeningAppeal, proposal_id)


def appeal_until(proposal: Proposal) -> datetime | None:
    """Until when the council has to decide the appeal against its screening; None when none waits."""
    row = appeal(proposal.id)
    if row is None or row.decided_at is not None:
        return None
    return places.due_after(row.at, cycle_of(proposal).pack.appeal_council_days)


def appeals_waiting(place_id: int) -> Sequence[tuple[Proposal, ScreeningAppeal]]:
    """Appeals the council has not decided, oldest first."""
    query = (
        select(Proposal, ScreeningAppeal)
        .join(ScreeningAppeal, ScreeningAppeal.proposal_id == Proposal.id)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .where(SubjectRow.place_id == place_id, Proposal.state == "screened_out")
        .where(ScreeningAppeal.decided_at.is_(None))
    )
    return [(r[0], r[1]) for r in db.session.execute(query.order_by(ScreeningAppeal.at))]


def appeal_open(cycle_id: int) -> bool:
    """Whether an appeal of a cycle waits for the council."""
    query = (
        select(ScreeningAppeal.proposal_id)
        .join(SubjectRow, SubjectRow.id == ScreeningAppeal.proposal_id)
        .where(SubjectRow.cycle_id == cycle_id, ScreeningAppeal.decided_at.is_(None))
    )
    return db.session.scalar(query.limit(1)) is not None


def first_notice(cycle_id: int, kind: str) -> Notice | None:
    """A cycle's first notice of a kind."""
    query = select(Notice).where(Notice.cycle_id == cycle_id, Notice.kind == kind)
    return db.session.scalar(query.order_by(Notice.id).limit(1))


def pending_reruns(proposal_id: int) -> Sequence[Rerun]:
    """What upheld objections still ask for."""
    query = select(Rerun).where(Rerun.proposal_id == proposal_id, Rerun.settled_at.is_(None))
    return db.session.scalars(query.order_by(Rerun.id)).all()


def rerun(rerun_id: int) -> Rerun:
    """One new version owed."""
    return db.session.get_one(Rerun, rerun_id)


def rerun_until(owed: Rerun) -> datetime:
    """24:00 of the last working day on which its author may write it."""
    return places.due_after(owed.at, rules.RERUN_DAYS)


def rerun_pending(proposal_id: int) -> bool:
    """Whether a new version is still owed after an upheld objection."""
    return bool(pending_reruns(proposal_id))


def decisions(proposal_id: int) -> Sequence[Decision]:
    """The decisions on what was resolved, oldest first."""
    query = select(Decision).where(Decision.proposal_id == proposal_id)
    return db.session.scalars(query.order_by(Decision.id)).all()


def seconding_until(cycle: Cycle) -> datetime:
    """Until when one may second in a cycle: working days after its window closes (P3)."""
    ends = cycles.phases(cycle.id)["proposing"].ends_at
    assert ends is not None
    return places.due_after(rules.window_last(ends), cycle.pack.seconding_days)


def screening_until(proposal: Proposal, cycle: Cycle) -> datetime:
    """Until when the officer alone may screen (P4)."""
    return places.due_after(proposal.state_since, cycle.pack.screening_days)


def done_keys(job: str) -> set[str]:
    """What the clock did of a kind of work already."""
    return set(db.session.scalars(select(DueWork.key).where(DueWork.job == job)))


def was_deferred(proposal: Proposal) -> bool:
    """Whether a proposal is deferred, or was when its cycle ended."""
    if proposal.state == "deferred":
        return True
    if proposal.state != "lapsed":
        return False
    query = select(JournalEntry.facts).where(
        JournalEntry.subject_id == proposal.id, JournalEntry.act == "proposal.lapse"
    )
    return '"from":"deferred"' in (db.session.scalar(query.limit(1)) or "")


def carried_to(proposal_id: int) -> Proposal | None:
    """The proposal of a later cycle that continues this one."""
    return db.session.scalar(select(Proposal).where(Proposal.carried_from_id == proposal_id).limit(1))


def seconding_entries(proposal_id: int, place_id: int) -> list[int]:
    """The entries that second a proposal and are still on the roll."""
    query = select(Second.entry_id).join(RollEntry, RollEntry.id == Second.entry_id)
    query = query.where(Second.proposal_id == proposal_id, RollEntry.removed_at.is_(None))
    return list(db.session.scalars(query.where(RollEntry.place_id == place_id).order_by(Second.id)))
