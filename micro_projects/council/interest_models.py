"""What may touch on a member's judgement (利害关系), declared by the member; what is public, and what is not."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, guard, never_deleted


class Interest(Base):
    """One interest, from a day on. What changes is a new row; the old one is ended, never rewritten."""

    __tablename__ = "interest"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('none','employer','post','kin','property','supplier','other')", name="kind"
        ),
        CheckConstraint("until_on IS NULL OR until_on >= since_on", name="term"),
        CheckConstraint("kind = 'kin' OR (kin_id IS NULL AND relation = '')", name="kin"),
        CheckConstraint("kind = 'property' OR point IS NULL", name="point"),
        CheckConstraint("kin_id IS NULL OR kin_id <> person_id", name="other"),
        Index("ix_interest_place_id_person_id", "place_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    """A key of `interest_rules.KINDS`; ``none``: the member says that there is nothing."""
    text: Mapped[str]
    """Public."""
    organisation: Mapped[str] = mapped_column(default="")
    credit_code: Mapped[str] = mapped_column(default="")
    """统一社会信用代码: how a contractor is recognised."""
    relation: Mapped[str] = mapped_column(default="")
    """Kin: father, sister … Public."""
    kin_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who that is on the roll. Never public."""
    point: Mapped[bytes | None]
    """Where the property lies, ``lon,lat`` sealed with the member's own data key (`people.vault`). Never public."""
    since_on: Mapped[date]
    until_on: Mapped[date | None]
    at: Mapped[datetime]


never_deleted("interest")
guard(
    "interest_fixed",
    "interest",
    when="UPDATE",
    sqlite_if=(
        "NEW.person_id <> OLD.person_id OR NEW.place_id <> OLD.place_id OR NEW.kind <> OLD.kind "
        "OR NEW.text <> OLD.text OR NEW.organisation <> OLD.organisation OR NEW.credit_code <> OLD.credit_code "
        "OR NEW.relation <> OLD.relation OR COALESCE(NEW.kin_id, 0) <> COALESCE(OLD.kin_id, 0) "
        "OR NEW.since_on <> OLD.since_on OR OLD.until_on IS NOT NULL"
    ),
)
