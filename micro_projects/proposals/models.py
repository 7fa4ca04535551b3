"""Proposals with their versions, seconds, screening, appeal, decision."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject
from micro_projects.kernel.money import Money
from micro_projects.proposals.machine import MACHINE


class Proposal(IsSubject, HasState, Base):
    """An idea until resolved (提案). Its text is its versions'; the newest is in force."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_state_id", "state", "id"),)
    KIND = "proposal"

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The worker who entered it for the author (代办)."""
    number: Mapped[int | None]
    """The how-many-eth submitted proposal of its cycle; none while a draft."""
    version: Mapped[int]
    """The number of the version in force; 0 while a draft."""
    title: Mapped[str]
    """That version's title, so that a list needs no join."""
    kind: Mapped[str]
    """``service``, ``goods``, ``works``."""
    estimate: Mapped[Money]
    seconds: Mapped[int]
    """How many second it; equals the rows of `second` (checked by doctor)."""
    submitted_at: Mapped[datetime | None]
    organisation: Mapped[str]
    """The organisation that proposes a service, if one does."""
    survey_answers: Mapped[int | None]
    """Answers to its needs survey."""
    similar_shown_at: Mapped[datetime | None]
    """When the author was shown similar proposals (P2)."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    """The deferred proposal of the cycle before that this one continues."""


class ProposalVersion(Base):
    """A frozen text (版本). Never changed; amending writes the next."""

    __tablename__ = "proposal_version"
    __table_args__ = (CheckConstraint("estimate > 0", name="estimate"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    problem: Mapped[str]
    """What is wrong, for whom, since when."""
    wish: Mapped[str]
    """What should be done."""
    location: Mapped[str]
    beneficiaries: Mapped[str]
    kind: Mapped[str]
    estimate: Mapped[Money]
    text_hash: Mapped[bytes]
    """SHA-256 of the canonical JSON of the fields above: what is voted on (invariant 3)."""
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class ProposalDraft(Base):
    """The words of a draft, still changing; gone when version 1 is written."""

    __tablename__ = "proposal_draft"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    title: Mapped[str]
    problem: Mapped[str]
    wish: Mapped[str]
    location: Mapped[str]
    beneficiaries: Mapped[str]
    kind: Mapped[str]
    estimate: Mapped[Money]
    saved_at: Mapped[datetime]


class DisclosedText(Base):
    """Which version of a proposal a notice of the three disclosures showed (invariant 3)."""

    __tablename__ = "disclosed_text"
    __table_args__ = (Index("ix_disclosed_text_proposal_id_kind", "proposal_id", "kind"),)

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    kind: Mapped[str]
    """``D1``, ``D2``, ``D3``."""
    version: Mapped[int]
    text_hash: Mapped[bytes]


class Rerun(Base):
    """What an upheld objection of substance asks for: a new version, then the step anew."""

    __tablename__ = "rerun"
    __table_args__ = (Index("ix_rerun_proposal_id", "proposal_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    kind: Mapped[str]
    """Of the notice objected to."""
    version: Mapped[int]
    """The version it found wrong; a later one settles it."""
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class Second(Base):
    """One resident's support (附议) that admits a proposal to screening."""

    __tablename__ = "second"
    __table_args__ = (UniqueConstraint("proposal_id", "entry_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"))
    at: Mapped[datetime]


class Screening(Base):
    """The check of form and the negative list (初审), prepared by a worker, decided by an officer (P4)."""

    __tablename__ = "screening"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    prepared_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    prepared_ground: Mapped[str | None]
    prepared_note: Mapped[str | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    passed: Mapped[bool | None]
    ground: Mapped[str | None]
    """A code of the negative list, when not passed."""
    reason: Mapped[str | None]


class ScreeningAppeal(Base):
    """The one appeal of a screened-out author to the council (P4)."""

    __tablename__ = "screening_appeal"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    text: Mapped[str]
    at: Mapped[datetime]
    readmitted: Mapped[bool | None]
    decided_at: Mapped[datetime | None]


class Decision(Base):
    """The sub-district's (or district's) approval or refusal of what was resolved (P14)."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    approved: Mapped[bool]
    meeting_number: Mapped[str]
    meeting_on: Mapped[date]
    """The 街道 meeting's day."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    """The attached decision."""
    ground: Mapped[str | None]
    """A legal ground's code, when refused."""
    reason: Mapped[str]


only_steps("proposal", MACHINE)
for table in ("proposal", "second", "screening", "screening_appeal"):
    never_deleted(table)
for table in ("disclosed_text", "proposal_version"):
    append_only(table)
never_deleted("rerun")
guard(
    "subject_code_fixed",
    "subject",
    when="UPDATE",
    columns="code",
    sqlite_if="NEW.code <> OLD.code AND NOT (OLD.kind = 'proposal' AND substr(OLD.code, 1, 6) = 'draft-')",
)
guard(
    "second_not_author",
    "second",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM roll_entry e JOIN proposal p ON p.author_id = e.person_id "
        "WHERE e.id = NEW.entry_id AND p.id = NEW.proposal_id)"
    ),
)
guard(
    "screening_decided_once",
    "screening",
    when="UPDATE",
    sqlite_if="OLD.decided_at IS NOT NULL",
)
guard(
    "screening_appeal_decided_once",
    "screening_appeal",
    when="UPDATE",
    sqlite_if="OLD.decided_at IS NOT NULL OR NEW.text <> OLD.text",
)
append_only("decision")

_RELEASED = (
    "NOT EXISTS (SELECT 1 FROM notice_subject s JOIN notice n ON n.id = s.notice_id "
    "WHERE s.subject_id = NEW.id AND n.kind = '{kind}' AND s.released_at IS NOT NULL)"
)
# Invariant 2, held by the database too: no step behind D1, D2, D3 without its gate let go.
for source, target, kind in (
    ("screened_in", "deliberating", "D1"),
    ("advanced", "on_ballot", "D2"),
    ("selected", "approved", "D3"),
    ("selected", "refused", "D3"),
):
    guard(
        f"proposal_{kind.lower()}_{target}",
        "proposal",
        when="UPDATE",
        columns="state",
        sqlite_if=f"OLD.state = '{source}' AND NEW.state = '{target}' AND " + _RELEASED.format(kind=kind),
    )

_SHOWN = (
    "(SELECT d.text_hash FROM disclosed_text d WHERE d.proposal_id = NEW.id AND d.kind = '{kind}' "
    "ORDER BY d.notice_id DESC LIMIT 1)"
)
_RESOLVED = (
    "EXISTS (SELECT 1 FROM proposal_version v WHERE v.proposal_id = NEW.id AND v.number = NEW.version "
    "AND v.text_hash = {D2} AND v.text_hash = {D3})"
)
# Invariant 3: only the text of D2 and D3 in force is approved.
guard(
    "proposal_text_resolved",
    "proposal",
    when="UPDATE",
    columns="state",
    sqlite_if="NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT "
    + _RESOLVED.format(D2=_SHOWN.format(kind="D2"), D3=_SHOWN.format(kind="D3")),
)

# Tables of the room that stand in files of their own.
from micro_projects.proposals.condition_models import (  # noqa: E402, F401
    RiskAspect,
    RiskAssessment,
    WrittenPromise,
)
from micro_projects.proposals.point_models import ProposalPoint  # noqa: E402, F401
from micro_projects.proposals.similar_models import SimilarTerm  # noqa: E402, F401
