"""What is kept about a stored file; its bytes lie in STORAGE_URL under the token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, never_deleted


class File(Base):
    """One photo or document; random name, served as an attachment (photos inline)."""

    __tablename__ = "file"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    media: Mapped[str]
    """``image/jpeg`` or ``application/pdf``: by content, never by name."""
    size: Mapped[int]
    sha256: Mapped[bytes]
    alt: Mapped[str]
    """What a photo shows, in words; a document's title."""
    public: Mapped[bool]
    uploaded_at: Mapped[datetime]


never_deleted("file")
