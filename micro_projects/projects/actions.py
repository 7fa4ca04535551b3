"""A project's own steps: born and funded, started, suspended, resumed (X1, X5)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.funds import project_actions as funds
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.projects import refusals, waiting
from micro_projects.projects.disclosing import disclose
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Project
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

FUNDED = N_("项目%(code)s“%(title)s”立项，预留资金%(amount)s。")
STARTED = N_("项目%(code)s“%(title)s”已开工。")
SUSPENDED = N_("项目%(code)s“%(title)s”暂停实施，理由：%(reason)s")
RESUMED = N_("项目%(code)s“%(title)s”恢复实施，理由：%(reason)s")


def pack_of(project: Project) -> Pack:
    """The rule pack of a project's cycle."""
    assert project.cycle_id is not None
    return cycles.by_id(project.cycle_id).pack


def bear(proposal: Proposal, cost: Money, location: str, by: Actor, now: datetime) -> Project:
    """P14, X1: an approved proposal becomes a project, and its money is committed."""
    subject = journal.new_subject(
        "project", proposal.code, proposal.place_id, proposal.path, proposal.cycle_id
    )
    assert proposal.cycle_id is not None
    project = Project(
        id=subject.id,
        subject=subject,
        proposal_id=proposal.id,
        author_id=proposal.author_id,
        title=proposal.title,
        kind=proposal.kind,
        location=location,
        approved=cost,
        cap=cycles.by_id(proposal.cycle_id).pack.cap(proposal.kind),
        born_at=now,
        in_use_on=None,
        retention_until=None,
        state=MACHINE.start,
        state_since=now,
    )
    db.session.add(project)
    db.session.flush()
    journal.write(by, "project.bear", project.ref, now, proposal=proposal.id, cost=cost.fen)
    move(project, MACHINE, "fund", by=by, at=now)
    waiting.begin(project, "procure", "officer", now)
    words = say(FUNDED, code=project.code, title=project.title, amount=cost)
    funds.commit(by, subject, cost, words, now)
    calls.tell("project_funded", "project", project, by, now)
    return project


def start(by: Actor, project: Project, now: datetime) -> None:
    """X5: work begins; every milestone's date starts to count."""
    permit(by, "project.start", project.place_id, project.path)
    move(project, MACHINE, "start", by=by, at=now)
    waiting.meet(project, "start", now)
    disclose(project, "start", say(STARTED, code=project.code, title=project.title), now)


def suspend(by: Actor, project: Project, reason: str, now: datetime) -> None:
    """The officer stops the work, with a public reason."""
    permit(by, "project.suspend", project.place_id, project.path)
    require(reason.strip(), refusals.REASON_NEEDED)
    move(project, MACHINE, "suspend", by=by, at=now)
    waiting.begin(project, "resume", "officer", now)
    words = say(SUSPENDED, code=project.code, title=project.title, reason=reason)
    disclose(project, "suspend", words, now, {"reason": reason})


def resume(by: Actor, project: Project, reason: str, now: datetime) -> None:
    """The officer lets the work go on, with a public reason."""
    permit(by, "project.resume", project.place_id, project.path)
    require(reason.strip(), refusals.REASON_NEEDED)
    move(project, MACHINE, "resume", by=by, at=now)
    waiting.meet(project, "resume", now)
    words = say(RESUMED, code=project.code, title=project.title, reason=reason)
    disclose(project, "resume", words, now, {"reason": reason})
