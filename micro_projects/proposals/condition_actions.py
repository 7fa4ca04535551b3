"""What others put in writing before the ballot (P10): the owner's consent, the maintainer's word; or take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.files import queries as files
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.text import line, prose
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.own_parts import person, said
from micro_projects.places import queries as places
from micro_projects.proposals import condition_rules, letters, rules
from micro_projects.proposals.condition_models import WrittenPromise
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

RECORDED = {
    "consent": N_("提案%(code)s《%(title)s》第%(version)d版已取得场地权利人的书面同意。"),
    "none": N_("提案%(code)s《%(title)s》第%(version)d版不涉及场地，不用书面同意，理由附后。"),
    "maintainer": N_("提案%(code)s《%(title)s》第%(version)d版建成后有单位管养，承诺的每年费用%(cost)s。"),
}
TAKEN_BACK = {
    "consent": N_("提案%(code)s《%(title)s》的场地书面同意已经收回；重新取得以前不能列入投票。"),
    "maintainer": N_("提案%(code)s《%(title)s》的管养承诺已经收回；重新取得以前不能列入投票。"),
}
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Promise:
    """What a document says: who consents or maintains, on what conditions, signed when."""

    kind: str
    party: str
    who: str
    conditions: str = ""
    site: str = ""
    yearly_cost: Money | None = None
    starts_on: date | None = None
    signed_by: str = ""
    signed_on: date | None = None
    file_id: int | None = None


def record_promise(by: Actor, proposal: Proposal, given: Promise, now: datetime) -> WrittenPromise:
    """Record a written consent or promise for the version in force; disclosed without its signatures."""
    permit(by, "proposal.condition", proposal.place_id, proposal.path)
    require(proposal.state in condition_rules.OPEN, condition_rules.CONDITIONS_FIXED)
    _require_whole(given, now)
    row = WrittenPromise(
        proposal_id=proposal.id,
        version=proposal.version,
        kind=given.kind,
        party=given.party,
        who=line(given.who)[:80],
        site=line(given.site)[:120] if given.kind == "consent" else "",
        conditions=prose(given.conditions)[:LONGEST],
        yearly_cost=given.yearly_cost if given.kind == "maintainer" else None,
        starts_on=given.starts_on if given.kind == "maintainer" else None,
        signed_by=line(given.signed_by)[:80],
        signed_on=given.signed_on,
        file_id=given.file_id,
        by_id=by.id,
        at=now,
        withdrawn_reason="",
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "proposal.condition", proposal.ref, now, kind=row.kind, version=row.version)
    msgid = RECORDED["none" if row.party == "none" else row.kind]
    cost = {"cost": row.yearly_cost} if row.kind == "maintainer" else {}
    named = {"code": proposal.code, "title": proposal.title, "version": row.version, **cost}
    _disclose(proposal, row, Sentence(msgid, named), now, row.conditions)
    return row


def withdraw_promise(by: Actor, proposal: Proposal, row: WrittenPromise, reason: str, now: datetime) -> None:
    """Whoever consented or promised takes it back before the list is frozen: the condition is lacking again."""
    permit(by, "proposal.withdraw_condition", proposal.place_id, proposal.path)
    require(proposal.state in condition_rules.OPEN, condition_rules.CONDITIONS_FIXED)
    require(row.withdrawn_at is None, condition_rules.WITHDRAWN)
    reason = prose(reason)[:LONGEST]
    require(reason, rules.REASON_NEEDED)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = now, by.id, reason
    db.session.flush()
    journal.write(by, "proposal.withdraw_condition", proposal.ref, now, kind=row.kind, version=row.version)
    letters.tell([proposal.author_id], letters.TAKEN_BACK, proposal, now)
    _disclose(proposal, row, say(TAKEN_BACK[row.kind], code=proposal.code, title=proposal.title), now, reason)


def _require_whole(given: Promise, now: datetime) -> None:
    require(given.kind in condition_rules.WRITTEN, condition_rules.NO_CONDITION)
    nobody = given.party == "none"
    allowed = given.party in condition_rules.PARTIES and not (nobody and given.kind == "maintainer")
    require(allowed, condition_rules.NO_CONDITION)
    require(line(given.who), rules.REASON_NEEDED)
    if given.kind == "consent":
        require(line(given.site), condition_rules.SITE_NEEDED)
    else:
        costed = given.yearly_cost is not None and given.yearly_cost.fen >= 0
        require(costed and given.starts_on is not None, condition_rules.COST_NEEDED)
    if nobody:
        require(prose(given.conditions), rules.REASON_NEEDED)
        return
    require(line(given.signed_by) and given.signed_on is not None, condition_rules.SIGNER_NEEDED)
    assert given.signed_on is not None
    today = now.astimezone(places.calendar().zone).date()
    require(given.signed_on <= today, condition_rules.NOT_YET_SIGNED)
    require(given.file_id is not None, condition_rules.DOCUMENT_NEEDED)


def _disclose(proposal: Proposal, row: WrittenPromise, sentence: Sentence, now: datetime, words: str) -> None:
    """Its signatures and the document itself stay with the office: the log holds the document's digest."""
    file = files.by_ids([row.file_id]).get(row.file_id) if row.file_id is not None else None
    disclose_about(
        proposal,
        "proposal.condition",
        sentence,
        at=now,
        facts={
            "proposal": proposal.code,
            "version": row.version,
            "condition": row.kind,
            "met": row.withdrawn_at is None,
            "party": row.party,
            "who": person(row.who),
            "site": row.site or None,
            "text": said(words),
            "yearly_cost": row.yearly_cost.fen if row.yearly_cost is not None else None,
            "starts_on": row.starts_on.isoformat() if row.starts_on else None,
            "signed_on": row.signed_on.isoformat() if row.signed_on else None,
            "document": file.sha256.hex() if file else None,
        },
    )
