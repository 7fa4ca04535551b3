"""A round's transition table and its rules (P10–P13, 5-voting): pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from micro_projects.cycles import pack_rules
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal, require
from micro_projects.proposals.condition_rules import CONDITIONS as P10

COUNT = "count"
"""The holder of the step that the counting rule takes: no person, not the clock."""

_BEFORE_ADOPTED = ("frozen", "open", "closed", "entering", "reconciled", "counted")

MACHINE = Machine(
    "round",
    (
        step("frozen", "open", "open", CLOCK, "P10"),
        step("open", "close", "closed", CLOCK, "P11"),
        step("closed", "enter", "entering", CLOCK, "P11"),
        step("entering", "reconcile", "reconciled", CLOCK, "P11"),
        step("reconciled", "count", "counted", COUNT, "P11"),
        step("counted", "adopt", "adopted", "moderator", "P12"),
        # the council resolves instead of the residents: the pack says so, or too few voted twice
        step("frozen", "resolve", "adopted", "moderator", "P12"),
        step("reconciled", "resolve", "adopted", "moderator", "P12"),
        # a round held elsewhere is brought in as counted, with its ballots
        step("frozen", "bring_in", "counted", "worker admin", "import"),
        *(step(s, "void", "void", "moderator", "P12") for s in _BEFORE_ADOPTED),
        step("adopted", "void", "void", "officer district panel", "D3"),
    ),
    finals=("adopted", "void"),
)
STATES = {
    "frozen": N_("待投票"),
    "open": N_("正在投票"),
    "closed": N_("投票已截止"),
    "entering": N_("录入纸质选票"),
    "reconciled": N_("等待计票"),
    "counted": N_("已计票，待议事会确认"),
    "adopted": N_("结果已确认"),
    "void": N_("本轮作废"),
}
"""What people read for each state."""
RUNNING = ("frozen", "open", "closed", "entering", "reconciled", "counted")
"""States in which a round still waits for something."""
COUNTED = ("counted", "adopted")

CHANNELS = pack_rules.CHANNELS
FORMS = pack_rules.FORMS
"""Ballot forms, as people read them (`ballot_rules.FORMS` says what each allows)."""

ANNOUNCED = timedelta(days=3)
"""How long before the voting phase begins a round freezes at the earliest: nobody needs to guess the list."""
WAITING = ("submitted", "seconded", "screened_in", "deliberating")
"""A proposal in one of these may still be advanced: the round waits for it, but not for ever."""

GROUNDS = {
    "roll": N_("名册有错，影响了投票资格"),
    "list": N_("选票上的项目、文本或费用与公示不符"),
    "channel": N_("投票渠道中断或没有按公布的时间开放"),
    "secrecy": N_("投票秘密受到破坏"),
    "counting": N_("没有按冻结的规则计票"),
    "difference": N_("选票数与名册登记数不符，可能改变结果"),
    "key": N_("开票钥匙找不回来，选票永远打不开"),
    "objection": N_("经异议认定程序有误"),
}
"""Procedural grounds on which a round may be voided; liking the result is none."""
UPHELD = "objection"
"""The one ground that no motion names: an objection against D3 was upheld."""

NO_ROUND = Refusal("no_round", N_("没有这个投票轮次。"), N_("请从社区主页或周期页面查找。"), 404)
NO_PLACE = Refusal(
    "no_place_in_result", N_("结果里没有这个名次。"), N_("请回到结果页，从列表里选择项目。"), 404
)
NOT_OPEN_YET = Refusal(
    "round_not_open", N_("投票还没有开始，选票没有提交。"), N_("请在%(opens)s之后再来投票。")
)
ROUND_CLOSED = Refusal(
    "round_closed",
    N_("投票已经截止，这张选票没有计入。"),
    N_("截止时间是%(closes)s；在那之前投出的选票仍然有效。"),
)
NOT_VOTER = Refusal(
    "not_voter",
    N_("您不在本轮投票冻结时的名册上，不能投这一轮。"),
    N_("如果您认为有误，请到社区服务窗口核对名册；名册在冻结前可以提出更正。"),
    403,
)
PAPER_IS_IN = Refusal(
    "paper_is_in",
    N_("您已经交了纸质选票，不能再用别的方式投这一轮。"),
    N_("一人一票，以交来的纸质选票为准。如果您没有交过，请马上到社区服务窗口核对。"),
    403,
)
NOT_ROUND_YET = Refusal(
    "not_ready_to_freeze", N_("还有提案在等待，这一轮还不能冻结。"), N_("条件齐备后系统会自动冻结并公布。")
)
BALLOTS_DIFFER = Refusal(
    "ballots_differ", N_("选票数与名册登记数不符，不能计票。"), N_("请核对并书面说明差异。")
)
NOT_COUNTED = Refusal(
    "not_counted", N_("这一轮还没有计票，没有可下载的记录。"), N_("请在计票之后再来；计票时间见本轮页面。")
)
TOO_FEW_RECORDS = Refusal(
    "too_few_records",
    N_("这一轮只有 %(ballots)s 张选票，少于 %(least)s 张，为保护投票秘密不公布逐张记录。"),
    N_("公布的是合计票数；审计员可以复算。"),
)
UNKNOWN_GROUND = Refusal(
    "unknown_ground", N_("作废一轮投票必须指明程序上的理由。"), N_("请从列表选择。"), 422
)
ROUND_OVER = Refusal(
    "round_over",
    N_("这一轮的结果已经确认或已经作废，不能再提作废动议。"),
    N_("对公示的结果有异议的，请在公示页面提出异议。"),
)
ALREADY_ASKED = Refusal(
    "already_asked", N_("这一轮已经有一项作废动议在等待表决。"), N_("请等议事会表决后再提。")
)
NO_VOID_REQUEST = Refusal(
    "no_void_request", N_("这一轮没有等待表决的作废动议。"), N_("请刷新页面，查看最新进展。")
)
NEEDS_CONSENT = Refusal(
    "needs_consent",
    N_("这个周期已经作废过一轮，再次作废须先经区里同意。"),
    N_("请等区专员同意后再交议事会表决。"),
)
NO_ACCOUNT = Refusal(
    "no_account", N_("没有叫作“%(login)s”的账号。"), N_("请用 --by 指定一个管理员或社区工作者的账号。")
)
CANNOT_READ = Refusal("cannot_read", N_("打不开文件“%(path)s”。"), N_("请核对路径和读取权限。"), 422)
NO_FORMAT = Refusal(
    "no_format", N_("没有叫作“%(format)s”的导出格式。"), N_("可用的有：pb、csv、round、json。"), 422
)
NOT_OUR_TERMS = Refusal(
    "not_our_terms",
    N_("文件写的计票条件（%(what)s）在这里存不下，这一轮没有导入。"),
    N_("用 micro-projects tally 可以按文件的条件计票。"),
    422,
)
FRACTION_OF_FEN = Refusal(
    "fraction_of_fen",
    N_("文件里的金额“%(value)s”不是整分，不能导入。"),
    N_("请把金额改为最多两位小数后再导入。"),
    422,
)


def require_in_time(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """A ballot is in time from the opening minute until before the closing one, and only while open."""
    require(state != "frozen" and now >= opens_at, NOT_OPEN_YET, opens=opens_at)
    require(state == "open" and now < closes_at, ROUND_CLOSED, closes=closes_at)


def overshoot(share: int, budget: Money, reserve: Money) -> int:
    """The allowance in basis points of the budget: as the pack says, or less, so that the reserve can pay all of it."""
    return min(share, reserve.fen * 10_000 // budget.fen) if budget else 0


def enough(voted: int, roll: int, min_turnout: int) -> bool:
    """Whether turnout reaches `min_turnout` basis points of the roll, exactly."""
    return voted * 10_000 >= min_turnout * roll


@dataclass(frozen=True, slots=True)
class Standing:
    """What P10 asks of one proposal.

    `gate`: D2 let go and no open objection · `same_text`: the version in force is the one D2 disclosed ·
    `conditions`: risk (high: hearing held), legality, consent, maintainer, each met.
    """

    state: str
    gate: bool
    same_text: bool
    conditions: frozenset[str]
    d2_at: datetime | None

    @property
    def ready(self) -> bool:
        """Whether it may go on the ballot; what was on a voided one goes on the next."""
        if self.state == "on_ballot":
            return True
        return self.state == "advanced" and self.gate and self.same_text and self.conditions >= CONDITIONS

    @property
    def waits(self) -> bool:
        """Whether it may still become ready."""
        return not self.ready and self.state in ("advanced", *WAITING)


CONDITIONS = frozenset(P10)


def may_freeze(standings: Collection[Standing], must_at: datetime | None, now: datetime) -> bool:
    """P10: something is ready, and nothing waits any more, or the time to wait is over."""
    ready = any(s.ready for s in standings)
    waits = any(s.waits for s in standings)
    return ready and (not waits or (must_at is not None and now >= must_at))


def opening(voting_starts: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When a round frozen now opens: with the voting phase, or when that has begun, at the next midnight."""
    if now < voting_starts:
        return voting_starts
    return midnight(now.astimezone(zone).date(), zone, 1).astimezone(UTC)


def number_due(now: datetime, zone: ZoneInfo) -> datetime:
    """When the named public number is known: the first evening draw after now, that day's if it is before 20:00."""
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=local.hour >= 20)
    return datetime.combine(day, time(22), zone).astimezone(UTC)
