"""Site visits (现场踏勘): planned, joined by anybody on the roll, then reported with photos, or called off."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted


class SiteVisit(Base):
    """A visit as it was announced. What became of it stands in `VisitReport` or `VisitCancelled`."""

    __tablename__ = "site_visit"
    __table_args__ = (
        Index("ix_site_visit_proposal_id_id", "proposal_id", "id"),
        CheckConstraint("starts_at > at AND report_due_at > starts_at", name="times"),
        CheckConstraint("meeting <> '' AND leader <> ''", name="said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    """For addresses; random."""
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    starts_at: Mapped[datetime]
    meeting: Mapped[str]
    """Where to meet."""
    leader: Mapped[str]
    """Who leads, by the name under which they are known."""
    look_at: Mapped[str]
    """What is to be looked at; may be empty."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    report_due_at: Mapped[datetime] = mapped_column(index=True)
    """Until when it is to be said what was found."""


class VisitJoin(Base):
    """Somebody who wants to come along; may change their mind, once for each row."""

    __tablename__ = "site_visit_join"
    __table_args__ = (
        Index(
            "uq_site_visit_join_coming",
            "visit_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("site_visit.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class VisitReport(Base):
    """What was found; written once, after the visit, and disclosed."""

    __tablename__ = "site_visit_report"
    __table_args__ = (CheckConstraint("found <> ''", name="said"),)

    visit_id: Mapped[int] = mapped_column(ForeignKey("site_visit.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    found: Mapped[str]
    count: Mapped[int]
    """How many took part, the named and the others."""


class VisitPresent(Base):
    """Who took part: somebody who had signed up, or somebody else by name."""

    __tablename__ = "site_visit_present"
    __table_args__ = (CheckConstraint("(person_id IS NULL) = (name <> '')", name="who"),)

    visit_id: Mapped[int] = mapped_column(ForeignKey("site_visit_report.visit_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]


class VisitPhoto(Base):
    """A photo taken on the visit; its words stand with the file."""

    __tablename__ = "site_visit_photo"

    visit_id: Mapped[int] = mapped_column(ForeignKey("site_visit_report.visit_id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)


class VisitCancelled(Base):
    """Why a visit does not take place (or did not)."""

    __tablename__ = "site_visit_cancelled"
    __table_args__ = (CheckConstraint("reason <> ''", name="said"),)

    visit_id: Mapped[int] = mapped_column(ForeignKey("site_visit.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    reason: Mapped[str]


for table in (
    "site_visit",
    "site_visit_report",
    "site_visit_present",
    "site_visit_photo",
    "site_visit_cancelled",
):
    append_only(table)
never_deleted("site_visit_join")
_VISIT = "SELECT 1 FROM site_visit v WHERE v.id = NEW.visit_id"
_CANCELLED = "EXISTS (SELECT 1 FROM site_visit_cancelled c WHERE c.visit_id = NEW.visit_id)"
_REPORTED = "EXISTS (SELECT 1 FROM site_visit_report r WHERE r.visit_id = NEW.visit_id)"
# Nobody says what was found before anybody was there; a visit called off has no report, a reported one is not undone.
guard(
    "site_visit_report_after",
    "site_visit_report",
    when="INSERT",
    sqlite_if=f"NOT EXISTS ({_VISIT} AND v.starts_at <= NEW.at) OR {_CANCELLED}",
)
guard("site_visit_cancelled_open", "site_visit_cancelled", when="INSERT", sqlite_if=_REPORTED)
guard(
    "site_visit_join_open",
    "site_visit_join",
    when="INSERT",
    sqlite_if=f"NOT EXISTS ({_VISIT} AND v.starts_at > NEW.at) OR {_CANCELLED}",
)
guard(
    "site_visit_join_fixed",
    "site_visit_join",
    when="UPDATE",
    sqlite_if=(
        "OLD.left_at IS NOT NULL OR NEW.left_at IS NULL OR NEW.visit_id <> OLD.visit_id "
        "OR NEW.person_id <> OLD.person_id OR NEW.at <> OLD.at"
    ),
)
# A person is named as present only where they had said they would come.
guard(
    "site_visit_present_joined",
    "site_visit_present",
    when="INSERT",
    sqlite_if=(
        "NEW.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM site_visit_join j "
        "WHERE j.visit_id = NEW.visit_id AND j.person_id = NEW.person_id)"
    ),
)
# A photo is one of the visit's own proposal, and public.
guard(
    "site_visit_photo_of",
    "site_visit_photo",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM site_visit v JOIN file f ON f.subject_id = v.proposal_id "
        "WHERE v.id = NEW.visit_id AND f.id = NEW.file_id AND f.media = 'image/jpeg' AND f.public)"
    ),
)
