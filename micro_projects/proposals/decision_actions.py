"""P14: the sub-district's decision on what was resolved, and the one question to the district."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.actions import require_gate
from micro_projects.notices.disclosing import disclose_about
from micro_projects.places import queries as places
from micro_projects.proposals import condition_queries, condition_rules, letters, page_queries, queries, rules
from micro_projects.proposals.grounds import LEGAL_GROUNDS
from micro_projects.proposals.models import Decision, Proposal
from micro_projects.proposals.moving import take
from micro_projects.proposals.screening_actions import require_turn
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

APPROVED = N_("提案%(code)s《%(title)s》审定立项，金额%(estimate)s，会议文号%(number)s。")
REFUSED = N_(
    "提案%(code)s《%(title)s》不予审定，会议文号%(number)s；依据和理由附后。议事会可以提请区里复议一次。"
)
REFUSED_FINALLY = N_("提案%(code)s《%(title)s》终局不予审定，会议文号%(number)s；依据和理由附后。")
ASK_LAPSED = N_("提案%(code)s《%(title)s》在期限内没有提请复议，不予审定的决定生效。")
MOST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a decision records: the meeting, and on refusing the legal ground."""

    approved: bool
    meeting_number: str
    meeting_on: date
    reason: str
    ground: str | None = None
    file_id: int | None = None


def decide(by: Actor, proposal: Proposal, ruling: Ruling, now: datetime) -> Decision:
    """P14: approve, or refuse on a named legal ground; the district only once that is overdue."""
    permit(by, "proposal.decide", proposal.place_id, proposal.path)
    require(proposal.state == "selected", WRONG_STATE)
    notice = require_gate(proposal.ref, "D3", now)
    cycle = queries.cycle_of(proposal)
    released = page_queries.released_at(proposal.id, notice.id)
    assert released is not None
    require_turn(by, proposal, places.due_after(released, cycle.pack.approval_days), now)
    _require_sound(by, proposal, ruling)
    row = _write(by, proposal, ruling, now)
    facts = {"meeting": ruling.meeting_number, "ground": ruling.ground}
    take(proposal, "approve" if ruling.approved else "refuse", by=by, at=now, **facts)
    told = letters.APPROVED if ruling.approved else letters.REFUSED
    letters.tell([proposal.author_id, *queries.seconders(proposal.id)], told, proposal, now)
    if ruling.approved:
        calls.tell("proposal_approved", "proposal", proposal, by, now)
    _disclose_ruling(proposal, ruling, APPROVED if ruling.approved else REFUSED, now)
    return row


def asked(proposal_id: int, carried: bool, by: Actor, now: datetime) -> None:
    """The council's motion to ask the district (P14) was declared; lost, the refusal runs out by itself."""
    proposal = queries.by_id(proposal_id)
    until = ask_until(proposal)
    if not carried:
        journal.write(by, "proposal.not_ask_district", proposal.ref, now)
        return
    require(now < until, rules.ASK_OVER)
    take(proposal, "ask_district", by=by, at=now)


def ask_until(proposal: Proposal) -> datetime:
    """Until when the council may ask the district."""
    days = queries.cycle_of(proposal).pack.refusal_days
    return places.due_after(proposal.state_since, days)


def decide_finally(by: Actor, proposal: Proposal, ruling: Ruling, now: datetime) -> Decision:
    """P14: the district, asked once by the council, approves or refuses finally."""
    permit(by, "proposal.decide_finally", proposal.place_id, proposal.path)
    require(proposal.state == "reconsidering", WRONG_STATE)
    require_gate(proposal.ref, "D3", now)
    _require_sound(by, proposal, ruling)
    row = _write(by, proposal, ruling, now)
    facts = {"meeting": ruling.meeting_number, "ground": ruling.ground}
    take(proposal, "approve" if ruling.approved else "refuse", by=by, at=now, **facts)
    told = letters.APPROVED if ruling.approved else letters.REFUSED_FINALLY
    letters.tell([proposal.author_id, *queries.seconders(proposal.id)], told, proposal, now)
    event = "proposal_approved" if ruling.approved else "proposal_refused"
    calls.tell(event, "proposal", proposal, by, now)
    _disclose_ruling(proposal, ruling, APPROVED if ruling.approved else REFUSED_FINALLY, now)
    return row


def refusal_stands(by: Actor, proposal: Proposal, now: datetime) -> None:
    """Nobody asked the district in time (P14): the refusal is final. The clock."""
    permit(by, "proposal.lapse", proposal.place_id, proposal.path)
    until = ask_until(proposal)
    require(proposal.state == "refused" and now >= until, rules.NOT_YET_OVERDUE, until=until)
    take(proposal, "lapse", by=by, at=now)
    letters.tell([proposal.author_id], letters.REFUSED_FINALLY, proposal, now)
    calls.tell("proposal_refused", "proposal", proposal, by, now)
    sentence = say(ASK_LAPSED, code=proposal.code, title=proposal.title)
    _disclose("proposal.refused_finally", sentence, proposal, now, {})


def hashes(proposal: Proposal) -> list[bytes | None]:
    """Every hash of invariant 3: the text in force, D2's, D3's, and the ballot's when there was one."""
    chain = [
        queries.text_hash(proposal.id, proposal.version),
        queries.hash_in_notice(proposal.id, "D2"),
        queries.hash_in_notice(proposal.id, "D3"),
    ]
    if calls.knows("resolved_hash", "proposal"):
        voted: bytes | None = calls("resolved_hash", "proposal", proposal.id)
        chain += [voted] if voted is not None else []
    return chain


def _require_sound(by: Actor, proposal: Proposal, ruling: Ruling) -> None:
    require(by.person_id not in (proposal.author_id, proposal.entered_by), rules.OWN_INTEREST)
    require(ruling.meeting_number.strip(), rules.MEETING_NEEDED)
    require(ruling.approved or ruling.ground in LEGAL_GROUNDS, rules.GROUND_NEEDED)
    require(ruling.approved or ruling.reason.strip(), rules.REASON_NEEDED)
    require(not queries.rerun_pending(proposal.id), rules.RERUN_PENDING)
    require(rules.same_text(hashes(proposal)), rules.TEXT_CHANGED)
    require(not ruling.approved or condition_queries.risk_stands(proposal), condition_rules.RISK_UNMET)


def _write(by: Actor, proposal: Proposal, ruling: Ruling, now: datetime) -> Decision:
    row = Decision(
        proposal_id=proposal.id,
        by_id=by.id,
        at=now,
        approved=ruling.approved,
        meeting_number=ruling.meeting_number,
        meeting_on=ruling.meeting_on,
        file_id=ruling.file_id,
        ground=None if ruling.approved else ruling.ground,
        reason=ruling.reason[:MOST_TEXT],
    )
    db.session.add(row)
    db.session.flush()
    return row


def _disclose_ruling(proposal: Proposal, ruling: Ruling, msgid: str, now: datetime) -> None:
    named = {"code": proposal.code, "title": proposal.title, "number": ruling.meeting_number}
    if ruling.approved:
        named["estimate"] = proposal.estimate  # type: ignore[assignment]
    _disclose(
        "proposal.approved" if ruling.approved else "proposal.refused",
        Sentence(msgid, named),
        proposal,
        now,
        {
            "approved": ruling.approved,
            "meeting": ruling.meeting_number,
            "meeting_on": ruling.meeting_on.isoformat(),
            "ground": None if ruling.approved else ruling.ground,
            "reason": ruling.reason[:MOST_TEXT],
            "text_hash": queries.text_hash(proposal.id, proposal.version).hex(),
            "version": proposal.version,
        },
    )


def _disclose(
    kind: str, sentence: Sentence, proposal: Proposal, now: datetime, facts: dict[str, object]
) -> None:
    disclose_about(
        proposal,
        kind,
        sentence,
        at=now,
        facts={"proposal": proposal.code, **facts},
    )
