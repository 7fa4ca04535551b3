"""The public log, notices with their periods and gates, objections' subjects, public lots."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, add_trigger, append_only, guard, never_deleted
from micro_projects.notices import (
    down_models,
    extension_models,
    log_models,
    objection_models,
    sheet_models,
    uptime_models,
)
from micro_projects.notices.redaction_models import Redaction  # noqa: F401 - its tables belong to this room

__all__ = [
    "down_models",
    "extension_models",
    "log_models",
    "objection_models",
    "sheet_models",
    "uptime_models",
]  # their tables belong to this room


class Log(Base):
    """One public log of a district; `size` is the locked head (4-disclosure)."""

    __tablename__ = "log"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """In addresses: ``/log/<code>``."""
    origin: Mapped[str]
    """Host of BASE_URL and the code at creation; never recomputed."""
    size: Mapped[int]
    made_at: Mapped[datetime]


class LogEntry(Base):
    """One leaf: the canonical JSON that is hashed, and what it takes to show it."""

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("ix_log_entry_subject", "subject_kind", "subject_id"),
        Index("ix_log_entry_path", "path"),
    )

    log_id: Mapped[int] = mapped_column(ForeignKey("log.id"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry: Mapped[bytes]
    leaf: Mapped[bytes]
    manifest: Mapped[bytes]
    content: Mapped[bytes] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    issued_at: Mapped[datetime]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    subject_kind: Mapped[str | None]
    subject_id: Mapped[int | None]
    subject_code: Mapped[str | None]
    sentence: Mapped[str]
    """The plain sentence's message id; the English page is rebuilt from it."""
    sentence_facts: Mapped[str]
    """Canonical JSON of what fills it."""
    supersedes: Mapped[int | None]


class LogNode(Base):
    """A complete subtree's hash (RFC 6962 §2.1), level 0 the leaves."""

    __tablename__ = "log_node"

    log_id: Mapped[int] = mapped_column(ForeignKey("log.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[bytes]


class ContentPart(Base):
    """One part of what was disclosed: its own salt and bytes; the leaf holds only hashes of them."""

    __tablename__ = "content_part"
    __table_args__ = (ForeignKeyConstraint(["log_id", "index"], ["log_entry.log_id", "log_entry.index"]),)

    log_id: Mapped[int] = mapped_column(primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    media: Mapped[str]
    salt: Mapped[bytes | None]
    body: Mapped[bytes | None]


class Notice(Base):
    """A public notice (公示): an entry of the log with a period in working days that gates the next step."""

    __tablename__ = "notice"
    __table_args__ = (
        ForeignKeyConstraint(["log_id", "log_index"], ["log_entry.log_id", "log_entry.index"]),
        UniqueConstraint("owner_code", "kind", "number"),
        CheckConstraint("ends_at IS NULL OR ends_at > posted_at", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    """``FT-LH-2026-D2.2``: of what, which kind, the how-many-eth."""
    owner_code: Mapped[str]
    kind: Mapped[str]
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    log_id: Mapped[int]
    log_index: Mapped[int]
    posted_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    """24:00 local of the last day (half-open); None: nothing waits for it."""
    gate_confirmed_at: Mapped[datetime | None]
    gate_unconfirmed_at: Mapped[datetime | None]
    provisional: Mapped[bool]
    """The calendar of a year it rests on is not announced yet."""
    calendar_version: Mapped[str]
    letter_box_at: Mapped[datetime | None]
    """When a worker confirmed the letter box was emptied after the end."""


class NoticeSubject(Base):
    """What a notice holds back: each of its subjects, until the clock lets it go."""

    __tablename__ = "notice_subject"
    __table_args__ = (Index("ix_notice_subject_subject_id", "subject_id"),)

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), primary_key=True)
    released_at: Mapped[datetime | None] = mapped_column(index=True)


class PostingReport(Base):
    """A worker's report that the sheet hangs on a board: where, when, with a photo."""

    __tablename__ = "posting_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    board: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))


class Lot(Base):
    """A public lot (公开抽签): anyone can redraw it from what is disclosed."""

    __tablename__ = "lot"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    """Who acts on the result: ``panel``, ``signers``, ``tie``, ``supervisors``."""
    subject_kind: Mapped[str]
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    path: Mapped[str]
    number_source: Mapped[str]
    """The public number named in advance: which lottery draw, or dice in an open session."""
    prepared_at: Mapped[datetime]
    number_due_at: Mapped[datetime]
    population_hash: Mapped[bytes]
    log_root: Mapped[bytes]
    """The log's root after the population was disclosed."""
    number: Mapped[str | None]
    first_entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_number: Mapped[str | None]
    second_entered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seed: Mapped[bytes | None]
    drawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "second_entered_by IS NULL OR second_entered_by <> first_entered_by", name="two_people"
        ),
        CheckConstraint("drawn_at IS NULL OR second_entered_by IS NOT NULL", name="entered"),
    )


class LotPlace(Base):
    """One in a lot's population, under a code drawn for this lot alone; `rank` once drawn, from 1."""

    __tablename__ = "lot_place"
    __table_args__ = (UniqueConstraint("lot_id", "member_id"),)

    lot_id: Mapped[int] = mapped_column(ForeignKey("lot.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int]
    """A person's id, or a subject's for ties."""
    rank: Mapped[int | None]


append_only("log_node")
for table in ("log", "log_entry", "content_part", "notice", "notice_subject", "lot", "lot_place"):
    never_deleted(table)
append_only("posting_report")
# Invariant 10: the head only grows by one, and a leaf stands exactly at it.
guard("log_grows", "log", when="UPDATE", sqlite_if="NEW.size <> OLD.size + 1 OR NEW.origin <> OLD.origin")
add_trigger(
    "log_entry_at_head",
    "log_entry",
    "CREATE TRIGGER log_entry_at_head BEFORE INSERT ON log_entry "
    'WHEN NEW."index" + 1 <> (SELECT size FROM log WHERE id = NEW.log_id) '
    "BEGIN SELECT RAISE(ABORT, 'log_entry_at_head refused'); END",
    'BEGIN IF NEW."index" + 1 <> (SELECT size FROM log WHERE id = NEW.log_id) '
    "THEN RAISE EXCEPTION 'log_entry_at_head refused'; END IF; RETURN NEW; END",
    "BEFORE INSERT ON log_entry FOR EACH ROW",
)
# A period is never shortened, and what was disclosed with it never changes.
guard(
    "notice_fixed",
    "notice",
    when="UPDATE",
    sqlite_if=(
        "NEW.ends_at < OLD.ends_at OR NEW.gate_confirmed_at < OLD.gate_confirmed_at "
        "OR NEW.log_index <> OLD.log_index OR NEW.code <> OLD.code OR NEW.posted_at <> OLD.posted_at"
    ),
)
guard(
    "notice_subject_once",
    "notice_subject",
    when="UPDATE",
    sqlite_if="OLD.released_at IS NOT NULL OR NEW.subject_id <> OLD.subject_id",
)
# Invariant 12: a part's bytes are never changed; they may only be withheld together with their salt, or come back
# from the seal they were put under, as they were.
guard(
    "content_part_fixed",
    "content_part",
    when="UPDATE",
    sqlite_if=(
        'NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.name <> OLD.name OR NEW.media <> OLD.media '
        "OR ((NEW.body IS NOT NULL OR NEW.salt IS NOT NULL) "
        "AND (NEW.body IS NULL OR NEW.salt IS NULL OR ((OLD.body IS NULL OR OLD.salt IS NULL "
        "OR NEW.body <> OLD.body OR NEW.salt <> OLD.salt) AND NOT EXISTS (SELECT 1 FROM redaction_part AS sealed "
        'WHERE sealed.log_id = NEW.log_id AND sealed."index" = NEW."index" AND sealed.name = NEW.name '
        "AND sealed.body = NEW.body AND sealed.salt = NEW.salt AND OLD.body IS NULL))))"
    ),
)
# Of an entry only what fills its sentence may go (and come back), while its text is withheld.
guard(
    "log_entry_no_update",
    "log_entry",
    when="UPDATE",
    sqlite_if=(
        'NEW.log_id <> OLD.log_id OR NEW."index" <> OLD."index" OR NEW.entry <> OLD.entry OR NEW.leaf <> OLD.leaf '
        "OR NEW.manifest <> OLD.manifest OR NEW.content <> OLD.content OR NEW.kind <> OLD.kind "
        "OR NEW.issued_at <> OLD.issued_at OR NEW.place_id <> OLD.place_id OR NEW.path <> OLD.path "
        "OR NEW.sentence <> OLD.sentence OR COALESCE(NEW.supersedes, -1) <> COALESCE(OLD.supersedes, -1) "
        "OR COALESCE(NEW.subject_kind, '') <> COALESCE(OLD.subject_kind, '') "
        "OR COALESCE(NEW.subject_id, -1) <> COALESCE(OLD.subject_id, -1) "
        "OR COALESCE(NEW.subject_code, '') <> COALESCE(OLD.subject_code, '') "
        "OR NOT EXISTS (SELECT 1 FROM content_part AS part WHERE part.log_id = NEW.log_id "
        'AND part."index" = NEW."index" AND part.name = \'text\' AND part.body IS NULL)'
    ),
)
guard(
    "lot_drawn_once",
    "lot",
    when="UPDATE",
    sqlite_if="OLD.drawn_at IS NOT NULL OR NEW.population_hash <> OLD.population_hash",
)
guard(
    "lot_place_fixed",
    "lot_place",
    when="UPDATE",
    sqlite_if="OLD.rank IS NOT NULL OR NEW.code <> OLD.code OR NEW.member_id <> OLD.member_id",
)
