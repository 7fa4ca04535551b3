"""Findings: raised, answered in writing, looked at again, closed; and the hold on payments one may carry (X7)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.files.actions import Prepared, keep
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.letters.actions import tell
from micro_projects.notices.disclosing import disclose
from micro_projects.oversight import finding_queries, letters, queries, rules
from micro_projects.oversight.inspection_actions import require_serving
from micro_projects.oversight.machine import FINDING
from micro_projects.oversight.models import Finding, FindingAnswer, FindingReview, Inspection, PaymentHold
from micro_projects.people.queries import holders
from micro_projects.places import queries as places
from micro_projects.projects.models import Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

RAISED = {
    "supervisor": N_("居民监督员对%(about)s提出发现事项%(finding)s，须在%(due)s前书面答复。"),
    "auditor": N_("审计员对%(about)s提出发现事项%(finding)s，须在%(due)s前书面答复。"),
    "affairs": N_("居务监督委员会对%(about)s提出发现事项%(finding)s，须在%(due)s前书面答复。"),
}
ANSWERED = N_("发现事项%(finding)s已作书面答复，提出人在%(due)s前复查。")
SENT_BACK = N_("发现事项%(finding)s复查没有通过，须在%(due)s前再次书面答复。")
CLOSED = N_("发现事项%(finding)s已经了结。")
DROPPED = N_("发现事项%(finding)s由提出人撤回。")
HELD = N_("居民监督员凭发现事项%(finding)s暂缓项目%(about)s的下一笔付款。")
LIFTED = N_("项目%(about)s因发现事项%(finding)s暂缓的付款恢复办理。")
LATE = {
    "raised": N_(
        "发现事项%(finding)s逾期没有书面答复：应由社区工作者、承接单位或街道专员办理，%(due)s到期。"
    ),
    "answered": N_("发现事项%(finding)s的答复逾期没有复查：应由提出人办理，%(due)s到期。"),
}


def raise_finding(
    by: Actor,
    about: SubjectRow,
    severity: str,
    text: str,
    now: datetime,
    *,
    inspection: Inspection | None = None,
    photo: Prepared | None = None,
    alt: str = "",
) -> Finding:
    """A supervisor (of this project), an auditor or affairs supervision raises something; an answer is due."""
    permit(by, "finding.raise", about.place_id, about.path)
    raised_as = _as(by, about)
    require(text.strip(), rules.SAYS_NOTHING)
    ref = Subject(about.kind, about.id)
    code = f"{about.code}-F{finding_queries.next_number(about.id)}"
    subject = journal.new_subject("finding", code, about.place_id, about.path, about.cycle_id)
    file = keep(by, photo, ref, about.place_id, about.path, alt, now) if photo else None
    due = places.due_after(now, rules.ANSWER_DAYS)
    finding = Finding(
        id=subject.id,
        subject=subject,
        about_id=about.id,
        about_kind=about.kind,
        about_code=about.code,
        inspection_id=inspection.id if inspection else None,
        severity=severity,
        text=text,
        file_id=file.id if file else None,
        raised_by=by.id,
        raised_as=raised_as,
        raised_at=now,
        answers=0,
        due_at=due,
        overdue_at=None,
        state=FINDING.start,
        state_since=now,
    )
    db.session.add(finding)
    db.session.flush()
    journal.write(by, "finding.raise", ref, now, finding=code, severity=severity, raised_as=raised_as)
    words = say(RAISED[raised_as], about=about.code, finding=code, due=due)
    _disclose(finding, "finding.raised", words, now, text, severity=severity)
    calls.tell("finding_raised", "finding", finding, by, now)
    tell(_answerers(finding, now), say(letters.RAISED, finding=code, due=due), _url(finding), now)
    return finding


def _as(by: Actor, about: SubjectRow) -> str:
    """In which of their roles somebody raises a finding: the nearest to the subject."""
    if by.holds(frozenset({"auditor"}), about.path):
        return "auditor"
    if by.holds(frozenset({"affairs"}), about.path):
        return "affairs"
    require(about.kind == "project", rules.NOT_SERVING)
    require_serving(by, db.session.get_one(Project, about.id))
    return "supervisor"


def answer(
    by: Actor,
    finding: Finding,
    text: str,
    now: datetime,
    *,
    photo: Prepared | None = None,
    alt: str = "",
) -> None:
    """The written answer, by whoever handles the subject; never by who raised it."""
    permit(by, "finding.answer", finding.place_id, finding.path)
    require(by.id != finding.raised_by, rules.OWN_FINDING)
    require(_handles(by, finding), rules.NOT_YOUR_PROJECT)
    require(text.strip(), rules.SAYS_NOTHING)
    FINDING.target(finding.state, "answer")
    number, due = finding.answers + 1, places.due_after(now, rules.REVIEW_DAYS)
    about = Subject(finding.about_kind, finding.about_id)
    file = keep(by, photo, about, finding.place_id, finding.path, alt, now) if photo else None
    db.session.add(
        FindingAnswer(
            finding_id=finding.id,
            number=number,
            by_id=by.id,
            at=now,
            text=text,
            file_id=file.id if file else None,
        )
    )
    move(finding, FINDING, "answer", by=by, at=now, number=number)
    finding.answers, finding.due_at, finding.overdue_at = number, due, None
    words = say(ANSWERED, finding=finding.code, due=due)
    _disclose(finding, "finding.answered", words, now, text)
    tell([finding.raised_by], say(letters.ANSWERED, finding=finding.code, due=due), _url(finding), now)
    if rules.hold_ends(number):
        _lift(by, finding, now)


def _handles(by: Actor, finding: Finding) -> bool:
    """A firm answers for its own contract only; the offices of the place for everything there."""
    if by.holds(frozenset({"worker", "officer", "moderator", "finance", "district"}), finding.path):
        return True
    return finding.about_kind == "project" and finding_queries.contracts_for(by.id, finding.about_id)


def close(by: Actor, finding: Finding, text: str, now: datetime) -> None:
    """Whoever raised it is content with the answer."""
    _review(by, finding, "close", text, now)
    _disclose(finding, "finding.closed", say(CLOSED, finding=finding.code), now, text)


def send_back(by: Actor, finding: Finding, text: str, now: datetime) -> None:
    """Or is not: another answer is due."""
    require(text.strip(), rules.SAYS_NOTHING)
    _review(by, finding, "send_back", text, now)
    due = finding.due_at = places.due_after(now, rules.ANSWER_DAYS)
    words = say(SENT_BACK, finding=finding.code, due=due)
    _disclose(finding, "finding.sent_back", words, now, text)
    told = say(letters.SENT_BACK, finding=finding.code, due=due)
    tell(_answerers(finding, now), told, _url(finding), now)


def drop(by: Actor, finding: Finding, text: str, now: datetime) -> None:
    """Raised by mistake: taken back before any answer, with the reason."""
    require(text.strip(), rules.SAYS_NOTHING)
    _review(by, finding, "drop", text, now)
    _disclose(finding, "finding.dropped", say(DROPPED, finding=finding.code), now, text)


def _review(by: Actor, finding: Finding, act: str, text: str, now: datetime) -> None:
    permit(by, "finding.review", finding.place_id, finding.path)
    require(_may_review(by, finding, now), rules.NOT_RAISER)
    settled = act != "send_back"
    move(finding, FINDING, act, by=by, at=now, number=finding.answers)
    number = finding.answers if act != "drop" else 0
    db.session.add(
        FindingReview(finding_id=finding.id, number=number, by_id=by.id, at=now, settled=settled, text=text)
    )
    finding.due_at = finding.overdue_at = None
    db.session.flush()
    if settled:
        told = say(letters.CLOSED, finding=finding.code)
        tell(_answerers(finding, now), told, _url(finding), now)
        _lift(by, finding, now)


def _may_review(by: Actor, finding: Finding, now: datetime) -> bool:
    """The raiser; when they left their seat or office, another in the same one."""
    if finding.raised_as == "supervisor":
        serving = queries.serving(finding.about_id)
        if by.id not in serving:
            return False
        return by.id == finding.raised_by or finding.raised_by not in serving
    office = frozenset({finding.raised_as})
    if not by.holds(office, finding.path):
        return False
    in_office = {h.person_id for h in holders(finding.path, now, (finding.raised_as,))}
    return by.id == finding.raised_by or finding.raised_by not in in_office


def may_review(by: Actor | None, finding: Finding, now: datetime) -> bool:
    """Whether somebody may look at the answer: for showing the form."""
    return by is not None and by.person_id is not None and _may_review(by, finding, now)


def may_answer(by: Actor | None, finding: Finding) -> bool:
    """Whether somebody may answer: for showing the form."""
    if by is None or by.person_id is None or by.person_id == finding.raised_by:
        return False
    return finding.state == "raised" and _handles(by, finding)


def hold_payments(by: Actor, finding: Finding, now: datetime) -> None:
    """A supervisor stops the next payment until the finding is answered and settled (X7)."""
    permit(by, "finding.hold", finding.place_id, finding.path)
    require(finding.about_kind == "project", rules.NOT_ON_PROJECT)
    require_serving(by, db.session.get_one(Project, finding.about_id))
    require(finding.state != "closed", rules.NO_FINDING)
    require(finding_queries.hold_of(finding.id) is None, rules.ALREADY_HELD)
    require(not rules.hold_ends(finding.answers), rules.HELD_ENOUGH)
    db.session.add(
        PaymentHold(finding_id=finding.id, project_id=finding.about_id, by_id=by.id, at=now, lifted_at=None)
    )
    db.session.flush()
    journal.write(by, "finding.hold", finding.ref, now, project=finding.about_code)
    words = say(HELD, finding=finding.code, about=finding.about_code)
    _disclose(finding, "finding.hold", words, now)


def _lift(by: Actor, finding: Finding, now: datetime) -> None:
    hold = finding_queries.hold_of(finding.id)
    if hold is None or hold.lifted_at is not None:
        return
    hold.lifted_at = now
    journal.write(by, "finding.lift_hold", finding.ref, now, project=finding.about_code)
    words = say(LIFTED, finding=finding.code, about=finding.about_code)
    _disclose(finding, "finding.hold_lifted", words, now)


def disclose_overdue(by: Actor, finding: Finding, now: datetime) -> None:
    """The next word is late: said publicly, with whose it is. A hold whose answer nobody looked at ends."""
    permit(by, "finding.disclose_overdue", finding.place_id, finding.path)
    finding.overdue_at = now
    journal.write(by, "finding.overdue", finding.ref, now, state=finding.state)
    words = say(LATE[finding.state], finding=finding.code, due=finding.due_at)
    _disclose(finding, "finding.overdue", words, now)
    if finding.state == "answered":
        _lift(by, finding, now)


def _answerers(finding: Finding, now: datetime) -> set[int]:
    people = {h.person_id for h in holders(finding.path, now, ("worker", "officer"))}
    if finding.about_kind == "project":
        people.add(finding_queries.contractor_person(finding.about_id) or 0)
    return people - {0, finding.raised_by}


def _disclose(
    finding: Finding, kind: str, words: Sentence, now: datetime, text: str = "", **facts: str
) -> None:
    disclose(
        kind,
        words,
        place_id=finding.place_id,
        path=finding.path,
        at=now,
        ref=Subject(finding.about_kind, finding.about_id),
        code=finding.about_code,
        facts={"answers": finding.answers, "finding": finding.code, "state": finding.state, **facts},
        # what people wrote is a part of its own, so that a name in it can be withheld
        attachments={"words": ("text/plain", text.encode())} if text else None,
    )


def _url(finding: Finding) -> str:
    return f"/findings/{finding.code}"
