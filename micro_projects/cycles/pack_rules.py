"""What a rule pack may say: the bounds of the numbers a community chooses (C1). Pure."""

from __future__ import annotations

from micro_projects.cycles.pack import Pack
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal

WRONG_PACK = Refusal(
    "wrong_pack", N_("规则包里有数字不合规定：%(what)s"), N_("请改好这一项，再提交一次。"), 422
)

RULES = {
    "greedy_threshold": N_("从得票最多的开始选，钱不够就看下一个；得票太少的不选"),
    "greedy": N_("从得票最多的开始选，钱不够就看下一个"),
    "greedy_no_skip": N_("从得票最多的开始选，遇到第一个钱不够的就停"),
    "mes": N_("均等份额法：预算平均分给投票的人，一个项目由支持它的人一起出钱"),
    "mes_add1": N_("均等份额法，每人的份额逐次增加，直到再加就超出预算"),
    "mes+greedy": N_("均等份额法；剩下的钱再从得票最多的开始选"),
    "mes_add1+greedy": N_("均等份额法，每人的份额逐次增加；剩下的钱再从得票最多的开始选"),
}
"""The counting rules a pack may name."""
FORMS = {
    "approval": N_("勾选赞成的项目"),
    "budgeted": N_("在预算内勾选赞成的项目"),
    "ranked": N_("按先后给项目排序"),
    "points": N_("给项目打分"),
}
"""The forms of a ballot."""
CHANNELS = {"web": N_("网上"), "paper": N_("纸质"), "booth": N_("投票点"), "letter_code": N_("投票码")}
"""By which ways a ballot may come in."""
RESOLVE_BY = {"residents": N_("居民投票"), "council": N_("居民议事会逐件表决")}
UNITS = {"resident": N_("一人一票"), "household": N_("一户一票")}
"""One ballot for each resident, or for each household."""

_BOUNDS = {
    "proposals_per_resident": (1, 20, N_("每人每周期提案数应在 1 到 20 之间。")),
    "seconders": (1, 100, N_("附议人数应在 1 到 100 之间。")),
    "ballot_choices": (1, 20, N_("每张选票最多选几项应在 1 到 20 之间。")),
    "ballot_points": (1, 100, N_("每张选票共有几分应在 1 到 100 之间。")),
    "entering_days": (1, 3, N_("纸质选票录入时限应在 1 到 3 个工作日之间。")),
    "add_step": (10, 1_000_00, N_("每人每次加多少应在 0.10 元到 1000 元之间。")),
    "overshoot": (0, 1_000, N_("最后一项可超出预算的比例应在 0 到 10% 之间。")),
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
_CHANNELS = N_("请从列表里选择投票渠道，每种一次。")
_OPEN_TO_ALL = N_("网上和纸质至少要有一种：投票点和投票码只是补充。")
_NO_KEY = N_("只用纸质选票时没有加密的选票，用不着回执码，也用不着三人保管钥匙；请去掉。")
_OVERSHOOT = N_("可超出的金额不能多于应急预备金，因为超出的部分由它出。")


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
    for name, known in (("rule", RULES), ("resolve_by", RESOLVE_BY), ("unit", UNITS), ("ballot_form", FORMS)):
        if getattr(pack, name) not in known:
            found.append((name, _CHOICE))
    return [*found, *_ways_to_vote(pack), *_beyond(pack)]


def _ways_to_vote(pack: Pack) -> list[tuple[str, str]]:
    """The channels, and what only a sealed ballot has."""
    channels = pack.channels.split()
    if len(set(channels)) != len(channels) or not set(channels) <= CHANNELS.keys():
        return [("channels", _CHANNELS)]
    if not {"web", "paper"} & set(channels):
        return [("channels", _OPEN_TO_ALL)]
    if channels == ["paper"] and (pack.receipts or pack.key_keepers):
        return [("receipts" if pack.receipts else "key_keepers", _NO_KEY)]
    return []


def _beyond(pack: Pack) -> list[tuple[str, str]]:
    """What the last project may cost beyond the budget comes from the urgent reserve: no more than is in it."""
    urgent = pack.share(pack.urgent_reserve, Money(pack.pool))
    return [("overshoot", _OVERSHOOT)] if pack.share(pack.overshoot, pack.round_budget()) > urgent else []


def in_points(pack: Pack) -> bool:
    """Whether the counting rule's score is points, not ballots: then a least score is a number of points too."""
    return pack.ballot_form in ("ranked", "points")


def fits(pack: Pack, name: str) -> bool:
    """Whether a rule says anything in this pack: what no ballot, count or channel of its uses is not shown."""
    if name in _OF_BALLOTS and pack.resolve_by == "council":
        return False
    if name == "ballot_choices":
        return pack.ballot_form in ("approval", "ranked")
    if name == "ballot_points":
        return pack.ballot_form == "points"
    if name in ("min_score_floor", "min_score_share"):
        return pack.rule == "greedy_threshold"
    if name == "add_step":
        return pack.rule.startswith("mes_add1")
    if name in ("receipts", "key_keepers"):
        return pack.channels != "paper"
    return name != "entering_days" or "paper" in pack.channels.split()


_OF_BALLOTS = frozenset(
    "ballot_form ballot_choices ballot_points channels receipts key_keepers entering_days round_days rule "
    "min_score_floor min_score_share add_step overshoot min_turnout extension_days records_from".split()
)
"""Rules of a residents' vote only."""
