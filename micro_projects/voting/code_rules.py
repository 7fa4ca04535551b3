"""What a voting code is, how long it holds, and when it is refused: pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from micro_projects.kernel import base32
from micro_projects.kernel.refusal import N_, Refusal, require

LETTER_LENGTH, LETTER_GROUP = 18, 3
"""Six groups of three; 84.8 random bits and the check: more than anybody can try."""
BOOTH_LENGTH, BOOTH_GROUP = 8, 4
"""34.8 random bits: `BOOTH_TRIES` wrong ones hit one of twenty codes in force once in 25 million times."""
MOST_LETTERS = 200
"""In one file: what a worker can fold and seal in a morning, and can print again when it jams."""
BOOTH_LIFE = timedelta(minutes=15)
TICKET_LIFE = timedelta(minutes=15)
"""From a code being typed to its ballot being cast."""
LETTER_TRIES, ALL_TRIES, BOOTH_TRIES = 10, 2_000, 60
"""Wrong codes within `people.rules.WINDOW` from one address, from everywhere, at one tablet."""
LATE_ENTRY = timedelta(minutes=10)
"""A shift may be entered so late after it began."""

Kind = Literal["letter_code", "booth"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves who votes: a code that was typed and found. `kind` is the channel, `id` its row."""

    kind: Kind
    id: int


MISTYPED = Refusal(
    "code_mistyped",
    N_("这个码有一个字符不对，或者少抄、多抄了。"),
    N_("请对照给您的码逐组核对：一共 %(length)d 个字符，没有字母 I、L、O、U。"),
    422,
)
UNKNOWN = Refusal(
    "code_unknown",
    N_("没有这个码。"),
    N_("请核对是不是本社区的投票信；信丢了或者看不清，带身份证到社区服务窗口重新办理。"),
    422,
)
WAIT = Refusal(
    "code_wait",
    N_("没有这个码。从这里输错的次数太多了。"),
    N_("请 %(minutes)d 分钟后再试。正确的码不受影响，随时可以输入。"),
    429,
)
CANCELLED = Refusal(
    "code_cancelled",
    N_("这封投票信已经作废，因为后来给您补发过一封。"),
    N_("请用最后收到的那一封；找不到的，带身份证到社区服务窗口。"),
)
LAPSED = Refusal(
    "code_lapsed",
    N_("这个现场码已经过了时间，或者已经换成新的。"),
    N_("请找投票点的工作人员，再给您一个。"),
)
USED = Refusal(
    "code_used",
    N_("这个现场码已经投过一次票，不能再用。"),
    N_("如果不是您投的，请马上告诉工作人员；要改票，请工作人员再给您一个码。"),
)
TICKET_OVER = Refusal(
    "ticket_over",
    N_("时间过了，选票没有提交。"),
    N_("请重新输入码，再选一次。"),
    403,
)
NO_LETTERS = Refusal(
    "no_letters",
    N_("这一轮不能用投票信投票。"),
    N_("可用的投票方式在这一轮投票的页面上。"),
)
LETTERS_OVER = Refusal(
    "letters_over",
    N_("投票已经截止，不能再印投票信。"),
    N_("截止时间是%(closes)s。"),
)
NOTHING_TO_PRINT = Refusal(
    "nothing_to_print",
    N_("没有要印的投票信。"),
    N_("这里没有账号的居民都已经有投票信，或者已经交了纸质选票。需要补发的，请从名单里单独办理。"),
)
LETTER_AGAIN = Refusal(
    "letter_again",
    N_("名单刚才变了，这一批投票信没有印。"),
    N_("可能是别人刚刚印过。请刷新页面，看清楚再印。"),
)
HAS_PAPER = Refusal(
    "has_paper",
    N_("这位居民已经交了纸质选票。"),
    N_("一人一票，以纸质选票为准，不能再用投票码。本人说没有交过的，请马上核对。"),
)
NO_RUN = Refusal("no_code_run", N_("没有这一批投票信。"), N_("请从列表中选择。"), 404)
NO_BOOTHS = Refusal("no_booths", N_("这一轮没有投票点。"), N_("可用的投票方式在这一轮投票的页面上。"))
NO_SHIFT = Refusal("no_booth_shift", N_("没有这个投票点。"), N_("请从这一轮投票的页面重新查找。"), 404)
WRONG_HOURS = Refusal(
    "wrong_hours",
    N_("开放时间要在投票时间之内，结束晚于开始，并且还没有过去。"),
    N_("投票从%(opens)s到%(closes)s；请改好再提交。"),
    422,
)
BOOTH_NOT_OPEN = Refusal(
    "booth_not_open",
    N_("这个投票点现在没有开放。"),
    N_("开放时间：%(starts)s到%(ends)s。"),
)
NO_VOTER = Refusal(
    "no_voter",
    N_("本轮名册上没有查到。"),
    N_("请核对证件号码或户号；名册在投票冻结时已经确定。"),
    422,
)


def require_typed(typed: str, length: int) -> str:
    """The plain code; refused when it was mistyped, without anything being looked up."""
    code = base32.plain(typed)
    require(base32.is_whole(code, length), MISTYPED, length=length)
    return code


def before_closing(state: str, closes_at: datetime, now: datetime) -> bool:
    """Whether what leads to voting by a code may still be made ready: from freezing until closing."""
    return state in ("frozen", "open") and now < closes_at


def require_letters(channels: str, state: str, closes_at: datetime, now: datetime) -> None:
    """Letters are printed for rounds that allow them, from freezing until closing."""
    require("letter_code" in channels.split(), NO_LETTERS)
    require(before_closing(state, closes_at, now), LETTERS_OVER, closes=closes_at)


def require_hours(
    starts: datetime, ends: datetime, opens_at: datetime, closes_at: datetime, now: datetime
) -> None:
    """A shift lies within the time of voting, and is announced before it begins (or hardly later)."""
    within = opens_at <= starts < ends <= closes_at
    require(
        within and starts >= now - LATE_ENTRY and ends > now, WRONG_HOURS, opens=opens_at, closes=closes_at
    )


class Hours(Protocol):
    """A shift, as announced and as closed before its time."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def closed_at(self) -> datetime | None: ...


def staffed(shift: Hours, now: datetime) -> bool:
    """Whether somebody is at a booth now."""
    return shift.closed_at is None and shift.starts_at <= now < shift.ends_at


def receives(state: str, shift: Hours, now: datetime) -> bool:
    """Whether voters are checked in there now."""
    return state == "open" and staffed(shift, now)


def expires(now: datetime, *ends: datetime) -> datetime:
    """Until when a one-time code may be typed: a quarter of an hour, never beyond the shift or the round."""
    return min(now + BOOTH_LIFE, *ends)


@dataclass(frozen=True, slots=True)
class CodeAccount:
    """How many codes were given and what became of them; never whose."""

    letters_issued: int
    letters_cancelled: int
    letters_used: int
    checkins: int
    checkins_used: int
    checkins_lapsed: int

    @property
    def checkins_live(self) -> int:
        """Given, neither used nor lapsed yet: none after closing."""
        return self.checkins - self.checkins_used - self.checkins_lapsed


def root_lines(macs: Collection[bytes]) -> list[bytes]:
    """The HMACs of a run in the order in which its root takes them: ascending, so that it tells nothing."""
    return sorted(macs)
