"""Invariant 12 on the data: what is withheld has a redaction, and what has one is withheld."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, exists, or_, select

from micro_projects.extensions import db
from micro_projects.kernel.finding import Finding
from micro_projects.notices.models import ContentPart, Log, LogEntry
from micro_projects.notices.redaction_models import Redaction, RedactionPart

WITHHELD = "12 withheld"


def withheld() -> Iterator[Finding]:
    """Every part without bytes has a redaction in force; every redaction in force has taken its parts out."""
    in_force = (
        select(RedactionPart.name)
        .join(Redaction, Redaction.id == RedactionPart.redaction_id)
        .where(
            RedactionPart.log_id == ContentPart.log_id,
            RedactionPart.index == ContentPart.index,
            RedactionPart.name == ContentPart.name,
            Redaction.state.in_(("hidden", "destroyed")),
        )
        .correlate(ContentPart)
        .exists()
    )
    query = (
        select(Log.code, ContentPart.index, ContentPart.name, ContentPart.body.is_(None))
        .join(Log, Log.id == ContentPart.log_id)
        .where(
            or_(and_(ContentPart.body.is_(None), ~in_force), and_(ContentPart.body.is_not(None), in_force))
        )
    )
    for code, index, name, gone in db.session.execute(query):
        what = "is gone without a redaction" if gone else "is there in spite of a redaction"
        yield Finding(WITHHELD, f"log {code}: entry {index}: part {name} {what}")


def disclosed() -> Iterator[Finding]:
    """Each redaction in force was disclosed, and nothing of a destroyed one is left."""
    said = exists().where(LogEntry.kind == "redaction", LogEntry.issued_at >= Redaction.confirmed_at)
    query = select(Redaction.code).where(Redaction.state.in_(("hidden", "restored", "destroyed")), ~said)
    for code in db.session.scalars(query):
        yield Finding(WITHHELD, f"redaction {code} was not disclosed")
    left = (
        select(Redaction.code)
        .join(RedactionPart, RedactionPart.redaction_id == Redaction.id)
        .where(Redaction.state == "destroyed", RedactionPart.body.is_not(None))
    )
    for code in db.session.scalars(left):
        yield Finding(WITHHELD, f"redaction {code}: bytes said to be destroyed are still here")


CHECKS = (withheld, disclosed)
