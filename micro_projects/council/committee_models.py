"""The standing committee: its members, what it may decide and up to which amount, what it reported."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council.committee_rules import COMMITTEE, MAY
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject
from micro_projects.kernel.money import Money

_MAY = ", ".join(f"'{purpose}'" for purpose in MAY)


class StandingCommittee(IsSubject, HasState, Base):
    """One committee as it was drafted; a change is a new draft that the council carries."""

    __tablename__ = "committee"
    __table_args__ = (CheckConstraint("amount_limit >= 0", name="amount_limit"),)
    KIND = "standing_committee"

    until_on: Mapped[date]
    amount_limit: Mapped[Money]
    drafted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class CommitteeMember(Base):
    """A council member who sits on it."""

    __tablename__ = "committee_member"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class CommitteePurpose(Base):
    """One purpose it may decide."""

    __tablename__ = "committee_purpose"
    __table_args__ = (CheckConstraint(f"purpose IN ({_MAY})", name="purpose"),)

    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(primary_key=True)


class CommitteeReport(Base):
    """A session of the committee was reported to the council."""

    __tablename__ = "committee_report"

    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), primary_key=True)
    heard_at: Mapped[datetime]


only_steps("committee", COMMITTEE)
never_deleted("committee")
for table in ("committee_member", "committee_purpose"):
    append_only(table)
    guard(
        f"{table}_in_draft",
        table,
        when="INSERT",
        sqlite_if="NOT EXISTS (SELECT 1 FROM committee c WHERE c.id = NEW.committee_id AND c.state = 'drafted')",
    )
append_only("committee_report")
guard(
    "committee_fixed",
    "committee",
    when="UPDATE",
    sqlite_if="NEW.until_on <> OLD.until_on OR NEW.amount_limit <> OLD.amount_limit",
)
# Only what the council carried sets a committee; and one at a time.
guard(
    "committee_by_motion",
    "committee",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'in_force' AND (NOT EXISTS (SELECT 1 FROM agenda_item i JOIN motion m ON m.item_id = i.id "
        "WHERE i.subject_id = NEW.id AND i.purpose = 'committee.set' AND m.state IN ('carried', 'granted')) "
        "OR EXISTS (SELECT 1 FROM committee c JOIN subject s ON s.id = c.id JOIN subject n ON n.id = NEW.id "
        "WHERE c.id <> NEW.id AND c.state = 'in_force' AND s.place_id = n.place_id))"
    ),
)
guard(
    "agenda_item_within_limits",
    "agenda_item",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM council_session s WHERE s.id = NEW.session_id AND s.form = 'committee' "
        "AND NOT EXISTS (SELECT 1 FROM committee_purpose p WHERE p.committee_id = s.committee_id "
        "AND p.purpose = NEW.purpose))"
    ),
)
