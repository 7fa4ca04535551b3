"""What projects answer and hear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Described
from micro_projects.projects import (
    acceptance_actions,
    actions,
    asked_queries,
    contract_actions,
    procurement_actions,
    queries,
    settlement_actions,
    variation_actions,
)
from micro_projects.projects.desk import desk
from micro_projects.projects.machine import STATES
from micro_projects.projects.models import Project
from micro_projects.proposals.models import Proposal
from micro_projects.web.sentence import AgendaDue, say


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A project as others speak of it."""
    rows = db.session.scalars(select(Project).where(Project.id.in_(ids)))
    return {p.id: Described(p.title, url_for("projects.project", code=p.code)) for p in rows}


def interested(subject_id: int) -> set[int]:
    """Its proposal's author, and whoever speaks for a firm that was awarded it."""
    return asked_queries.interested(subject_id)


def firms(subject_id: int) -> set[str]:
    """The credit codes of firms that were awarded it or signed: council members who work there stand aside."""
    return asked_queries.firms(subject_id)


def site(subject_id: int) -> tuple[int, int] | None:
    """Where it lies: where its proposal does."""
    there: tuple[int, int] | None = calls("site", "proposal", queries.by_id(subject_id).proposal_id)
    return there


def vary_amounts(ids: Sequence[int]) -> dict[int, Money]:
    """How much money the variations that wait for the council move, by project."""
    return asked_queries.variation_amounts(ids)


def proposal_approved(proposal: Proposal, by: Actor, now: datetime) -> None:
    """P14: a project is born, its money committed (X1)."""
    cost = asked_queries.resolved_cost(proposal.id)
    if cost is None and calls.knows("price", "proposal"):
        cost = calls("price", "proposal", proposal.id)
    if cost is None:
        cost = proposal.estimate
    actions.bear(proposal, cost, asked_queries.location(proposal.id, proposal.version), by, now)


def gate_opened(subject_id: int, kind: str, by: Actor, now: datetime) -> None:
    """E1, E3, E6 let go."""
    project = queries.by_id(subject_id)
    if kind == "E1" and project.state == "procuring":
        contract_actions.award_stands(project, now)
    elif kind == "E3" and project.state == "accepted":
        settlement_actions.begin_settling(by, project, now)
    elif kind == "E6":
        variation_actions.variation_stands(project, by, now)


def objection_upheld(subject_id: int, notice: Any, outcome: str, by: Actor, now: datetime) -> None:
    """The table of outcomes for E1, E3, E6."""
    project = queries.by_id(subject_id)
    if notice.kind == "E1":
        procurement_actions.award_upheld(by, project, outcome, notice, now)
    elif notice.kind == "E3":
        acceptance_actions.acceptance_upheld(by, project, outcome, notice, now)
    elif notice.kind == "E6":
        variation_actions.variation_upheld(by, project, outcome, notice, now)


def vary_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Variations that wait for the council's motion."""
    return [
        AgendaDue(
            p.ref,
            p.code,
            say(N_("项目“%(title)s”的变更"), title=p.title),
            say(
                N_(
                    "同意项目“%(title)s”第%(number)d号变更：金额变化%(amount)s，工期变化%(days)d天。理由：%(reason)s"
                ),
                title=p.title,
                number=v.number,
                amount=v.amount,
                days=v.days,
                reason=v.reason,
            ),
        )
        for p, v in asked_queries.variations_for_council(place_id)
    ]


def vary_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The motion on a variation was declared."""
    variation_actions.variation_decided(queries.by_id(subject_id), choice == "carry", by, now)


def terminate_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Terminations that wait for the council's motion."""
    return [
        AgendaDue(
            p.ref,
            p.code,
            say(N_("终止项目“%(title)s”"), title=p.title),
            say(N_("同意终止项目“%(title)s”。理由：%(reason)s"), title=p.title, reason=t.reason),
        )
        for p, t in asked_queries.terminations_for_council(place_id)
    ]


def terminate_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The motion to terminate was declared."""
    settlement_actions.termination_decided(queries.by_id(subject_id), choice == "carry", by, now)


def cycle_unfinished(cycle_id: int) -> bool:
    """Whether a project of the cycle is not final, or an advance is still to come back."""
    return asked_queries.is_unfinished(cycle_id)


def proposal_life(proposal_id: int) -> dict[str, str] | None:
    """The project a proposal became, for the proposal's page."""
    if db.session.get_one(Proposal, proposal_id).state != "approved":  # on its page it is loaded already
        return None
    born = asked_queries.of_proposal(proposal_id)
    if born is None:
        return None
    said = ENDED.get(born.state)
    return {
        "title": _("项目：%(state)s", state=_(STATES[born.state])),
        "url": url_for("projects.project", code=born.code),
        "now": _(said) if said else _("已经立项，项目%(state)s。", state=_(STATES[born.state])),
    }


ENDED = {
    "closed": N_("已经办成，项目结项；花了多少钱、办得怎么样，见项目页。"),
    "closed_with_reservations": N_("项目已结项，但有保留意见；哪里没有解决、花了多少钱，见项目页。"),
    "terminated": N_("项目已经终止；原因和余款去向见项目页。"),
}
"""What became of a proposal whose project is over."""


ANSWERS = {
    ("describe", "project"): describe,
    ("interested", "project"): interested,
    ("firms", "project"): firms,
    ("site", "project"): site,
    ("motion_amounts", "project.vary"): vary_amounts,
    ("objection_upheld", "project"): objection_upheld,
    ("agenda_due", "project.vary"): vary_due,
    ("motion_decided", "project.vary"): vary_decided,
    ("agenda_due", "project.terminate"): terminate_due,
    ("motion_decided", "project.terminate"): terminate_decided,
    ("desk", "projects"): desk,
}
LISTENS = (
    ("proposal_approved", "proposal", proposal_approved),
    ("gate_opened", "project", gate_opened),
    ("cycle_unfinished", "cycle", cycle_unfinished),
    ("cycle_waits", "cycle", asked_queries.cycle_waits),
    ("proposal_life", "proposal", proposal_life),
)
