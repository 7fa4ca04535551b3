"""An appeal against a redaction that nobody has decided in time: said publicly, with who is to decide it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import DueWork
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.letters.actions import tell
from micro_projects.notices import redaction_rules as rules
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.redaction_models import Redaction, RedactionAppeal
from micro_projects.people.queries import holders
from micro_projects.places import queries as places
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

JOB = "redaction.appeal_late"
LATE = N_(
    "对遮盖%(code)s的申诉到%(due)s逾期没有裁决；由街道、区里没有参与的专员裁决，在此之前原文封存，不销毁。"
)
DECIDE = N_("对遮盖%(code)s的申诉到%(due)s逾期没有裁决，已经公开；请尽快裁决。")


def due_of(appeal: RedactionAppeal) -> datetime:
    """Until when an appeal is to be decided."""
    return places.due_after(appeal.at, rules.DECIDE_DAYS)


class Late(NamedTuple):
    """An appeal not decided in time."""

    appeal: RedactionAppeal
    redaction: Redaction
    due_at: datetime


def late(now: datetime) -> Sequence[Late]:
    """Open appeals whose time is over and of which that was not said yet: two statements."""
    query = (
        select(RedactionAppeal, Redaction)
        .join(Redaction, Redaction.id == RedactionAppeal.redaction_id)
        .where(RedactionAppeal.decided_at.is_(None), Redaction.state == "hidden")
        .order_by(RedactionAppeal.id)
    )
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    if not rows:
        return []
    done = set(db.session.scalars(select(DueWork.key).where(DueWork.job == JOB)))
    found = (Late(appeal, row, due_of(appeal)) for appeal, row in rows if str(appeal.id) not in done)
    return [one for one in found if one.due_at <= now]


def note(by: Actor, appeal: RedactionAppeal, now: datetime) -> None:
    """The clock: disclosed with who holds it; everybody who may decide it is told."""
    row = db.session.get_one(Redaction, appeal.redaction_id)
    permit(by, "redaction.escalate", row.place_id, row.path)
    due = due_of(appeal)
    require(appeal.decided_at is None and due <= now, rules.NOT_LATE)
    offices = tuple(rules.OFFICES)
    disclose(
        "redaction.appeal_overdue",
        say(LATE, code=row.code, due=due),
        place_id=row.place_id,
        path=row.path,
        at=now,
        facts={"due_at": due.isoformat(), "offices": list(offices), "redaction": row.code},
        reason_code=row.ground,
    )
    journal.write(by, "redaction.escalate", Subject("redaction", row.id), now, code=row.code)
    people = {one.person_id for one in holders(row.path, now, offices)} - {row.requested_by, row.confirmed_by}
    tell(people, say(DECIDE, code=row.code, due=due), f"/redactions/{row.code}", now)
