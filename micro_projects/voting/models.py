"""Rounds, what is on the ballot, who may vote and did, sealed ballots, cast-vote records, the result."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted, only_steps
from micro_projects.journal.models import HasState, IsSubject
from micro_projects.kernel.money import Money
from micro_projects.voting import (  # noqa: F401 - their tables belong to this room
    code_models,
    group_models,
    paper_models,
    reconcile_models,
)
from micro_projects.voting.rules import MACHINE


class Round(IsSubject, HasState, Base):
    """One residents' vote (投票轮次). Its code is ``FT-LH-2026-R1``; what is frozen never changes after."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", name="dates"),
        CheckConstraint("budget >= 0", name="budget"),
        CheckConstraint("resolve_by IN ('residents','council')", name="resolve_by"),
    )
    KIND = "round"

    number: Mapped[int]
    imported: Mapped[bool]
    """Brought in from a published file: no proposals, no roll, no notice of ours."""
    title: Mapped[str]
    """Of an imported round; ours are named by community and year."""
    currency: Mapped[str]
    form: Mapped[str]
    """``approval``, ``budgeted``, ``ranked`` or ``points`` (`ballot_rules.FORMS`)."""
    most: Mapped[int]
    """How many projects a ballot may choose (approval, ranked)."""
    points: Mapped[int]
    """How many points a ballot may give in all; 0 in the other forms."""
    rule: Mapped[str]
    least_floor: Mapped[int | None]
    least_share: Mapped[int | None]
    """The threshold of ``greedy_threshold``: at least the floor, and this share (basis points) of ballots."""
    least: Mapped[str | None]
    """The threshold as figured at the count, exact."""
    overshoot: Mapped[int]
    """By how many basis points of the budget the last project may exceed what remains, from the urgent reserve."""
    add_step: Mapped[Money]
    """By how much ``mes_add1`` raises what each voter has, each time."""
    tie_rule: Mapped[str]
    number_source: Mapped[str]
    """The public number a lot between equals would use, named when the round froze."""
    budget: Mapped[Money]
    unit: Mapped[str]
    """``resident`` or ``household``: whose entry on the roll is a voter."""
    channels: Mapped[str]
    """Space separated, out of ``web paper booth letter_code``."""
    roll_size: Mapped[int]
    min_turnout: Mapped[int]
    records_from: Mapped[int]
    extension_days: Mapped[int]
    entering_days: Mapped[int]
    """Working days after closing within which paper handed in before is entered."""
    receipts: Mapped[bool]
    """Whether who casts is given a code by which to find the record again."""
    keepers: Mapped[bool]
    """Whether the private key is split among three keepers, two of whom open it."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    extended_from: Mapped[datetime | None]
    """The first closing minute, when too few voted by then."""
    resolve_by: Mapped[str]
    """``residents``; ``council`` when the pack says so or too few voted twice."""
    frozen_hash: Mapped[bytes]
    """SHA-256 of the canonical JSON of all that is frozen: the round's own identity."""
    frozen_json: Mapped[str]
    public_key: Mapped[bytes | None]
    ballot_size: Mapped[int]
    """Bytes every ballot is padded to before it is sealed."""
    mark_root: Mapped[bytes | None]
    sealed_root: Mapped[bytes | None]
    """Roots fixed at closing, before anything is opened."""
    ballots: Mapped[int | None]
    """How many valid ballots were opened or entered."""
    invalid: Mapped[int]
    """How many handed in on paper say nothing that counts."""
    opened_at: Mapped[datetime | None]
    key_destroyed_at: Mapped[datetime | None]
    void_ground: Mapped[str | None]


class RoundProject(Base):
    """One line of the ballot, as frozen."""

    __tablename__ = "round_project"
    __table_args__ = (
        UniqueConstraint("round_id", "code"),
        UniqueConstraint("round_id", "proposal_id"),
        CheckConstraint("cost >= 0", name="cost"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    """None in an imported round."""
    code: Mapped[str]
    title: Mapped[str]
    text_hash: Mapped[bytes | None]
    """Of the version voted on: the same as in D2, in D3 and in the approval (invariant 3)."""
    cost: Mapped[Money]
    place: Mapped[int]
    """Its place in the frozen list, from 1; on a ballot the order is drawn anew each time."""
    exclusive_group: Mapped[str]
    withdrawn: Mapped[bool]
    official: Mapped[str]
    """The mark an imported file gives it: ``1`` for a winner."""


class RoundVoter(Base):
    """The roll as frozen: who may vote in a round."""

    __tablename__ = "round_voter"
    __table_args__ = {"sqlite_with_rowid": False}

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("roll_entry.id"), primary_key=True)


class RollMark(Base):
    """That a voter voted, and by which channel: never what, never with the ballot (invariants 4, 6)."""

    __tablename__ = "roll_mark"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "entry_id"], ["round_voter.round_id", "round_voter.entry_id"]),
        CheckConstraint("channel IN ('web','paper','booth','letter_code')", name="channel"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    salt: Mapped[bytes]


class SealedBallot(Base):
    """A ballot nobody can read before closing. One per voter; casting again replaces it; gone when opened."""

    __tablename__ = "sealed_ballot"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "entry_id"], ["roll_mark.round_id", "roll_mark.entry_id"]),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    salt: Mapped[bytes]


class CastVoteRecord(Base):
    """A ballot's content after opening, under a random id: nothing here leads to a voter."""

    __tablename__ = "cast_vote_record"
    __table_args__ = {"sqlite_with_rowid": False}

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    """Canonical JSON, see `record_content`."""


class Tally(Base):
    """What counting found for one project (计票)."""

    __tablename__ = "tally"

    project_id: Mapped[int] = mapped_column(ForeignKey("round_project.id"), primary_key=True)
    votes: Mapped[int]
    score: Mapped[str]
    """Exact."""


class Allocation(Base):
    """Whether the rule funds a project, and why (资金分配)."""

    __tablename__ = "allocation"

    project_id: Mapped[int] = mapped_column(ForeignKey("round_project.id"), primary_key=True)
    place: Mapped[int]
    """In the order in which the rule looked at them, from 1."""
    funded: Mapped[bool]
    explanation: Mapped[str]
    """JSON of the count's explanation; empty where the council resolved."""


class VoidRequest(Base):
    """Somebody moves that a round be voided on a procedural ground; the council votes on it."""

    __tablename__ = "void_request"
    __table_args__ = (Index("ix_void_request_round_id", "round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    ground: Mapped[str]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None: moved by the program, because nothing else is left for the round."""
    at: Mapped[datetime]
    consented_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The district officer, for a second void in a cycle."""
    consented_at: Mapped[datetime | None]
    carried: Mapped[bool | None]
    decided_at: Mapped[datetime | None]


only_steps("round", MACHINE)
for table in ("round", "round_project", "round_voter", "roll_mark", "void_request"):
    never_deleted(table)
for table in ("cast_vote_record", "tally", "allocation"):
    append_only(table)
guard("round_project_fixed", "round_project", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")
guard("round_voter_fixed", "round_voter", when="UPDATE", sqlite_if="1=1", postgres_if="TRUE")

_STATE = "(SELECT state FROM round WHERE id = {row}.round_id)"
_OF_NEW, _OF_OLD = _STATE.format(row="NEW"), _STATE.format(row="OLD")
# What is frozen stays: list, roll, money, rule, key. Only the closing minute may be later, once.
_TERMS = " OR ".join(
    f"NEW.{name} <> OLD.{name}"
    for name in (
        "form most points overshoot add_step tie_rule number_source unit channels min_turnout records_from "
        "extension_days entering_days receipts keepers"
    ).split()
)
guard("round_terms_frozen", "round", when="UPDATE", sqlite_if=_TERMS)
guard(
    "round_frozen",
    "round",
    when="UPDATE",
    sqlite_if=(
        "NEW.frozen_hash <> OLD.frozen_hash OR NEW.frozen_json <> OLD.frozen_json OR NEW.budget <> OLD.budget "
        "OR NEW.rule <> OLD.rule OR NEW.roll_size <> OLD.roll_size OR NEW.opens_at <> OLD.opens_at "
        "OR NEW.closes_at < OLD.closes_at OR NEW.public_key <> OLD.public_key "
        "OR (NEW.closes_at <> OLD.closes_at AND (OLD.extended_from IS NOT NULL OR OLD.state <> 'open'))"
    ),
)
guard("round_project_frozen", "round_project", when="INSERT", sqlite_if=f"{_OF_NEW} <> 'frozen'")
guard("round_voter_frozen", "round_voter", when="INSERT", sqlite_if=f"{_OF_NEW} <> 'frozen'")
# Invariant 4: nothing is cast, replaced or marked outside the time of voting.
guard("sealed_ballot_cast", "sealed_ballot", when="INSERT", sqlite_if=f"{_OF_NEW} <> 'open'")
guard("sealed_ballot_recast", "sealed_ballot", when="UPDATE", sqlite_if=f"{_OF_NEW} <> 'open'")
guard("roll_mark_cast", "roll_mark", when="INSERT", sqlite_if=f"{_OF_NEW} <> 'open'")
# Paper handed in is final: the mark stays paper, and no sealed ballot stands beside it.
guard(
    "roll_mark_fixed",
    "roll_mark",
    when="UPDATE",
    sqlite_if=f"{_OF_NEW} <> 'open' OR NEW.entry_id <> OLD.entry_id OR OLD.channel = 'paper'",
)
_CHANNEL = "(SELECT channel FROM roll_mark WHERE round_id = {row}.round_id AND entry_id = {row}.entry_id)"
_PAPER = f"{_CHANNEL} = 'paper'"
guard("sealed_ballot_beside", "sealed_ballot", when="INSERT", sqlite_if=_PAPER.format(row="NEW"))
guard("sealed_ballot_after", "sealed_ballot", when="UPDATE", sqlite_if=_PAPER.format(row="NEW"))
_IMPORTED = "(SELECT imported FROM round WHERE id = NEW.round_id)"
# Both roots stand in the log before anything is opened; a sealed ballot goes only then, or for handed-in paper.
_ROOTS = "(SELECT sealed_root FROM round WHERE id = {row}.round_id) IS NULL"
guard(
    "sealed_ballot_opened",
    "sealed_ballot",
    when="DELETE",
    sqlite_if=f"{_ROOTS.format(row='OLD')} AND {_CHANNEL.format(row='OLD')} <> 'paper'",
)
guard(
    "cast_vote_record_opened",
    "cast_vote_record",
    when="INSERT",
    sqlite_if=f"{_OF_NEW} <> 'reconciled' AND NOT ({_OF_NEW} = 'frozen' AND {_IMPORTED})",
)

# Tables of the room that stand in files of their own.
from micro_projects.voting.keeper_models import KeyShare, KeySplit  # noqa: E402, F401
from micro_projects.voting.sample_models import MarkAsked, MarkSample  # noqa: E402, F401
