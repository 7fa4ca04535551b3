"""A forum, who does what at it, who takes part, what was said and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.forums import rules
from micro_projects.journal.models import HasState, IsSubject


class Forum(IsSubject, HasState, Base):
    """A 协商会. It decides nothing. Its code is ``FT-LH-2026-T01``, its address ``/forums/<code>``."""

    __tablename__ = "forum"
    __table_args__ = (
        CheckConstraint("form IN ('talk','hearing','consultation','open_space')", name="form"),
        CheckConstraint("chosen IN ('open','invited','lot','affected')", name="chosen"),
        CheckConstraint("responsible IN ('committee','officer','worker')", name="responsible"),
        CheckConstraint("places BETWEEN 1 AND 200", name="places"),
    )
    KIND = "forum"

    form: Mapped[str]
    topic: Mapped[str]
    about_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    """The proposal it is about, if it is about one."""
    starts_at: Mapped[datetime]
    venue: Mapped[str]
    online: Mapped[str]
    method: Mapped[str]
    """How it goes, in words."""
    chosen: Mapped[str]
    """How participants are chosen: a key of `rules.CHOSEN`."""
    places: Mapped[int]
    dimensions: Mapped[str]
    """What a lot is balanced by: keys of `rules.DIMENSIONS`, space separated; empty without."""
    responsible: Mapped[str]
    """The role that owes the feedback."""
    feedback_days: Mapped[int]
    called_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    called_at: Mapped[datetime]
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lot.id"))
    drawn_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    feedback_due_at: Mapped[datetime | None]
    overdue_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    cancelled_reason: Mapped[str]


class ForumPart(Base):
    """Who does what at a forum: moderator, notes, expert … named in public."""

    __tablename__ = "forum_part"
    __table_args__ = (CheckConstraint("part IN ('moderator','notes','expert','speaker')", name="part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    part: Mapped[str]
    name: Mapped[str]


class ForumParticipant(HasState, Base):
    """Somebody who takes part, or is asked to: a person of the roll, or an invited person or organisation by name."""

    __tablename__ = "forum_participant"
    __table_args__ = (
        Index(
            "uq_forum_participant_person",
            "forum_id",
            "person_id",
            unique=True,
            sqlite_where=text("person_id IS NOT NULL AND state <> 'out'"),
            postgresql_where=text("person_id IS NOT NULL AND state <> 'out'"),
        ),
        CheckConstraint("(person_id IS NULL) = (name <> '')", name="who"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    """Of an invited person or organisation."""
    why: Mapped[str]
    """Why invited, or in which way affected."""
    code: Mapped[str]
    """The code under which they were drawn; empty when not by lot."""
    at: Mapped[datetime]
    reply_until: Mapped[datetime | None]
    came_at: Mapped[datetime | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ForumCell(Base):
    """The cell of one code of the lot, after merging, as it was disclosed."""

    __tablename__ = "forum_cell"

    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[str]
    """Categories in the order of the forum's dimensions, separated by a bar."""


class ForumPoint(Base):
    """A point somebody made (意见), and what became of it."""

    __tablename__ = "forum_point"
    __table_args__ = (
        UniqueConstraint("forum_id", "number"),
        CheckConstraint("voice IN ('resident','affected','merchant','expert','official')", name="voice"),
        CheckConstraint("outcome IS NULL OR outcome IN ('taken_up','partly','not')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (why = '')", name="why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forum.id"))
    number: Mapped[int]
    text: Mapped[str]
    voice: Mapped[str]
    """Whose point it is: a key of `rules.VOICES`."""
    name: Mapped[str]
    """Only when they wish to be named."""
    at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None]
    why: Mapped[str]


only_steps("forum", rules.FORUM)
only_steps("forum_participant", rules.PARTICIPANT)
for table in ("forum", "forum_participant", "forum_point"):
    never_deleted(table)
for table in ("forum_part", "forum_cell"):
    append_only(table)
guard(
    "forum_fixed",
    "forum",
    when="UPDATE",
    sqlite_if=(
        "NEW.form <> OLD.form OR NEW.topic <> OLD.topic OR NEW.chosen <> OLD.chosen OR NEW.places <> OLD.places "
        "OR NEW.dimensions <> OLD.dimensions OR NEW.responsible <> OLD.responsible "
        "OR COALESCE(NEW.about_id, 0) <> COALESCE(OLD.about_id, 0)"
    ),
)
guard(
    "forum_point_fixed",
    "forum_point",
    when="UPDATE",
    sqlite_if=(
        "NEW.text <> OLD.text OR NEW.voice <> OLD.voice OR NEW.name <> OLD.name OR NEW.number <> OLD.number "
        "OR NEW.forum_id <> OLD.forum_id OR OLD.outcome IS NOT NULL"
    ),
)
# A point is made while the forum runs; feedback is whole before a forum is answered.
guard(
    "forum_point_open",
    "forum_point",
    when="INSERT",
    sqlite_if="NOT EXISTS (SELECT 1 FROM forum f WHERE f.id = NEW.forum_id AND f.state = 'open')",
)
guard(
    "forum_answered",
    "forum",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'answered' AND EXISTS (SELECT 1 FROM forum_point p WHERE p.forum_id = NEW.id "
        "AND p.outcome IS NULL)"
    ),
)
# Never more take part than there are places, where people sign up or are drawn.
guard(
    "forum_places",
    "forum_participant",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'taking_part' AND OLD.state <> 'taking_part' AND (SELECT count(*) FROM forum_participant p "
        "WHERE p.forum_id = NEW.forum_id AND p.state = 'taking_part') >= "
        "(SELECT f.places FROM forum f WHERE f.id = NEW.forum_id AND f.chosen <> 'invited')"
    ),
)
