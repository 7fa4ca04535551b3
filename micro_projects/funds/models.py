"""The ledger: accounts and postings. The database keeps the balances; no code ever writes one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from micro_projects.extensions import Base, add_trigger, append_only, guard, never_deleted
from micro_projects.funds.rules import ACCOUNTS, FLOWS, OF_PROJECT
from micro_projects.kernel.money import Money


def _listed(names: object) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names))  # type: ignore[call-overload]


class LedgerAccount(Base):
    """One account (科目) of a cycle, or of one of its projects."""

    __tablename__ = "ledger_account"
    __table_args__ = (
        UniqueConstraint("owner_id", "kind"),
        Index("ix_ledger_account_cycle_id_kind", "cycle_id", "kind"),
        CheckConstraint(f"kind IN ({_listed(ACCOUNTS)})", name="kind"),
        CheckConstraint("balance >= 0 OR kind = 'grant'", name="balance"),
        CheckConstraint(f"(kind IN ({_listed(OF_PROJECT)})) = (owner_id <> cycle_id)", name="owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    """The cycle, or the project whose money it is."""
    kind: Mapped[str]
    balance: Mapped[Money]
    """Kept by the trigger `posting_moves`; always the sum of the account's postings."""


class Posting(Base):
    """One movement of money (分录): `debit` receives what `credit` gives."""

    __tablename__ = "posting"
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        UniqueConstraint("act", "voucher_id", "debit_id"),
        Index("ix_posting_subject_id_id", "subject_id", "id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("debit_id <> credit_id", name="two_accounts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    number: Mapped[int]
    """Counted within the cycle, from 1: how people quote it."""
    debit_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"), index=True)
    credit_id: Mapped[int] = mapped_column(ForeignKey("ledger_account.id"), index=True)
    amount: Mapped[Money]
    act: Mapped[str]
    subject_id: Mapped[int] = mapped_column(ForeignKey("subject.id"))
    """What the act was about: the cycle, the round, the project."""
    voucher_id: Mapped[int | None]
    """What ordered a payment (payment request), once per act."""
    at: Mapped[datetime]


append_only("posting")
never_deleted("ledger_account")

_KIND = "(SELECT kind FROM ledger_account WHERE id = NEW.{side}_id)"
_FLOWS = ", ".join(f"'{act}>{credit}>{debit}'" for act, credit, debit in FLOWS)
# Invariant 8, held by the database: only the listed movements, within one cycle and one project.
guard(
    "posting_flow",
    "posting",
    when="INSERT",
    sqlite_if=(
        f"(NEW.act || '>' || {_KIND.format(side='credit')} || '>' || {_KIND.format(side='debit')}) "
        f"NOT IN ({_FLOWS})"
    ),
)
guard(
    "posting_owner",
    "posting",
    when="INSERT",
    sqlite_if=(
        "EXISTS (SELECT 1 FROM ledger_account a WHERE a.id IN (NEW.debit_id, NEW.credit_id) "
        "AND (a.cycle_id <> NEW.cycle_id OR (a.owner_id <> a.cycle_id AND a.owner_id <> NEW.subject_id)))"
    ),
)
_MOVES = (
    "UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.debit_id; "
    "UPDATE ledger_account SET balance = balance - NEW.amount WHERE id = NEW.credit_id; "
)
add_trigger(
    "posting_moves",
    "posting",
    f"CREATE TRIGGER posting_moves AFTER INSERT ON posting BEGIN {_MOVES} END",
    f"BEGIN {_MOVES} RETURN NULL; END",
    "AFTER INSERT ON posting FOR EACH ROW",
)
# A balance is never anything but the sum of its postings, whoever writes it.
guard(
    "ledger_account_sum",
    "ledger_account",
    when="UPDATE",
    sqlite_if=(
        "NEW.cycle_id <> OLD.cycle_id OR NEW.owner_id <> OLD.owner_id OR NEW.kind <> OLD.kind OR NEW.balance <> "
        "(SELECT COALESCE(SUM(amount), 0) FROM posting WHERE debit_id = NEW.id) "
        "- (SELECT COALESCE(SUM(amount), 0) FROM posting WHERE credit_id = NEW.id)"
    ),
)
guard("ledger_account_starts", "ledger_account", when="INSERT", sqlite_if="NEW.balance <> 0")
# What goes beyond a round's budget is never more than the adopted round's frozen allowance.
guard(
    "posting_overshoot",
    "posting",
    when="INSERT",
    sqlite_if=(
        "NEW.act = 'overshoot' AND NEW.amount + (SELECT COALESCE(SUM(p.amount), 0) FROM posting p "
        "WHERE p.cycle_id = NEW.cycle_id AND p.act = 'overshoot') "
        "> COALESCE((SELECT MAX(r.budget * r.overshoot / 10000) "
        "FROM round r JOIN subject s ON s.id = r.id WHERE s.cycle_id = NEW.cycle_id AND r.state = 'adopted'), 0)"
    ),
)
