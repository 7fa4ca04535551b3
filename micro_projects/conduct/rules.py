"""How what people say is kept decent: limits, grounds of a report, who decides; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_, Refusal

HOUR = timedelta(hours=1)
LONGEST = 500
"""Of a report, a decision's reason, an appeal."""
KINDS = {
    "comment": N_("评论"),
    "question": N_("提问"),
    "argument": N_("赞成或反对的理由"),
    "statement": N_("观点"),
}
"""What people may say somewhere, and have hidden."""
GROUNDS = {
    "personal": N_("公开了别人的个人信息"),
    "insult": N_("辱骂、攻击他人"),
    "advertising": N_("广告，或与议题无关"),
    "unlawful": N_("违反法律法规"),
}
"""Why words may be reported and hidden; being wrong or unwelcome is none."""
OFFICES = {
    "moderator": N_("召集人"),
    "affairs": N_("居务监督委员会"),
    "officer": N_("街道专员"),
    "district": N_("区专员"),
}
"""Who decides on reported words, first to last; an appeal goes to a later one than decided."""
CHAIN = tuple(OFFICES)
HIDING = ("hidden", "appealed", "confirmed")
"""States of a review in which the words are not shown."""

MACHINE = Machine(
    "words_review",
    (
        step("open", "keep", "kept", " ".join(CHAIN), "conduct"),
        step("open", "hide", "hidden", " ".join(CHAIN), "conduct"),
        step("hidden", "appeal", "appealed", "resident worker", "conduct"),
        # not appealed in time: it stays as it was decided
        step("hidden", "close", "confirmed", CLOCK, "conduct"),
        step("appealed", "confirm", "confirmed", "affairs officer district", "conduct"),
        step("appealed", "restore", "restored", "affairs officer district", "conduct"),
    ),
    finals=("kept", "confirmed", "restored"),
)

TOO_MANY = Refusal(
    "too_many_said",
    N_("您在一小时内已经发表了%(most)d条，这一条还没有发表。"),
    N_("%(opens)s以后可以再发表；写好的内容还在页面里，请先不要关闭。"),
    429,
)
TOO_MANY_REPORTS = Refusal(
    "too_many_reports",
    N_("您在一小时内已经举报了%(most)d条，这一条还没有收下。"),
    N_("%(opens)s以后可以再举报；写好的说明还在页面里。"),
    429,
)
NO_WORDS = Refusal("no_words", N_("没有这条发言。"), N_("请从讨论页查找。"), 404)
NO_REVIEW = Refusal("no_review", N_("没有这次举报处理。"), N_("请从发言管理的公开页查找。"), 404)
NO_GROUND = Refusal("no_ground", N_("还没有选择理由。"), N_("请从列表里选择一个理由。"), 422)
NO_REASON = Refusal("no_reason", N_("还没有写明原因。"), N_("请写一两句话再提交。"), 422)
TOO_LONG = Refusal("reason_too_long", N_("内容太长，最多%(most)d个字。"), N_("请写得短一些。"), 422)
OWN_WORDS = Refusal(
    "own_words", N_("这是您自己的发言。"), N_("要改，请用“修改”或“更正”；旧的文字会留着，谁都能看到。")
)
REPORTED = Refusal(
    "already_reported", N_("您已经举报过这条发言。"), N_("每人每条发言举报一次；处理结果会写信告诉您。")
)
DECIDED = Refusal(
    "already_decided",
    N_("这条发言已经有人举报，处理决定已经作出。"),
    N_("决定和理由在发言管理的公开页。发言改动以后，可以再举报。"),
)
ALREADY_HIDDEN = Refusal("already_hidden", N_("这条发言已经隐藏。"), N_("隐藏的理由写在原来的位置。"))
NOT_YOURS = Refusal(
    "not_yours_to_decide",
    N_("这次举报不由您处理。"),
    N_("写的人、举报的人、被说到的人和已经处理过一次的人都不处理；请由页面上写明的角色处理。"),
    403,
)
NOT_AUTHOR = Refusal("not_words_author", N_("只有写这条发言的人可以申诉。"), N_("请用本人的账号登录。"), 403)
APPEAL_OVER = Refusal(
    "words_appeal_over", N_("申诉的期限已经过了。"), N_("隐藏的决定和理由仍然公开，有异议可以书面反映。")
)
NOT_OVERDUE = Refusal("review_not_overdue", N_("这次举报还在处理期限内。"), N_("请等期限过后再看。"))


class Said(NamedTuple):
    """Something said, as the room in which it was said answers (call ``said``)."""

    author_id: int
    text: str
    """As it reads now."""
    url: str
    place_id: int
    path: str
    edition: int = 1
    """Which of its texts that is."""


class Hidden(NamedTuple):
    """Why words are not shown, by which office, when, and in which review."""

    token: str
    ground: str
    reason: str
    at: datetime
    office: str
    author_id: int
    state: str
    """``hidden``, ``appealed`` or ``confirmed``."""

    @property
    def ground_word(self) -> str:
        """The ground as a message id."""
        return GROUNDS[self.ground]

    @property
    def office_word(self) -> str:
        """The office as a message id."""
        return OFFICES[self.office]


def possible_again(newest: Sequence[datetime], most: int, now: datetime) -> datetime | None:
    """When somebody who said `newest` (newest first) may say more; None: now, fewer than `most` in an hour."""
    recent = [at for at in newest if at > now - HOUR]
    return recent[most - 1] + HOUR if len(recent) >= most else None


def concerned(words: str, names: Collection[str]) -> bool:
    """Whether words are about one of these people: a name as it stands in public is in them."""
    return any(len(name) > 1 and name in words for name in names)


def about_office(words: str, office: str) -> bool:
    """Whether words speak of the office itself; only the convener's, since residents decide under its eyes."""
    return office == "moderator" and OFFICES["moderator"] in words


def falls_to(holders: Mapping[str, Collection[int]], apart: Collection[int], after: str = "") -> str:
    """The first office (later than `after`) of which somebody may decide: holders by office, less those `apart`.

    When none is left it is the last one: shown publicly as waiting with the district.
    """
    chain = CHAIN[CHAIN.index(after) + 1 :] if after else CHAIN
    free = [office for office in chain if set(holders.get(office, ())) - set(apart)]
    return free[0] if free else CHAIN[-1]
