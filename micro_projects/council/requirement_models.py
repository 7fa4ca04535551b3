"""A fifth of the members, or the pack's number of residents, can require a session: who signs, until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council.rules import REQUIREMENT
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState


class Requirement(HasState, Base):
    """A demand for a session (开会要求), by members or by residents, with the topic they want on its agenda."""

    __tablename__ = "requirement"
    __table_args__ = (
        Index(
            "uq_requirement_open",
            "place_id",
            "by",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("by IN ('members','residents')", name="by"),
        CheckConstraint("needed > 0 AND days > 0", name="numbers"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    by: Mapped[str]
    """``members`` (a fifth of those in office) or ``residents`` (the pack's number)."""
    needed: Mapped[int]
    """How many signatures reach it: of members as many were in office when it was started."""
    days: Mapped[int]
    """The pack's working days to convene in once it is reached."""
    topic: Mapped[str]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """Until when the session must be convened; set when enough have signed."""
    overdue_at: Mapped[datetime | None]
    """When the clock disclosed that it was not."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey("council_session.id"))


class RequirementSignature(Base):
    """One signature under a requirement; who signed is told to nobody."""

    __tablename__ = "requirement_signature"

    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The signer, or the worker at whose counter they signed."""


only_steps("requirement", REQUIREMENT)
never_deleted("requirement")
append_only("requirement_signature")
guard(
    "requirement_fixed",
    "requirement",
    when="UPDATE",
    sqlite_if="NEW.by <> OLD.by OR NEW.needed <> OLD.needed OR NEW.days <> OLD.days OR NEW.topic <> OLD.topic",
)
guard(
    "requirement_reached",
    "requirement",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'reached' AND (SELECT count(*) FROM requirement_signature s "
        "WHERE s.requirement_id = NEW.id) < NEW.needed"
    ),
)
