"""doctor's checks: clean after an honest life, and each corruption of the database is named."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from makers.projects import Works
from micro_projects import rooms
from micro_projects.extensions import TRIGGERS, db
from micro_projects.kernel.finding import Finding

pytestmark = pytest.mark.founded


def examined() -> list[Finding]:
    """What every room's checks find; the maker carries the council's motions itself, without a session, and prints nothing."""
    found = [f for module in rooms.modules("checks") for check in module.CHECKS for f in check()]
    return [f for f in found if f.check != "7 council votes" and "no printed sheet" not in f.what]


def corrupted(*statements: str) -> list[str]:
    """What is found once somebody with the database in their hands took the guards away and wrote."""
    db.session.rollback()
    for name in TRIGGERS:
        db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS {name}"))
    db.session.execute(sa.text("DROP INDEX uq_payment_request_invoice"))
    db.session.execute(sa.text("PRAGMA ignore_check_constraints = ON"))
    for statement in statements:
        assert db.session.execute(sa.text(statement)).rowcount > 0, statement  # type: ignore[attr-defined]
    found = [f.what for f in examined()]
    db.session.rollback()
    db.session.execute(sa.text("PRAGMA ignore_check_constraints = OFF"))
    return found


def test_clean_after_a_whole_life_and_corruptions_are_named(works: Works) -> None:
    works.to_execution().paid("advance", 4_000).verified(1).paid("milestone", 3_000, 1)
    works.verified(2).paid("milestone", 7_000, 2).accepted().settled()
    works.pass_days(30)
    works.pass_days(12)
    assert examined() == []
    for words, statement in (
        ("account pool holds", "UPDATE ledger_account SET balance = balance + 1 WHERE kind = 'pool'"),
        ("add up to", "UPDATE posting SET amount = amount + 1 WHERE act = 'settle'"),
        ("is not disclosed", "UPDATE posting SET amount = amount + 1 WHERE act = 'contract'"),
        ("one before it is missing", "DELETE FROM posting WHERE number = 2"),
        ("no movement of the ledger", "UPDATE posting SET act = 'gift' WHERE act = 'pay'"),
        (
            "not carried by three people",
            "UPDATE payment_request SET released_by = verified_by WHERE number = 2",
        ),
        ("used before", "UPDATE payment_request SET invoice_number = 'x'"),
        ("not in the ledger as released", "UPDATE payment_request SET amount = amount + 1 WHERE number = 1"),
        ("without a released request", "UPDATE payment_request SET state = 'returned' WHERE number = 1"),
        (
            "inspected and verified by three",
            "UPDATE milestone SET verified_by = inspected_by WHERE number = 1",
        ),
        ("not co-signed by another", "UPDATE acceptance SET cosigned_by = NULL"),
        ("weights", "UPDATE milestone SET weight = weight - 1 WHERE number = 1"),
        ("payment plan passes", "UPDATE milestone SET amount = amount + 500000 WHERE number = 1"),
        ("not what was resolved", "UPDATE project SET approved = approved + 1"),
        ("pass the cap", "UPDATE project SET cap = approved - 1"),
        ("never let it go", "UPDATE notice_subject SET released_at = NULL"),
        ("does not count its answers", "UPDATE evaluation SET answers = answers + 1, yes = 1"),
    ):
        found = corrupted(statement)
        assert any(words in what for what in found), (words, found)
    assert examined() == []
