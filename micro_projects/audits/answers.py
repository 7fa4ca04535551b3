"""What audits answer and hear."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.audits import desk_reading, follow_up_actions
from micro_projects.audits.desk import desk
from micro_projects.audits.models import Audit
from micro_projects.extensions import db
from micro_projects.kernel.subject import Described


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """Audits as others speak of them."""
    rows = db.session.scalars(select(Audit).where(Audit.id.in_(ids)))
    return {a.id: Described(_("审计%(code)s", code=a.code), f"/audits/{a.code}") for a in rows}


ANSWERS = {
    ("describe", "audit"): describe,
    ("desk", "audits"): desk,
    ("unmasked", "place"): desk_reading.unmasked,
}
LISTENS = (("finding_raised", "finding", follow_up_actions.belongs),)
