"""Who may supervise, in which order seats fill, how long a finding and its hold last: pure (X2, X7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from micro_projects.kernel.refusal import N_, Refusal

SEATS = 2
"""Supervisors of one project."""
POPULATION = 4
"""The lot is filled up to this many, so that somebody stands by for each seat."""
CONSENT_DAYS = 3
"""Working days in which residents put themselves forward."""
LOT_DAYS = 5
"""Working days after that in which the lot is to be prepared."""
ANSWER_DAYS = 5
"""Working days for the written answer to a finding (X7)."""
REVIEW_DAYS = 5
"""Working days for the look at that answer."""
HOLDING_ANSWERS = 2
"""A hold ends with this many answers, however they are judged: one supervisor cannot stop payments for ever."""

TIERS = ("resident", "council", "neighbour")
TIER_NAMES = {
    "resident": N_("报名居民"),
    "council": N_("本社区议事会成员"),
    "neighbour": N_("相邻社区议事会成员"),
}
NOT_FREE = frozenset("contractor officer district finance worker moderator auditor admin".split())
"""Whoever holds one of these handles or audits the project: they do not supervise it too."""

SEVERITIES = {
    "note": N_("提醒注意"),
    "defect": N_("需要整改"),
    "serious": N_("严重问题"),
    "question": N_("书面提问"),
}
RAISED_AS = {"supervisor": N_("居民监督员"), "auditor": N_("审计员"), "affairs": N_("居务监督委员会")}
CHECKS = {
    "as_resolved": N_("做的和居民表决通过的文本一致"),
    "materials": N_("材料、数量和合同一致"),
    "safety": N_("围挡、警示、用电安全做到位"),
    "neighbours": N_("不影响老人、孩子和车辆通行"),
    "tidy": N_("工地整洁，垃圾当天清走"),
    "board": N_("公示栏贴着这个项目的公示"),
}
"""What a supervisor looks at; each answered yes, no, or not seen."""
FOUND = {"yes": N_("符合"), "no": N_("不符合"), "unseen": N_("没看到")}
HOLDERS = {
    "raised": N_("社区工作者、承接单位或街道专员"),
    "answered": N_("提出人"),
}
"""Whom a finding waits for."""
LEFT = {
    "resigned": N_("本人辞任"),
    "silent": N_("逾期没有会签，由下一位接替"),
    "conflict": N_("出现利害关系"),
    "finished": N_("项目已经了结"),
}

NO_CALL = Refusal(
    "no_call", N_("这个项目还没有开始征集监督员。"), N_("项目立项并预留资金后，系统会自动开始征集。"), 404
)
CALL_OVER = Refusal(
    "call_over", N_("报名已经截止，不能再报名或撤回。"), N_("抽中以后不愿意担任的，可以辞任，由候补接替。")
)
CALL_RUNNING = Refusal(
    "call_running", N_("报名还没有截止，不能准备抽签。"), N_("请在%(until)s之后再准备抽签。")
)
INTERESTED = Refusal(
    "interested",
    N_("您与这个项目有利害关系（提案人、承接单位或其亲属），不能监督它。"),
    N_("您可以报名监督别的项目，也可以随时查看公开内容、提出异议。"),
    403,
)
HANDLES_IT = Refusal(
    "handles_it",
    N_("您担任的角色要经手或审计项目，不能同时做监督员。"),
    N_("请由其他居民报名；您经手的每一步仍按规定公开。"),
    403,
)
ALREADY_IN = Refusal("already_in", N_("您已经报过名了。"), N_("请等截止后公开抽签，结果会发消息告诉您。"))
NOT_IN = Refusal("not_in", N_("您没有报名，不需要撤回。"), N_("想报名的，请在截止前报名。"))
NOBODY = Refusal(
    "nobody",
    N_("没有可以抽签的人：没有居民报名，议事会成员也都要回避。"),
    N_("请再动员居民报名，或请街道协调相邻社区。"),
)
NO_SEAT = Refusal(
    "no_seat", N_("监督员已经满额，或者还有候补，不需要再抽签。"), N_("有人卸任而没有候补时再准备抽签。")
)
LOT_WAITS = Refusal(
    "lot_waits", N_("已经准备好一次抽签，还没有录入公开号码。"), N_("请先由两个人录入约定的公开号码。")
)
NUMBER_KNOWN = Refusal(
    "number_known",
    N_("约定的公开号码必须是将来才产生的。"),
    N_("请选一个还没有开奖的期次，录入时间填开奖之后。"),
    422,
)
NOT_SERVING = Refusal(
    "not_serving",
    N_("您不是这个项目在任的居民监督员。"),
    N_("只有抽签产生的监督员可以办；其他居民可以提出异议或留言。"),
    403,
)
FUTURE_VISIT = Refusal("future_visit", N_("查看日期不能是将来，也不能早于立项。"), N_("请核对日期。"), 422)
NOTHING_SEEN = Refusal(
    "nothing_seen", N_("这次查看什么也没有写。"), N_("请至少勾选一项，或写几句看到的情况。"), 422
)
NO_FINDING = Refusal("no_finding", N_("没有这条发现事项。"), N_("请从项目的监督页重新查找。"), 404)
NO_INSPECTION = Refusal("no_inspection", N_("没有这次查看记录。"), N_("请从项目的监督页重新查找。"), 404)
NOTHING_THERE = Refusal("nothing_there", N_("没有这件事。"), N_("请从它的页面上重新打开。"), 404)
OWN_FINDING = Refusal(
    "own_finding",
    N_("自己提出的事项，不能由自己答复。"),
    N_("请由社区工作者、承接单位或街道专员答复。"),
    403,
)
NOT_YOUR_PROJECT = Refusal(
    "not_your_project", N_("您不是这个项目的承接单位。"), N_("请由签合同的承接单位答复。"), 403
)
NOT_RAISER = Refusal(
    "not_raiser",
    N_("只有提出人能复查；提出人卸任后，由同一项目的在任监督员复查。"),
    N_("请等提出人复查；逾期没有复查的会公开。"),
    403,
)
SAYS_NOTHING = Refusal("says_nothing", N_("还没有写内容。"), N_("请用几句话写清楚。"), 422)
NOT_ON_PROJECT = Refusal(
    "not_on_project", N_("只有对项目的发现事项可以暂缓付款。"), N_("请在项目的监督页提出。")
)
ALREADY_HELD = Refusal("already_held", N_("这条发现事项已经用来暂缓过付款。"), N_("同一条只能暂缓一次。"))
HELD_ENOUGH = Refusal(
    "held_enough",
    N_("这条发现事项已经有两次书面答复，不能再用来暂缓付款。"),
    N_("它仍然公开，没有了结时项目会以保留意见结项。"),
)


def eligible(people: Iterable[int], interested: frozenset[int] | set[int], busy: set[int]) -> list[int]:
    """Those of `people` without an interest and without a role that handles the project, in order of id."""
    return sorted(set(people) - interested - busy)


def population(by_tier: Mapping[str, Sequence[int]], taken: set[int], size: int) -> dict[int, str]:
    """Who takes part in the lot and in which tier: a tier joins whole while those before it are fewer than `size`."""
    drawn: dict[int, str] = {}
    for tier in TIERS:
        if len(drawn) >= size:
            break
        for person in by_tier.get(tier, ()):
            if person not in taken:
                drawn.setdefault(person, tier)
    return drawn


def seating(order: Sequence[int], tier_of: Mapping[int, str]) -> list[int]:
    """The order in which people are seated: residents as drawn, then council members, then neighbours."""
    rank = {tier: n for n, tier in enumerate(TIERS)}
    return sorted(order, key=lambda person: rank[tier_of[person]])  # stable: the lot's order within a tier


def hold_ends(answers: int) -> bool:
    """Whether the answers given end a hold by themselves."""
    return answers >= HOLDING_ANSWERS
