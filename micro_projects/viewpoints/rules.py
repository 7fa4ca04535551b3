"""Rules of conversations and arguments. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_, Refusal

MACHINE = Machine("conversation", [step("open", "close", "closed", CLOCK, "neighbourhood 5")], {"closed"})

LONGEST = 140
LONGEST_QUESTION = 60
LONGEST_ABOUT = 600
OWN_STATEMENTS = 3
OWN_ARGUMENTS = 3
SEEDS = (3, 20)
MOST_STATEMENTS = 200
SHORTEST, LONGEST_OPEN = timedelta(days=3), timedelta(days=60)
FEWEST = 20
"""Participants below which nothing of a result is shown."""
AGAIN = timedelta(minutes=10)
"""Groups are found anew at most so often."""
MORE = 5
"""So many more participants until a result is shown again: two results never differ by one person's answers."""
SEEN = 10
"""Answers until a statement is no longer new."""
VALUES = {"agree": 1, "disagree": -1, "pass": 0}
SIDES = {"for": N_("赞成的理由"), "against": N_("反对的理由")}

NO_CONVERSATION = Refusal(
    "no_conversation", N_("没有这次观点征集。"), N_("请从社区页面的观点征集列表进入。"), 404
)
NO_STATEMENT = Refusal("no_statement", N_("没有这条观点。"), N_("请回到观点征集页面继续。"), 404)
NO_ARGUMENT = Refusal("no_argument", N_("没有这条理由。"), N_("请回到提案的理由页面。"), 404)
NO_COMMENT = Refusal("no_comment", N_("没有这条评论。"), N_("请回到提案的理由页面。"), 404)
NOT_OPEN = Refusal(
    "conversation_not_open",
    N_("这次观点征集现在不能作答：还没有开始，或者已经结束。"),
    N_("开始和结束的时间写在页面上；结束后可以看结果。"),
)
NOT_LISTED = Refusal(
    "not_listed",
    N_("只有本社区名册上的居民可以参加。"),
    N_("工作人员代办时，请填写在名册上的居民。"),
    403,
)
UNKNOWN_ANSWER = Refusal(
    "unknown_answer", N_("没有这样的回答。"), N_("请在同意、不同意、说不准中选一个。"), 422
)
NO_ANSWERS = Refusal("no_answers", N_("一条也没有选。"), N_("请至少为一条观点选一个回答。"), 422)
EMPTY = Refusal("empty_text", N_("还没有写内容。"), N_("请写一句话。"), 422)
TOO_LONG = Refusal(
    "text_too_long", N_("写得太长了，最多 %(most)d 个字。"), N_("请只说一件事，写短一些。"), 422
)
SAID_ALREADY = Refusal(
    "said_already", N_("已经有一字不差的一条了。"), N_("请直接对那一条表态，或者换一个说法。"), 422
)
ENOUGH_SAID = Refusal(
    "enough_said",
    N_("每人最多写 %(most)d 条，您已经写满了。"),
    N_("您仍然可以对别人写的表态。"),
)
FULL = Refusal(
    "conversation_full", N_("这次征集的观点已经够多了，不再收新的。"), N_("您仍然可以对已有的观点表态。")
)
WRONG_TIME = Refusal(
    "wrong_time",
    N_("征集至少开放 3 天，最多 60 天，结束时间要在开始之后。"),
    N_("请改结束日期。"),
    422,
)
WRONG_SEEDS = Refusal(
    "wrong_seeds",
    N_("开头的观点要有 3 到 20 条，一行一条，每条不超过 140 个字，不能重复。"),
    N_("请补充、删减或写短一些；赞成和反对的说法都要有。"),
    422,
)
ELSEWHERE = Refusal(
    "proposal_elsewhere", N_("这件提案不是本社区的。"), N_("请填写本社区提案的编号，或者留空。"), 422
)
NOT_DELIBERATING = Refusal(
    "not_deliberating", N_("这件提案现在不在商议中，不能写理由或表态。"), N_("可以看留下的理由。")
)
UNKNOWN_SIDE = Refusal("unknown_side", N_("请选是赞成的还是反对的理由。"), N_("选一边再提交。"), 422)
OWN_ARGUMENT = Refusal("own_argument", N_("不能给自己写的理由表态。"), N_("可以给别人的理由表态。"))
NOT_YOURS = Refusal(
    "not_yours",
    N_("只有评论人自己或议事会召集人可以把评论列为理由。"),
    N_("您可以用自己的话写一条理由。"),
    403,
)
NOT_IN_COMMENT = Refusal(
    "not_in_comment",
    N_("理由要和评论里的原话一字不差，可以只取其中一段。"),
    N_("请从评论里原样抄下一段；要换说法，请自己写一条。"),
    422,
)
HIDDEN = Refusal("hidden", N_("这条内容已被隐藏，不能表态。"), N_("隐藏的原因和申诉在它的页面上。"))


NOT_WHOLE = Refusal(
    "passage_not_whole",
    N_("召集人摘别人的话，只能整句地摘，并且放在评论人自己选的那一边。"),
    N_("请从一句的开头摘到一句的结尾；评论人说赞成的，放在赞成一边。"),
    422,
)
_ENDS = "。！？；!?;…"


def whole_sentences(text: str, passage: str) -> bool:
    """Whether a passage stands in a text from the beginning of a sentence to the end of one: none loses its “not”."""
    at = text.find(passage)
    while at >= 0:
        before, after = text[:at].rstrip(), text[at + len(passage) :]
        begins = not before or before[-1] in _ENDS
        if begins and (not after.strip() or passage[-1:] in _ENDS or after.lstrip()[0] in _ENDS):
            return True
        at = text.find(passage, at + 1)
    return False


def open_now(state: str, opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    """Whether answers and statements are taken."""
    return state == "open" and opens_at <= now < closes_at


def right_period(opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    """Whether a conversation may be open from and to these times; it may begin at once, never in the past."""
    return now - timedelta(days=1) <= opens_at and SHORTEST <= closes_at - opens_at <= LONGEST_OPEN


def right_seeds(seeds: Collection[str]) -> bool:
    """Whether a conversation may begin with these statements."""
    fits = all(0 < len(seed) <= LONGEST for seed in seeds)
    return SEEDS[0] <= len(seeds) <= SEEDS[1] and fits and len(set(seeds)) == len(seeds)


@dataclass(frozen=True, slots=True)
class Heard:
    """A statement somebody has not answered, and what others did."""

    number: int
    agree: int
    disagree: int
    passed: int


def next_statement(waiting: Iterable[Heard], skipped: Collection[int] = ()) -> Heard | None:
    """What somebody is asked next: new statements by fewest answers; then the one that tells most; then by number.

    Tells most: the variance of its answers × the share that did not pass. What was skipped comes last.
    """

    def key(one: Heard) -> tuple[bool, int, float, int]:
        answers = one.agree + one.disagree + one.passed
        return (
            one.number in skipped,
            min(answers, SEEN),
            -_tells(one) if answers >= SEEN else 0.0,
            one.number,
        )

    return min(waiting, key=key, default=None)


def _tells(one: Heard) -> float:
    sided = one.agree + one.disagree
    if not sided:
        return 0.0
    mean = (one.agree - one.disagree) / sided
    return (1 - mean * mean) * sided / (sided + one.passed)


def missing(participants: int) -> int:
    """How many participants are wanting before a result is shown."""
    return max(0, FEWEST - participants)


def tenths(n: int, of: int) -> int:
    """A share in whole tenths: near enough to read, too coarse to find one person by."""
    return (20 * n + of) // (2 * of) if of else 0
