"""What a supervisor saw on a visit."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard


class Inspection(Base):
    """One visit (查看): when, by whom, in words; its check-list and photos beside it."""

    __tablename__ = "inspection"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """``FT-LH-2026-001-V1``."""
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    visited_on: Mapped[date]
    text: Mapped[str]


class InspectionItem(Base):
    """One line of the check-list as it was found."""

    __tablename__ = "inspection_item"
    __table_args__ = (CheckConstraint("found IN ('yes','no','unseen')", name="found"),)

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    """A key of `rules.CHECKS`."""
    found: Mapped[str]


class InspectionPhoto(Base):
    """A photo taken on the visit."""

    __tablename__ = "inspection_photo"

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)


for table in ("inspection", "inspection_item", "inspection_photo"):
    append_only(table)
# Only who was drawn for this very project records a visit to it.
guard(
    "inspection_by_supervisor",
    "inspection",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM supervisor s WHERE s.project_id = NEW.project_id "
        "AND s.person_id = NEW.by_id AND s.state = 'serving')"
    ),
)
