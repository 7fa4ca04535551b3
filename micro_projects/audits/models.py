"""An audit with its scope and term, its samples, working papers, hearing and follow-ups."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.audits.machine import AUDIT
from micro_projects.audits.unmask_models import Unmasking
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject


class Audit(IsSubject, HasState, Base):
    """One audit (审计): what of which period is looked at, and until when. Scope and term are public."""

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("until_on >= since_on", name="scope"),
        CheckConstraint("title <> '' AND questions <> ''", name="said"),
        CheckConstraint(
            "state <> 'hearing' OR (draft IS NOT NULL AND hear_until IS NOT NULL)", name="hearing"
        ),
        CheckConstraint("state <> 'reported' OR report IS NOT NULL", name="reported"),
    )
    KIND = "audit"

    title: Mapped[str]
    questions: Mapped[str]
    """What the audit is to answer, in words."""
    since_on: Mapped[date]
    until_on: Mapped[date]
    """The days whose events are looked at, both included."""
    ends_at: Mapped[datetime]
    """The term: until then whoever audits may look behind masks. Never shortened."""
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    draft: Mapped[str | None]
    """The report as it was sent to be heard; not public."""
    hear_until: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    """When the auditor was told that the hearing is over."""
    report: Mapped[str | None]
    """As disclosed."""
    reported_at: Mapped[datetime | None]


class AuditResponse(Base):
    """What somebody audited answers to the draft; disclosed in full with the report."""

    __tablename__ = "audit_response"

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    text: Mapped[str]


class AuditSample(Base):
    """A random sample anyone can draw again once the report is out. Its size and digest are public at once."""

    __tablename__ = "audit_sample"
    __table_args__ = (CheckConstraint("size > 0 AND size <= population", name="size"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1; it goes into the seed, so that two samples differ."""
    what: Mapped[str]
    """A key of `population_queries.POPULATIONS`."""
    population: Mapped[int]
    size: Mapped[int]
    population_hash: Mapped[bytes]
    log_root: Mapped[bytes]
    log_size: Mapped[int]
    seed: Mapped[bytes]
    salt: Mapped[bytes]
    """Keeps the digest from telling those audited what was drawn."""
    digest: Mapped[bytes]
    codes: Mapped[str]
    """Canonical JSON: the whole population's codes, sorted."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class AuditItem(Base):
    """One thing drawn, in the order drawn, from 1."""

    __tablename__ = "audit_item"
    __table_args__ = (
        ForeignKeyConstraint(["audit_id", "sample"], ["audit_sample.audit_id", "audit_sample.number"]),
        UniqueConstraint("audit_id", "sample", "code"),
    )

    audit_id: Mapped[int] = mapped_column(primary_key=True)
    sample: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rank: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    title: Mapped[str]
    url: Mapped[str]


class AuditPaper(Base):
    """A working paper (审计底稿): what was looked at, what was seen. Never changed; a later one may replace it."""

    __tablename__ = "audit_paper"
    __table_args__ = (
        ForeignKeyConstraint(
            ["audit_id", "sample", "rank"], ["audit_item.audit_id", "audit_item.sample", "audit_item.rank"]
        ),
        CheckConstraint("(sample IS NULL) = (rank IS NULL)", name="item"),
        CheckConstraint("(sample IS NULL) = (outcome IS NULL)", name="outcome"),
        CheckConstraint("outcome IS NULL OR outcome IN ('clean','exception','unseen')", name="outcomes"),
        CheckConstraint("replaces IS NULL OR replaces < number", name="replaces"),
    )

    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    text: Mapped[str]
    sample: Mapped[int | None]
    rank: Mapped[int | None]
    outcome: Mapped[str | None]
    """Of a drawn item: clean, exception, or not to be seen (no evidence there)."""
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    replaces: Mapped[int | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class AuditFinding(Base):
    """A finding an auditor raised while the audit ran belongs to it."""

    __tablename__ = "audit_finding"

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)


class FollowUp(Base):
    """When a closed finding is looked at once more (后续检查), and what was seen then."""

    __tablename__ = "audit_follow_up"
    __table_args__ = (
        CheckConstraint("outcome IS NULL OR outcome IN ('kept','relapsed')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (done_at IS NULL)", name="done"),
        Index("ix_audit_follow_up_due_on", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audit.id"), index=True)
    due_on: Mapped[date]
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    outcome: Mapped[str | None]
    text: Mapped[str | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]


only_steps("audit", AUDIT)
for table in ("audit", "audit_follow_up"):
    never_deleted(table)
for table in ("audit_response", "audit_sample", "audit_item", "audit_paper", "audit_finding"):
    append_only(table)
# What an audit looks at is said before it looks; its term is only ever made longer.
guard(
    "audit_fixed",
    "audit",
    when="UPDATE",
    sqlite_if=(
        "NEW.since_on <> OLD.since_on OR NEW.until_on <> OLD.until_on OR NEW.questions <> OLD.questions "
        "OR NEW.title <> OLD.title OR NEW.opened_by <> OLD.opened_by OR NEW.ends_at < OLD.ends_at "
        "OR (OLD.report IS NOT NULL AND NEW.report <> OLD.report)"
    ),
)
# Nobody looks behind a mask outside the term of an audit of that very place.
guard(
    "unmasking_in_term",
    "unmasking",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM audit a JOIN subject s ON s.id = a.id WHERE a.id = NEW.audit_id "
        "AND NEW.at < a.ends_at AND a.state IN ('open', 'hearing') "
        "AND substr(NEW.path, 1, length(s.path)) = s.path)"
    ),
)
guard(
    "audit_follow_up_once",
    "audit_follow_up",
    when="UPDATE",
    sqlite_if="OLD.done_at IS NOT NULL OR NEW.finding_id <> OLD.finding_id OR NEW.due_on <> OLD.due_on",
)
# A sample is drawn, and a paper written, only while the audit runs.
for _table in ("audit_sample", "audit_paper"):
    guard(
        f"{_table}_open",
        _table,
        when="INSERT",
        sqlite_if="NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = NEW.audit_id AND a.state = 'open')",
    )

__all__ = [
    "Audit",
    "AuditFinding",
    "AuditItem",
    "AuditPaper",
    "AuditResponse",
    "AuditSample",
    "FollowUp",
    "Unmasking",
]
