"""What waits for each role with proposals: the desk's lines, two statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.places.queries import calendar
from micro_projects.proposals import condition_queries, condition_rules, queries
from micro_projects.proposals.condition_rules import CONDITIONS as CONDITION_NAMES
from micro_projects.proposals.models import Proposal, Rerun, Screening, ScreeningAppeal

PREPARE = N_("准备初审：%(title)s")
SCREEN = N_("初审：%(title)s")
DECIDE = N_("审定：%(title)s")
RECONSIDER = N_("复议：%(title)s")
CONDITIONS = N_("补齐表决条件：%(title)s")
FINISH = N_("草稿还没提交：%(title)s")
APPEAL = N_("初审没有通过，可以申诉一次：%(title)s")
HEAR = N_("召集议事会决定申诉：%(title)s")
AMEND = N_("异议成立，请修改文本：%(title)s")
UNTITLED = N_("未命名")
_ROLES = frozenset({"worker", "officer", "district"})
MOST = 200


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """An actor's lines."""
    paths = [h.path for h in actor.holdings if h.role in _ROLES]
    if actor.person_id is None:
        return []
    mine = Proposal.author_id == actor.person_id
    below = [SubjectRow.path.startswith(path, autoescape=True) for path in paths]
    office = Proposal.state.in_(("seconded", "selected", "reconsidering", "advanced"))
    own = Proposal.state.in_(("draft", "screened_out", "screened_in", "deliberating"))
    query = (
        select(Proposal, Cycle, Screening, Rerun)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .outerjoin(Screening, Screening.proposal_id == Proposal.id)
        .outerjoin(Rerun, (Rerun.proposal_id == Proposal.id) & Rerun.settled_at.is_(None))
        .where(or_(mine & own, *(office & b for b in below)), Cycle.state == "open")
        .order_by(Proposal.state_since, Proposal.id)
        .limit(MOST)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return _appeals(actor)
    working_days = calendar()
    lacking = _lacking([(p, cycle) for p, cycle, *_ in rows if p.state == "advanced" and paths])
    items: list[DeskItem] = _appeals(actor)
    for proposal, cycle, screening, rerun in rows:
        if proposal.author_id == actor.person_id:
            items += _own(proposal, rerun)
        for role in _ROLES:
            if actor.holds(frozenset({role}), proposal.path):
                days = {"seconded": cycle.pack.screening_days, "selected": cycle.pack.approval_days}
                wait = days.get(proposal.state)
                until = add_working_days(proposal.state_since, wait, working_days) if wait else None
                items += _office(role, proposal, screening, until, lacking.get(proposal.id), now)
    return items


def _lacking(waiting: Sequence[tuple[Proposal, Cycle]]) -> dict[int, DeskItem]:
    """What each of these still lacks for the ballot, before its cycle's list may be frozen."""
    freezes = {cycle.id: cycle for _, cycle in waiting}
    until = {one: condition_queries.freeze_by(cycle) for one, cycle in freezes.items()}
    lines = condition_queries.of([p for p, _ in waiting])
    items = {}
    for proposal, cycle in waiting:
        lacks = condition_rules.unmet(lines[proposal.id])
        if lacks:
            item = _item(CONDITIONS, "proposals.conditions", proposal, until[cycle.id])
            items[proposal.id] = replace(item, blocked=tuple(CONDITION_NAMES[kind] for kind in lacks))
    return items


def _appeals(actor: Actor) -> list[DeskItem]:
    """Appeals the council has to decide, for its convener."""
    paths = [h.path for h in actor.holdings if h.role == "moderator"]
    if not paths:
        return []
    below = or_(*(SubjectRow.path.startswith(path, autoescape=True) for path in paths))
    query = (
        select(Proposal, ScreeningAppeal.at, Cycle)
        .join(ScreeningAppeal, ScreeningAppeal.proposal_id == Proposal.id)
        .join(SubjectRow, SubjectRow.id == Proposal.id)
        .join(Cycle, Cycle.id == SubjectRow.cycle_id)
        .where(ScreeningAppeal.decided_at.is_(None), Proposal.state == "screened_out", below)
        .order_by(ScreeningAppeal.at)
        .limit(MOST)
    )
    working_days = calendar()
    return [
        _item(HEAR, "proposals.proposal", p, add_working_days(at, c.pack.appeal_council_days, working_days))
        for p, at, c in db.session.execute(query)
    ]


def _own(proposal: Proposal, rerun: Rerun | None) -> list[DeskItem]:
    if proposal.state == "draft":
        return [_item(FINISH, "proposals.edit", proposal)]
    if proposal.state == "screened_out":
        return [_item(APPEAL, "proposals.proposal", proposal)]
    return [_item(AMEND, "proposals.proposal", proposal, queries.rerun_until(rerun))] if rerun else []


def _office(
    role: str,
    proposal: Proposal,
    screening: Screening | None,
    until: datetime | None,
    lacking: DeskItem | None,
    now: datetime,
) -> list[DeskItem]:
    late = until is not None and until <= now
    state = proposal.state
    if state == "seconded":
        if role == "worker" and (screening is None or screening.prepared_by is None):
            return [_item(PREPARE, "proposals.screening", proposal, until)]
        if role == "officer" or (role == "district" and late):
            return [_item(SCREEN, "proposals.screening", proposal, until)]
    if lacking is not None and role in ("worker", "officer"):
        return [lacking]
    if state == "selected" and (role == "officer" or (role == "district" and late)):
        return [_item(DECIDE, "proposals.decision", proposal, until)]
    if state == "reconsidering" and role == "district":
        return [_item(RECONSIDER, "proposals.decision", proposal)]
    return []


def _item(what: str, endpoint: str, proposal: Proposal, until: datetime | None = None) -> DeskItem:
    return DeskItem(what, endpoint, {"code": proposal.code}, until, {"title": proposal.title or UNTITLED})
