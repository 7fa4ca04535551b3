"""X6: a change of price, time or scope; past the threshold by the council, E6 and the variation reserve."""

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
from micro_projects.notices.models import Notice
from micro_projects.projects import parties, queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.disclosing import disclose, post
from micro_projects.projects.machine import VARIATION
from micro_projects.projects.models import Milestone, Project, Variation
from micro_projects.projects.payment_actions import payable
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

PROPOSED = N_(
    "项目%(code)s“%(title)s”提出第%(number)d号变更：金额变化%(amount)s，工期变化%(days)d天。理由：%(reason)s"
)
NOTICED = N_(
    "项目%(code)s“%(title)s”第%(number)d号变更公示：金额变化%(amount)s，工期变化%(days)d天，议事会已同意。"
    "理由：%(reason)s"
)
EFFECTIVE = N_("项目%(code)s“%(title)s”第%(number)d号变更生效：金额变化%(amount)s，工期变化%(days)d天。")
ENDED = N_("项目%(code)s“%(title)s”第%(number)d号变更没有生效。")
VARIABLE = ("contracted", "executing", "suspended", "rectifying")


def propose_variation(
    by: Actor,
    project: Project,
    milestone: Milestone,
    amount: Money,
    days: int,
    scope: bool,
    reason: str,
    now: datetime,
) -> Variation:
    """Contractor, worker or officer proposes; whether the council must resolve it is computed."""
    permit(by, "project.propose_variation", project.place_id, project.path)
    require(project.state in VARIABLE, refusals.NOT_RUNNING)
    if not by.holds(frozenset({"worker", "officer"}), project.path):
        parties.require_contractor(by, project)
    contract = parties.contract_in_force(project)
    require(queries.open_variation(project.id) is None, refusals.VARIATION_OPEN)
    require(amount or days or scope, refusals.NOTHING_VARIED)
    require(reason.strip(), refusals.REASON_NEEDED)
    require_within(project, milestone, amount)
    before = [v.amount for v in queries.effective(contract.id)]
    council = rules.passes_council(before, amount, contract.amount, pack_of(project).variation, scope)
    variation = Variation(
        project_id=project.id,
        contract_id=contract.id,
        milestone_id=milestone.id,
        number=queries.next_number(Variation, project.id),
        amount=amount,
        days=days,
        scope=scope,
        council=council,
        reason=reason,
        proposed_by=by.id,
        proposed_at=now,
        decided_by=None,
        decided_reason=None,
        effective_at=None,
        state=VARIATION.start,
        state_since=now,
    )
    db.session.add(variation)
    db.session.flush()
    journal.write(by, "project.propose_variation", project.ref, now, number=variation.number, fen=amount.fen)
    what, holder = ("vary_council", "council") if council else ("vary_officer", "officer")
    waiting.begin(project, what, holder, now)
    words = say(PROPOSED, **_known(project, variation), reason=reason)
    disclose(project, "variation_proposed", words, now, _facts(variation))
    return variation


def require_within(project: Project, milestone: Milestone, amount: Money) -> None:
    """Refuse what passes the kind's cap, or takes away what is already paid or requested."""
    if amount > ZERO:
        total = project.approved + ledger.total(project.id, "supplement") + amount
        require(total <= project.cap, refusals.OVER_CAP, total=total, cap=project.cap)
    if amount < ZERO:
        limit = payable(milestone)
        require(-amount <= limit, refusals.OVER_REDUCED, limit=limit)


def _known(project: Project, variation: Variation) -> dict[str, object]:
    return {
        "code": project.code,
        "title": project.title,
        "number": variation.number,
        "amount": variation.amount,
        "days": variation.days,
    }


def _facts(variation: Variation) -> dict[str, object]:
    return {
        "council": variation.council,
        "days": variation.days,
        "fen": variation.amount.fen,
        "number": variation.number,
        "scope": variation.scope,
    }


def variation_decided(project: Project, carried: bool, by: Actor, now: datetime) -> None:
    """The council's motion on the open variation was declared."""
    variation = found(queries.open_variation(project.id), refusals.NO_SUCH_PART)
    move(variation, VARIATION, "carry" if carried else "lose", by=by, at=now, project=project.id)
    waiting.meet(project, "vary_council", now)
    if carried:
        waiting.begin(project, "vary_officer", "officer", now)
    else:
        _ended(project, variation, now)


def confirm_variation(by: Actor, project: Project, now: datetime) -> None:
    """The officer confirms: a small one takes effect, a moved one goes on notice (E6)."""
    permit(by, "project.decide_variation", project.place_id, project.path)
    variation = found(queries.open_variation(project.id), refusals.NO_SUCH_PART)
    require(by.id != variation.proposed_by, refusals.OWN_WORK)
    waits = variation.council and variation.state == "proposed"
    require(not waits, refusals.NEEDS_COUNCIL, share=pack_of(project).variation // 100)
    require_within(project, db.session.get_one(Milestone, variation.milestone_id), variation.amount)
    variation.decided_by = by.id
    waiting.meet(project, "vary_officer", now)
    if variation.council:
        move(variation, VARIATION, "post", by=by, at=now, project=project.id)
        words = say(NOTICED, **_known(project, variation), reason=variation.reason)
        notices.post_notice(by, "E6", project.subject, [project.ref], words, now, facts=_facts(variation))
    else:
        variation.effective_at = now
        move(variation, VARIATION, "confirm", by=by, at=now, project=project.id)
        _take_effect(by, project, variation, now)


def refuse_variation(by: Actor, project: Project, reason: str, now: datetime) -> None:
    """The officer does not confirm, with a reason."""
    permit(by, "project.decide_variation", project.place_id, project.path)
    variation = found(queries.open_variation(project.id), refusals.NO_SUCH_PART)
    require(reason.strip(), refusals.REASON_NEEDED)
    variation.decided_by, variation.decided_reason = by.id, reason
    move(variation, VARIATION, "refuse", by=by, at=now, project=project.id)
    waiting.meet(project, "vary_officer", now)
    waiting.meet(project, "vary_council", now)
    _ended(project, variation, now)


def variation_stands(project: Project, by: Actor, now: datetime) -> None:
    """E6 let go: the variation takes effect."""
    variation = queries.open_variation(project.id)
    if variation is None or variation.state != "noticed":
        return
    permit(by, "project.take_effect", project.place_id, project.path)
    notices.require_gate(project.ref, "E6", now)
    variation.effective_at = now
    move(variation, VARIATION, "take_effect", by=by, at=now, project=project.id)
    _take_effect(by, project, variation, now)


def variation_upheld(by: Actor, project: Project, outcome: str, notice: Notice, now: datetime) -> None:
    """An objection to E6 was upheld: a wrong fact is posted again, else the variation is void."""
    variation = queries.open_variation(project.id)
    if variation is None or variation.state != "noticed":
        return
    if outcome == "fact":
        words = say(NOTICED, **_known(project, variation), reason=variation.reason)
        post(by, "E6", project, words, _facts(variation), now, notice)
        return
    move(variation, VARIATION, "void", by=by, at=now, project=project.id, outcome=outcome)
    _ended(project, variation, now)


def _ended(project: Project, variation: Variation, now: datetime) -> None:
    words = say(ENDED, code=project.code, title=project.title, number=variation.number)
    disclose(project, "variation_ended", words, now, {**_facts(variation), "state": variation.state})


def _take_effect(by: Actor, project: Project, variation: Variation, now: datetime) -> None:
    if variation.days:
        waiting.postpone(project, variation.milestone_id, variation.days, now)
    words = say(EFFECTIVE, **_known(project, variation))
    if variation.amount:
        funds.vary(by, project.subject, variation.amount, words, _facts(variation), now)
    else:
        disclose(project, "variation", words, now, _facts(variation))
