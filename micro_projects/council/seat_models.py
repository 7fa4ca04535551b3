"""The council's seats (席位), who sits on which for a term, vacancies, by-elections (补选)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council.seat_rules import BY_ELECTION
from micro_projects.extensions import Base, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState


class CouncilSeat(Base):
    """One seat: of a grid, of a building, or of a group (units of the area, tenants, the old …)."""

    __tablename__ = "council_seat"
    __table_args__ = (
        UniqueConstraint("place_id", "number"),
        CheckConstraint("kind IN ('grid','building','group')", name="kind"),
        CheckConstraint("(kind = 'grid') = (grid_id IS NOT NULL)", name="grid"),
        CheckConstraint("number > 0 AND name <> ''", name="named"),
        CheckConstraint("until_on IS NULL OR until_on > from_on", name="term"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    number: Mapped[int]
    kind: Mapped[str]
    """A key of `seat_rules.SEAT_KINDS`."""
    name: Mapped[str]
    """What it speaks for, in words: 第三网格, 三号楼, 商户."""
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class CouncilMember(Base):
    """Who sits on a seat: one row for each term. The term itself is that of the role (people), the truth of office."""

    __tablename__ = "council_member"

    holding_id: Mapped[int] = mapped_column(ForeignKey("role_holding.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("council_seat.id"), index=True)
    chosen: Mapped[str]
    """How: a key of `rules.CHOSEN`."""
    left_why: Mapped[str] = mapped_column(default="")
    """Why the term ended before its day: a key of `seat_rules.LEFT`; empty while it runs, or when it ran out."""


class Vacancy(Base):
    """A seat without a member (空缺), since when, and by when the by-election is due."""

    __tablename__ = "seat_vacancy"
    __table_args__ = (
        UniqueConstraint("seat_id", "since_on"),
        CheckConstraint("due_on >= since_on", name="due"),
        Index(
            "uq_seat_vacancy_open",
            "seat_id",
            unique=True,
            sqlite_where=text("filled_at IS NULL"),
            postgresql_where=text("filled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("council_seat.id"))
    since_on: Mapped[date]
    due_on: Mapped[date]
    early: Mapped[bool]
    """The last member left before the term's end: only a by-election fills it."""
    noted_at: Mapped[datetime]
    overdue_at: Mapped[datetime | None]
    """When the clock disclosed that the by-election is overdue."""
    filled_at: Mapped[datetime | None]


class ByElection(HasState, Base):
    """One by-election for one vacancy: announced, counted, certified by the supervisors; then the seat is filled."""

    __tablename__ = "by_election"
    __table_args__ = (
        CheckConstraint("how IN ('elected','representatives','building','organisation','lot')", name="how"),
        CheckConstraint("took_part IS NULL OR (took_part >= 0 AND took_part <= entitled)", name="took_part"),
        CheckConstraint("certified_by IS NULL OR certified_by <> counted_by", name="certifier"),
        Index(
            "uq_by_election_running",
            "vacancy_id",
            unique=True,
            sqlite_where=text("state IN ('announced','counted')"),
            postgresql_where=text("state IN ('announced','counted')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("council_seat.id"))
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("seat_vacancy.id"))
    how: Mapped[str]
    held_on: Mapped[date]
    venue: Mapped[str]
    until_on: Mapped[date]
    """The last member's term, which the new one completes."""
    announced_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    log_root: Mapped[bytes | None]
    """For a lot: the log's root after the candidates were disclosed."""
    lot_number: Mapped[str] = mapped_column(default="")
    entitled: Mapped[int | None]
    took_part: Mapped[int | None]
    winner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    certified_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")
    """Why it is void."""


class Candidate(Base):
    """A candidate of a by-election; the votes are written once, when it is counted."""

    __tablename__ = "by_election_candidate"
    __table_args__ = (CheckConstraint("votes IS NULL OR votes >= 0", name="votes"),)

    by_election_id: Mapped[int] = mapped_column(ForeignKey("by_election.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    number: Mapped[int]
    votes: Mapped[int | None]


only_steps("by_election", BY_ELECTION)
for table in ("council_seat", "council_member", "seat_vacancy", "by_election", "by_election_candidate"):
    never_deleted(table)
guard(
    "council_seat_fixed",
    "council_seat",
    when="UPDATE",
    sqlite_if=(
        "NEW.place_id <> OLD.place_id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name "
        "OR COALESCE(NEW.grid_id, 0) <> COALESCE(OLD.grid_id, 0) OR NEW.from_on <> OLD.from_on"
    ),
)
guard(
    "council_member_fixed",
    "council_member",
    when="UPDATE",
    sqlite_if=(
        "NEW.holding_id <> OLD.holding_id OR NEW.person_id <> OLD.person_id OR NEW.place_id <> OLD.place_id "
        "OR NEW.seat_id <> OLD.seat_id OR NEW.chosen <> OLD.chosen "
        "OR (OLD.left_why <> '' AND NEW.left_why <> OLD.left_why)"
    ),
)
# One sitting member for each seat and time, whether a member comes or a term is made longer.
_OVERLAPS = (
    "h.from_on < COALESCE({until}, '9999-12-31') AND {since} < COALESCE(h.until_on, '9999-12-31') "
    "AND (h.until_on IS NULL OR h.until_on > h.from_on)"
)
guard(
    "council_member_one_sitting",
    "council_member",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM council_member m JOIN role_holding h ON h.id = m.holding_id "  # noqa: S608 # nosec B608 - our own words
        "JOIN role_holding n ON n.id = NEW.holding_id "
        "WHERE m.seat_id = NEW.seat_id AND m.holding_id <> NEW.holding_id AND "
        + _OVERLAPS.format(until="n.until_on", since="n.from_on")
        + ")"
    ),
)
guard(
    "role_holding_one_sitting",
    "role_holding",
    when="UPDATE",
    sqlite_if=(
        "NEW.role = 'council_member' AND EXISTS (SELECT 1 FROM council_member own "  # noqa: S608 # nosec B608 - our own words
        "JOIN council_member m ON m.seat_id = own.seat_id AND m.holding_id <> own.holding_id "
        "JOIN role_holding h ON h.id = m.holding_id WHERE own.holding_id = NEW.id AND "
        + _OVERLAPS.format(until="NEW.until_on", since="NEW.from_on")
        + ")"
    ),
)
guard(
    "council_member_of_holding",
    "council_member",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM role_holding h JOIN council_seat s ON s.place_id = h.place_id "
        "WHERE h.id = NEW.holding_id AND h.role = 'council_member' AND h.person_id = NEW.person_id "
        "AND h.place_id = NEW.place_id AND s.id = NEW.seat_id)"
    ),
)
guard(
    "seat_vacancy_fixed",
    "seat_vacancy",
    when="UPDATE",
    sqlite_if=(
        "NEW.seat_id <> OLD.seat_id OR NEW.since_on <> OLD.since_on OR NEW.due_on <> OLD.due_on "
        "OR NEW.early <> OLD.early OR (OLD.filled_at IS NOT NULL AND NEW.filled_at IS NULL)"
    ),
)
_VOTES = (
    "(SELECT {what} FROM by_election_candidate c "
    "WHERE c.by_election_id = NEW.id AND c.person_id {is_} NEW.winner_id)"
)
guard(
    "by_election_result",
    "by_election",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "(NEW.state = 'counted' AND (NEW.winner_id IS NULL OR NEW.counted_by IS NULL OR (NEW.how <> 'lot' AND COALESCE("
        + _VOTES.format(what="max(c.votes)", is_="=")
        + ", 0) <= COALESCE("
        + _VOTES.format(what="max(c.votes)", is_="<>")
        + ", 0)))) OR (NEW.state = 'certified' AND (NEW.certified_by IS NULL OR NEW.winner_id IS NULL))"
    ),
)
guard(
    "by_election_fixed",
    "by_election",
    when="UPDATE",
    sqlite_if=(
        "NEW.seat_id <> OLD.seat_id OR NEW.vacancy_id <> OLD.vacancy_id OR NEW.how <> OLD.how "
        "OR NEW.held_on <> OLD.held_on OR NEW.until_on <> OLD.until_on "
        "OR (OLD.counted_by IS NOT NULL AND (COALESCE(NEW.winner_id, 0) <> COALESCE(OLD.winner_id, 0) "
        "OR COALESCE(NEW.counted_by, 0) <> OLD.counted_by "
        "OR COALESCE(NEW.took_part, 0) <> COALESCE(OLD.took_part, 0)))"
    ),
)
guard(
    "by_election_candidate_fixed",
    "by_election_candidate",
    when="UPDATE",
    sqlite_if="OLD.votes IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.number <> OLD.number",
)
