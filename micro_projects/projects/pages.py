"""The words and pictures of a project's public page, made from what was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import ZERO
from micro_projects.notices import objection_holds
from micro_projects.notices.kinds import KINDS
from micro_projects.projects import page_queries, queries, rules
from micro_projects.projects.machine import (
    MILESTONE_STATES,
    PAYMENT_KINDS,
    PAYMENT_STATES,
    STATES,
    TONES,
    VARIATION_STATES,
)
from micro_projects.projects.models import Wait
from micro_projects.projects.offers import Seen, offers
from micro_projects.web.door import me_or_none
from micro_projects.web.sentence import fill
from micro_projects.web.show import day, moment


def project_page(code: str, now: datetime) -> dict[str, Any]:
    """All that the page shows: seven statements, and oversight's one."""
    whole = page_queries.whole(code)
    project = whole.project
    contract_id = whole.contract.id if whole.contract else None
    held = objection_holds.of_subject(project.id)
    seen = Seen(
        whole,
        list(page_queries.milestones(contract_id)),
        list(page_queries.payments(project.id)),
        list(queries.variations(project.id)),
        list(held.notices),
    )
    waits = queries.waits(project.id)
    done = rules.progress([(m.milestone.weight, m.milestone.state) for m in seen.milestones])
    return {
        "whole": whole,
        "project": project,
        "seen": seen,
        "state": _(STATES[project.state]),
        "tone": TONES[project.state],
        "done": done,
        "sentence": _sentence(whole, done),
        "timeline_items": _timeline(whole, seen, now),
        "flow": _flow(whole),
        "held": objection_holds.shown(held.objections),
        "waits": [_wait(w, now) for w in waits],
        "late": [_wait(w, now) for w in waits if w.due_at is not None and w.due_at <= now],
        "notices": [(n, _(KINDS[n.kind].name)) for n in reversed(seen.notices)],
        "findings": [f for told in calls.tell("project_findings", "project", project.id) for f in told],
        "offers": offers(seen, me_or_none(), now),
        "milestone_states": MILESTONE_STATES,
        "payment_kinds": PAYMENT_KINDS,
        "payment_states": PAYMENT_STATES,
        "variation_states": VARIATION_STATES,
    }


def _sentence(whole: page_queries.Whole, done: int) -> str:
    """What, how much, how far, by whom, until when."""
    project, contract = whole.project, whole.contract
    firm = whole.contractor.name if whole.contractor else ""
    state = _(STATES[project.state])
    if contract is None or project.state in ("funded", "procuring"):
        words = _("立项金额%(amount)s，%(state)s。", amount=project.approved, state=state)
    elif project.state in rules.REPORTED:
        words = _(
            "合同金额%(amount)s，由%(firm)s承接，已完成%(done)d%%，计划%(day)s前完工。",
            amount=contract.amount,
            firm=firm,
            done=done,
            day=day(contract.ends_on),
        )
    elif project.in_use_on is None:
        words = _(
            "合同金额%(amount)s，由%(firm)s承接，%(state)s。", amount=contract.amount, firm=firm, state=state
        )
    else:
        words = _(
            "由%(firm)s完成，%(day)s启用，已拨付%(paid)s，%(state)s。",
            firm=firm,
            day=day(project.in_use_on),
            paid=whole.held["paid"],
            state=state,
        )
    return str(words)


def _timeline(whole: page_queries.Whole, seen: Seen, now: datetime) -> list[dict[str, Any]]:
    project, contract, acceptance = whole.project, whole.contract, whole.acceptance
    items: list[dict[str, Any]] = [
        {"when": moment(project.born_at), "title": _("立项，资金预留"), "text": str(project.approved)}
    ]
    if whole.procurement:
        opened = whole.procurement.opened_at
        items.append(
            {
                "when": moment(opened or whole.procurement.opens_at),
                "title": _("开启报价"),
                "state": "done" if opened else "now",
                "url": url_for("projects.procurement", code=project.code),
            }
        )
    if contract and project.state != "procuring":
        items.append({"when": day(contract.signed_on), "title": _("签订合同"), "text": str(contract.amount)})
        items += [_moment_of(project.code, line.milestone, now) for line in seen.milestones[:12]]
        if len(seen.milestones) > 12:
            more = len(seen.milestones) - 12
            items.append({"title": ngettext("另有%(num)d个节点，见下表", "另有%(num)d个节点，见下表", more)})
        accepted = acceptance is not None and acceptance.confirmed_at is not None
        items.append(
            {
                "when": moment(acceptance.confirmed_at) if acceptance and accepted else "",
                "title": _("验收、移交"),
                "state": "done" if accepted else "now" if project.state == "acceptance" else "next",
            }
        )
        items.append(
            _step(_("决算"), whole.settlement.at if whole.settlement else None, project.state == "settling")
        )
        asked = whole.evaluation
        items.append(_step(_("居民评价"), asked.closed_at if asked else None, project.state == "evaluating"))
    return items


def _step(title: str, at: datetime | None, current: bool) -> dict[str, Any]:
    if at is not None:
        return {"when": moment(at), "title": title}
    return {"title": title, "state": "now" if current else "next"}


def _moment_of(code: str, milestone: Any, now: datetime) -> dict[str, Any]:
    late = milestone.state == "planned" and milestone.due_on < now.date()
    state = {"verified": "done", "planned": "late" if late else "next", "dropped": "done"}.get(
        milestone.state, "now"
    )
    return {
        "when": moment(milestone.verified_at) if milestone.verified_at else day(milestone.due_on),
        "title": milestone.title,
        "share": f"{milestone.weight}%",
        "state": state,
        "text": _(MILESTONE_STATES[milestone.state]),
        "url": url_for("projects.milestone", code=code, number=milestone.number),
    }


def _flow(whole: page_queries.Whole) -> dict[str, Any]:
    """Resolved → contracted → paid; what went back."""
    held, approved = whole.held, whole.project.approved
    contracted = whole.contracted_now
    stages = [(_("立项金额"), max(approved, contracted), "")]
    if whole.contract:
        stages.append((_("合同金额"), contracted, _("含变更，已减去决算结余")))
        stages.append((_("已拨付"), held["paid"], _("质保金%(sum)s另存", sum=held["retention"])))
    back = approved - held["committed"] - contracted
    return {"stages": stages, "returned": (_("退回资金池"), back) if back > ZERO else None}


def _wait(wait: Wait, now: datetime) -> dict[str, Any]:
    return {
        "what": fill(_(rules.WAITS[wait.what]), {"title": wait.title}, "zh"),
        "holder": _(rules.HOLDERS[wait.holder]),
        "since": wait.since,
        "due_at": wait.due_at,
        "late": wait.due_at is not None and wait.due_at <= now,
    }
