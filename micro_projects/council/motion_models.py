"""Motions and the votes cast by name, with what the database itself refuses (invariant 7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.council import rules, vote_rules
from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState


class Motion(HasState, Base):
    """What is to be decided (动议), its text frozen; its counts are computed when it is declared."""

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("kind IN ('main','amendment','defer','refer','table','recuse')", name="kind"),
        CheckConstraint("form IN ('open','roll_call','secret')", name="form"),
        CheckConstraint("(kind = 'recuse') = (target_id IS NOT NULL)", name="target"),
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
    target_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose recusal a motion of kind ``recuse`` is about: they do not vote on it and are not in its base."""
    part: Mapped[str] = mapped_column(default="")
    """Which part of a divided motion it is: ``2``, and ``2.1`` when part 2 was divided again."""
    text: Mapped[str]
    text_facts: Mapped[str]
    text_hash: Mapped[bytes]
    """SHA-256 of the Chinese text voted on."""
    moved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: put by the program."""
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secret_asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The member who asked for a secret vote; the chair chooses the form."""
    form: Mapped[str]
    """A key of `vote_rules.FORMS`, chosen when the vote is called."""
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
    """One member's vote by name (表决): changeable until declared in an open vote, final in a roll call."""

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


class RollPass(Base):
    """A member called in a roll call who did not answer; called again once, at the end."""

    __tablename__ = "roll_pass"
    __table_args__ = (CheckConstraint("round IN (1, 2)", name="round"),)

    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


only_steps("motion", rules.MOTION)
never_deleted("motion")

# Nobody votes but who is here, unrecused, not about themselves, while the vote of that form runs.
_MAY_NOT = (
    "NOT EXISTS (SELECT 1 FROM motion m JOIN attendance a ON a.session_id = m.session_id "
    "WHERE m.id = NEW.motion_id AND m.state = 'voting' AND {form} "
    "AND COALESCE(m.target_id, 0) <> NEW.person_id "
    "AND a.person_id = NEW.person_id AND a.left_at IS NULL) "
    "OR EXISTS (SELECT 1 FROM motion m JOIN recusal r ON r.item_id = m.item_id "
    "WHERE m.id = NEW.motion_id AND r.person_id = NEW.person_id)"
)
_BY_NAME = _MAY_NOT.format(form="m.form <> 'secret'")
_OPENLY = _MAY_NOT.format(form="m.form = 'open'")
_CALLED = _MAY_NOT.format(form="m.form = 'roll_call'")
_SECRETLY = _MAY_NOT.format(form="m.form = 'secret' AND a.channel <> 'phone'")
_MOVED_AWAY = "NEW.motion_id <> OLD.motion_id OR NEW.person_id <> OLD.person_id"
_IS_RUNNING = "EXISTS (SELECT 1 FROM motion m WHERE m.id = OLD.motion_id AND m.state = 'voting')"
guard("council_vote_entitled", "council_vote", when="INSERT", sqlite_if=_BY_NAME)
guard("council_vote_changed", "council_vote", when="UPDATE", sqlite_if=f"{_MOVED_AWAY} OR {_OPENLY}")
guard("council_vote_kept", "council_vote", when="DELETE", sqlite_if=f"NOT {_IS_RUNNING}")
guard("roll_pass_called", "roll_pass", when="INSERT", sqlite_if=_CALLED)
guard("roll_pass_no_update", "roll_pass", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
guard("roll_pass_kept", "roll_pass", when="DELETE", sqlite_if=f"NOT {_IS_RUNNING}")
# Of a secret vote: the register, and while it runs what was cast, sealed. By phone nobody votes unseen.
guard("secret_mark_entitled", "secret_mark", when="INSERT", sqlite_if=_SECRETLY)
guard("secret_mark_no_update", "secret_mark", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
guard("secret_mark_kept", "secret_mark", when="DELETE", sqlite_if=f"NOT {_IS_RUNNING}")
guard("secret_sealed_cast", "secret_sealed", when="INSERT", sqlite_if=_SECRETLY)
guard("secret_sealed_changed", "secret_sealed", when="UPDATE", sqlite_if=f"{_MOVED_AWAY} OR {_SECRETLY}")
guard("secret_vote_no_update", "secret_vote", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
guard(
    "secret_ballot_opened",
    "secret_ballot",
    when="INSERT",
    sqlite_if=(
        "NOT EXISTS (SELECT 1 FROM motion m WHERE m.id = NEW.motion_id AND m.state = 'voting' "
        "AND m.form = 'secret')"
    ),
)
append_only("secret_ballot")
# Who has voted stays until the vote was taken away: leaving and standing aside take it along.
_HAS_VOTED = (
    "EXISTS (SELECT 1 FROM council_vote v JOIN motion m ON m.id = v.motion_id "
    "WHERE v.person_id = NEW.person_id AND m.state = 'voting' AND {same}) "
    "OR EXISTS (SELECT 1 FROM secret_mark k JOIN motion m ON m.id = k.motion_id "
    "WHERE k.person_id = NEW.person_id AND m.state = 'voting' AND {same})"
)
guard(
    "recusal_unvoted", "recusal", when="INSERT", sqlite_if=_HAS_VOTED.format(same="m.item_id = NEW.item_id")
)
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
_CAST = (
    "CASE WHEN NEW.form = 'secret' "
    "THEN (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id AND b.choice = '{choice}') "
    "ELSE (SELECT count(*) FROM council_vote v WHERE v.motion_id = NEW.id AND v.choice = '{choice}') END"
)
_MAY_VOTE = (
    "a.session_id = NEW.session_id AND a.left_at IS NULL AND a.person_id <> COALESCE(NEW.target_id, 0) "
    "AND a.person_id NOT IN (SELECT r.person_id FROM recusal r WHERE r.item_id = NEW.item_id)"
)
_MARKS = "(SELECT count(*) FROM secret_mark k WHERE k.motion_id = NEW.id)"
_WRONG_RESULT = (
    "COALESCE(NEW.ayes, -1) <> " + _CAST.format(choice="yes"),
    "COALESCE(NEW.noes, -1) <> " + _CAST.format(choice="no"),
    "COALESCE(NEW.abstentions, -1) <> " + _CAST.format(choice="abstain"),
    f"COALESCE(NEW.entitled, -1) <> (SELECT count(*) FROM attendance a WHERE {_MAY_VOTE})",  # noqa: S608 # nosec B608 - our own words
    f"COALESCE(NEW.base, 0) < {rules.SMALLEST_BASE}",
    "NEW.entitled < COALESCE(NEW.quorum, NEW.entitled + 1)",
    "NEW.quorum * 2 <= NEW.base",
    "COALESCE(NEW.needed, 0) * 2 <= NEW.entitled",
    "(NEW.state = 'carried') <> (NEW.ayes >= NEW.needed)",
    # a roll call is over when everybody present has answered or was called twice
    f"(NEW.form = 'roll_call' AND EXISTS (SELECT 1 FROM attendance a WHERE {_MAY_VOTE} "  # noqa: S608 # nosec B608 - our own words
    "AND NOT EXISTS (SELECT 1 FROM council_vote v WHERE v.motion_id = NEW.id AND v.person_id = a.person_id) "
    "AND NOT EXISTS (SELECT 1 FROM roll_pass p WHERE p.motion_id = NEW.id AND p.person_id = a.person_id "
    "AND p.round = 2)))",
    # of a secret vote as many ballots as marks, enough that none is anybody's, and none sealed any more
    f"(NEW.form = 'secret' AND ({_MARKS} < {vote_rules.SMALLEST_SECRET} "  # noqa: S608 # nosec B608 - our own words
    f"OR {_MARKS} <> (SELECT count(*) FROM secret_ballot b WHERE b.motion_id = NEW.id) "
    "OR EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id)))",
)
guard(
    "motion_counted",
    "motion",
    when="UPDATE",
    columns="state",
    sqlite_if="NEW.state IN ('carried', 'lost') AND (" + " OR ".join(_WRONG_RESULT) + ")",
)
# Only a secret vote that too few have cast is called off, and what was cast has gone.
guard(
    "motion_called_off",
    "motion",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "OLD.state = 'voting' AND NEW.state = 'seconded' AND (OLD.form <> 'secret' "  # noqa: S608 # nosec B608 - our own words
        f"OR {_MARKS} > 0 OR EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id))"
    ),
)
# A vote that ended without a result leaves nothing sealed behind.
guard(
    "motion_lapsed_unread",
    "motion",
    when="UPDATE",
    columns="state",
    sqlite_if=(
        "NEW.state = 'lapsed' AND OLD.state = 'voting' "
        "AND EXISTS (SELECT 1 FROM secret_sealed s WHERE s.motion_id = NEW.id)"
    ),
)
_DECLARED = ("ayes", "noes", "abstentions", "entitled", "base", "quorum", "needed")
guard(
    "motion_fixed",
    "motion",
    when="UPDATE",
    sqlite_if=(
        "NEW.text <> OLD.text OR NEW.text_facts <> OLD.text_facts OR NEW.text_hash <> OLD.text_hash "
        "OR NEW.item_id <> OLD.item_id OR NEW.session_id <> OLD.session_id OR NEW.kind <> OLD.kind "
        "OR NEW.part <> OLD.part OR COALESCE(NEW.target_id, 0) <> COALESCE(OLD.target_id, 0) "
        "OR (NEW.form <> OLD.form AND OLD.state <> 'seconded') OR "
        "(OLD.state IN ('carried', 'lost', 'voided', 'granted', 'denied') AND ("
        + " OR ".join(f"COALESCE(NEW.{c}, -1) <> COALESCE(OLD.{c}, -1)" for c in _DECLARED)
        + "))"
    ),
)
