"""What an audit writes: to those audited, to those who audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from micro_projects.audits.models import Audit
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.people.queries import holders
from micro_projects.web.sentence import say

OPENED = N_("审计%(code)s已开始，到%(ends)s为止；范围和要回答的问题见公开页。")
HEAR = N_("审计%(code)s的报告草稿征求您的意见，请在%(until)s前书面答复；意见全文随报告公开。")
REPORTED = N_("审计%(code)s的报告已经公开。")
RESPONDED = N_("审计%(code)s收到对报告草稿的书面意见。")
HEARD = N_("审计%(code)s征求意见的时间已到，可以公开报告了。")
LOOK = N_("审计%(code)s有一条发现事项到了后续检查的日期。")


def to_audited(audit: Audit, msgid: str, now: datetime, *, by: Actor, **facts: Any) -> None:
    """To the officers and workers of the place, and the district above."""
    people = {h.person_id for h in holders(audit.path, now, ("officer", "worker", "district"))} - {by.id}
    tell(people, say(msgid, code=audit.code, **facts), url(audit), now)


def to_auditors(audit: Audit, msgid: str, now: datetime) -> None:
    """To who opened it, and whoever else audits there."""
    people = {h.person_id for h in holders(audit.path, now, ("auditor",))} | {audit.opened_by}
    tell(people, say(msgid, code=audit.code), url(audit), now)


def url(audit: Audit) -> str:
    """Its page."""
    return f"/audits/{audit.code}"
