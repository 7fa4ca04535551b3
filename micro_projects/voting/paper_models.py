"""Ballots on paper: print runs, stubs, serials, what was handed out, and what two workers read from each ballot.

A stub and a ballot part leave the printer on one sheet; which serial stood beside which stub is kept nowhere, and no
table says whose stub was used (docs/decisions/paper.md).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, append_only, guard, never_deleted

_VALID_OR_NOT = "(content = '') <> (reason = '')"


class PaperRun(Base):
    """One PDF of at most a hundred sheets (印刷批次): ordered, printed, then counted or given up."""

    __tablename__ = "paper_run"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("first >= 1 AND last >= first AND last < first + 100", name="sheets"),
        CheckConstraint("counted_at IS NULL OR given_up_at IS NULL", name="one_end"),
        CheckConstraint("counted_at IS NULL OR printed_at IS NOT NULL", name="printed_first"),
        CheckConstraint("(printed_at IS NULL) = (salt IS NULL)", name="salted"),
        CheckConstraint("(counted_at IS NULL) = (serials_hash IS NULL)", name="hashed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    """Its stubs; those of a run that was given up are never used again."""
    ordered_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ordered_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    """When its one PDF was made; nobody can have it twice."""
    salt: Mapped[bytes | None]
    """Keeps `serials_hash` from being guessed; drawn when printed."""
    counted_at: Mapped[datetime | None]
    counted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    serials_hash: Mapped[bytes | None]
    """Over every serial of the round as of the count, disclosed: no sheet can be slipped in later."""
    given_up_at: Mapped[datetime | None]

    @property
    def sheets(self) -> int:
        """How many it has."""
        return self.last - self.first + 1


class PaperSerial(Base):
    """The number of a ballot part. Of which run it is, is forgotten as soon as the run was counted."""

    __tablename__ = "paper_serial"
    __table_args__ = {"sqlite_with_rowid": False}

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    serial: Mapped[str] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("paper_run.id"), index=True)
    """While its run is printed and not yet counted."""
    cancelled: Mapped[bool]
    """Its sheet came back spoiled or unused, and somebody typed the number."""


class PaperIssue(Base):
    """A stack of sheets handed to somebody who answers for it (发放)."""

    __tablename__ = "paper_issue"
    __table_args__ = (
        CheckConstraint("last >= first", name="sheets"),
        CheckConstraint("purpose IN ('counter','visit','booth')", name="purpose"),
        Index("ix_paper_issue_round_id", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    first: Mapped[int]
    last: Mapped[int]
    purpose: Mapped[str]
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PaperStub(Base):
    """The numbered part by which a sheet is accounted for (存根). Whose it was, no row says."""

    __tablename__ = "paper_stub"
    __table_args__ = (
        CheckConstraint("ended IN ('','used','spoiled','returned')", name="ended"),
        CheckConstraint("ended = '' OR issue_id IS NOT NULL", name="handed_out"),
        CheckConstraint("press = '' OR ended = 'used'", name="press"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("paper_run.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("paper_issue.id"), index=True)
    ended: Mapped[str]
    """What became of the sheet; without a time, which would tell whose it was."""
    press: Mapped[str]
    """The token of the form that used it, so that a second press is told apart from a second sheet."""


class PaperPass(Base):
    """One sitting in which a worker typed ballots in, or one file; what is in it is compared once it is finished."""

    __tablename__ = "paper_pass"
    __table_args__ = (
        UniqueConstraint("id", "round_id", "by_id"),
        CheckConstraint("way IN ('keyboard','file')", name="way"),
        Index(
            "uq_paper_pass_open",
            "round_id",
            "by_id",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    way: Mapped[str]
    began_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class PaperEntry(Base):
    """What one worker read from one ballot: its content, or the reason why it says nothing that counts."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "serial"], ["paper_serial.round_id", "paper_serial.serial"]),
        ForeignKeyConstraint(
            ["pass_id", "round_id", "by_id"], ["paper_pass.id", "paper_pass.round_id", "paper_pass.by_id"]
        ),
        CheckConstraint(_VALID_OR_NOT, name="valid_or_not"),
        Index(
            "uq_paper_entry_one_each",
            "round_id",
            "serial",
            "by_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        Index("ix_paper_entry_pass_id", "pass_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    serial: Mapped[str]
    pass_id: Mapped[int]
    by_id: Mapped[int]
    content: Mapped[str]
    """As a cast-vote record keeps it (`record_content`); empty when invalid."""
    reason: Mapped[str]
    """A code of `paper_rules.INVALID`; empty when valid."""
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class PaperSettlement(Base):
    """What a third person found, sheet in hand, where two workers read it differently."""

    __tablename__ = "paper_settlement"
    __table_args__ = (
        ForeignKeyConstraint(["round_id", "serial"], ["paper_serial.round_id", "paper_serial.serial"]),
        CheckConstraint(_VALID_OR_NOT, name="valid_or_not"),
        {"sqlite_with_rowid": False},
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PaperFinish(Base):
    """A person says that every ballot of the box is entered: from then on nothing of it changes."""

    __tablename__ = "paper_finish"
    __table_args__ = (CheckConstraint("in_box >= 0", name="in_box"), {"sqlite_with_rowid": False})

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    in_box: Mapped[int]
    """Ballots counted in the box by hand, before anything was compared with it."""
    because: Mapped[str]
    """Why it took longer than the round's working days; empty when it did not."""


for table in ("paper_issue", "paper_settlement", "paper_finish"):
    append_only(table)
for table in ("paper_run", "paper_stub", "paper_pass", "paper_entry"):
    never_deleted(table)

_STATE = "(SELECT state FROM round WHERE id = NEW.round_id)"
_BEFORE_CLOSING = f"{_STATE} NOT IN ('frozen','open')"
_NOT_ENTERING = f"{_STATE} <> 'entering'"
_FINISHED = "EXISTS (SELECT 1 FROM paper_finish f WHERE f.round_id = NEW.round_id)"

guard("paper_run_before", "paper_run", when="INSERT", sqlite_if=_BEFORE_CLOSING)
guard(
    "paper_run_fixed",
    "paper_run",
    when="UPDATE",
    sqlite_if="NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.number <> OLD.number "
    "OR NEW.first <> OLD.first OR NEW.last <> OLD.last OR NEW.ordered_by <> OLD.ordered_by "
    "OR OLD.counted_at IS NOT NULL OR OLD.given_up_at IS NOT NULL "
    "OR (OLD.printed_at IS NOT NULL AND (NEW.printed_at IS NULL OR NEW.printed_at <> OLD.printed_at))",
)
_RUN_OVER = (
    "(SELECT counted_at IS NOT NULL OR given_up_at IS NOT NULL FROM paper_run r WHERE r.id = NEW.run_id)"
)
# A serial is drawn for a run that is being printed, is never another, and goes only while its run is not counted.
guard(
    "paper_serial_drawn",
    "paper_serial",
    when="INSERT",
    sqlite_if=f"{_BEFORE_CLOSING} OR NEW.run_id IS NULL OR NEW.cancelled OR {_RUN_OVER}",
)
guard(
    "paper_serial_fixed",
    "paper_serial",
    when="UPDATE",
    sqlite_if="NEW.serial <> OLD.serial OR NEW.round_id <> OLD.round_id OR NEW.run_id IS NOT NULL "
    "OR (OLD.cancelled AND NOT NEW.cancelled)",
)
guard("paper_serial_stays", "paper_serial", when="DELETE", sqlite_if="OLD.run_id IS NULL")
_ENTERED = (
    "EXISTS (SELECT 1 FROM paper_entry e WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial "
    "AND e.undone_at IS NULL)"
)
guard(
    "paper_serial_entered",
    "paper_serial",
    when="UPDATE",
    sqlite_if=f"NEW.cancelled AND NOT OLD.cancelled AND {_ENTERED}",
)
# Sheets are handed out once and end once: used only while open.
guard(
    "paper_stub_begins", "paper_stub", when="INSERT", sqlite_if="NEW.issue_id IS NOT NULL OR NEW.ended <> ''"
)
guard(
    "paper_stub_once",
    "paper_stub",
    when="UPDATE",
    sqlite_if="NEW.number <> OLD.number OR NEW.round_id <> OLD.round_id OR NEW.run_id <> OLD.run_id "
    "OR OLD.ended <> '' OR (OLD.issue_id IS NOT NULL AND NEW.issue_id <> OLD.issue_id) "
    f"OR {_STATE} NOT IN ('frozen','open','closed','entering')",
)
guard(
    "paper_stub_used",
    "paper_stub",
    when="UPDATE",
    sqlite_if=f"NEW.ended = 'used' AND {_STATE} <> 'open'",
)
# Entry: by two people who are not the same, of a sheet of this round that did not come back, before it is finished.
_OTHERS = (
    "(SELECT COUNT(*) FROM paper_entry e WHERE e.round_id = NEW.round_id AND e.serial = NEW.serial "
    "AND e.undone_at IS NULL)"
)
_SERIAL_OUT = (
    "(SELECT cancelled OR run_id IS NOT NULL FROM paper_serial s "
    "WHERE s.round_id = NEW.round_id AND s.serial = NEW.serial)"
)
_PASS_OVER = "(SELECT finished_at IS NOT NULL FROM paper_pass p WHERE p.id = NEW.pass_id)"
guard("paper_pass_entering", "paper_pass", when="INSERT", sqlite_if=f"{_NOT_ENTERING} OR {_FINISHED}")
guard(
    "paper_pass_once",
    "paper_pass",
    when="UPDATE",
    sqlite_if="OLD.finished_at IS NOT NULL OR NEW.by_id <> OLD.by_id OR NEW.round_id <> OLD.round_id "
    "OR NEW.way <> OLD.way",
)
guard(
    "paper_entry_allowed",
    "paper_entry",
    when="INSERT",
    sqlite_if=f"{_NOT_ENTERING} OR {_FINISHED} OR {_OTHERS} >= 2 OR {_SERIAL_OUT} OR NEW.undone_at IS NOT NULL "
    f"OR {_PASS_OVER}",
)
guard(
    "paper_entry_undone",
    "paper_entry",
    when="UPDATE",
    sqlite_if="NEW.id <> OLD.id OR NEW.round_id <> OLD.round_id OR NEW.serial <> OLD.serial "
    "OR NEW.pass_id <> OLD.pass_id OR NEW.by_id <> OLD.by_id OR NEW.content <> OLD.content "
    "OR NEW.reason <> OLD.reason OR NEW.at <> OLD.at OR OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL "
    f"OR {_NOT_ENTERING} OR {_PASS_OVER}",
)
# A third settles: where two differ, both are finished, and the third is neither.
_OF_BOTH = (
    "FROM paper_entry e JOIN paper_pass p ON p.id = e.pass_id WHERE e.round_id = NEW.round_id "
    "AND e.serial = NEW.serial AND e.undone_at IS NULL"
)
guard(
    "paper_settlement_third",
    "paper_settlement",
    when="INSERT",
    sqlite_if=f"{_NOT_ENTERING} OR {_FINISHED} "
    f"OR (SELECT COUNT(*) {_OF_BOTH} AND p.finished_at IS NOT NULL) <> 2 "
    f"OR (SELECT COUNT(*) {_OF_BOTH} AND e.by_id = NEW.by_id) > 0 "
    f"OR (SELECT COUNT(DISTINCT e.content || e.reason) {_OF_BOTH}) < 2",
)
guard("paper_finish_entering", "paper_finish", when="INSERT", sqlite_if=_NOT_ENTERING)
