"""The council's members, its sessions with attendance, recusals, motions and votes."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council import (
    committee_models,
    interest_models,
    live_models,
    minutes_models,
    observer_models,
    requirement_models,
    rules,
    speaking_models,
)
from micro_projects.council.motion_models import CouncilVote, Motion, RollPass
from micro_projects.council.recusal_models import Challenge, Recusal
from micro_projects.council.seat_models import CouncilMember
from micro_projects.council.secret_models import (
    SecretBallot,
    SecretMark,
    SecretSealed,
    SecretSlip,
    SecretVote,
)
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject

__all__ = [
    "Challenge",
    "CouncilMember",
    "CouncilVote",
    "Motion",
    "Recusal",
    "RollPass",
    "SecretBallot",
    "SecretMark",
    "SecretSealed",
    "SecretSlip",
    "SecretVote",
    "committee_models",
    "interest_models",
    "live_models",
    "minutes_models",
    "observer_models",
    "requirement_models",
    "speaking_models",
]


class CouncilSession(IsSubject, HasState, Base):
    """A convened meeting (会议). Its code is ``FT-LH-2026-S03``, its address ``/sessions/<code>``."""

    __tablename__ = "council_session"
    __table_args__ = (
        CheckConstraint("kind IN ('ordinary','third')", name="kind"),
        CheckConstraint("form IN ('council','committee')", name="form"),
        CheckConstraint("(form = 'committee') = (committee_id IS NOT NULL)", name="committee"),
        Index("ix_council_session_starts_at", "starts_at"),
    )
    KIND = "session"

    kind: Mapped[str]
    form: Mapped[str] = mapped_column(default="council")
    """``council``, or ``committee``: the standing committee meets, its members are the base."""
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"))
    """The standing committee whose members are the base."""
    starts_at: Mapped[datetime]
    venue: Mapped[str]
    online: Mapped[str]
    """How to take part online or by phone; empty: only in person."""
    quorum: Mapped[int]
    """The pack's share in basis points (6667 is ⅔), copied when convened."""
    majority: Mapped[int]
    minutes_days: Mapped[int]
    recall_minutes: Mapped[int] = mapped_column(default=15)
    """How long those who left are waited for when the quorum is lost (docs/decisions/quorum-lost.md)."""
    speech_seconds: Mapped[int] = mapped_column(default=180)
    observers: Mapped[int]
    """Seats for residents who come to listen (旁听), the pack's number."""
    convened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    convened_at: Mapped[datetime]
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who opened it."""
    opened_at: Mapped[datetime | None]
    quorum_lost_at: Mapped[datetime | None]
    """Since when it is open without its quorum."""
    ended_at: Mapped[datetime | None]
    without_quorum: Mapped[bool]
    """It was adjourned for want of a quorum before it had decided anything."""
    cancelled_reason: Mapped[str]

    @property
    def third(self) -> bool:
        """Called by the sub-district after two without quorum."""
        return self.kind == "third"

    @property
    def quorum_share(self) -> Fraction:
        """The share of the base that must be present."""
        return rules.share(self.quorum)

    @property
    def majority_share(self) -> Fraction:
        """The share of those present and entitled that yes must exceed."""
        return rules.share(self.majority)


class AgendaItem(HasState, Base):
    """One item of the agenda (议题) as it was called: title and text frozen with the papers."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    number: Mapped[int]
    purpose: Mapped[str]
    """What the motion is for: a purpose of docs/map.md, or ``free``."""
    subject_kind: Mapped[str | None]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    subject_code: Mapped[str]
    url: Mapped[str]
    """Where the papers are; addresses never change."""
    title: Mapped[str]
    title_facts: Mapped[str]
    text: Mapped[str]
    text_facts: Mapped[str]
    text_zh: Mapped[str]
    paper_hash: Mapped[bytes | None]
    """The hash of the subject's own text, where it has one: what was sent to the members."""


class Attendance(Base):
    """A member's presence (到会), by channel; who comes back has a second row."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("channel IN ('in_person','online','phone')", name="channel"),
        CheckConstraint("left_at IS NULL OR left_at >= came_at", name="times"),
        Index(
            "uq_attendance_here",
            "session_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str]
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class QuorumCheck(Base):
    """One head count (法定人数): at opening, at each vote's call and declaration, at the end."""

    __tablename__ = "quorum_check"
    __table_args__ = (
        CheckConstraint("occasion IN ('opening','call','declaration','closing')", name="occasion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    occasion: Mapped[str]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    at: Mapped[datetime]
    present: Mapped[int]
    base: Mapped[int]
    needed: Mapped[int]


for table, machine in (
    ("council_session", rules.SESSION),
    ("agenda_item", rules.ITEM),
):
    only_steps(table, machine)
    never_deleted(table)
for table in ("attendance", "recusal"):
    never_deleted(table)
append_only("quorum_check")

guard(
    "agenda_item_frozen",
    "agenda_item",
    when="UPDATE",
    sqlite_if=(
        "NEW.session_id <> OLD.session_id OR NEW.purpose <> OLD.purpose OR NEW.text_zh <> OLD.text_zh "
        "OR NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts "
        "OR COALESCE(NEW.subject_id, 0) <> COALESCE(OLD.subject_id, 0)"
    ),
)
guard(
    "council_session_opened",
    "council_session",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'open' AND NOT EXISTS (SELECT 1 FROM quorum_check q "
        "WHERE q.session_id = NEW.id AND q.occasion = 'opening' AND q.present >= q.needed)"
    ),
)
guard("recusal_fixed", "recusal", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
