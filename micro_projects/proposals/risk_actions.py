"""Risk before approval (风险评估前置): assessed in public, confirmed or revised after a hearing or for a new text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, Refused, require
from micro_projects.kernel.text import line, prose
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.own_parts import said
from micro_projects.proposals import condition_queries, condition_rules, rules
from micro_projects.proposals.condition_models import RiskAspect, RiskAssessment
from micro_projects.proposals.condition_queries import Assessed
from micro_projects.proposals.condition_rules import Aspect
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

LONGEST = 400
SENTENCES = {
    "low": N_("风险评估：提案%(code)s《%(title)s》第%(version)d版为低风险，各方面和防范办法附后。"),
    "medium": N_("风险评估：提案%(code)s《%(title)s》第%(version)d版为中风险，各方面和防范办法附后。"),
    "high": N_("风险评估：提案%(code)s《%(title)s》第%(version)d版为高风险，各方面和防范办法附后。"),
}
HEARING = N_(
    "风险评估：提案%(code)s《%(title)s》第%(version)d版为高风险；要先就它开听证会并公开反馈，才能列入投票。"
)


def assess_risk(
    by: Actor, proposal: Proposal, who: str, aspects: Iterable[Aspect], now: datetime
) -> RiskAssessment:
    """Assess the version in force, every aspect answered; the level follows from them. Disclosed at once."""
    permit(by, "proposal.assess_risk", proposal.place_id, proposal.path)
    _require_may(by, proposal)
    given = [_clean(a) for a in aspects]
    missing = condition_rules.incomplete(given)
    if missing:
        raise Refused(condition_rules.ASPECT_MISSING, aspect=condition_rules.ASPECTS[missing])
    require(line(who), rules.REASON_NEEDED)
    row = _write(by, proposal, line(who)[:80], given, None, now)
    journal.write(
        by,
        "proposal.assess_risk",
        proposal.ref,
        now,
        version=row.version,
        level=condition_rules.level(given),
        hearing=row.hearing,
    )
    return row


def confirm_risk(by: Actor, proposal: Proposal, now: datetime) -> RiskAssessment:
    """The newest assessment is still true: for a new text, or after the hearing a high risk needs."""
    permit(by, "proposal.assess_risk", proposal.place_id, proposal.path)
    _require_may(by, proposal)
    known = condition_queries.assessments(proposal.id)
    require(known, condition_rules.NOT_ASSESSED)
    newest = known[0]
    state = next(x.state for x in condition_queries.of([proposal])[proposal.id] if x.kind == "risk")
    require(state != "met", condition_rules.RISK_STANDS)
    if state == "hearing":
        require(hearing_of(proposal), condition_rules.HEARING_NEEDED)
    old = newest.assessment
    row = _write(by, proposal, old.who, newest.aspects, old.id, now)
    journal.write(
        by,
        "proposal.assess_risk",
        proposal.ref,
        now,
        version=row.version,
        level=newest.level,
        hearing=row.hearing,
        confirms=old.version,
    )
    return row


def hearing_of(proposal: Proposal) -> str:
    """The code of a hearing about a proposal whose feedback is disclosed; the forums' to say, never typed."""
    if not calls.knows("hearing_held", "proposal"):
        return ""
    return calls("hearing_held", "proposal", proposal.id) or ""


def _require_may(by: Actor, proposal: Proposal) -> None:
    require(proposal.state in condition_rules.OPEN, condition_rules.CONDITIONS_FIXED)
    require(not condition_queries.interested(proposal, by.id), rules.OWN_INTEREST)


def _clean(given: Aspect) -> Aspect:
    if not given.applies:
        return Aspect(given.aspect, given.likelihood, given.severity)
    words = (prose(text)[:LONGEST] for text in (given.affected, given.harm, given.measure))
    return Aspect(given.aspect, given.likelihood, given.severity, *words)


def _write(
    by: Actor, proposal: Proposal, who: str, aspects: list[Aspect], confirms: int | None, now: datetime
) -> RiskAssessment:
    row = RiskAssessment(
        proposal_id=proposal.id,
        version=proposal.version,
        by_id=by.id,
        at=now,
        who=who,
        confirms_id=confirms,
        hearing=hearing_of(proposal),
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        RiskAspect(
            assessment_id=row.id,
            aspect=a.aspect,
            likelihood=a.likelihood,
            severity=a.severity,
            affected=a.affected,
            harm=a.harm,
            measure=a.measure,
        )
        for a in aspects
    )
    db.session.flush()
    _disclose(proposal, Assessed(row, "", aspects), now)
    return row


def _disclose(proposal: Proposal, made: Assessed, now: datetime) -> None:
    row = made.assessment
    waits = made.level == "high" and not row.hearing
    disclose_about(
        proposal,
        "risk.assessed",
        say(
            HEARING if waits else SENTENCES[made.level],
            code=proposal.code,
            title=proposal.title,
            version=row.version,
        ),
        at=now,
        facts={
            "proposal": proposal.code,
            "version": row.version,
            "assessed_by": row.who,
            "level": made.level,
            "aspects": [_aspect_facts(a) for a in made.aspects],
            "confirms_earlier": row.confirms_id is not None,
            "hearing": row.hearing or None,
        },
    )


def _aspect_facts(a: Aspect) -> dict[str, object]:
    return {
        "aspect": a.aspect,
        "likelihood": a.likelihood,
        "severity": a.severity,
        "affected": said(a.affected),
        "harm": said(a.harm),
        "measure": said(a.measure),
    }
