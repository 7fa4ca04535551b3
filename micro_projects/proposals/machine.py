"""The proposal's transition table, P1–P14. The rooms of each step import it; nobody else names a state."""

from __future__ import annotations

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_

COUNT = "count"
"""The holder of steps the counting rule takes (P11): no person, not the clock."""

_BEFORE_BALLOT = ("submitted", "seconded", "screened_in", "deliberating", "deferred", "advanced")

MACHINE = Machine(
    "proposal",
    (
        step("draft", "submit", "submitted", "resident worker", "P2"),
        step("draft", "withdraw", "withdrawn", "resident worker", "P2"),
        step("draft", "lapse", "lapsed", CLOCK, "P2"),
        step("submitted", "second", "seconded", "resident worker", "P3"),
        step("submitted", "fail_seconding", "not_seconded", CLOCK, "P3"),
        step("seconded", "screen_in", "screened_in", "officer district", "P4"),
        step("seconded", "screen_out", "screened_out", "officer district", "P4"),
        step("screened_out", "readmit", "screened_in", "moderator", "P4"),
        step("screened_in", "begin", "deliberating", CLOCK, "P6"),
        step("deliberating", "merge", "merged", "resident", "P7"),
        step("deliberating", "advance", "advanced", "moderator", "P8"),
        step("deliberating", "not_advance", "not_advanced", "moderator", "P8"),
        step("deliberating", "defer", "deferred", "moderator", "P8"),
        step("deliberating", "refer", "referred", "moderator", "P8"),
        step("deferred", "advance", "advanced", "moderator", "P8"),
        step("deferred", "not_advance", "not_advanced", "moderator", "P8"),
        step("deferred", "refer", "referred", "moderator", "P8"),
        step("deferred", "return", "deliberating", "officer district panel", "D2"),
        step("advanced", "return", "deliberating", "officer district panel", "D2"),
        step("advanced", "ballot", "on_ballot", CLOCK, "P10"),
        # still held, or a condition of P10 unmet, when the round must freeze
        step("advanced", "defer", "deferred", CLOCK, "P10"),
        step("on_ballot", "select", "selected", COUNT, "P11"),
        step("on_ballot", "not_fund", "not_funded", COUNT, "P11"),
        step("selected", "void", "on_ballot", "moderator", "P12"),
        step("not_funded", "void", "on_ballot", "moderator", "P12"),
        step("selected", "defer", "deferred", "officer district panel", "D3"),
        step("selected", "approve", "approved", "officer district", "P14"),
        step("selected", "refuse", "refused", "officer district", "P14"),
        step("refused", "ask_district", "reconsidering", "moderator", "P14"),
        step("refused", "lapse", "refused_finally", CLOCK, "P14"),
        step("reconsidering", "approve", "approved", "district", "P14"),
        step("reconsidering", "refuse", "refused_finally", "district", "P14"),
        # a new version was owed after an upheld objection, and nobody wrote it
        step("screened_in", "expire", "lapsed", CLOCK, "D1"),
        step("deliberating", "expire", "lapsed", CLOCK, "D2"),
        *(step(s, "withdraw", "withdrawn", "resident worker", "P14") for s in _BEFORE_BALLOT),
        *(step(s, "lapse", "lapsed", CLOCK, "C3") for s in _BEFORE_BALLOT),
    ),
    finals=(
        "not_seconded screened_out not_advanced referred merged not_funded approved refused_finally "
        "withdrawn lapsed"
    ).split(),
)

STATES = {
    "draft": N_("草稿"),
    "submitted": N_("征集附议"),
    "seconded": N_("等待初审"),
    "not_seconded": N_("附议不足"),
    "screened_in": N_("初审通过"),
    "screened_out": N_("初审未通过"),
    "deliberating": N_("商议中"),
    "merged": N_("已合并"),
    "advanced": N_("议事会同意交付表决"),
    "not_advanced": N_("议事会未同意"),
    "deferred": N_("顺延"),
    "referred": N_("转为诉求办理"),
    "on_ballot": N_("居民投票"),
    "selected": N_("入选，待街道审定"),
    "not_funded": N_("未入选"),
    "approved": N_("已立项"),
    "refused": N_("街道不予审定"),
    "reconsidering": N_("区里复议"),
    "refused_finally": N_("终局不予审定"),
    "withdrawn": N_("提案人撤回"),
    "lapsed": N_("随周期终止"),
}
"""What people read for each state."""

assert MACHINE.states == set(STATES)
