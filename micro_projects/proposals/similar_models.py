"""By which words a proposal is found while a similar one is typed: derived from its text in force."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base


class SimilarTerm(Base):
    """One word of a proposal of a community; written anew with each version."""

    __tablename__ = "similar_term"
    __table_args__ = (Index("ix_similar_term_proposal_id", "proposal_id"), {"sqlite_with_rowid": False})

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True, autoincrement=False)
