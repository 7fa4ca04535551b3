"""What the reader of a project's page may do now; what is not yet possible says why, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from micro_projects.kernel.actor import Actor
from micro_projects.notices.models import Notice
from micro_projects.projects import parties
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Variation
from micro_projects.projects.page_queries import MilestoneLine, PaymentLine, Whole
from micro_projects.projects.rules import RUNNING
from micro_projects.projects.variation_actions import VARIABLE
from micro_projects.web.access import may


@dataclass(frozen=True, slots=True)
class Offer:
    """One act open to the reader, or what still blocks it."""

    label: str
    url: str
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page has read, so that an offer costs no statement of its own."""

    whole: Whole
    milestones: list[MilestoneLine]
    payments: list[PaymentLine]
    variations: list[Variation]
    notices: list[Notice]

    def open_variation(self) -> Variation | None:
        """The variation being dealt with."""
        return next((v for v in self.variations if v.state in ("proposed", "moved", "noticed")), None)

    def released(self, kind: str, now: datetime) -> bool:
        """Whether the newest notice of a kind is past its period."""
        newest = next((n for n in reversed(self.notices) if n.kind == kind), None)
        return newest is not None and newest.ends_at is not None and newest.ends_at <= now


def offers(seen: Seen, by: Actor | None, now: datetime) -> list[Offer]:
    """Everything, most pressing first."""
    if by is None:
        return []
    project = seen.whole.project

    def can(act: str) -> bool:
        return may(by, act, project.place_id, project.path)

    found: list[Offer] = []
    for rule in (_resident, _officer, _contractor, _supervisor, _worker, _finance):
        found += rule(seen, by, now, can)
    known: dict[str, Offer] = {}
    for offer in found:
        known.setdefault(offer.url, offer)
    return list(known.values())


Can = Callable[[str], bool]


def _at(seen: Seen, endpoint: str, **args: Any) -> str:
    return url_for(f"projects.{endpoint}", code=seen.whole.project.code, **args)


def _resident(seen: Seen, by: Actor, now: datetime, can: Can) -> list[Offer]:
    asked = seen.whole.evaluation
    if asked and asked.closed_at is None and now < asked.closes_at and can("project.evaluate"):
        return [Offer(_("评价：问题解决了吗？"), _at(seen, "evaluate"))]
    return []


def _officer(seen: Seen, by: Actor, now: datetime, can: Can) -> list[Offer]:
    if not can("project.award"):
        return []
    whole, state = seen.whole, seen.whole.project.state
    made: list[Offer] = []
    if state == "funded":
        made.append(Offer(_("邀请报价"), _at(seen, "procure")))
    if state == "procuring" and whole.award:
        over = seen.released("E1", now)
        made.append(Offer(_("签订合同"), _at(seen, "contract"), () if over else (_("中选公示还没有结束。"),)))
    elif state == "procuring":
        made.append(Offer(_("看报价、确定中选单位"), _at(seen, "procurement")))
    if state == "contracted":
        made.append(Offer(_("登记开工"), _at(seen, "start")))
    if state == "acceptance":
        signed = whole.acceptance is not None and whole.acceptance.cosigned_at is not None
        made.append(Offer(_("确认验收"), _at(seen, "accept"), () if signed else (_("监督员还没有会签。"),)))
    variation = seen.open_variation()
    if variation and variation.state != "noticed":
        waits = variation.council and variation.state == "proposed"
        blocked = (_("要先由议事会表决。"),) if waits else ()
        made.append(Offer(_("确认变更"), _at(seen, "decide_variation"), blocked))
    ending = whole.termination
    if ending and ending.closed_at is None:
        blocked = () if ending.carried else (_("要先由议事会表决。"),)
        made.append(Offer(_("确认终止"), _at(seen, "terminate"), blocked))
    if state == "executing":
        made += [
            Offer(_("暂停实施"), _at(seen, "suspend")),
            Offer(_("更换承接单位"), _at(seen, "replace")),
        ]
    if state == "suspended":
        made.append(Offer(_("恢复实施"), _at(seen, "resume")))
    return made


def _contractor(seen: Seen, by: Actor, now: datetime, can: Can) -> list[Offer]:
    if not can("project.quote"):
        return []
    whole, state = seen.whole, seen.whole.project.state
    if state == "procuring" and whole.award is None and whole.procurement:
        if whole.procurement.opened_at is None and now < whole.procurement.opens_at:
            return [Offer(_("提交密封报价"), _at(seen, "quote"))]
        return []
    if whole.contractor is None or whole.contractor.person_id != by.person_id:
        return []
    made: list[Offer] = []
    if state == "executing":
        made += [
            Offer(
                _("提交节点“%(title)s”", title=line.milestone.title),
                _at(seen, "deliver", number=line.milestone.number),
            )
            for line in seen.milestones
            if line.milestone.state == "planned"
        ][:3]
    if state in ("executing", "rectifying"):
        left = sum(line.milestone.state != "verified" for line in seen.milestones)
        blocked = (_("还有%(n)d个节点没有核实。", n=left),) if left else ()
        made.append(Offer(_("申请验收"), _at(seen, "request_acceptance"), blocked))
    if state in RUNNING or whole.held["retention"]:
        made.append(Offer(_("请款"), _at(seen, "request_payment")))
    if state in VARIABLE and seen.open_variation() is None:
        made.append(Offer(_("提出变更"), _at(seen, "vary")))
    return made


def _supervisor(seen: Seen, by: Actor, now: datetime, can: Can) -> list[Offer]:
    project = seen.whole.project
    if not can("project.inspect") or by.id not in parties.supervisors(project):
        return []
    made = [
        Offer(
            _("查验节点“%(title)s”", title=line.milestone.title),
            _at(seen, "inspect", number=line.milestone.number),
        )
        for line in seen.milestones
        if line.milestone.state == "delivered"
    ]
    acceptance = seen.whole.acceptance
    if project.state == "acceptance" and acceptance and acceptance.cosigned_at is None:
        made.append(Offer(_("验收会签"), _at(seen, "cosign")))
    return made + _to_verify(seen)


def _to_verify(seen: Seen) -> list[Offer]:
    return [
        Offer(_("核对第%(n)d号请款", n=line.request.number), _at(seen, "payment", number=line.request.number))
        for line in seen.payments
        if line.request.state == "requested"
    ]


def _worker(seen: Seen, by: Actor, now: datetime, can: Can) -> list[Offer]:
    if not can("project.verify"):
        return []
    whole, state = seen.whole, seen.whole.project.state
    made = [
        Offer(
            _("核实节点“%(title)s”", title=line.milestone.title),
            _at(seen, "verify", number=line.milestone.number),
        )
        for line in seen.milestones
        if line.milestone.state == "inspected"
    ]
    invitation = whole.procurement
    if state == "procuring" and invitation and invitation.opened_at is None:
        early = now < invitation.opens_at
        blocked = (_("还没到约定的开启时间。"),) if early else ()
        made.append(Offer(_("开启报价"), _at(seen, "procurement"), blocked))
    if state == "contracted":
        made.append(Offer(_("登记开工"), _at(seen, "start")))
    made += _to_verify(seen)
    if state in VARIABLE and seen.open_variation() is None:
        made.append(Offer(_("提出变更"), _at(seen, "vary")))
    ending = whole.termination
    if MACHINE.can(state, "terminate") and (ending is None or ending.closed_at is not None):
        made.append(Offer(_("提请终止"), _at(seen, "propose_termination")))
    return made


def _finance(seen: Seen, by: Actor, now: datetime, can: Can) -> list[Offer]:
    if not can("project.release_payment"):
        return []
    whole = seen.whole
    made = [
        Offer(_("拨付第%(n)d号请款", n=line.request.number), _at(seen, "payment", number=line.request.number))
        for line in seen.payments
        if line.request.state == "verified"
    ]
    if whole.project.state == "settling":
        waiting = sum(line.request.state in ("requested", "verified") for line in seen.payments)
        blocked = (_("还有%(n)d笔请款没有办完。", n=waiting),) if waiting else ()
        made.append(Offer(_("办理决算"), _at(seen, "settle"), blocked))
    ending = whole.termination
    if ending and ending.reclaim and ending.reclaimed_at is None:
        made.append(Offer(_("登记收回的预付款"), _at(seen, "record_reclaim")))
    return made
