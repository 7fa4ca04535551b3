"""Seats of the council (席位): kinds, how a seat is filled, when a by-election is late, who won it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from micro_projects.kernel import lot
from micro_projects.kernel.machine import Machine, step
from micro_projects.kernel.refusal import N_, Refusal

BY_ELECTION = Machine(
    "by_election",
    (
        step("announced", "count", "counted", "committee worker", "sessions"),
        step("announced", "void", "void", "committee worker", "sessions"),
        step("counted", "certify", "certified", "affairs", "sessions"),
        # the supervisors say that it was not held as announced: it is held again
        step("counted", "void", "void", "affairs", "sessions"),
    ),
    finals=("certified", "void"),
)
BY_ELECTION_STATES = {
    "announced": N_("已经公告"),
    "counted": N_("已经计票，等居务监督委员会确认"),
    "certified": N_("结果已确认"),
    "void": N_("无效，须重新补选"),
}
assert BY_ELECTION.states == set(BY_ELECTION_STATES)

SEAT_KINDS = {"grid": N_("网格"), "building": N_("楼栋"), "group": N_("单位或群体")}
"""What a seat speaks for."""
LEFT = {
    "resigned": N_("本人辞去"),
    "off_roll": N_("已不在本社区名册上"),
    "deceased": N_("去世"),
}
"""Why a term ends before its day. The council cannot remove a member: whoever was chosen by residents is not
voted out by colleagues."""
TERM_ENDING = timedelta(days=30)
"""How long before its end a term's holder is reminded."""
LATEST = date(9999, 12, 31)

NO_SEAT = Refusal("no_seat", N_("本社区议事会没有这个席位。"), N_("请从成员页面的席位表里选择。"), 404)
SEAT_NUMBER_TAKEN = Refusal(
    "seat_number_taken", N_("这个席位号已经用了。"), N_("请换一个没有用过的号码。"), 422
)
SEAT_NEEDS_GRID = Refusal(
    "seat_needs_grid", N_("网格席位要选定一个网格。"), N_("请选择网格，或者改选席位的类别。"), 422
)
SEAT_TAKEN = Refusal(
    "seat_taken", N_("这个席位在那段时间里已经有成员。"), N_("一个席位同时只能有一位成员；请核对任期。")
)
BY_ELECTION_ONLY = Refusal(
    "by_election_only",
    N_("这个席位是任期中间空出来的，只能通过补选产生新成员。"),
    N_("请由社区居委会公告补选；补选结果确认后，系统自动登记。"),
)
NOT_VACANT = Refusal("not_vacant", N_("这个席位现在没有空缺。"), N_("有成员在任的席位不用补选。"))
BY_ELECTION_RUNS = Refusal(
    "by_election_runs", N_("这个席位的补选已经公告。"), N_("请先办完已经公告的这一次。")
)
NO_BY_ELECTION = Refusal("no_by_election", N_("没有这次补选。"), N_("请从成员页面的席位表里查找。"), 404)
NO_CANDIDATES = Refusal(
    "no_candidates", N_("还没有候选人。"), N_("请至少写一位候选人的账号，一行一个。"), 422
)
NOT_ELIGIBLE = Refusal(
    "not_eligible",
    N_("第%(line)d位候选人不在这个席位可以推选的范围里。"),
    N_("网格席位的候选人应当是该网格名册上的居民，楼栋席位的应当是本社区名册上的居民；在任成员不能再选。"),
    422,
)
HELD_IN_PAST = Refusal("held_in_past", N_("补选日期要在今天以后。"), N_("请先公告，再举行补选。"), 422)
NOT_HELD_YET = Refusal(
    "not_held_yet", N_("还没有到补选的日子，不能录入结果。"), N_("请到公告的那一天或以后再录入。")
)
COUNTS_WRONG = Refusal(
    "counts_wrong",
    N_("票数对不上：参加的人不能多于有权参加的人，各候选人票数之和不能多于参加的人。"),
    N_("请核对计票单，再填一次。"),
    422,
)
SAME_CERTIFIER = Refusal(
    "same_certifier", N_("录入结果的人不能自己确认。"), N_("请由居务监督委员会的另一个人确认。"), 403
)
NOT_OFF_ROLL = Refusal(
    "not_off_roll", N_("此人还在本社区名册上。"), N_("因离开社区而离任的，请先更新名册。"), 422
)


def due(since: date, days: int) -> date:
    """The last day by which a vacancy must be filled."""
    return since + timedelta(days=days)


def winner(votes: Mapping[int, int]) -> int | None:
    """The candidate with more votes than every other; nobody when two are first, or nobody has a vote."""
    best = max(votes.values(), default=0)
    first = [one for one, count in votes.items() if count == best]
    return first[0] if best > 0 and len(first) == 1 else None


def drawn(tokens: Sequence[str], log_root: bytes, number: str) -> str:
    """The candidate's code that comes first in the public lot (procedure: Lots)."""
    return lot.draw(tokens, log_root, number).order[0]


def counts_right(entitled: int, took_part: int, votes: Sequence[int]) -> bool:
    """Whether the numbers of a poll can be true together."""
    return 0 <= took_part <= entitled and all(v >= 0 for v in votes) and sum(votes) <= took_part
