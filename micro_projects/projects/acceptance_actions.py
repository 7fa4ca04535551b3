"""X8: acceptance requested, co-signed by a supervisor or sent to be rectified, confirmed, handed over (E3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.letters import actions as letters
from micro_projects.notices.models import Notice
from micro_projects.places import queries as places
from micro_projects.projects import parties, queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.disclosing import disclose, on, post, take
from micro_projects.projects.letters import TO_COSIGN, TO_RECTIFY, url
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Acceptance, CheckItem, Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

ACCEPTED = N_(
    "项目%(code)s“%(title)s”验收合格，%(in_use)s启用，由%(maintainer)s管养。任何人可以在公示期内提出异议。"
)
RECTIFY = N_("项目%(code)s“%(title)s”验收没有通过，需要整改：%(items)s")
REQUESTED = N_("项目%(code)s“%(title)s”申请验收。")


@dataclass(frozen=True, slots=True)
class HandOver:
    """Signed by the maintainer: who keeps it up, who signed when, since when it is in use."""

    maintainer: str
    signed_by: str
    signed_on: date
    in_use_on: date


def request_acceptance(
    by: Actor,
    project: Project,
    text: str,
    now: datetime,
    *,
    before_file_id: int | None = None,
    after_file_id: int | None = None,
) -> Acceptance:
    """The contractor says it is done; every milestone is verified by now."""
    permit(by, "project.request_acceptance", project.place_id, project.path)
    contract = parties.require_contractor(by, project)
    milestones = queries.milestones(contract.id)
    unverified = sum(m.state != "verified" for m in milestones)
    require(unverified == 0, refusals.ACCEPTANCE_EARLY, open=unverified)
    require(queries.open_variation(project.id) is None, refusals.VARIATION_OPEN)
    move(project, MACHINE, "request_acceptance", by=by, at=now)
    acceptance = _begin(project, by.id, text, before_file_id, after_file_id, now)
    waiting.meet(project, "request_acceptance", now)
    waiting.meet(project, "rectify", now)
    _ask_to_cosign(project, now)
    words = say(REQUESTED, code=project.code, title=project.title)
    disclose(project, "acceptance_requested", words, now, {"number": acceptance.number})
    return acceptance


def _begin(
    project: Project, by_id: int, text: str, before: int | None, after: int | None, now: datetime
) -> Acceptance:
    acceptance = Acceptance(
        project_id=project.id,
        number=queries.next_number(Acceptance, project.id),
        text=text,
        requested_by=by_id,
        requested_at=now,
        before_file_id=before,
        after_file_id=after,
    )
    db.session.add(acceptance)
    db.session.flush()
    contract = parties.contract_in_force(project)
    lines = [m.title for m in queries.milestones(contract.id)] + list(rules.CHECKS)
    db.session.add_all(
        CheckItem(acceptance_id=acceptance.id, number=n, text=line, passed=None)
        for n, line in enumerate(lines, 1)
    )
    db.session.flush()
    return acceptance


def _ask_to_cosign(project: Project, now: datetime) -> None:
    due = places.due_after(now, pack_of(project).inspect_days)
    waiting.begin(project, "cosign", "supervisor", now, due=due)
    letters.tell(parties.supervisors(project), say(TO_COSIGN, title=project.title, at=due), url(project), now)


def cosign(by: Actor, project: Project, failed: Sequence[int], text: str, now: datetime) -> None:
    """A supervisor drawn for the project went through the list: co-signed, or back with the failed items' numbers."""
    permit(by, "project.cosign", project.place_id, project.path)
    parties.require_supervisor(by, project)
    require(project.state == "acceptance", refusals.NOT_RUNNING)
    acceptance = found(queries.acceptance(project.id), refusals.NO_SUCH_PART)
    require(acceptance.cosigned_at is None, refusals.ALREADY_COSIGNED)
    require(by.id != acceptance.requested_by, refusals.OWN_WORK)
    items = queries.check_items(acceptance.id)
    known = {item.number for item in items}
    require(set(failed) <= known, refusals.NO_SUCH_PART)
    for item in items:
        item.passed = item.number not in failed
    waiting.meet(project, "cosign", now)
    if failed:
        require(text.strip(), refusals.REASON_NEEDED)
        _rectify(by, project, acceptance, [i.text for i in items if i.number in failed], text, now)
        return
    acceptance.cosigned_by, acceptance.cosigned_at = by.id, now
    db.session.flush()
    journal.write(by, "project.cosign", project.ref, now, number=acceptance.number)
    waiting.begin(project, "accept", "officer", now, due=places.due_after(now, pack_of(project).accept_days))


def reject(by: Actor, project: Project, text: str, now: datetime) -> None:
    """The officer, too, may send it to be rectified, with a reason."""
    permit(by, "project.accept", project.place_id, project.path)
    require(text.strip(), refusals.REASON_NEEDED)
    acceptance = found(queries.acceptance(project.id), refusals.NO_SUCH_PART)
    waiting.meet(project, "accept", now)
    waiting.meet(project, "cosign", now)
    _rectify(by, project, acceptance, [], text, now)


def _rectify(
    by: Actor, project: Project, acceptance: Acceptance, items: Sequence[str], text: str, now: datetime
) -> None:
    acceptance.failed_at, acceptance.failed_text = now, text
    move(project, MACHINE, "rectify", by=by, at=now)
    _await_rectification(project, now)
    named = "、".join([*items, text])
    words = say(RECTIFY, code=project.code, title=project.title, items=named)
    disclose(project, "rectify", words, now, {"failed": list(items), "number": acceptance.number})


def _await_rectification(project: Project, now: datetime) -> None:
    due = places.due_after(now, pack_of(project).accept_days)
    waiting.begin(project, "rectify", "contractor", now, due=due)
    contract = parties.contract_in_force(project)
    letters.tell(
        [queries.firm_person(contract.contractor_id)], say(TO_RECTIFY, title=project.title), url(project), now
    )


def accept(by: Actor, project: Project, hand_over: HandOver, now: datetime) -> Acceptance:
    """The officer confirms what a supervisor co-signed; handed over, in use; on notice (E3)."""
    permit(by, "project.accept", project.place_id, project.path)
    acceptance = found(queries.acceptance(project.id), refusals.NO_SUCH_PART)
    require(acceptance.cosigned_by is not None, refusals.NOT_COSIGNED)
    require(by.id not in (acceptance.cosigned_by, acceptance.requested_by), refusals.OWN_WORK)
    require(hand_over.signed_on <= hand_over.in_use_on, refusals.WRONG_DATES)
    acceptance.confirmed_by, acceptance.confirmed_at = by.id, now
    acceptance.maintainer, acceptance.signed_by = hand_over.maintainer, hand_over.signed_by
    acceptance.signed_on, acceptance.in_use_on = hand_over.signed_on, hand_over.in_use_on
    project.in_use_on = hand_over.in_use_on
    project.retention_until = rules.add_months(hand_over.in_use_on, pack_of(project).retention_months)
    move(project, MACHINE, "accept", by=by, at=now)
    waiting.meet(project, "accept", now)
    _post(by, project, acceptance, now)
    return acceptance


def _post(
    by: Actor, project: Project, acceptance: Acceptance, now: datetime, corrects: Notice | None = None
) -> None:
    assert acceptance.in_use_on is not None
    words = say(
        ACCEPTED,
        code=project.code,
        title=project.title,
        in_use=on(acceptance.in_use_on),
        maintainer=acceptance.maintainer,
    )
    facts = {
        "checks": [{"passed": i.passed, "text": i.text} for i in queries.check_items(acceptance.id)],
        "in_use_on": acceptance.in_use_on.isoformat(),
        "maintainer": acceptance.maintainer,
        "number": acceptance.number,
    }
    post(by, "E3", project, words, facts, now, corrects)


def acceptance_upheld(by: Actor, project: Project, outcome: str, notice: Notice, now: datetime) -> None:
    """An objection to E3 was upheld: posted again, → rectifying, or acceptance again."""
    if project.state != "accepted":
        return
    acceptance = found(queries.acceptance(project.id), refusals.NO_SUCH_PART)
    if outcome == "fact":
        _post(by, project, acceptance, now, notice)
    elif outcome == "substance":
        take(project, "return_to_rectify", by=by, at=now, outcome=outcome)
        _await_rectification(project, now)
    else:
        take(project, "accept_again", by=by, at=now, outcome=outcome)
        _begin(
            project,
            acceptance.requested_by,
            acceptance.text,
            acceptance.before_file_id,
            acceptance.after_file_id,
            now,
        )
        _ask_to_cosign(project, now)
