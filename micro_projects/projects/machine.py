"""The transition tables of a project and of what belongs to it, X1–X11. Nobody else names a state."""

from __future__ import annotations

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_

_STOPPABLE = ("funded", "procuring", "contracted", "executing", "suspended", "acceptance", "rectifying")

MACHINE = Machine(
    "project",
    (
        step("approved", "fund", "funded", "officer district", "X1"),
        step("funded", "procure", "procuring", "officer", "X3"),
        step("procuring", "contract", "contracted", "officer", "X4"),
        step("contracted", "start", "executing", "officer worker", "X5"),
        step("executing", "suspend", "suspended", "officer", "X5"),
        step("suspended", "resume", "executing", "officer", "X5"),
        step("executing", "replace", "procuring", "officer", "X3"),
        step("executing", "request_acceptance", "acceptance", "contractor", "X8"),
        step("acceptance", "rectify", "rectifying", "supervisor officer", "X8"),
        step("rectifying", "request_acceptance", "acceptance", "contractor", "X8"),
        step("acceptance", "accept", "accepted", "officer", "X8"),
        # an upheld objection to E3
        step("accepted", "return_to_rectify", "rectifying", "officer district panel", "E3"),
        step("accepted", "accept_again", "acceptance", "officer district panel", "E3"),
        step("accepted", "begin_settling", "settling", CLOCK, "E3"),
        step("settling", "settle", "settled", "finance", "X9"),
        step("settled", "begin_evaluation", "evaluating", CLOCK, "X10"),
        step("evaluating", "close", "closed", CLOCK, "X10"),
        step("evaluating", "close_with_reservations", "closed_with_reservations", CLOCK, "X10"),
        *(step(state, "terminate", "terminated", "officer", "X") for state in _STOPPABLE),
    ),
    finals=("closed", "closed_with_reservations", "terminated"),
)
STATES = {
    "approved": N_("已立项"),
    "funded": N_("资金已预留"),
    "procuring": N_("正在选承接单位"),
    "contracted": N_("已签合同"),
    "executing": N_("正在实施"),
    "suspended": N_("暂停实施"),
    "acceptance": N_("正在验收"),
    "rectifying": N_("正在整改"),
    "accepted": N_("验收合格，公示中"),
    "settling": N_("正在决算"),
    "settled": N_("已决算"),
    "evaluating": N_("居民正在评价"),
    "closed": N_("已结项"),
    "closed_with_reservations": N_("保留意见结项"),
    "terminated": N_("已终止"),
}
TONES = {
    "approved": "waiting",
    "funded": "waiting",
    "procuring": "running",
    "contracted": "running",
    "executing": "running",
    "suspended": "held",
    "acceptance": "running",
    "rectifying": "running",
    "accepted": "running",
    "settling": "running",
    "settled": "running",
    "evaluating": "running",
    "closed": "done",
    "closed_with_reservations": "ended",
    "terminated": "ended",
}
"""The sign beside the word, `_parts/status.html`."""
assert MACHINE.states == set(STATES) == set(TONES)

MILESTONE = Machine(
    "milestone",
    (
        step("planned", "deliver", "delivered", "contractor", "X5"),
        step("delivered", "inspect", "inspected", "supervisor", "X5"),
        step("delivered", "return", "planned", "supervisor", "X5"),
        step("inspected", "verify", "verified", "worker", "X5"),
        step("inspected", "return", "planned", "worker", "X5"),
        *(step(s, "drop", "dropped", "officer", "X3") for s in ("planned", "delivered", "inspected")),
    ),
    finals=("verified", "dropped"),
)
MILESTONE_STATES = {
    "planned": N_("未完成"),
    "delivered": N_("待监督员查验"),
    "inspected": N_("待社区核实"),
    "verified": N_("已核实"),
    "dropped": N_("不再实施"),
}
assert MILESTONE.states == set(MILESTONE_STATES)

PAYMENT = Machine(
    "payment",
    (
        step("requested", "verify", "verified", "supervisor worker", "X7"),
        step("requested", "return", "returned", "supervisor worker finance", "X7"),
        step("verified", "release", "released", "finance", "X7"),
        step("verified", "return", "returned", "finance", "X7"),
    ),
    finals=("released", "returned"),
)
PAYMENT_STATES = {
    "requested": N_("待核对"),
    "verified": N_("待财务拨付"),
    "released": N_("已拨付"),
    "returned": N_("已退回"),
}
assert PAYMENT.states == set(PAYMENT_STATES)
PAYMENT_KINDS = {"advance": N_("预付款"), "milestone": N_("节点款"), "retention": N_("质保金")}

VARIATION = Machine(
    "variation",
    (
        step("proposed", "carry", "moved", "moderator", "X6"),
        step("proposed", "lose", "lost", "moderator", "X6"),
        step("proposed", "confirm", "effective", "officer", "X6"),
        step("proposed", "refuse", "refused", "officer", "X6"),
        step("moved", "post", "noticed", "officer", "X6"),
        step("moved", "refuse", "refused", "officer", "X6"),
        step("noticed", "take_effect", "effective", CLOCK, "X6"),
        step("noticed", "void", "void", "officer district panel", "E6"),
    ),
    finals=("effective", "lost", "refused", "void"),
)
VARIATION_STATES = {
    "proposed": N_("已提出"),
    "moved": N_("议事会已同意，待街道确认"),
    "noticed": N_("公示中"),
    "effective": N_("已生效"),
    "lost": N_("议事会未同意"),
    "refused": N_("街道未确认"),
    "void": N_("异议成立，作废"),
}
assert VARIATION.states == set(VARIATION_STATES)
