"""What audits answer and hear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.audits import desk_reading, follow_up_actions, queries
from micro_projects.audits.desk import desk
from micro_projects.audits.models import Audit
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.subject import Described


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """Audits as others speak of them."""
    rows = db.session.scalars(select(Audit).where(Audit.id.in_(ids)))
    return {a.id: Described(_("审计%(code)s", code=a.code), f"/audits/{a.code}") for a in rows}


def covers(by: Actor, path: str, now: datetime) -> bool:
    """Whether somebody audits a place within the term of an audit of theirs: they may see what is not public."""
    return queries.covering(by, path, now) is not None


ANSWERS = {
    ("audit_covers", "place"): covers,
    ("describe", "audit"): describe,
    ("desk", "audits"): desk,
    ("unmasked", "place"): desk_reading.unmasked,
}
LISTENS = (("finding_raised", "finding", follow_up_actions.belongs),)
