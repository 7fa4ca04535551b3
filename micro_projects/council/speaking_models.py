"""Who asks to speak at a session, who has the floor, who had it (发言): one row for each time somebody asks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted

_SPEAKING = "given_at IS NOT NULL AND ended_at IS NULL AND paused_at IS NULL"
_OPEN = "ended_at IS NULL AND withdrawn_at IS NULL"


class Speech(Base):
    """Asked → given → ended, or withdrawn before it was given; what is open when its item ends, ends with it.

    A point of order interrupts the speech that is held: that waits, its clock stopped, and goes on afterwards. A point
    of order ends with the chair's ruling; one that was taken back, or ended with its item, has none.
    """

    __tablename__ = "speech"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("kind IN ('speech','point_of_order')", name="kind"),
        CheckConstraint("given_at IS NULL OR given_at >= asked_at", name="given"),
        CheckConstraint(
            "ended_at IS NULL OR (given_at IS NOT NULL AND ended_at >= given_at AND seconds IS NOT NULL)",
            name="ended",
        ),
        CheckConstraint("withdrawn_at IS NULL OR given_at IS NULL", name="withdrawn"),
        CheckConstraint("seconds IS NULL OR (seconds >= 0 AND ended_at IS NOT NULL)", name="seconds"),
        CheckConstraint(
            "paused_at IS NULL OR (kind = 'speech' AND given_at IS NOT NULL AND ended_at IS NULL)",
            name="paused",
        ),
        CheckConstraint("paused_seconds >= 0", name="paused_seconds"),
        CheckConstraint(
            "ruling = '' OR (ruling IN ('sustained','not_sustained') AND kind = 'point_of_order' "
            "AND ended_at IS NOT NULL AND ruling_reason <> '')",
            name="ruling",
        ),
        Index(
            "uq_speech_speaking",
            "session_id",
            unique=True,
            sqlite_where=text(_SPEAKING),
            postgresql_where=text(_SPEAKING),
        ),
        Index(
            "uq_speech_asked",
            "session_id",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text(_OPEN),
            postgresql_where=text(_OPEN),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    number: Mapped[int]
    """Within the session, from 1: part of its address."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    """``speech``, or ``point_of_order``: about the procedure, heard before everything else."""
    asked_at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The member, or the moderator who saw a raised hand."""
    given_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    seconds: Mapped[int | None]
    out_of_order_reason: Mapped[str]
    """Why the chair gave the word to this person although another was first; empty when in order. Public."""
    paused_at: Mapped[datetime | None]
    """Since when it waits for a point of order."""
    paused_seconds: Mapped[int] = mapped_column(default=0)
    """How long it waited for those before."""
    ruling: Mapped[str] = mapped_column(default="")
    """Of a point of order: what the chair ruled; empty when nothing."""
    ruling_reason: Mapped[str] = mapped_column(default="")
    """Why. Public."""


never_deleted("speech")
# Nobody asks but who is here, for an item that is open and from which they need not stand aside.
guard(
    "speech_asked",
    "speech",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM agenda_item i WHERE i.id = NEW.item_id AND i.session_id = NEW.session_id "
        "AND i.state = 'open') "
        "OR NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = NEW.session_id "
        "AND a.person_id = NEW.person_id AND a.left_at IS NULL) "
        "OR EXISTS (SELECT 1 FROM recusal r WHERE r.item_id = NEW.item_id AND r.person_id = NEW.person_id)"
    ),
)
guard(
    "speech_kept",
    "speech",
    when="UPDATE",
    sqlite_if=(
        "NEW.session_id <> OLD.session_id OR NEW.item_id <> OLD.item_id OR NEW.person_id <> OLD.person_id "
        "OR NEW.kind <> OLD.kind OR NEW.asked_at <> OLD.asked_at OR NEW.number <> OLD.number "
        "OR OLD.ended_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL "
        "OR (OLD.given_at IS NOT NULL AND (NEW.given_at IS NULL OR NEW.given_at <> OLD.given_at "
        "OR NEW.out_of_order_reason <> OLD.out_of_order_reason)) "
        "OR NEW.paused_seconds < OLD.paused_seconds"
    ),
)
