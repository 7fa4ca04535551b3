"""X3: invite, quote, open together, award (E1), invite again, replace a contractor."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.extensions import db
from micro_projects.funds import project_actions as funds
from micro_projects.funds import queries as ledger
from micro_projects.funds.rules import NOTHING_TO_MOVE
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import ZERO, Money
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.letters import actions as letters
from micro_projects.notices.models import Notice
from micro_projects.people import queries as people
from micro_projects.projects import queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.disclosing import disclose, post, take
from micro_projects.projects.letters import AWARDED, INVITED, url
from micro_projects.projects.machine import MACHINE, MILESTONE
from micro_projects.projects.models import Award, Contractor, Procurement, Project, Quotation
from micro_projects.projects.parties import contract_in_force, firm_of
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

INVITATION = N_("项目%(code)s“%(title)s”邀请报价，至少%(need)d家，%(opens)s截止并当众开启。")
OPENED = N_("项目%(code)s“%(title)s”开启报价，共%(count)d份。")
AWARD = N_(
    "项目%(code)s“%(title)s”拟由%(firm)s承接，报价%(amount)s。任何供应商或受影响的人都可以在公示期内提出异议。"
)
REPLACED = N_("项目%(code)s“%(title)s”更换承接单位，原合同终止，理由：%(reason)s")
CANCELLED = N_("项目%(code)s“%(title)s”的中选结果已取消，将重新确定承接单位。")


def register_contractor(
    by: Actor, name: str, credit_code: str, address: str, phone: str, now: datetime
) -> Contractor:
    """A contractor's account names its firm; everybody can read it."""
    permit(by, "project.register_contractor", by.holdings[0].place_id, by.holdings[0].path)
    taken = db.session.query(Contractor.person_id).filter(Contractor.credit_code == credit_code).scalar()
    require(taken in (None, by.id), refusals.CODE_TAKEN)
    firm = queries.contractor_of(by.id)
    if firm is None:
        firm = Contractor(person_id=by.id, registered_at=now)
        db.session.add(firm)
    firm.name, firm.credit_code, firm.address, firm.phone = name, credit_code, address, phone
    db.session.flush()
    journal.write(by, "project.register_contractor", None, now, contractor=firm.id)
    return firm


def procure(by: Actor, project: Project, text: str, opens_at: datetime, now: datetime) -> Procurement:
    """Invite quotations: one (with a reason in `text`) or several, by the amount."""
    permit(by, "project.procure", project.place_id, project.path)
    move(project, MACHINE, "procure", by=by, at=now)
    waiting.meet(project, "procure", now)
    return _invite(by, project, text, opens_at, 1, now)


def reinvite(by: Actor, project: Project, text: str, opens_at: datetime, now: datetime) -> Procurement:
    """Invite once more: too few, too dear, or the award did not stand."""
    permit(by, "project.reinvite", project.place_id, project.path)
    require(project.state == "procuring", refusals.NOT_RUNNING)
    require(queries.award(project.id) is None, refusals.AWARD_STANDS)
    before = queries.procurement(project.id)
    require(before is None or before.opened_at is not None, refusals.NOT_OPENED)
    fresh = before is None or queries.was_awarded(before.id)
    require(fresh or (before is not None and before.attempt == 1), refusals.ALREADY_REINVITED)
    waiting.meet(project, "award", now)
    return _invite(by, project, text, opens_at, 1 if fresh else 2, now)


def _invite(
    by: Actor, project: Project, text: str, opens_at: datetime, attempt: int, now: datetime
) -> Procurement:
    pack = pack_of(project)
    method = rules.method(project.approved, pack.quotations_from)
    require(method == "several" or text.strip(), refusals.REASON_NEEDED)
    require(opens_at > now, refusals.OPENS_TOO_SOON)
    invitation = Procurement(
        project_id=project.id,
        number=queries.next_number(Procurement, project.id),
        attempt=attempt,
        method=method,
        need=1 if method == "single" else pack.quotations,
        text=text,
        invited_by=by.id,
        invited_at=now,
        opens_at=opens_at,
        opened_at=None,
        opened_by=None,
    )
    db.session.add(invitation)
    db.session.flush()
    journal.write(by, "project.invite", project.ref, now, number=invitation.number, method=method)
    waiting.begin(project, "open", "officer", now, due=opens_at + timedelta(days=1))
    told = [h.person_id for h in people.holders(project.path, now, ("contractor",))]
    letters.tell(told, say(INVITED, title=project.title, at=opens_at), url(project), now)
    words = say(INVITATION, code=project.code, title=project.title, need=invitation.need, opens=opens_at)
    facts = {"attempt": attempt, "method": method, "opens_at": opens_at.isoformat(), "text": text}
    disclose(project, "invite", words, now, facts)
    return invitation


def quote(by: Actor, project: Project, amount: Money, text: str, now: datetime) -> Quotation:
    """A sealed quotation; a firm may change its own until the opening."""
    permit(by, "project.quote", project.place_id, project.path)
    firm = firm_of(by)
    require(amount > ZERO, NOTHING_TO_MOVE)
    require(by.id != project.author_id, refusals.OWN_PROPOSAL)
    invitation = found(queries.procurement(project.id), refusals.NO_SUCH_PART)
    in_time = project.state == "procuring" and invitation.opened_at is None and now < invitation.opens_at
    require(in_time, refusals.QUOTING_OVER, at=invitation.opens_at)
    quotation = queries.own_quotation(invitation.id, firm.id)
    if quotation is None:
        quotation = Quotation(procurement_id=invitation.id, contractor_id=firm.id)
        db.session.add(quotation)
    quotation.amount, quotation.text, quotation.at = amount, text, now
    db.session.flush()
    journal.write(by, "project.quote", project.ref, now, number=invitation.number)
    return quotation


def open_quotations(by: Actor, project: Project, now: datetime) -> Procurement:
    """All at once, not before the time named in the invitation."""
    permit(by, "project.open_quotations", project.place_id, project.path)
    invitation = found(queries.procurement(project.id), refusals.NO_SUCH_PART)
    require(invitation.opened_at is None, refusals.ALREADY_OPENED)
    require(now >= invitation.opens_at, refusals.NOT_YET_OPEN, at=invitation.opens_at)
    invitation.opened_at, invitation.opened_by = now, by.id
    quoted = queries.quotations(invitation.id)
    waiting.meet(project, "open", now)
    waiting.begin(project, "award", "officer", now)
    journal.write(by, "project.open_quotations", project.ref, now, count=len(quoted))
    facts = {
        "number": invitation.number,
        "quotations": [{"contractor": c.credit_code, "fen": q.amount.fen} for q, c in quoted],
    }
    words = say(OPENED, code=project.code, title=project.title, count=len(quoted))
    disclose(project, "opened", words, now, facts)
    return invitation


def award(by: Actor, project: Project, contractor_id: int, reason: str, now: datetime) -> Award:
    """The officer chooses a quotation; the choice goes on notice (E1)."""
    permit(by, "project.award", project.place_id, project.path)
    require(project.state == "procuring", refusals.NOT_RUNNING)
    require(queries.award(project.id) is None, refusals.AWARD_STANDS)
    invitation = found(queries.procurement(project.id), refusals.NO_SUCH_PART)
    require(invitation.opened_at is not None, refusals.NOT_OPENED)
    quoted = queries.quotations(invitation.id)
    require(quoted, refusals.NO_QUOTATION)
    have = len(quoted)
    require(
        rules.enough(have, invitation.need, invitation.attempt),
        refusals.TOO_FEW,
        have=have,
        need=invitation.need,
    )
    quotation, firm = found(
        next((row for row in quoted if row[1].id == contractor_id), None), refusals.NO_QUOTATION
    )
    limit = ledger.balance(project.id, "committed")
    require(quotation.amount <= limit, refusals.TOO_DEAR, amount=quotation.amount, limit=limit)
    lowest = quotation.amount == quoted[0][0].amount
    needed = rules.reason_needed(invitation.method, have, invitation.need, lowest)
    require(not needed or reason.strip(), refusals.REASON_NEEDED)
    made = Award(
        project_id=project.id,
        quotation_id=quotation.id,
        contractor_id=firm.id,
        amount=quotation.amount,
        reason=reason,
        by_id=by.id,
        at=now,
        cancelled_at=None,
        cancelled_reason=None,
    )
    db.session.add(made)
    db.session.flush()
    journal.write(by, "project.award", project.ref, now, contractor=firm.id, fen=quotation.amount.fen)
    waiting.meet(project, "award", now)
    letters.tell([firm.person_id], say(AWARDED, title=project.title), url(project), now)
    _post_award(by, project, made, firm, have, now)
    return made


def _post_award(
    by: Actor,
    project: Project,
    made: Award,
    firm: Contractor,
    have: int,
    now: datetime,
    corrects: Notice | None = None,
) -> None:
    words = say(AWARD, code=project.code, title=project.title, firm=firm.name, amount=made.amount)
    facts = {
        "contractor": {"credit_code": firm.credit_code, "name": firm.name},
        "fen": made.amount.fen,
        "quotations": have,
        "reason": made.reason,
    }
    post(by, "E1", project, words, facts, now, corrects)


def award_upheld(by: Actor, project: Project, outcome: str, notice: Notice, now: datetime) -> None:
    """An objection to E1 was upheld: a wrong fact is put right and posted again, else the award falls."""
    made = queries.award(project.id)
    if made is None:
        return
    if outcome == "fact":
        firm = db.session.get_one(Contractor, made.contractor_id)
        quoted = queries.quotations(db.session.get_one(Quotation, made.quotation_id).procurement_id)
        _post_award(by, project, made, firm, len(quoted), now, notice)
        return
    cancel_award(by, project, made, notice.code, now)
    words = say(CANCELLED, code=project.code, title=project.title)
    disclose(project, "award_cancelled", words, now, {"outcome": outcome})


def cancel_award(by: Actor, project: Project, made: Award, reason: str, now: datetime) -> None:
    """The award falls; the officer awards another quotation or invites anew."""
    made.cancelled_at, made.cancelled_reason = now, reason
    db.session.flush()
    journal.write(by, "project.cancel_award", project.ref, now, award=made.id)
    waiting.meet(project, "contract", now)
    waiting.begin(project, "award", "officer", now)


def replace(by: Actor, project: Project, reason: str, now: datetime) -> None:
    """X3: the contractor is replaced: verified work is paid first, the rest of the money stays with the project."""
    permit(by, "project.replace", project.place_id, project.path)
    require(reason.strip(), refusals.REASON_NEEDED)
    contract = contract_in_force(project)
    require(queries.open_variation(project.id) is None, refusals.VARIATION_OPEN)
    open_ = queries.open_payments(project.id)
    require(open_ == 0, refusals.PAYMENTS_OPEN, open=open_)
    due = queries.verified_worth(contract.id) - queries.paid(contract.id, "milestone")
    require(due <= ZERO, refusals.WORK_UNPAID, amount=due)
    take(project, "replace", by=by, at=now)
    for milestone in queries.milestones(contract.id):
        if milestone.state != "verified":
            move(milestone, MILESTONE, "drop", by=by, at=now)
    contract.ended_at, contract.ended_reason = now, reason
    waiting.meet_all(project, now)
    made = queries.award(project.id)
    assert made is not None
    cancel_award(by, project, made, reason, now)
    words = say(REPLACED, code=project.code, title=project.title, reason=reason)
    funds.replace(by, project.subject, words, now)
