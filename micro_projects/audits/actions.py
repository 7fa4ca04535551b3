"""Acts of an audit, in order: opened, extended, sampled, papers, heard, reported; looked at again later."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta

from micro_projects.audits import disclosing, letters, population_queries, queries, rules
from micro_projects.audits.machine import AUDIT
from micro_projects.audits.models import (
    Audit,
    AuditFinding,
    AuditItem,
    AuditPaper,
    AuditResponse,
    AuditSample,
    FollowUp,
)
from micro_projects.extensions import db
from micro_projects.files.actions import Prepared, keep
from micro_projects.journal import actions as journal
from micro_projects.kernel import canonical, lot
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.notices.disclosing import current_log, root
from micro_projects.oversight.models import Finding
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.show import ZONE


def open_audit(
    by: Actor, place: Place, title: str, questions: str, since: date, until: date, ends: date, now: datetime
) -> Audit:
    """Open an audit: its scope and term are disclosed before anything is looked at. `ends` is its last day."""
    permit(by, "audit.open", place.id, place.path)
    _require_independent(by, place.path)
    today = now.astimezone(ZONE).date()
    require(questions.strip(), rules.SAYS_NOTHING)
    require(rules.scope_ok(since, until, today), rules.BACKWARDS)
    require(rules.term_ok(ends, today), rules.TERM_WRONG)
    code = f"{place.code}-A{today.year}-{queries.next_number(place.id, today.year)}"
    subject = journal.new_subject("audit", code, place.id, place.path, None)
    audit = Audit(
        id=subject.id,
        subject=subject,
        title=title,
        questions=questions,
        since_on=since,
        until_on=until,
        ends_at=_midnight(ends, 1),
        opened_by=by.id,
        opened_at=now,
        draft=None,
        hear_until=None,
        reminded_at=None,
        report=None,
        reported_at=None,
        state=AUDIT.start,
        state_since=now,
    )
    db.session.add(audit)
    db.session.flush()
    journal.write(by, "audit.open", audit.ref, now)
    disclosing.opened(audit, place, now)
    letters.to_audited(audit, letters.OPENED, now, by=by, ends=audit.ends_at)
    return audit


def extend(by: Actor, audit: Audit, ends: date, now: datetime) -> None:
    """Give an audit more time; disclosed."""
    _permit(by, "audit.extend", audit)
    require(audit.state in queries.RUNNING, rules.NOT_RUNNING)
    require(rules.term_ok(ends, now.astimezone(ZONE).date()), rules.TERM_WRONG)
    later = _midnight(ends, 1)
    require(later > audit.ends_at, rules.ONLY_LONGER)
    audit.ends_at = later
    journal.write(by, "audit.extend", audit.ref, now, ends=later.isoformat())
    disclosing.extended(audit, now)


def sample(by: Actor, audit: Audit, what: str, size: int, now: datetime) -> AuditSample:
    """Draw a sample: seed = SHA-256(population's hash ‖ log root now ‖ the sample's number), as a public lot.

    Its size and a salted digest are disclosed at once, so that no sample can be left out or drawn again in
    secret; what was drawn stays the auditor's until the report.
    """
    _permit(by, "audit.sample", audit)
    require(audit.state == "open", rules.NOT_RUNNING)
    things = population_queries.things(
        what, audit.path, _midnight(audit.since_on), _midnight(audit.until_on, 1)
    )
    require(things, rules.EMPTY_POPULATION)
    require(0 < size <= len(things), rules.SAMPLE_SIZE, most=len(things))
    number = len(queries.samples(audit.id)) + 1
    log = current_log()
    drawn = lot.draw([thing.code for thing in things], root(log), str(number))
    chosen, salt = drawn.order[:size], os.urandom(32)
    row = AuditSample(
        audit_id=audit.id,
        number=number,
        what=what,
        population=len(things),
        size=size,
        population_hash=drawn.population_hash,
        log_root=drawn.log_root,
        log_size=log.size,
        seed=drawn.seed,
        salt=salt,
        digest=rules.sample_digest(salt, drawn.population_hash, drawn.seed, chosen),
        codes=canonical.dump([thing.code for thing in things]).decode(),
        by_id=by.id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    known = {thing.code: thing for thing in things}
    db.session.add_all(
        AuditItem(
            audit_id=audit.id,
            sample=number,
            rank=rank,
            code=code,
            title=known[code].title,
            url=known[code].url,
        )
        for rank, code in enumerate(chosen, 1)
    )
    journal.write(by, "audit.sample", audit.ref, now, number=number, what=what, size=size)
    disclosing.sampled(audit, row, now)
    return row


def write_paper(
    by: Actor,
    audit: Audit,
    title: str,
    text: str,
    now: datetime,
    *,
    item: tuple[int, int] | None = None,
    outcome: str | None = None,
    document: Prepared | None = None,
) -> AuditPaper:
    """Write a working paper, about a drawn item (sample, rank) or at large. It replaces the item's last one."""
    _permit(by, "audit.write_paper", audit)
    require(audit.state == "open", rules.NOT_RUNNING)
    require(text.strip(), rules.SAYS_NOTHING)
    require((item is None) == (outcome is None), rules.SAYS_NOTHING)
    if item is not None:
        require(db.session.get(AuditItem, (audit.id, *item)) is not None, rules.NOT_DRAWN)
    written = queries.papers(audit.id)
    earlier = [p.number for p in written if item is not None and (p.sample, p.rank) == item]
    file = (
        keep(by, document, audit.ref, audit.place_id, audit.path, title, now, public=False)
        if document
        else None
    )
    paper = AuditPaper(
        audit_id=audit.id,
        number=len(written) + 1,
        title=title,
        text=text,
        sample=item[0] if item else None,
        rank=item[1] if item else None,
        outcome=outcome,
        file_id=file.id if file else None,
        replaces=max(earlier, default=None),
        by_id=by.id,
        at=now,
    )
    db.session.add(paper)
    db.session.flush()
    journal.write(by, "audit.write_paper", audit.ref, now, number=paper.number)
    return paper


def hear(by: Actor, audit: Audit, draft: str, now: datetime) -> None:
    """Send the draft report to be heard: every drawn item must have been looked at before."""
    _permit(by, "audit.hear", audit)
    require(draft.strip(), rules.SAYS_NOTHING)
    left = len(queries.items(audit.id)) - len(queries.outcomes(queries.papers(audit.id)))
    require(left == 0, rules.NEEDS_PAPER, left=left)
    audit.draft = draft
    audit.hear_until = add_working_days(now, rules.HEARING_DAYS, places.calendar())
    audit.reminded_at = None
    journal.move(audit, AUDIT, "hear", by=by, at=now)
    letters.to_audited(audit, letters.HEAR, now, by=by, until=audit.hear_until)


def resume(by: Actor, audit: Audit, now: datetime) -> None:
    """Take the draft back to look further."""
    _permit(by, "audit.resume", audit)
    journal.move(audit, AUDIT, "resume", by=by, at=now)


def respond(by: Actor, audit: Audit, text: str, now: datetime) -> None:
    """Somebody audited answers to the draft."""
    permit(by, "audit.respond", audit.place_id, audit.path)
    require(audit.state == "hearing" and audit.hear_until is not None, rules.NOT_RUNNING)
    require(audit.hear_until is not None and now < audit.hear_until, rules.HEARING_OVER)
    require(text.strip(), rules.SAYS_NOTHING)
    db.session.add(AuditResponse(audit_id=audit.id, by_id=by.id, at=now, text=text))
    db.session.flush()
    journal.write(by, "audit.respond", audit.ref, now)
    letters.to_auditors(audit, letters.RESPONDED, now)


def report(by: Actor, audit: Audit, text: str, now: datetime) -> None:
    """Disclose the report with the samples, the findings, the responses, and how often masks were lifted."""
    _permit(by, "audit.report", audit)
    require(text.strip(), rules.SAYS_NOTHING)
    said = queries.responses(audit.id)
    over = audit.hear_until is not None and now >= audit.hear_until
    require(bool(said) or over, rules.STILL_HEARING, until=audit.hear_until)
    audit.report, audit.reported_at = text, now
    journal.move(audit, AUDIT, "report", by=by, at=now)
    disclosing.reported(audit, said, now)
    letters.to_audited(audit, letters.REPORTED, now, by=by)


def end(by: Actor, audit: Audit, reason: str, now: datetime) -> None:
    """Give an audit up without a report: disclosed with the reason and the count of lifted masks."""
    _permit(by, "audit.end", audit)
    require(reason.strip(), rules.SAYS_NOTHING)
    journal.move(audit, AUDIT, "end", by=by, at=now)
    disclosing.ended(audit, reason, now)


def set_follow_up(by: Actor, audit: Audit, finding: Finding, due: date, now: datetime) -> FollowUp:
    """Say when a closed finding is looked at once more."""
    _permit(by, "audit.set_follow_up", audit)
    require(finding.state == "closed", rules.OPEN_ITEM)
    require(due > now.astimezone(ZONE).date(), rules.FOLLOW_DATE)
    row = FollowUp(
        finding_id=finding.id,
        audit_id=audit.id,
        due_on=due,
        set_by=by.id,
        set_at=now,
        reminded_at=None,
        outcome=None,
        text=None,
        done_by=None,
        done_at=None,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "audit.set_follow_up", finding.ref, now, due=due.isoformat())
    return row


def follow_up(by: Actor, audit: Audit, look: FollowUp, outcome: str, text: str, now: datetime) -> None:
    """The further look: whether what was promised holds; disclosed."""
    _permit(by, "audit.follow_up", audit)
    require(look.done_at is None, rules.FOLLOWED)
    require(now.astimezone(ZONE).date() >= look.due_on, rules.FOLLOW_EARLY, due=_midnight(look.due_on))
    require(text.strip(), rules.SAYS_NOTHING)
    look.outcome, look.text, look.done_by, look.done_at = outcome, text, by.id, now
    db.session.flush()
    finding = db.session.get_one(Finding, look.finding_id)
    journal.write(by, "audit.follow_up", finding.ref, now, outcome=outcome)
    disclosing.followed_up(audit, finding, outcome, text, now)


def belongs(finding: Finding, by: Actor, now: datetime) -> None:
    """What an auditor raises belongs to the audit that runs there, if one does."""
    if finding.raised_as != "auditor":
        return
    audit = queries.covering(by, finding.path, now)
    if audit is not None:
        db.session.add(AuditFinding(finding_id=finding.id, audit_id=audit.id))
        db.session.flush()


def remind_heard(by: Actor, audit: Audit, now: datetime) -> None:
    """The hearing is over: whoever audits is told that the report may follow."""
    permit(by, "audit.remind", audit.place_id, audit.path)
    audit.reminded_at = now
    letters.to_auditors(audit, letters.HEARD, now)


def remind_look(by: Actor, look: FollowUp, now: datetime) -> None:
    """A further look is due."""
    audit = db.session.get_one(Audit, look.audit_id)
    permit(by, "audit.remind", audit.place_id, audit.path)
    look.reminded_at = now
    letters.to_auditors(audit, letters.LOOK, now)


def period(audit: Audit) -> tuple[datetime, datetime]:
    """The instants between which what is looked at happened: half-open."""
    return _midnight(audit.since_on), _midnight(audit.until_on, 1)


def _permit(by: Actor, act: str, audit: Audit) -> None:
    permit(by, act, audit.place_id, audit.path)
    _require_independent(by, audit.path)


def _require_independent(by: Actor, path: str) -> None:
    """Nobody audits what they handle, there or anywhere below."""
    handles = any(
        h.role in rules.HANDLES and (path.startswith(h.path) or h.path.startswith(path)) for h in by.holdings
    )
    require(not handles, rules.NOT_INDEPENDENT)


def _midnight(day: date, plus: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=plus), time.min, ZONE)
