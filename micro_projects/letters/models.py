"""Messages to people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base


class Letter(Base):
    """One message (a message id and what fills it, so that each reads it in their language)."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_person_id_id", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    msgid: Mapped[str]
    facts: Mapped[str]
    """Canonical JSON; never a ballot's choice."""
    url: Mapped[str]
    read_at: Mapped[datetime | None]
