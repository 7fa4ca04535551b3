"""The council's members, its sessions with attendance, recusals, motions and votes."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council import live_models, minutes_models, requirement_models, rules
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject

__all__ = ["live_models", "minutes_models", "requirement_models"]


class CouncilMember(Base):
    """What is public about a seat; its term is that of the role (people), one row for each term."""

    __tablename__ = "council_member"

    holding_id: Mapped[int] = mapped_column(ForeignKey("role_holding.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    seat: Mapped[str]
    chosen: Mapped[str]
    """How: a key of `rules.CHOSEN`."""
    interests: Mapped[str]
    """Public: employer, posts, property, kin that may touch on what is decided."""


class CouncilSession(IsSubject, HasState, Base):
    """A convened meeting (会议). Its code is ``FT-LH-2026-S03``, its address ``/sessions/<code>``."""

    __tablename__ = "council_session"
    __table_args__ = (
        CheckConstraint("kind IN ('ordinary','third')", name="kind"),
        Index("ix_council_session_starts_at", "starts_at"),
    )
    KIND = "session"

    kind: Mapped[str]
    starts_at: Mapped[datetime]
    venue: Mapped[str]
    online: Mapped[str]
    """How to take part online or by phone; empty: only in person."""
    quorum: Mapped[int]
    """The pack's share in basis points (6667 is ⅔), copied when convened."""
    majority: Mapped[int]
    minutes_days: Mapped[int]
    convened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    convened_at: Mapped[datetime]
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who opened it."""
    opened_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    without_quorum: Mapped[bool]
    """It was adjourned for want of a quorum before it had decided anything."""
    cancelled_reason: Mapped[str]

    @property
    def third(self) -> bool:
        """Called by the sub-district after two without quorum."""
        return self.kind == "third"

    @property
    def quorum_share(self) -> Fraction:
        """The share of the base that must be present."""
        return rules.share(self.quorum)

    @property
    def majority_share(self) -> Fraction:
        """The share of those present and entitled that yes must exceed."""
        return rules.share(self.majority)


class AgendaItem(HasState, Base):
    """One item of the agenda (议题) as it was called: title and text frozen with the papers."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("session_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    number: Mapped[int]
    purpose: Mapped[str]
    """What the motion is for: a purpose of docs/map.md, or ``free``."""
    subject_kind: Mapped[str | None]
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("subject.id"), index=True)
    subject_code: Mapped[str]
    url: Mapped[str]
    """Where the papers are; addresses never change."""
    title: Mapped[str]
    title_facts: Mapped[str]
    text: Mapped[str]
    text_facts: Mapped[str]
    text_zh: Mapped[str]
    paper_hash: Mapped[bytes | None]
    """The hash of the subject's own text, where it has one: what was sent to the members."""


class Attendance(Base):
    """A member's presence (到会), by channel; who comes back has a second row."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("channel IN ('in_person','online','phone')", name="channel"),
        CheckConstraint("left_at IS NULL OR left_at >= came_at", name="times"),
        Index(
            "uq_attendance_here",
            "session_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str]
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Recusal(Base):
    """A member stands aside from one item (回避): subtracted from its base."""

    __tablename__ = "recusal"
    __table_args__ = (
        UniqueConstraint("item_id", "person_id"),
        CheckConstraint("source IN ('declared','found')", name="source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str]
    """``declared`` by the member, or ``found`` by the program (author, kin, contractor …)."""
    reason: Mapped[str]
    at: Mapped[datetime]


class QuorumCheck(Base):
    """One head count (法定人数): at opening, at each vote's call and declaration, at the end."""

    __tablename__ = "quorum_check"
    __table_args__ = (
        CheckConstraint("occasion IN ('opening','call','declaration','closing')", name="occasion"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"), index=True)
    occasion: Mapped[str]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    at: Mapped[datetime]
    present: Mapped[int]
    base: Mapped[int]
    needed: Mapped[int]


class Motion(HasState, Base):
    """What is to be decided (动议), its text frozen; its counts are computed when it is declared."""

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("kind IN ('main','amendment','defer','refer')", name="kind"),
        CheckConstraint("form IN ('open','secret')", name="form"),
        CheckConstraint(
            "moved_by IS NULL OR seconded_by IS NULL OR seconded_by <> moved_by", name="seconder"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("council_session.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    text: Mapped[str]
    text_facts: Mapped[str]
    text_hash: Mapped[bytes]
    """SHA-256 of the Chinese text voted on."""
    moved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: put by the program."""
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form: Mapped[str]
    """``open`` roll call; ``secret`` votes have their place here."""
    base: Mapped[int | None]
    quorum: Mapped[int | None]
    entitled: Mapped[int | None]
    needed: Mapped[int | None]
    ayes: Mapped[int | None]
    noes: Mapped[int | None]
    abstentions: Mapped[int | None]
    declared_at: Mapped[datetime | None]
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    """Why the sub-district granted or denied what was passed on to it."""
    due_at: Mapped[datetime | None]
    """Until when the sub-district decides what was passed on to it."""


class CouncilVote(Base):
    """One member's vote in a roll call (表决), changeable until the result is declared."""

    __tablename__ = "council_vote"
    __table_args__ = (
        UniqueConstraint("motion_id", "person_id"),
        CheckConstraint("choice IN ('yes','no','abstain')", name="choice"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str]
    at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """The member, or the moderator who recorded a word said in the room or by phone."""


for table, machine in (
    ("council_session", rules.SESSION),
    ("agenda_item", rules.ITEM),
    ("motion", rules.MOTION),
):
    only_steps(table, machine)
    never_deleted(table)
for table in ("council_member", "attendance", "recusal"):
    never_deleted(table)
append_only("quorum_check")

guard(
    "agenda_item_frozen",
    "agenda_item",
    when="UPDATE",
    sqlite_if=(
        "NEW.session_id <> OLD.session_id OR NEW.purpose <> OLD.purpose OR NEW.text_zh <> OLD.text_zh "
        "OR NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts "
        "OR COALESCE(NEW.subject_id, 0) <> COALESCE(OLD.subject_id, 0)"
    ),
)
guard(
    "council_session_opened",
    "council_session",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'open' AND NOT EXISTS (SELECT 1 FROM quorum_check q "
        "WHERE q.session_id = NEW.id AND q.occasion = 'opening' AND q.present >= q.needed)"
    ),
)
# Invariant 7, held by the database too. Nobody votes but who is here, unrecused, while the roll is called.
_MAY_NOT_VOTE = (
    "NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id "
    "WHERE m.id = NEW.motion_id AND m.state = 'voting' AND a.person_id = NEW.person_id AND a.left_at IS NULL) "
    "OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id "
    "WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id)"
)
guard("council_vote_entitled", "council_vote", when="INSERT", sqlite_if=_MAY_NOT_VOTE)
guard("council_vote_changed", "council_vote", when="UPDATE", sqlite_if=_MAY_NOT_VOTE)
guard(
    "council_vote_kept",
    "council_vote",
    when="DELETE",
    sqlite_if="NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting')",
)
_HAS_VOTED = (
    "EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id "
    "WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND {same})"
)
guard(
    "recusal_unvoted", "recusal", when="INSERT", sqlite_if=_HAS_VOTED.format(same="m.item_id = NEW.item_id")
)
guard("recusal_fixed", "recusal", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
guard(
    "attendance_unvoted",
    "attendance",
    when="UPDATE",
    sqlite_if=(
        "OLD.left_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.channel <> OLD.channel OR "
        + _HAS_VOTED.format(same="m.session_id = NEW.session_id")
    ),
)
# A result is what the votes say, with the quorum there: nobody can type one.
_CAST = "(SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = '%s')"
_ENTITLED = (
    "(SELECT count(*) FROM attendance a WHERE a.session_id = NEW.session_id AND a.left_at IS NULL "
    "AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id))"
)
_WRONG_RESULT = (
    "COALESCE(NEW.ayes, -1) <> " + _CAST % "yes",
    "COALESCE(NEW.noes, -1) <> " + _CAST % "no",
    "COALESCE(NEW.abstentions, -1) <> " + _CAST % "abstain",
    "COALESCE(NEW.entitled, -1) <> " + _ENTITLED,
    f"COALESCE(NEW.base, 0) < {rules.SMALLEST_BASE}",
    "NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1)",
    "NEW.quorum * 2 <= NEW.base",
    "COALESCE(NEW.needed, 0) * 2 <= NEW.entitled",
    "(NEW.state = 'carried') <> (NEW.ayes >= NEW.needed)",
)
guard(
    "motion_counted",
    "motion",
    when="UPDATE",
    columns="state",
    sqlite_if="NEW.state IN ('carried', 'lost') AND (" + " OR ".join(_WRONG_RESULT) + ")",
)
_DECLARED = ("ayes", "noes", "abstentions", "entitled", "base", "quorum", "needed")
guard(
    "motion_fixed",
    "motion",
    when="UPDATE",
    sqlite_if=(
        "NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash "
        "OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind OR "
        "(OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND ("
        + " OR ".join(f"COALESCE(NEW.{c}, -1) <> COALESCE(OLD.{c}, -1)" for c in _DECLARED)
        + "))"
    ),
)
