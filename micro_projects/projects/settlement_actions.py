"""X9 and the end before the end: settlement (E4), termination by the council, an advance reclaimed."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.funds import project_actions as funds
from micro_projects.funds import queries as ledger
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import ZERO, Money
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.notices import actions as notices
from micro_projects.projects import queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.disclosing import disclose, take
from micro_projects.projects.machine import MACHINE, MILESTONE
from micro_projects.projects.models import Project, Settlement, Termination
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

SETTLED = N_(
    "项目%(code)s“%(title)s”决算：已拨付%(paid)s，质保金%(retention)s另存，结余%(remainder)s退回资金池。"
)
SETTLED_EVEN = N_("项目%(code)s“%(title)s”决算：已拨付%(paid)s，质保金%(retention)s另存，没有结余。")
REMAINDER = N_("项目%(code)s“%(title)s”决算结余%(remainder)s退回资金池。")
PROPOSED = N_("项目%(code)s“%(title)s”提请终止，理由：%(reason)s")
LOST = N_("项目%(code)s“%(title)s”的终止动议没有通过，项目继续。")
TERMINATED = N_(
    "项目%(code)s“%(title)s”终止：按已核实的工作结清，余款%(remainder)s退回资金池，应收回预付款%(reclaim)s。"
)
RECLAIMED = N_("项目%(code)s“%(title)s”收回预付款%(amount)s。")


def begin_settling(by: Actor, project: Project, now: datetime) -> None:
    """E3 let go: the final account is due."""
    permit(by, "project.begin_settling", project.place_id, project.path)
    notices.require_gate(project.ref, "E3", now)
    take(project, "begin_settling", by=by, at=now)
    waiting.begin(project, "settle", "finance", now)


def settle(by: Actor, project: Project, text: str, now: datetime) -> Settlement:
    """Finance closes the account: all paid, the remainder back, the retention kept apart; disclosed (E4)."""
    permit(by, "project.settle", project.place_id, project.path)
    notices.require_gate(project.ref, "E3", now)
    open_ = queries.open_payments(project.id)
    require(open_ == 0, refusals.PAYMENTS_OPEN, open=open_)
    require_paid(project)
    move(project, MACHINE, "settle", by=by, at=now)
    waiting.meet_all(project, now)
    known = {"code": project.code, "title": project.title}
    held = ledger.balances(project.id)
    left = held.get("contracted", ZERO) + held.get("committed", ZERO)
    funds.settle(by, project.subject, say(REMAINDER, **known, remainder=left), None, now)
    contract = queries.newest_contract(project.id)
    made = Settlement(
        project_id=project.id,
        contracted=contract.amount if contract else ZERO,
        supplements=ledger.total(project.id, "supplement") - ledger.total(project.id, "reduce"),
        paid=held.get("paid", ZERO),
        retention=held.get("retention", ZERO),
        remainder=left,
        text=text,
        by_id=by.id,
        at=now,
    )
    db.session.add(made)
    db.session.flush()
    sums = {"paid": made.paid, "retention": made.retention}
    words = say(SETTLED, **known, **sums, remainder=left) if left else say(SETTLED_EVEN, **known, **sums)
    facts = {
        "contracted": made.contracted.fen,
        "paid": made.paid.fen,
        "postings": [
            {"act": p.act, "fen": p.amount.fen, "from": p.credit, "number": p.number, "to": p.debit}
            for p in ledger.all_of(project.id)
        ],
        "remainder": left.fen,
        "retention": made.retention.fen,
        "supplements": made.supplements.fen,
        "text": text,
    }
    notices.post_notice(by, "E4", project.subject, [project.ref], words, now, facts=facts)
    return made


def require_paid(project: Project) -> None:
    """Refuse while verified work of the contract in force is not paid."""
    contract = queries.contract(project.id)
    if contract is not None:
        due = queries.verified_worth(contract.id) - queries.paid(contract.id, "milestone")
        require(due <= ZERO, refusals.WORK_UNPAID, amount=due)


def propose_termination(by: Actor, project: Project, reason: str, now: datetime) -> Termination:
    """Worker, officer or moderator puts it to the council."""
    permit(by, "project.propose_termination", project.place_id, project.path)
    require(MACHINE.can(project.state, "terminate"), refusals.NOT_RUNNING)
    require(reason.strip(), refusals.REASON_NEEDED)
    before = queries.termination(project.id)
    require(before is None or before.closed_at is not None, refusals.TERMINATION_OPEN)
    made = Termination(project_id=project.id, reason=reason, proposed_by=by.id, proposed_at=now)
    db.session.add(made)
    db.session.flush()
    journal.write(by, "project.propose_termination", project.ref, now)
    waiting.begin(project, "terminate_council", "council", now)
    words = say(PROPOSED, code=project.code, title=project.title, reason=reason)
    disclose(project, "termination_proposed", words, now, {"reason": reason})
    return made


def termination_decided(project: Project, carried: bool, by: Actor, now: datetime) -> None:
    """The council's motion to terminate was declared."""
    made = _open(project)
    made.carried, made.carried_at = carried, now
    waiting.meet(project, "terminate_council", now)
    journal.write(by, "project.termination_decided", project.ref, now, carried=carried)
    if carried:
        waiting.begin(project, "terminate_officer", "officer", now)
        return
    made.closed_at = now
    db.session.flush()
    disclose(project, "termination_lost", say(LOST, code=project.code, title=project.title), now)


def _open(project: Project) -> Termination:
    made = queries.termination(project.id)
    require(made is not None and made.closed_at is None, refusals.NO_MOTION)
    assert made is not None
    return made


def terminate(by: Actor, project: Project, now: datetime) -> Termination:
    """The officer confirms: verified work was paid, the unearned advance is owed back, the rest returns."""
    permit(by, "project.terminate", project.place_id, project.path)
    made = _open(project)
    require(made.carried, refusals.NO_MOTION)
    open_ = queries.open_payments(project.id)
    require(open_ == 0, refusals.PAYMENTS_OPEN, open=open_)
    require_paid(project)
    reclaim = _unearned(project)
    move(project, MACHINE, "terminate", by=by, at=now)
    waiting.meet_all(project, now)
    _drop_rest(by, project, now)
    made.confirmed_by, made.confirmed_at, made.closed_at = by.id, now, now
    held = ledger.balances(project.id)
    made.remainder = held.get("contracted", ZERO) + held.get("committed", ZERO)
    made.reclaim = reclaim
    months = pack_of(project).retention_months
    project.retention_until = rules.add_months(now.astimezone(ZONE).date(), months)
    db.session.flush()
    if reclaim:
        waiting.begin(project, "reclaim", "finance", now)
    words = say(TERMINATED, code=project.code, title=project.title, remainder=made.remainder, reclaim=reclaim)
    facts = {"reason": made.reason, "reclaim": reclaim.fen, "remainder": made.remainder.fen}
    if made.remainder:
        funds.terminate(by, project.subject, words, facts, now)
    else:
        disclose(project, "terminated", words, now, facts)
    return made


def _unearned(project: Project) -> Money:
    contract = queries.contract(project.id)
    if contract is None:
        return ZERO
    advanced = queries.paid(contract.id, "advance")
    return advanced - rules.earned_advance(advanced, queries.progress(contract.id))


def _drop_rest(by: Actor, project: Project, now: datetime) -> None:
    contract = queries.contract(project.id)
    if contract is None:
        return
    for milestone in queries.milestones(contract.id):
        if milestone.state != "verified":
            move(milestone, MILESTONE, "drop", by=by, at=now)


def record_reclaim(by: Actor, project: Project, now: datetime) -> None:
    """Finance records that the unearned advance came back; it goes to the pool."""
    permit(by, "project.record_reclaim", project.place_id, project.path)
    made = queries.termination(project.id)
    owed = made is not None and made.reclaim is not None and bool(made.reclaim)
    require(owed and made is not None and made.reclaimed_at is None, refusals.NOTHING_TO_RECLAIM)
    made = found(made, refusals.NOTHING_TO_RECLAIM)
    assert made.reclaim is not None
    made.reclaimed_at = now
    db.session.flush()
    waiting.meet(project, "reclaim", now)
    words = say(RECLAIMED, code=project.code, title=project.title, amount=made.reclaim)
    funds.reclaim(by, project.subject, made.reclaim, words, now)
