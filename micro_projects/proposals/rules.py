"""What may be proposed, seconded, screened, decided, and until when (P1–P5, P14): pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from micro_projects.kernel import canonical, text
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal

SURVEY_ANSWERS = 50
"""Answers a needs survey must have when an organisation proposes a service (P2)."""
DRAFTS = 10
"""Open drafts per person and cycle: a limit against mistakes, not against ideas."""
LONGEST_TITLE = 40
LONGEST_LINE = 120
LONGEST_TEXT = 3000

NO_PROPOSAL = Refusal(
    "no_proposal", N_("没有这件提案，或者它还是别人的草稿。"), N_("请从社区的提案列表查找。"), 404
)
NOT_AUTHOR = Refusal(
    "not_author",
    N_("这一步只有提案人本人可以办理。"),
    N_("提案人不方便上网的，可以到社区服务窗口由工作人员代办。"),
    403,
)
NOT_LISTED = Refusal(
    "not_listed", N_("这位居民不在本社区的名册上。"), N_("请核对名册，或先办理登记入册。"), 422
)
CYCLE_CLOSED = Refusal(
    "cycle_closed", N_("这个周期现在不接受提案。"), N_("请在社区主页查看正在进行的周期和征集时间。")
)
TOO_MANY_DRAFTS = Refusal(
    "too_many_drafts", N_("您已经有%(most)d份草稿没有提交。"), N_("请先提交或撤销其中一份，再写新的。")
)
FIELDS_MISSING = Refusal(
    "fields_missing",
    N_("提案还缺几项内容，没有提交。"),
    N_("请补上标题、问题、办法、地点、受益人、类别和估算金额，再提交。"),
    422,
)
OVER_CAP = Refusal(
    "over_cap",
    N_("估算%(estimate)s超过了这一类项目的上限%(cap)s。"),
    N_("请缩小范围或分期，把估算降到上限以内。"),
    422,
)
LIMIT_REACHED = Refusal(
    "limit_reached",
    N_("每人每周期最多提交%(most)d件提案，您已经用完。"),
    N_("可以附议别人的提案，或撤回一件后再提。"),
)
SIMILAR_NOT_SHOWN = Refusal(
    "similar_not_shown",
    N_("提交前要先看一看有没有相似的提案。"),
    N_("请打开草稿，点“下一步：看相似提案”，看过后再提交。"),
)
SURVEY_NEEDED = Refusal(
    "survey_needed",
    N_("单位提出的服务类提案要附需求调查，至少%(least)d份答卷。"),
    N_("请填写回收的有效答卷数，不足的请先补做调查。"),
    422,
)
OWN_PROPOSAL = Refusal(
    "own_proposal", N_("提案人不能附议自己的提案。"), N_("请邀请邻居来附议；把提案网址发给他们就可以。")
)
ALREADY_SECONDED = Refusal(
    "already_seconded", N_("这位居民已经附议过这件提案。"), N_("每人附议一次就够了，不用再办。")
)
SECONDING_OVER = Refusal(
    "seconding_over", N_("附议已在%(until)s截止。"), N_("请查看提议公开，了解这件提案的结果。")
)
NOT_YET_OVERDUE = Refusal(
    "not_yet_overdue",
    N_("街道的办理期限还没有过，区里不能先办。"),
    N_("期限到%(until)s为止；逾期未办的，会公开并转到区里。"),
    403,
)
GROUND_NEEDED = Refusal(
    "ground_needed",
    N_("不通过必须指明列出的理由，并写明事实。"),
    N_("请从列出的条款里选一条，并写明为什么适用。"),
    422,
)
REASON_NEEDED = Refusal("reason_needed", N_("要写明理由，才能公开。"), N_("请用一两句话写明依据。"), 422)
OWN_INTEREST = Refusal(
    "own_interest", N_("您与这件提案有利害关系，应当回避。"), N_("请由另一位同事办理。"), 403
)
APPEAL_USED = Refusal("appeal_used", N_("每件提案只能申诉一次，已经用过。"), N_("请等待议事会的决定。"))
APPEAL_OVER = Refusal(
    "appeal_over",
    N_("申诉期已在%(until)s结束。"),
    N_("初审结果已经生效；可以在下一个周期修改后重新提出。"),
)
TEXT_CHANGED = Refusal(
    "text_changed",
    N_("这件提案的文字与商议公开、选票、决议公开的不一致，不能审定。"),
    N_("请核对各次公开的文本；系统管理员不能绕过这一步。"),
)
RERUN_PENDING = Refusal(
    "rerun_pending",
    N_("有一件成立的异议还没有纠正完，这一步先不能办。"),
    N_("请等修改后的文本补充公示；要做什么见提案页。"),
)
MEETING_NEEDED = Refusal(
    "meeting_needed", N_("审定要写明街道会议的文号和日期。"), N_("请补上会议文号和开会日期。"), 422
)
NOT_DEFERRED = Refusal(
    "not_deferred", N_("只有顺延的提案可以带到下一个周期。"), N_("其他提案请重新提出，欢迎引用原来的文字。")
)
ALREADY_CARRIED = Refusal(
    "already_carried", N_("这件提案已经带到新的周期。"), N_("请打开新周期里的那一件查看。")
)
NO_NEXT_CYCLE = Refusal(
    "no_next_cycle",
    N_("本社区下一个周期还没有启动。"),
    N_("下个周期开始征集后再来办；附议会一直保留。"),
)
ASK_OVER = Refusal("ask_over", N_("提请区里复议的期限已经过了。"), N_("不予审定的决定已经生效。"))

RERUN_DAYS = 10
"""Working days in which an author writes the version an upheld objection asks for (our default)."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a proposal as voted on; a draft's may have gaps (empty strings, no estimate)."""

    title: str
    problem: str
    wish: str
    location: str
    beneficiaries: str
    kind: str
    estimate: Money

    def clean(self) -> Text:
        """What is kept: normalised once, because it is hashed."""
        return Text(
            text.line(self.title)[:LONGEST_TITLE],
            text.prose(self.problem)[:LONGEST_TEXT],
            text.prose(self.wish)[:LONGEST_TEXT],
            text.line(self.location)[:LONGEST_LINE],
            text.line(self.beneficiaries)[:LONGEST_LINE],
            self.kind,
            self.estimate,
        )

    def facts(self) -> dict[str, canonical.Value]:
        """The canonical form that is hashed and disclosed."""
        return {
            "title": self.title,
            "problem": self.problem,
            "wish": self.wish,
            "location": self.location,
            "beneficiaries": self.beneficiaries,
            "kind": self.kind,
            "estimate": self.estimate.fen,
        }

    def hash(self) -> bytes:
        """SHA-256 of it: what is voted on (invariant 3)."""
        return canonical.sha256_of(self.facts())


def complete(words: Text, kinds: Iterable[str]) -> bool:
    """Whether every field of P2 is filled."""
    filled = all((words.title, words.problem, words.wish, words.location, words.beneficiaries))
    return filled and words.kind in set(kinds) and words.estimate.fen > 0


def survey_missing(organisation: str, kind: str, answers: int | None) -> bool:
    """Whether a service proposed by an organisation lacks its needs survey (P2)."""
    return bool(organisation) and kind == "service" and (answers or 0) < SURVEY_ANSWERS


def code(community: str, year: int, number: int) -> str:
    """``FT-LH-2026-001``: SUBDISTRICT-COMMUNITY-YEAR-NNN."""
    return f"{community}-{year}-{number:03d}"


def window_last(ends_at: datetime) -> datetime:
    """A moment of a half-open window's last day, to count working days from."""
    return ends_at - timedelta(microseconds=1)


def same_text(hashes: Iterable[bytes | None]) -> bool:
    """Whether every hash is there and all are one (invariant 3)."""
    found = list(hashes)
    return len(found) > 0 and None not in found and len(set(found)) == 1


BEFORE_BALLOT = ("submitted", "seconded", "screened_in", "deliberating", "deferred", "advanced")
AFTER_BALLOT = ("selected", "not_funded", "approved", "refused", "reconsidering", "refused_finally")
UNFINISHED = ("on_ballot", "selected", "refused", "reconsidering")


def unfinished(states: Iterable[str], *, disclosed: bool, appeals_closed: bool, appeal_open: bool) -> bool:
    """Whether something of a cycle's proposals is not final (C3).

    Once the round is over, those that never reached the ballot no longer hold the cycle: they lapse with it.
    """
    there = set(states)
    if not disclosed or not appeals_closed or appeal_open or there & set(UNFINISHED):
        return True
    return not round_over(there) and bool(there & set(BEFORE_BALLOT))


def round_over(states: Iterable[str]) -> bool:
    """Whether a cycle's vote is counted: some are past the ballot and none is on it."""
    there = set(states)
    return bool(there & set(AFTER_BALLOT)) and "on_ballot" not in there


APPEALS_CLOSED = "proposal.close_appeals"
"""The clock's work that ends the time to appeal against screening: done once per cycle."""
