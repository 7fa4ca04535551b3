"""What waits for whoever audits, and for whoever is heard."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import false, or_, select

from micro_projects.audits.models import Audit
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_

LOOK = N_("审计工作台：先看疑点")
RUNS = N_("审计%(code)s“%(title)s”正在进行")
WAITS = N_("审计%(code)s“%(title)s”：报告草稿征求意见中")
HEARD = N_("对审计%(code)s的报告草稿提书面意见")
MOST = 20


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """One statement, and only for those who audit or may be audited."""
    items = [DeskItem(LOOK, "audits.desk", {})] if "auditor" in actor.roles else []
    audits_in = {h.path for h in actor.holdings if h.role == "auditor"}
    heard_in = {h.path for h in actor.holdings if h.role in ("officer", "worker", "district")}
    if not audits_in | heard_in:
        return items
    inside = or_(false(), *(SubjectRow.path.startswith(p, autoescape=True) for p in audits_in | heard_in))
    query = (
        select(Audit)
        .join(SubjectRow, SubjectRow.id == Audit.id)
        .where(Audit.state.in_(("open", "hearing")), inside)
        .order_by(Audit.id.desc())
        .limit(MOST)
    )
    for audit in db.session.scalars(query):
        facts, where = {"code": audit.code, "title": audit.title}, {"code": audit.code}
        if any(audit.path.startswith(path) for path in audits_in):
            running = audit.state == "open"
            until = audit.ends_at if running else audit.hear_until
            items.append(DeskItem(RUNS if running else WAITS, "audits.audit", where, until, facts))
        elif audit.state == "hearing":
            items.append(DeskItem(HEARD, "audits.audit", where, audit.hear_until, facts))
    return items
