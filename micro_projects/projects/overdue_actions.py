"""A step whose time ran out is disclosed with who holds it, and told to whoever may press for it."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_
from micro_projects.letters import actions as letters
from micro_projects.people import queries as people
from micro_projects.projects import parties, queries, rules
from micro_projects.projects.disclosing import disclose
from micro_projects.projects.letters import OVERDUE, url
from micro_projects.projects.models import Project, Wait
from micro_projects.web.access import permit
from micro_projects.web.sentence import fill, say

LATE = N_("项目%(code)s“%(title)s”：“%(what)s”已逾期，由%(holder)s办理，期限是%(due)s。")
ABOVE = {
    "contractor": ("worker", "officer"),
    "supervisor": ("worker", "officer"),
    "worker": ("officer",),
    "officer": ("district",),
    "finance": ("officer", "district"),
}
"""Whom an overdue step is told to."""


def disclose_overdue(by: Actor, project: Project, wait: Wait, now: datetime) -> None:
    """Once per limit; a supervisor's silence also calls the next in the lot (oversight listens)."""
    permit(by, "project.disclose_overdue", project.place_id, project.path)
    if wait.met_at is not None or wait.due_at is None or wait.due_at > now:
        return
    wait.overdue_at = now
    db.session.flush()
    journal.write(by, "project.overdue", project.ref, now, what=wait.what, holder=wait.holder)
    holder = rules.HOLDERS[wait.holder]
    told = {h.person_id for h in people.holders(project.path, now, ABOVE.get(wait.holder, ("officer",)))}
    told |= _holders(project, wait.holder, now)
    letters.tell(told, say(OVERDUE, title=project.title, holder=holder), url(project), now)
    what = fill(rules.WAITS[wait.what], {"title": wait.title}, "zh")
    if wait.holder == "supervisor":
        calls.tell("supervisor_silent", "project", project.id, wait.what, by, now)
    words = say(LATE, code=project.code, title=project.title, what=what, holder=holder, due=wait.due_at)
    facts = {"due_at": wait.due_at.isoformat(), "holder": wait.holder, "what": wait.what}
    disclose(project, "overdue", words, now, facts)


def _holders(project: Project, holder: str, now: datetime) -> set[int]:
    if holder == "supervisor":
        return parties.supervisors(project)
    if holder == "contractor":
        contract = queries.contract(project.id)
        return {queries.firm_person(contract.contractor_id)} if contract else set()
    return {h.person_id for h in people.holders(project.path, now, (holder,))}
