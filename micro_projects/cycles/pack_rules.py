"""What a rule pack may say: the bounds of the numbers a community chooses (C1). Pure."""

from __future__ import annotations

from micro_projects.cycles.pack import Pack
from micro_projects.kernel.refusal import N_, Refusal

WRONG_PACK = Refusal(
    "wrong_pack", N_("规则包里有数字不合规定：%(what)s"), N_("请改好这一项，再提交一次。"), 422
)

RULES = {
    "greedy_threshold": N_("从得票最多的开始选，钱不够就看下一个；得票太少的不选"),
    "greedy": N_("从得票最多的开始选，钱不够就看下一个"),
    "greedy_no_skip": N_("从得票最多的开始选，遇到第一个钱不够的就停"),
}
"""The counting rules a pack may name."""
RESOLVE_BY = {"residents": N_("居民投票"), "council": N_("居民议事会逐件表决")}
UNITS = {"resident": N_("一人一票"), "household": N_("一户一票")}
"""One ballot for each resident, or for each household."""

_BOUNDS = {
    "proposals_per_resident": (1, 20, N_("每人每周期提案数应在 1 到 20 之间。")),
    "seconders": (1, 100, N_("附议人数应在 1 到 100 之间。")),
    "ballot_choices": (1, 20, N_("每张选票最多选几项应在 1 到 20 之间。")),
    "round_days": (3, 60, N_("投票天数应在 3 到 60 之间。")),
    "min_score_floor": (0, 10_000, N_("最低得票数应在 0 到 10000 之间。")),
    "min_score_share": (0, 5_000, N_("最低得票占比应在 0 到 50% 之间。")),
    "min_turnout": (0, 10_000, N_("最低投票率应在 0 到 100% 之间。")),
    "quorum": (5_001, 10_000, N_("议事会法定人数要多于一半。")),
    "majority": (5_000, 9_999, N_("议事会通过比例要过半。")),
    "convene_days": (1, 30, N_("会议提前通知天数应在 1 到 30 之间。")),
    "advance": (0, 5_000, N_("预付款上限应在 0 到 50% 之间。")),
    "retention": (0, 1_000, N_("质保金比例应在 0 到 10% 之间。")),
}
_POOL = N_("年度资金池要大于零。")
_RESERVES = N_("两项预备金合计不能超过资金池的一半。")
_CAP = N_("单个项目金额上限要大于零，且不超过投票可用的资金。")
_NOTICE = N_("公示至少 1 个、至多 30 个工作日。")
_CHOICE = N_("请从列表里选择。")


def faults(pack: Pack) -> list[tuple[str, str]]:
    """What is wrong with a pack: (rule, words), nothing when it may be planned."""
    found = [
        (name, words)
        for name, (low, high, words) in _BOUNDS.items()
        if not low <= getattr(pack, name) <= high
    ]
    if pack.pool <= 0:
        return [*found, ("pool", _POOL)]
    if min(pack.variation_reserve, pack.urgent_reserve) < 0 or (
        pack.variation_reserve + pack.urgent_reserve > 5_000
    ):
        return [*found, ("variation_reserve", _RESERVES)]
    budget = pack.round_budget().fen
    found += [("caps", _CAP) for cap in pack.caps.values() if not 0 < cap <= budget][:1]
    found += [("notice_days", _NOTICE) for days in pack.notice_days.values() if not 1 <= days <= 30][:1]
    for name, known in (("rule", RULES), ("resolve_by", RESOLVE_BY), ("unit", UNITS)):
        if getattr(pack, name) not in known:
            found.append((name, _CHOICE))
    return found
