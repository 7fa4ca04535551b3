"""Professional opinions (专业意见): on legality, feasibility and price, each bound to one version of the text."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard
from micro_projects.kernel.money import Money


class Opinion(Base):
    """One opinion. A later one of the same kind on the same version takes its place; a new version needs new ones."""

    __tablename__ = "opinion"
    __table_args__ = (
        Index("ix_opinion_proposal_id_version", "proposal_id", "version"),
        CheckConstraint("kind IN ('legality','feasibility','price')", name="kind"),
        CheckConstraint(
            "(kind = 'price' AND favourable AND price IS NOT NULL AND price > 0) "
            "OR (kind <> 'price' AND price IS NULL AND (favourable OR explanation <> ''))",
            name="complete",
        ),
        CheckConstraint(
            "(capacity = 'officer' AND given_by = '') OR (capacity IN ('counsel','expert') AND given_by <> '') "
            "OR (capacity = 'quoted' AND given_by <> '' AND kind = 'price')",
            name="capacity",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    version: Mapped[int]
    kind: Mapped[str]
    """``legality``, ``feasibility``, ``price``."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The officer who gives or records it; of a commissioned quotation the convener."""
    at: Mapped[datetime]
    favourable: Mapped[bool]
    """Lawful; feasible. A price always is."""
    capacity: Mapped[str]
    """Who gave it: ``officer``, ``counsel`` (the community's lawyer), ``expert``, ``quoted`` (the council asked)."""
    given_by: Mapped[str]
    """Their name; empty when the officer gives it."""
    price: Mapped[Money | None]
    """The sum of its items."""
    explanation: Mapped[str]


class OpinionItem(Base):
    """One line of a price's basis: so much of something at a unit price."""

    __tablename__ = "opinion_item"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND unit_price >= 0 AND item <> '' AND unit <> ''", name="filled"),
        CheckConstraint("amount = (quantity * unit_price + 500) / 1000", name="amount"),
    )

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str]
    unit: Mapped[str]
    quantity: Mapped[int] = mapped_column(BigInteger)
    """In thousandths."""
    unit_price: Mapped[Money]
    amount: Mapped[Money]
    """Quantity times unit price, rounded to the fen."""


class OpinionFile(Base):
    """What an opinion rests on: a document or a photo, public."""

    __tablename__ = "opinion_file"

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)


for table in ("opinion", "opinion_item", "opinion_file"):
    append_only(table)
guard(
    "opinion_on_version",
    "opinion",
    when="INSERT",
    sqlite_if="NOT EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id AND p.version = NEW.version)",
)
guard(
    "opinion_not_own",
    "opinion",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM proposal p WHERE p.id = NEW.proposal_id "
        "AND (p.author_id = NEW.by_id OR p.entered_by = NEW.by_id))"
    ),
)
guard(
    "opinion_item_within",
    "opinion_item",
    when="INSERT",
    sqlite_if=(
        "NEW.amount + COALESCE((SELECT SUM(i.amount) FROM opinion_item i WHERE i.opinion_id = NEW.opinion_id), 0) "
        "> COALESCE((SELECT o.price FROM opinion o WHERE o.id = NEW.opinion_id), 0)"
    ),
)
