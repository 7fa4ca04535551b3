"""What is kept about a stored file; its bytes lie in STORAGE_URL under the token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted

PHOTO = "image/jpeg"
DOCUMENT = "application/pdf"


class File(Base):
    """One photo or document; random name, served as an attachment (photos inline)."""

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint("media IN ('image/jpeg', 'application/pdf')", name="media"),
        CheckConstraint("alt <> ''", name="alt"),
        CheckConstraint("(media = 'image/jpeg') = (width IS NOT NULL)", name="width"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    """The place's path: whose roles may open it while it is not public."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    media: Mapped[str]
    """``image/jpeg`` or ``application/pdf``: by content, never by name."""
    size: Mapped[int]
    """Bytes of the document, or of the largest of a photo's three pictures."""
    sha256: Mapped[bytes]
    """Of the same bytes."""
    width: Mapped[int | None]
    """Pixels of the largest picture; none for documents."""
    height: Mapped[int | None]
    alt: Mapped[str]
    """What a photo shows, in words; a document's title."""
    public: Mapped[bool]
    uploaded_at: Mapped[datetime]

    @property
    def is_photo(self) -> bool:
        """Whether it is shown as a picture."""
        return self.media == PHOTO


never_deleted("file")
# What was uploaded stays what it is; only whether it is public may change, and only towards public.
guard(
    "file_fixed",
    "file",
    when="UPDATE",
    sqlite_if=(
        "NEW.token <> OLD.token OR NEW.sha256 <> OLD.sha256 OR NEW.by_id <> OLD.by_id "
        "OR NEW.path <> OLD.path OR (OLD.public AND NOT NEW.public)"
    ),
)
