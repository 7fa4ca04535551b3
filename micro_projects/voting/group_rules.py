"""Which proposals may be said to exclude each other, and until when: pure."""

from __future__ import annotations

from collections.abc import Collection

from micro_projects.kernel.refusal import N_, Refusal, require

MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What a frozen group is called, in the round's facts and in explanations: the first is A."""

TOO_FEW = Refusal(
    "group_too_few", N_("互斥组至少要有两个提案，没有保存。"), N_("请勾选两个或更多提案。"), 422
)
NOT_LISTED = Refusal(
    "group_not_listed",
    N_("有提案已经不能上选票，或者已经在别的互斥组里，没有保存。"),
    N_("请从下面现在的名单里重新勾选。"),
)
FROZEN = Refusal(
    "group_frozen",
    N_("选票已经冻结，互斥组不能再改。"),
    N_("冻结的内容已经公开；有程序问题的，可以在投票页面提出作废动议。"),
)
ENDED = Refusal("group_ended", N_("这个互斥组已经取消了。"), N_("请刷新页面，查看现在的互斥组。"))
NO_GROUP = Refusal("no_group", N_("没有这个互斥组。"), N_("请从互斥组页面选择。"), 404)
TOO_MANY = Refusal(
    "group_too_many", N_("一个周期最多设 %(most)s 个互斥组。"), N_("请先取消用不着的，再设新的。")
)


def require_group(chosen: Collection[str], free: Collection[str], standing: int) -> None:
    """Two or more proposals, each of them alive and in no group, and not more groups than have a mark."""
    require(len(set(chosen)) >= 2, TOO_FEW)
    require(set(chosen) <= set(free), NOT_LISTED)
    require(standing < len(MARKS), TOO_MANY, most=len(MARKS))


def marks(groups: Collection[Collection[int]], on_ballot: Collection[int]) -> dict[int, str]:
    """Proposal → the mark of its group; a group of which one or none is on the ballot excludes nobody."""
    found: dict[int, str] = {}
    met = 0
    for group in groups:
        there = [proposal for proposal in group if proposal in on_ballot]
        if len(there) > 1:
            found |= dict.fromkeys(there, MARKS[met])
            met += 1
    return found
