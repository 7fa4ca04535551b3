"""X7, X11: a payment is requested, verified and released by three different people, under every condition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NoReturn

from flask_babel import gettext as _

from micro_projects.extensions import db
from micro_projects.funds import project_actions as funds
from micro_projects.funds import queries as ledger
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.money import ZERO, Money
from micro_projects.kernel.refusal import N_, Refusal, Refused, require
from micro_projects.letters import actions as letters
from micro_projects.notices.own_parts import person
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.projects import parties, queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.letters import PAYMENT_RELEASED, PAYMENT_RETURNED, url
from micro_projects.projects.machine import PAYMENT
from micro_projects.projects.models import Milestone, PaymentRequest, Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

PAID = N_("项目%(code)s“%(title)s”拨付%(amount)s（第%(number)d号请款），其中质保金%(withheld)s暂扣。")
PAID_WHOLE = N_("项目%(code)s“%(title)s”拨付%(amount)s（第%(number)d号请款）。")
RETENTION = N_("项目%(code)s“%(title)s”质保期满，退还质保金%(amount)s（第%(number)d号请款）。")

NOT_VERIFIED = N_("对应的节点还没有核实。")
OVER_PLAN = N_("超过付款计划里还没有请的金额。")
NO_RETENTION = N_("质保金账上没有这笔钱。")
RETENTION_EARLY = N_("质保期还没有满。")
DEFECT_OPEN = N_("还有没处理完的发现事项。")
SAME_PERSON = N_("请款、核对、拨付要由三个不同的人办理。")


class InWords:
    """Unmet conditions, shown one after the other in the reader's language."""

    def __init__(self, conditions: Sequence[str]) -> None:
        self.conditions = tuple(conditions)

    def __str__(self) -> str:
        return "".join(_(condition) for condition in self.conditions)


def _refuse(refusal: Refusal, conditions: Sequence[str]) -> NoReturn:
    raise Refused(refusal, conditions=InWords(conditions))


def request_payment(
    by: Actor,
    project: Project,
    kind: str,
    milestone: Milestone | None,
    amount: Money,
    invoice: tuple[str, str],
    now: datetime,
    file_id: int | None = None,
) -> PaymentRequest:
    """The contractor asks for an advance, a milestone's pay or the retention. `invoice` is (issuer, number)."""
    permit(by, "project.request_payment", project.place_id, project.path)
    firm = parties.firm_of(by)
    contract = queries.newest_contract(project.id)
    require(contract is not None and contract.contractor_id == firm.id, refusals.NOT_YOUR_CONTRACT)
    assert contract is not None
    unmet = unmet_to_request(project, kind, milestone, amount, now)
    if unmet:
        _refuse(refusals.NOT_PAYABLE, unmet)
    issuer, number = invoice
    require(not queries.invoice_used(issuer, number), refusals.INVOICE_USED)
    pack = pack_of(project)
    request = PaymentRequest(
        project_id=project.id,
        contract_id=contract.id,
        number=queries.next_number(PaymentRequest, project.id),
        kind=kind,
        milestone_id=milestone.id if milestone else None,
        amount=amount,
        withheld=rules.withheld(amount, contract.retention) if kind == "milestone" else ZERO,
        invoice_number=number,
        invoice_issuer=issuer,
        file_id=file_id,
        requested_by=by.id,
        requested_at=now,
        due_at=_due(now, milestone, pack.pay_days),
        verified_by=None,
        verified_at=None,
        released_by=None,
        released_at=None,
        returned_reason=None,
        state=PAYMENT.start,
        state_since=now,
    )
    db.session.add(request)
    db.session.flush()
    journal.write(
        by, "project.request_payment", project.ref, now, number=request.number, fen=amount.fen, kind=kind
    )
    due = places.due_after(now, pack.verify_days)
    title = str(request.number)
    waiting.begin(project, "verify_payment", "worker", now, due=due, ref_id=request.id, title=title)
    return request


def _due(now: datetime, milestone: Milestone | None, days: int) -> datetime:
    """Within the pack's days of delivery; of the request, where nothing was delivered."""
    since = milestone.delivered_at if milestone and milestone.delivered_at else now
    return max(since + timedelta(days=days), now)


def unmet_to_request(
    project: Project, kind: str, milestone: Milestone | None, amount: Money, now: datetime
) -> list[str]:
    """What stands against a request, in words."""
    if amount <= ZERO:
        return [N_("金额要大于零。")]
    if kind == "retention":
        return _unmet_retention(project, amount, now)
    contract = queries.newest_contract(project.id)
    if contract is None or project.state not in rules.RUNNING:
        return [N_("项目现在不能请款。")]
    if kind == "advance":
        left = contract.advance - queries.requested(contract.id, "advance")
        return [OVER_PLAN] if amount > left else []
    unmet = []
    if milestone is None or milestone.state != "verified":
        unmet.append(NOT_VERIFIED)
    if milestone is not None and amount > payable(milestone):
        unmet.append(OVER_PLAN)
    return unmet


def payable(milestone: Milestone) -> Money:
    """What may still be requested for a milestone: its amount, variations in effect, less what was requested."""
    varied = Money.sum(
        v.amount for v in queries.effective(milestone.contract_id) if v.milestone_id == milestone.id
    )
    return milestone.amount + varied - queries.requested(milestone.contract_id, "milestone", milestone.id)


def _unmet_retention(project: Project, amount: Money, now: datetime) -> list[str]:
    unmet = []
    if amount > ledger.balance(project.id, "retention"):
        unmet.append(NO_RETENTION)
    until = project.retention_until
    if until is None or now.astimezone(ZONE).date() < until:
        unmet.append(RETENTION_EARLY)
    if parties.open_findings(project):
        unmet.append(DEFECT_OPEN)
    return unmet


def verify_payment(by: Actor, project: Project, request: PaymentRequest, now: datetime) -> None:
    """A supervisor drawn for the project, or a worker, checked the request against the work and the invoice."""
    permit(by, "project.verify_payment", project.place_id, project.path)
    if not by.holds(frozenset({"worker"}), project.path):
        parties.require_supervisor(by, project)
    require(by.id != request.requested_by, refusals.OWN_WORK)
    PAYMENT.target(request.state, "verify")
    request.verified_by, request.verified_at = by.id, now
    move(request, PAYMENT, "verify", by=by, at=now, project=project.id)
    waiting.meet(project, "verify_payment", now, request.id)
    waiting.begin(
        project,
        "release_payment",
        "finance",
        now,
        due=request.due_at,
        ref_id=request.id,
        title=str(request.number),
    )


def unmet_to_release(project: Project, request: PaymentRequest, by: Actor | None, now: datetime) -> list[str]:
    """Every condition of X7 that does not hold yet, in words: for the page and for the refusal."""
    unmet: list[str] = []
    if request.state == "requested":
        unmet.append(N_("还没有由监督员或社区工作者核对。"))
    if by is not None and by.person_id in (request.requested_by, request.verified_by):
        unmet.append(SAME_PERSON)
    if request.kind == "retention":
        return unmet + _unmet_retention(project, request.amount, now) + parties.holds(project)
    milestone = db.session.get(Milestone, request.milestone_id) if request.milestone_id else None
    return unmet + rules.unmet_to_pay(
        milestone_done=milestone is None or milestone.state == "verified",
        holds=parties.holds(project),
        available=ledger.balance(project.id, "contracted"),
        amount=request.amount,
        state=project.state,
    )


def release_payment(by: Actor, project: Project, request: PaymentRequest, now: datetime) -> None:
    """Finance releases what two others carried, when every condition holds (invariants 8, 9)."""
    permit(by, "project.release_payment", project.place_id, project.path)
    require(request.state in queries.OPEN_PAYMENTS, WRONG_STATE, state=request.state, act="release")
    require(by.id not in (request.requested_by, request.verified_by), refusals.OWN_WORK)
    unmet = unmet_to_release(project, request, by, now)
    if unmet:
        _refuse(refusals.PAYMENT_BLOCKED, unmet)
    request.released_by, request.released_at = by.id, now
    move(request, PAYMENT, "release", by=by, at=now, project=project.id, fen=request.amount.fen)
    waiting.meet(project, "release_payment", now, request.id)
    words = say(PAYMENT_RELEASED, title=project.title, number=request.number, amount=request.amount)
    letters.tell([request.requested_by], words, url(project), now)
    _pay(by, project, request, now)


def _pay(by: Actor, project: Project, request: PaymentRequest, now: datetime) -> None:
    names = people.names([request.verified_by or 0, by.id])
    facts = {
        "hands": _hands(project, request, by),
        "invoice": {"issuer": request.invoice_issuer, "number": request.invoice_number},
        "kind": request.kind,
        "number": request.number,
        "released_by": person(names.get(by.id, "")),
        "verified_by": person(names.get(request.verified_by or 0, "")),
    }
    known = {"code": project.code, "title": project.title, "amount": request.amount, "number": request.number}
    if request.kind == "retention":
        words = say(RETENTION, **known)
        funds.release_retention(by, project.subject, request.amount, request.id, words, facts, now)
        return
    words = say(PAID, **known, withheld=request.withheld) if request.withheld else say(PAID_WHOLE, **known)
    funds.pay(by, project.subject, request.amount, request.withheld, request.id, words, facts, now)


def _hands(project: Project, request: PaymentRequest, by: Actor) -> dict[str, str]:
    """The three who carried a payment (invariant 9), each under a token kept throughout the project.

    It is a hash under the vault's key: that three people differ can be told by anybody, who they are by nobody.
    """
    three = {"requested": request.requested_by, "verified": request.verified_by, "released": by.id}
    vault = people.vault()
    return {did: vault.index("hand", f"{project.code}:{who}").hex()[:16] for did, who in three.items()}


def return_payment(by: Actor, project: Project, request: PaymentRequest, reason: str, now: datetime) -> None:
    """A request with a mistake goes back to the contractor; its invoice is free again."""
    permit(by, "project.return_payment", project.place_id, project.path)
    if not by.holds(frozenset({"worker", "finance"}), project.path):
        parties.require_supervisor(by, project)
    require(reason.strip(), refusals.REASON_NEEDED)
    request.returned_reason = reason
    move(request, PAYMENT, "return", by=by, at=now, project=project.id)
    waiting.meet(project, "verify_payment", now, request.id)
    waiting.meet(project, "release_payment", now, request.id)
    words = say(PAYMENT_RETURNED, title=project.title, number=request.number, reason=reason)
    letters.tell([request.requested_by], words, url(project), now)
