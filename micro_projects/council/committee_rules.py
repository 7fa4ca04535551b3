"""The standing committee (常务委员会): what the assembly may let it decide, and what never. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from micro_projects.kernel.machine import Machine, step
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal

COMMITTEE = Machine(
    "standing_committee",
    (
        step("drafted", "set", "in_force", "moderator officer district", "sessions"),
        step("drafted", "drop", "dropped", "moderator officer district", "sessions"),
        step("in_force", "replace", "replaced", "moderator officer district", "sessions"),
    ),
    finals=("dropped", "replaced"),
)
COMMITTEE_STATES = {
    "drafted": N_("草案，等议事会表决"),
    "in_force": N_("已设立"),
    "dropped": N_("没有设立"),
    "replaced": N_("已由新一届取代"),
}
assert COMMITTEE.states == set(COMMITTEE_STATES)

SET, REPORT = "committee.set", "committee.report"
"""Purposes of the council's motions about its committee: setting it, and hearing what it decided."""
MAY = {
    "proposal.readmit": N_("恢复初审未通过的提案"),
    "proposal.ask_district": N_("提请区里复议"),
    "project.vary": N_("项目变更"),
    "project.terminate": N_("终止项目"),
    "free": N_("成员动议"),
}
"""What an assembly can let a committee decide. Advancing and resolving proposals, results of votes, and opening a cycle
stay with the whole council."""
FEWEST, MOST = 5, 9

NO_COMMITTEE = Refusal(
    "no_committee",
    N_("本社区议事会没有设立常务委员会，或者它的期限已过。"),
    N_("常务委员会由议事会表决设立；请先准备草案，列入议事会会议。"),
)
BEYOND_LIMITS = Refusal(
    "beyond_limits",
    N_("这件事不在议事会交给常务委员会的范围之内，或者金额超过上限。"),
    N_("请列入议事会全体会议。"),
    422,
)
WRONG_SIZE = Refusal(
    "committee_size",
    N_("常务委员会要有%(fewest)d至%(most)d位成员，都是在任的议事会成员。"),
    N_("请重新勾选成员。"),
    422,
)
NO_PURPOSE = Refusal("committee_no_purpose", N_("还没有选它可以决定的事项。"), N_("请至少勾选一项。"), 422)
WRONG_UNTIL = Refusal("committee_until", N_("期限要在今天以后。"), N_("请填写一个将来的日期。"), 422)
DRAFT_WAITS = Refusal(
    "committee_draft_waits", N_("已经有一份草案在等议事会表决。"), N_("请先表决那一份，或者撤回它。")
)
NO_DRAFT = Refusal("committee_no_draft", N_("没有等表决的草案。"), N_("请刷新页面。"), 404)


def may_decide(purposes: Collection[str], limit: Money, purpose: str, amount: Money | None) -> bool:
    """Whether a motion lies within what the assembly allowed; an amount counts whatever its sign."""
    within = amount is None or abs(amount.fen) <= limit.fen
    return purpose in MAY and purpose in purposes and within


def runs(until_on: date, on: date) -> bool:
    """Whether a committee may still meet on a day."""
    return on < until_on
