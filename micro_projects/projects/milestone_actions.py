"""X5: evidence by the contractor, inspected by a supervisor, verified by a worker; progress disclosed (E2)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as letters
from micro_projects.notices import actions as notices
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.projects import parties, queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.contract_actions import end_of
from micro_projects.projects.disclosing import disclose
from micro_projects.projects.letters import DELIVERED, INSPECTED, RETURNED, url
from micro_projects.projects.machine import MILESTONE
from micro_projects.projects.models import Evidence, Milestone, MilestoneCheck, Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

DONE = N_("项目%(code)s“%(title)s”节点“%(milestone)s”已核实，累计完成%(percent)d%%。")
NOT_PASSED = N_("项目%(code)s“%(title)s”节点“%(milestone)s”查验没有通过，理由：%(reason)s")
PROGRESS = N_("项目%(code)s“%(title)s”%(year)d年%(month)d月进度：已完成%(percent)d%%，%(late)d项逾期。")
PROGRESS_SILENT = N_(
    "项目%(code)s“%(title)s”%(year)d年%(month)d月没有报送新进展：已完成%(percent)d%%，%(late)d项逾期。"
)


def deliver(
    by: Actor, project: Project, milestone: Milestone, text: str, file_id: int | None, now: datetime
) -> Evidence:
    """The contractor shows what was done."""
    permit(by, "project.deliver", project.place_id, project.path)
    parties.require_contractor(by, project)
    require(project.state == "executing", refusals.NOT_RUNNING)
    require(text.strip(), refusals.EVIDENCE_NEEDED)
    milestone.delivered_at, milestone.delivered_by = now, by.id
    milestone.inspected_at = milestone.inspected_by = None
    move(milestone, MILESTONE, "deliver", by=by, at=now, project=project.id)
    evidence = Evidence(milestone_id=milestone.id, by_id=by.id, at=now, text=text, file_id=file_id)
    db.session.add(evidence)
    due = places.due_after(now, pack_of(project).inspect_days)
    waiting.meet(project, "deliver", now, milestone.id)
    waiting.begin(project, "inspect", "supervisor", now, due=due, ref_id=milestone.id, title=milestone.title)
    words = say(DELIVERED, title=project.title, milestone=milestone.title, at=due)
    letters.tell(parties.supervisors(project), words, url(project), now)
    return evidence


def inspect(
    by: Actor,
    project: Project,
    milestone: Milestone,
    passed: bool,
    text: str,
    now: datetime,
    file_id: int | None = None,
) -> None:
    """A supervisor drawn for the project looked; passed on to the worker, or back with a reason."""
    permit(by, "project.inspect", project.place_id, project.path)
    parties.require_supervisor(by, project)
    require(by.id != milestone.delivered_by, refusals.OWN_WORK)
    require(passed or text.strip(), refusals.REASON_NEEDED)
    _check(by, milestone, "inspection", passed, text, file_id, now)
    waiting.meet(project, "inspect", now, milestone.id)
    if not passed:
        _return(by, project, milestone, text, now)
        return
    milestone.inspected_at, milestone.inspected_by = now, by.id
    move(milestone, MILESTONE, "inspect", by=by, at=now, project=project.id)
    due = places.due_after(now, pack_of(project).verify_days)
    waiting.begin(project, "verify", "worker", now, due=due, ref_id=milestone.id, title=milestone.title)
    workers = [h.person_id for h in people.holders(project.path, now, ("worker",))]
    words = say(INSPECTED, title=project.title, milestone=milestone.title, at=due)
    letters.tell(workers, words, url(project), now)


def verify(by: Actor, project: Project, milestone: Milestone, passed: bool, text: str, now: datetime) -> None:
    """A worker confirms, neither the one who did it nor the one who inspected it."""
    permit(by, "project.verify", project.place_id, project.path)
    require(by.id not in (milestone.delivered_by, milestone.inspected_by), refusals.OWN_WORK)
    require(passed or text.strip(), refusals.REASON_NEEDED)
    MILESTONE.target(milestone.state, "verify")
    _check(by, milestone, "verification", passed, text, None, now)
    waiting.meet(project, "verify", now, milestone.id)
    if not passed:
        _return(by, project, milestone, text, now)
        return
    milestone.verified_at, milestone.verified_by = now, by.id
    move(milestone, MILESTONE, "verify", by=by, at=now, project=project.id)
    percent = queries.progress(milestone.contract_id)
    words = say(DONE, code=project.code, title=project.title, milestone=milestone.title, percent=percent)
    facts = {"milestone": milestone.number, "percent": percent, "weight": milestone.weight}
    disclose(project, "milestone", words, now, facts)


def _check(
    by: Actor, milestone: Milestone, kind: str, passed: bool, text: str, file_id: int | None, now: datetime
) -> None:
    db.session.add(
        MilestoneCheck(
            milestone_id=milestone.id,
            kind=kind,
            passed=passed,
            text=text,
            by_id=by.id,
            at=now,
            file_id=file_id,
        )
    )


def _return(by: Actor, project: Project, milestone: Milestone, reason: str, now: datetime) -> None:
    move(milestone, MILESTONE, "return", by=by, at=now, project=project.id)
    waiting.begin(
        project,
        "deliver",
        "contractor",
        now,
        due=end_of(milestone.due_on),
        ref_id=milestone.id,
        title=milestone.title,
    )
    words = say(RETURNED, title=project.title, milestone=milestone.title, reason=reason)
    letters.tell([milestone.delivered_by], words, url(project), now)
    words = say(NOT_PASSED, code=project.code, title=project.title, milestone=milestone.title, reason=reason)
    disclose(project, "milestone_returned", words, now, {"milestone": milestone.number})


def disclose_progress(by: Actor, project: Project, start: datetime, end: datetime, now: datetime) -> None:
    """E2: a local month's progress, computed; silence is disclosed as such."""
    permit(by, "project.disclose_progress", project.place_id, project.path)
    contract = queries.contract(project.id)
    if contract is None or project.state not in rules.REPORTED:
        return
    milestones = queries.milestones(contract.id)
    percent = rules.progress([(m.weight, m.state) for m in milestones])
    late = queries.late(project.id, now)
    reported = queries.reported_in(contract.id, start, end)
    words = say(
        PROGRESS if reported else PROGRESS_SILENT,
        code=project.code,
        title=project.title,
        year=start.year,
        month=start.month,
        percent=percent,
        late=len(late),
    )
    facts = {
        "late": [
            {"due_at": w.due_at.isoformat() if w.due_at else None, "holder": w.holder, "what": w.what}
            for w in late
        ],
        "milestones": [{"number": m.number, "state": m.state, "weight": m.weight} for m in milestones],
        "as_of": now.isoformat(),
        "month": f"{start:%Y-%m}",
        "percent": percent,
    }
    notices.post_notice(by, "E2", project.subject, [project.ref], words, now, facts=facts)
