"""What an audit may do, how large a sample is worth drawing, what it then says: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from math import comb

from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import N_, Refusal

LONGEST_TERM = timedelta(days=366)
"""From the day it is opened; an audit that needs longer is extended, publicly."""
HEARING_DAYS = 10
"""Working days in which whoever is audited may answer to the draft."""
CONFIDENCE = 95
"""Percent, of what a sample says."""
TOLERABLE = 5
"""Percent of exceptions that an audit should notice: the size offered finds them with `CONFIDENCE`."""
HANDLES = frozenset("worker officer district finance moderator contractor committee admin".split())
"""Whoever holds one of these in the place handles what is audited there."""

OUTCOMES = {"clean": N_("没有问题"), "exception": N_("有例外"), "unseen": N_("无法核实")}
KEPT = {"kept": N_("整改保持住了"), "relapsed": N_("问题又出现了")}

NO_AUDIT = Refusal("no_audit", N_("没有这项审计。"), N_("请从审计列表里选择。"), 404)
NO_SAMPLE = Refusal("no_sample", N_("没有这次抽样。"), N_("请从审计页重新打开。"), 404)
NO_FINDING = Refusal("no_finding", N_("这条发现事项不属于这项审计。"), N_("请从审计页重新选择。"), 404)
NOT_INDEPENDENT = Refusal(
    "not_independent",
    N_("您在这个地方还担任经手的角色，不能审计它。"),
    N_("请由没有经手的审计员办理。"),
    403,
)
BACKWARDS = Refusal(
    "backwards", N_("审计的期间写反了，或者写到了将来。"), N_("请核对起止日期，止日不晚于今天。"), 422
)
TERM_WRONG = Refusal(
    "term_wrong",
    N_("审计的结束日期不对。"),
    N_("请填明天以后、一年以内的日期；需要更长的，到期前再延长。"),
    422,
)
ONLY_LONGER = Refusal("only_longer", N_("审计期限只能延长，不能缩短。"), N_("请填比原来晚的日期。"), 422)
OUT_OF_TERM = Refusal(
    "out_of_term",
    N_("现在没有哪项正在进行的审计包括它，不能查看实名和不公开的文件。"),
    N_("请先登记一项审计，写明范围和期限；范围和期限会公开。"),
    403,
)
NOT_IN_SCOPE = Refusal("not_in_scope", N_("这不在您审计的辖区里。"), N_("请从您审计的辖区里选择。"), 404)
NOT_RUNNING = Refusal("not_running", N_("这项审计不在进行中。"), N_("征求意见期间要补充的，先收回报告草稿。"))
EMPTY_POPULATION = Refusal(
    "empty_population",
    N_("这一类在审计期间里一件也没有，没有可抽的。"),
    N_("请换一类，或核对审计期间。"),
    422,
)
SAMPLE_SIZE = Refusal(
    "sample_size", N_("抽样件数要在1到%(most)s之间。"), N_("请改件数；总共有%(most)s件。"), 422
)
SAYS_NOTHING = Refusal("says_nothing", N_("还没有写内容。"), N_("请写清楚看了什么、看到什么。"), 422)
NOT_DRAWN = Refusal("not_drawn", N_("这一件不在抽中的样本里。"), N_("请从样本里选一件。"), 422)
NEEDS_PAPER = Refusal(
    "needs_paper",
    N_("还有%(left)s件抽中的没有写底稿，不能征求意见。"),
    N_("请把每一件都看过并写下结论；看不到的写“无法核实”。"),
)
STILL_HEARING = Refusal(
    "still_hearing",
    N_("被审计单位还没有书面意见，征求意见的时间也没有到。"),
    N_("请等到%(until)s，或等对方提交意见。"),
)
HEARING_OVER = Refusal(
    "hearing_over", N_("征求意见的时间已经过了。"), N_("报告公开后仍可以对其中的发现事项书面答复。")
)
OPEN_ITEM = Refusal(
    "open_item", N_("发现事项还没有了结，不需要另定后续检查。"), N_("请等书面答复并复查了结以后再定。")
)
FOLLOW_DATE = Refusal("follow_date", N_("后续检查的日期要在将来。"), N_("请填一个以后的日期。"), 422)
FOLLOWED = Refusal("followed", N_("这次后续检查已经做过了。"), N_("需要再查的，请另定日期。"))
FOLLOW_EARLY = Refusal("follow_early", N_("后续检查的日期还没有到。"), N_("请在%(due)s当天或以后再查。"))
NO_REASON = Refusal("no_reason", N_("还没有写查看的理由。"), N_("请写明与哪项审计有关。"), 422)
NO_PERSON = Refusal("no_person", N_("这一行没有可以查看的人员。"), N_("请从操作日志里另选一行。"), 404)


def scope_ok(since: date, until: date, today: date) -> bool:
    """Whether the days looked at stand the right way round and lie in the past or today."""
    return since <= until <= today


def term_ok(ends: date, today: date) -> bool:
    """Whether an audit may run until the end of `ends`."""
    return today < ends <= today + LONGEST_TERM


def independent(path: str, holdings: Iterable[tuple[str, str]]) -> bool:
    """Whether who holds these (role, path of the place) may audit `path`: not what they handle, there or below."""
    return not any(
        role in HANDLES and (path.startswith(held) or held.startswith(path)) for role, held in holdings
    )


def heard(responses: int, hear_until: datetime | None, now: datetime) -> bool:
    """Whether the report may follow: somebody audited has answered, or the time to answer is over."""
    return responses > 0 or (hear_until is not None and now >= hear_until)


def offered_size(population: int) -> int:
    """The least sample that notices `TOLERABLE` percent of exceptions with `CONFIDENCE` (hypergeometric, exact)."""
    good = population - max(1, -(-population * TOLERABLE // 100))
    chance, of = 1, 1  # that no exception was drawn so far
    for size in range(1, population):
        chance, of = chance * max(0, good - size + 1), of * (population - size + 1)
        if chance * 100 <= of * (100 - CONFIDENCE):
            return size
    return population


def most_exceptions(population: int, size: int, seen: int) -> int:
    """The most exceptions the whole population may hold, with `CONFIDENCE`, when a sample showed `seen`.

    Exact: the largest K for which seeing so few is not yet rarer than 1 − CONFIDENCE (hypergeometric).
    """
    ways = comb(population, size)
    low, high = seen, population - (size - seen)
    while low < high:
        middle = (low + high + 1) // 2
        few = sum(comb(middle, k) * comb(population - middle, size - k) for k in range(seen + 1))
        if few * 100 > ways * (100 - CONFIDENCE):
            low = middle
        else:
            high = middle - 1
    return low


def sample_digest(salt: bytes, population: bytes, seed: bytes, codes: Sequence[str]) -> bytes:
    """SHA-256(salt ‖ population's hash ‖ seed ‖ canonical JSON of the codes drawn): published when it is drawn."""
    return sha256(salt + population + seed + canonical.dump(list(codes))).digest()
