"""What can be searched: one entry for each disclosed thing, and the terms it is found by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base


class SearchEntry(Base):
    """One disclosed thing: a proposal, a project or a notice."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    path: Mapped[str]
    """Of its place."""
    title: Mapped[str]
    excerpt: Mapped[str]
    at: Mapped[datetime]


class SearchTerm(Base):
    """A pair of characters (or a word) that an entry contains: two-character words such as 路灯 are found."""

    __tablename__ = "search_term"
    __table_args__ = (Index("ix_search_term_entry_id", "entry_id"), {"sqlite_with_rowid": False})

    term: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("search_entry.id"), primary_key=True)
