"""The printed sheets of a notice: their bytes, made once after signing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted

FORMS = ("a4", "a3", "large")
"""For the board, as a poster, in large print."""


class NoticeSheet(Base):
    """One form of a notice on paper, and the signed head of the log it was made at."""

    __tablename__ = "notice_sheet"
    __table_args__ = (
        UniqueConstraint("notice_id", "form"),
        CheckConstraint("form IN ('a4','a3','large')", name="form"),
        CheckConstraint("length(sha256) = 32 AND length(log_root) = 32", name="hashes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    form: Mapped[str]
    pdf: Mapped[bytes | None]
    """None once something on it had to be withheld: bytes can only be destroyed, never changed."""
    sha256: Mapped[bytes]
    """Of `pdf`; the posting report disclosed names it."""
    log_size: Mapped[int]
    log_root: Mapped[bytes]
    made_at: Mapped[datetime]


never_deleted("notice_sheet")
guard(
    "notice_sheet_fixed",
    "notice_sheet",
    when="UPDATE",
    sqlite_if=(
        "NEW.pdf IS NOT NULL OR NEW.sha256 <> OLD.sha256 OR NEW.notice_id <> OLD.notice_id OR NEW.form <> OLD.form "
        "OR NEW.log_size <> OLD.log_size OR NEW.log_root <> OLD.log_root OR NEW.made_at <> OLD.made_at"
    ),
)
