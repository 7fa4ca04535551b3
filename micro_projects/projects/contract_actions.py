"""X4: the contract, its milestones and its payment plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.funds import project_actions as funds
from micro_projects.funds import queries as ledger
from micro_projects.funds.rules import NOTHING_TO_MOVE
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.letters import actions as letters
from micro_projects.notices import actions as notices
from micro_projects.projects import queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.letters import CONTRACT_READY, url
from micro_projects.projects.machine import MACHINE, MILESTONE
from micro_projects.projects.models import Contract, Contractor, Milestone, Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

SIGNED = N_(
    "项目%(code)s“%(title)s”签订合同：%(firm)s承接，金额%(amount)s，%(ends)s前完工，分%(count)d个节点。"
    "合同里的账号、电话等个人信息不公开。"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was signed."""

    number: str
    amount: Money
    advance: Money
    signed_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Part:
    """One milestone of a contract: `weight` in percent, `amount` what is paid for it."""

    title: str
    evidence: str
    weight: int
    amount: Money
    due_on: date


def award_stands(project: Project, now: datetime) -> None:
    """E1 let go: the contract is awaited."""
    waiting.begin(project, "contract", "officer", now)
    award = queries.award(project.id)
    if award is not None:
        firm = queries.firm_person(award.contractor_id)
        letters.tell([firm], say(CONTRACT_READY, title=project.title), url(project), now)


def contract(by: Actor, project: Project, terms: Terms, parts: Sequence[Part], now: datetime) -> Contract:
    """Sign: at most what was awarded, milestones that make one whole, a plan within the contract."""
    permit(by, "project.contract", project.place_id, project.path)
    notices.require_gate(project.ref, "E1", now)
    award = found(queries.award(project.id), refusals.NO_AWARD)
    require(terms.amount > Money(0), NOTHING_TO_MOVE)
    limit = min(award.amount, ledger.balance(project.id, "committed"))
    require(terms.amount <= limit, refusals.OVER_APPROVED, amount=terms.amount, limit=limit)
    require_plan(project, terms, parts)
    signed = Contract(
        project_id=project.id,
        contractor_id=award.contractor_id,
        award_id=award.id,
        number=terms.number,
        amount=terms.amount,
        advance=terms.advance,
        retention=pack_of(project).retention,
        signed_on=terms.signed_on,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        by_id=by.id,
        at=now,
        ended_at=None,
        ended_reason=None,
    )
    db.session.add(signed)
    db.session.flush()
    _add_milestones(project, signed, parts, now)
    move(project, MACHINE, "contract", by=by, at=now, contract=signed.id, fen=terms.amount.fen)
    waiting.meet(project, "contract", now)
    waiting.begin(project, "start", "worker", now, due=end_of(terms.starts_on))
    waiting.begin(project, "request_acceptance", "contractor", now, due=end_of(terms.ends_on))
    _disclose(by, project, signed, parts, now)
    return signed


def require_plan(project: Project, terms: Terms, parts: Sequence[Part]) -> None:
    """Refuse a plan that does not add up."""
    pack = pack_of(project)
    weights = [part.weight for part in parts]
    require(rules.weights_whole(weights), refusals.WEIGHTS, sum=sum(weights))
    in_time = rules.in_time(terms.starts_on, terms.ends_on, [part.due_on for part in parts])
    require(in_time, refusals.WRONG_DATES)
    limit = pack.share(pack.advance, terms.amount)
    require(terms.advance <= limit, refusals.ADVANCE_OVER, amount=terms.advance, limit=limit)
    total = terms.advance + Money.sum(part.amount for part in parts)
    require(total <= terms.amount, refusals.PLAN_OVER_CONTRACT, sum=total, amount=terms.amount)


def _add_milestones(project: Project, signed: Contract, parts: Sequence[Part], now: datetime) -> None:
    for number, part in enumerate(parts, 1):
        milestone = Milestone(
            project_id=project.id,
            contract_id=signed.id,
            number=number,
            title=part.title,
            evidence=part.evidence,
            weight=part.weight,
            amount=part.amount,
            due_on=part.due_on,
            delivered_at=None,
            delivered_by=None,
            inspected_at=None,
            inspected_by=None,
            verified_at=None,
            verified_by=None,
            state=MILESTONE.start,
            state_since=now,
        )
        db.session.add(milestone)
        db.session.flush()
        waiting.begin(
            project,
            "deliver",
            "contractor",
            now,
            due=end_of(part.due_on),
            ref_id=milestone.id,
            title=part.title,
        )


def _disclose(by: Actor, project: Project, signed: Contract, parts: Sequence[Part], now: datetime) -> None:
    firm = db.session.get_one(Contractor, signed.contractor_id)
    words = say(
        SIGNED,
        code=project.code,
        title=project.title,
        firm=firm.name,
        amount=signed.amount,
        ends=end_of(signed.ends_on),
        count=len(parts),
    )
    facts = {
        "advance": signed.advance.fen,
        "amount": signed.amount.fen,
        "contractor": {"credit_code": firm.credit_code, "name": firm.name},
        "ends_on": signed.ends_on.isoformat(),
        "milestones": [
            {
                "amount": part.amount.fen,
                "due_on": part.due_on.isoformat(),
                "evidence": part.evidence,
                "title": part.title,
                "weight": part.weight,
            }
            for part in parts
        ],
        "number": signed.number,
        "retention_share": signed.retention,
        "signed_on": signed.signed_on.isoformat(),
        "starts_on": signed.starts_on.isoformat(),
    }
    funds.contract(by, project.subject, signed.amount, words, facts, now)


def end_of(day: date) -> datetime:
    """24:00 local of a day."""
    return midnight(day, ZONE, 1)
