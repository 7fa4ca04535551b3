"""One fifth of the members can require a session: who signs, and until when it must be convened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council.rules import REQUIREMENT
from micro_projects.extensions import Base, append_only, never_deleted, only_steps
from micro_projects.journal.models import HasState


class Requirement(HasState, Base):
    """Members' demand for a session (开会要求), with the topic they want on its agenda."""

    __tablename__ = "requirement"
    __table_args__ = (
        Index(
            "uq_requirement_open",
            "place_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    topic: Mapped[str]
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """Until when the session must be convened; set when a fifth has signed."""
    overdue_at: Mapped[datetime | None]
    """When the clock disclosed that it was not."""
    session_id: Mapped[int | None] = mapped_column(ForeignKey("council_session.id"))


class RequirementSignature(Base):
    """One member's signature under a requirement."""

    __tablename__ = "requirement_signature"

    requirement_id: Mapped[int] = mapped_column(ForeignKey("requirement.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


only_steps("requirement", REQUIREMENT)
never_deleted("requirement")
append_only("requirement_signature")
