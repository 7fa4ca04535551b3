"""What an auditor opened that others see masked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only


class Unmasking(Base):
    """One look behind a mask: a person's real name, or a file that is not public. Counted publicly."""

    __tablename__ = "unmasking"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (file_id IS NULL)", name="one"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int | None] = mapped_column(index=True)
    """In whose scope and term it was (held by the guard ``unmasking_in_term``); none only of looks taken before
    audits were opened by name."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    """The place of what was opened."""
    path: Mapped[str]
    reason: Mapped[str]
    """Not public: it may name people."""


append_only("unmasking")
