"""Acts of an audit, in order: opened, extended, heard, reported or ended. What is done within it: `…_actions.py`."""

from __future__ import annotations

from datetime import date, datetime

from micro_projects.audits import disclosing, letters, queries, rules
from micro_projects.audits.machine import AUDIT
from micro_projects.audits.models import (
    Audit,
    AuditResponse,
)
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.show import ZONE


def open_audit(
    by: Actor, place: Place, title: str, questions: str, since: date, until: date, ends: date, now: datetime
) -> Audit:
    """Open an audit: its scope and term are disclosed before anything is looked at. `ends` is its last day."""
    permit(by, "audit.open", place.id, place.path)
    require_independent(by, place.path)
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
        ends_at=midnight(ends, ZONE, 1),
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
    permit(by, "audit.extend", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(audit.state in queries.RUNNING, rules.NOT_RUNNING)
    require(rules.term_ok(ends, now.astimezone(ZONE).date()), rules.TERM_WRONG)
    later = midnight(ends, ZONE, 1)
    require(later > audit.ends_at, rules.ONLY_LONGER)
    audit.ends_at = later
    journal.write(by, "audit.extend", audit.ref, now, ends=later.isoformat())
    disclosing.extended(audit, now)


def hear(by: Actor, audit: Audit, draft: str, now: datetime) -> None:
    """Send the draft report to be heard: every drawn item must have been looked at before."""
    permit(by, "audit.hear", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(draft.strip(), rules.SAYS_NOTHING)
    left = len(queries.items(audit.id)) - len(queries.outcomes(queries.papers(audit.id)))
    require(left == 0, rules.NEEDS_PAPER, left=left)
    audit.draft = draft
    audit.hear_until = places.due_after(now, rules.HEARING_DAYS)
    audit.reminded_at = None
    journal.move(audit, AUDIT, "hear", by=by, at=now)
    letters.to_audited(audit, letters.HEAR, now, by=by, until=audit.hear_until)


def resume(by: Actor, audit: Audit, now: datetime) -> None:
    """Take the draft back to look further."""
    permit(by, "audit.resume", audit.place_id, audit.path)
    require_independent(by, audit.path)
    journal.move(audit, AUDIT, "resume", by=by, at=now)


def respond(by: Actor, audit: Audit, text: str, now: datetime) -> None:
    """Somebody audited answers to the draft."""
    permit(by, "audit.respond", audit.place_id, audit.path)
    require(audit.state == "hearing", rules.NOT_RUNNING)
    require(not rules.heard(0, audit.hear_until, now), rules.HEARING_OVER)
    require(text.strip(), rules.SAYS_NOTHING)
    db.session.add(AuditResponse(audit_id=audit.id, by_id=by.id, at=now, text=text))
    db.session.flush()
    journal.write(by, "audit.respond", audit.ref, now)
    letters.to_auditors(audit, letters.RESPONDED, now)


def report(by: Actor, audit: Audit, text: str, now: datetime) -> None:
    """Disclose the report with the samples, the findings, the responses, and how often masks were lifted."""
    permit(by, "audit.report", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(text.strip(), rules.SAYS_NOTHING)
    said = queries.responses(audit.id)
    require(rules.heard(len(said), audit.hear_until, now), rules.STILL_HEARING, until=audit.hear_until)
    audit.report, audit.reported_at = text, now
    journal.move(audit, AUDIT, "report", by=by, at=now)
    disclosing.reported(audit, said, now)
    letters.to_audited(audit, letters.REPORTED, now, by=by)


def end(by: Actor, audit: Audit, reason: str, now: datetime) -> None:
    """Give an audit up without a report: disclosed with the reason and the count of lifted masks."""
    permit(by, "audit.end", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(reason.strip(), rules.SAYS_NOTHING)
    journal.move(audit, AUDIT, "end", by=by, at=now)
    disclosing.ended(audit, reason, now)


def remind_heard(by: Actor, audit: Audit, now: datetime) -> None:
    """The hearing is over: whoever audits is told that the report may follow."""
    permit(by, "audit.remind", audit.place_id, audit.path)
    audit.reminded_at = now
    letters.to_auditors(audit, letters.HEARD, now)


def period(audit: Audit) -> tuple[datetime, datetime]:
    """The instants between which what is looked at happened: half-open."""
    return midnight(audit.since_on, ZONE), midnight(audit.until_on, ZONE, 1)


def require_independent(by: Actor, path: str) -> None:
    """Refuse whoever handles what is audited."""
    require(rules.independent(path, [(h.role, h.path) for h in by.holdings]), rules.NOT_INDEPENDENT)
