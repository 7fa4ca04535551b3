"""After a finding was closed: when it is looked at once more, and what was seen then."""

from __future__ import annotations

from datetime import date, datetime

from micro_projects.audits import disclosing, letters, queries, rules
from micro_projects.audits.actions import require_independent
from micro_projects.audits.models import Audit, AuditFinding, FollowUp
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.refusal import require
from micro_projects.oversight.models import Finding
from micro_projects.web.access import permit
from micro_projects.web.show import ZONE


def belongs(finding: Finding, by: Actor, now: datetime) -> None:
    """What an auditor raises belongs to the audit that runs there, if one does."""
    if finding.raised_as != "auditor":
        return
    audit = queries.covering(by, finding.path, now)
    if audit is not None:
        db.session.add(AuditFinding(finding_id=finding.id, audit_id=audit.id))
        db.session.flush()


def set_follow_up(by: Actor, audit: Audit, finding: Finding, due: date, now: datetime) -> FollowUp:
    """Say when a closed finding is looked at once more."""
    permit(by, "audit.set_follow_up", audit.place_id, audit.path)
    require_independent(by, audit.path)
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
    permit(by, "audit.follow_up", audit.place_id, audit.path)
    require_independent(by, audit.path)
    require(look.done_at is None, rules.FOLLOWED)
    require(now.astimezone(ZONE).date() >= look.due_on, rules.FOLLOW_EARLY, due=midnight(look.due_on, ZONE))
    require(text.strip(), rules.SAYS_NOTHING)
    look.outcome, look.text, look.done_by, look.done_at = outcome, text, by.id, now
    db.session.flush()
    finding = db.session.get_one(Finding, look.finding_id)
    journal.write(by, "audit.follow_up", finding.ref, now, outcome=outcome)
    disclosing.followed_up(audit, finding, outcome, text, now)


def remind_look(by: Actor, look: FollowUp, now: datetime) -> None:
    """A further look is due."""
    audit = db.session.get_one(Audit, look.audit_id)
    permit(by, "audit.remind", audit.place_id, audit.path)
    look.reminded_at = now
    letters.to_auditors(audit, letters.LOOK, now)
