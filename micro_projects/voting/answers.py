"""What voting answers and hears: motions on results, lots between equals, upheld objections, desks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Described, Subject
from micro_projects.notices.models import Lot, Notice
from micro_projects.voting import (
    count_actions,
    files,
    keeper_actions,
    keeper_pages,
    pages,
    paper_desk,
    queries,
    reconcile_pages,
    reconcile_queries,
    result_actions,
    rules,
    sample_actions,
    sample_rules,
)
from micro_projects.voting.models import Round
from micro_projects.web.sentence import AgendaDue, say

ADOPT = N_("同意确认%(round)s按公布的规则计出的投票结果。")
ADOPT_WITH = N_(
    "同意确认%(round)s按公布的规则计出的投票结果；票数少%(short)d张、多%(over)d张，已证明无论怎样都不改变入选项目。"
)


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A round as others speak of it."""
    rows = db.session.scalars(select(Round).where(Round.id.in_(ids)))
    return {
        r.id: Described(
            r.title or _("第%(number)d轮居民投票", number=r.number), url_for("voting.round", code=r.code)
        )
        for r in rows
    }


def interested(subject_id: int) -> set[int]:
    """Nobody is recused from adopting a whole result (P12)."""
    return set()


def results_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Counted rounds wait for the council to adopt the result; not one whose difference could change a winner."""
    found = []
    for round_ in queries.of_place(place_id, "counted"):
        known = reconcile_queries.proof(round_.id)
        if not reconcile_queries.may_be_adopted(round_):
            continue
        facts: dict[str, Any] = {"round": round_.code}
        if known is not None:
            facts |= {"short": known.missing, "over": known.surplus}
        found.append(
            AgendaDue(
                round_.ref,
                round_.code,
                say(N_("确认%(round)s的投票结果"), round=round_.code),
                say(ADOPT if known is None else ADOPT_WITH, **facts),
                round_.frozen_hash,
            )
        )
    return found


def result_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """Carried: adopted. Lost: it stays counted and may be moved again; the council never swaps projects."""
    if choice == "carry":
        result_actions.adopt(by, queries.by_id(subject_id), now)


def voids_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Motions to void, with their ground; a second void only once the district agreed."""
    found = []
    for request, round_ in queries.void_requests(place_id):
        if request.consented_at is None and queries.voided_before(round_.cycle_id):
            continue
        ground = rules.GROUNDS[request.ground]
        found.append(
            AgendaDue(
                round_.ref,
                round_.code,
                say(N_("作废%(round)s"), round=round_.code),
                say(
                    N_("%(round)s因程序问题作废：%(ground)s；30天内重新投票。"),
                    round=round_.code,
                    ground=ground,
                ),
            )
        )
    return found


def void_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """The council voted on voiding."""
    result_actions.void_decided(by, queries.by_id(subject_id), choice == "carry", now)


def proposals_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Proposals that the council resolves one by one (resolve_by council, or too few voted)."""
    found = []
    for round_ in queries.of_place(place_id, "frozen", "reconciled"):
        if round_.resolve_by != "council":
            continue
        for line in queries.result(round_.id):
            if line.allocation is None and line.project.proposal_id is not None:
                facts = {"code": line.project.code, "title": line.project.title, "cost": line.project.cost}
                found.append(
                    AgendaDue(
                        Subject("proposal", line.project.proposal_id),
                        line.project.code,
                        say(N_("决议提案“%(title)s”"), title=line.project.title),
                        say(N_("同意把提案%(code)s“%(title)s”列入本年度实施，费用%(cost)s。"), **facts),
                        line.project.text_hash,
                    )
                )
    return found


def proposal_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """One recorded vote on one proposal."""
    result_actions.resolve_one(by, subject_id, choice == "carry", now)


def objection_upheld(subject_id: int, notice: Notice, outcome: str, by: Actor, now: datetime) -> None:
    """Against D3: a fault of procedure voids the round; a wrong fact is corrected in a supplement."""
    round_ = queries.by_id(subject_id)
    if round_.state != "adopted":
        return
    if outcome == "procedure":
        result_actions.void(by, round_, rules.UPHELD, now)
    elif outcome == "fact":
        result_actions.post_result(by, round_, now, supersedes=notice, reason_code="fact")


def round_void(proposal_id: int, notice: Notice, by: Actor, now: datetime) -> None:
    """A fault of procedure against D3, heard through one of its proposals: the whole round is void."""
    row = queries.on_ballot_of(proposal_id)
    if row is not None:
        objection_upheld(row[1].id, notice, "procedure", by, now)


def lot_drawn(lot: Lot, members: Sequence[int], by: Actor, now: datetime) -> None:
    """The order between equals is known."""
    if lot.subject_kind == "round":
        count_actions.lot_drawn(queries.by_id(lot.subject_id), by, now)


def resolved_hash(proposal_id: int) -> bytes | None:
    """The hash of the text that was voted on (invariant 3)."""
    row = queries.resolved(proposal_id)
    return row[0].text_hash if row else None


def resolved_cost(proposal_id: int) -> Money | None:
    """What was resolved for a selected proposal; None when it is not funded."""
    row = queries.resolved(proposal_id)
    return row[0].cost if row and row[1].funded else None


def proposal_life(proposal_id: int) -> dict[str, str] | None:
    """Where a proposal stands in its round, for the proposal's page: place and reason once counted."""
    row = queries.on_ballot_of(proposal_id)
    if row is None:
        return None
    at, round_ = row
    if round_.state not in rules.COUNTED:
        title = _("列入居民投票的选票")
        return {"title": title, "url": url_for("voting.round", code=round_.code)}
    votes = at.tally.votes if at.tally else None
    facts = {"rank": at.allocation.place if at.allocation else 0, "votes": votes}
    title = _("由议事会逐项表决") if votes is None else _("居民投票结果：第%(rank)s位，%(votes)s票", **facts)
    url = url_for("voting.result", code=round_.code) + f"#p-{at.project.code}"
    reason = files.explanations([at], files.voice(_, [at])).get(at.project.code, "")
    return {"title": title, "url": url, "reason": reason}


def unfinished(cycle_id: int) -> bool:
    """A round that still waits keeps its cycle open."""
    return queries.unfinished(cycle_id)


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """Ballots not cast yet; paper to enter; results to adopt; second voids to agree to. Three statements."""
    items = paper_desk.items(actor, now)
    if actor.rolls:
        items += [
            DeskItem(
                N_("%(round)s：请您投票"),
                "voting.vote",
                {"code": r.code},
                deadline=r.closes_at,
                facts={"round": pages.title_of(r)},
            )
            for r in queries.to_vote([roll.entry_id for roll in actor.rolls], now)
        ]
    paths = [h.path for h in actor.holdings if h.role in ("moderator", "district")]
    for round_, request in queries.for_desk(paths) if paths else ():
        args: dict[str, Any] = {"code": round_.code}
        facts = {"round": round_.code}
        if request and request.by_id is None and "moderator" in actor.roles:
            items.append(
                DeskItem(
                    N_("请议事会表决：%(round)s只能作废重投"), "voting.reconciliation", args, facts=facts
                )
            )
        elif round_.state == "counted" and "moderator" in actor.roles:
            items.append(DeskItem(N_("请议事会确认%(round)s的结果"), "voting.result", args, facts=facts))
        if request and request.consented_at is None and "district" in actor.roles:
            items.append(DeskItem(N_("%(round)s有作废动议"), "voting.round", args, facts=facts))
    return items


ANSWERS = {
    ("describe", "round"): describe,
    ("interested", "round"): interested,
    ("agenda_due", "result.adopt"): results_due,
    ("motion_decided", "result.adopt"): result_decided,
    ("agenda_due", "result.void"): voids_due,
    ("motion_decided", "result.void"): void_decided,
    ("agenda_due", "proposal.resolve"): proposals_due,
    ("motion_decided", "proposal.resolve"): proposal_decided,
    ("objection_upheld", "round"): objection_upheld,
    ("resolved_hash", "proposal"): resolved_hash,
    ("resolved_cost", "proposal"): resolved_cost,
    ("desk", "voting"): desk,
    ("desk", "voting.reconcile"): reconcile_pages.desk,
    ("desk", "voting.keepers"): keeper_pages.desk,
}
LISTENS = (
    ("round_frozen", "round", keeper_actions.frozen),
    ("lot_drawn", "tie", lot_drawn),
    ("lot_drawn", sample_rules.PURPOSE, sample_actions.drawn),
    ("round_void", "proposal", round_void),
    ("proposal_life", "proposal", proposal_life),
    ("cycle_unfinished", "cycle", unfinished),
    ("cycle_waits", "cycle", queries.cycle_waits),
)
