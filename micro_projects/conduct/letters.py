"""What conduct writes to people: never what was said, never who reported it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from micro_projects.conduct.models import WordsReview
from micro_projects.conduct.review_queries import Deciders
from micro_projects.kernel.refusal import N_
from micro_projects.letters import actions as letters
from micro_projects.web.sentence import say

REPORTED = N_("有居民举报了一条发言，请在%(until)s前决定隐藏还是保留；逾期会公开。")
APPEALED = N_("有居民对隐藏发言的决定提出申诉，请在%(until)s前决定；逾期会公开。")
OVERDUE = N_("一件对发言的举报逾期没有处理，转到您这里，请在%(until)s前决定。")
HIDDEN = N_("您的一条发言被隐藏，理由见决定。不服可以在%(until)s前申诉一次。")
HID = N_("您举报的发言已经隐藏，理由见决定。")
KEPT = N_("您举报的发言没有隐藏，理由见决定。")
RESTORED = N_("您的申诉成立，发言已经恢复显示。")
CONFIRMED = N_("您的申诉不成立，发言仍然隐藏，理由见决定。")


def to(people: Iterable[int | None], msgid: str, review: WordsReview, now: datetime) -> None:
    """One message about a review."""
    facts = {"until": review.due_at} if "%(until)" in msgid else {}
    letters.tell(people, say(msgid, **facts), f"/words/reviews/{review.token}", now)


def to_office(review: WordsReview, deciders: Deciders, msgid: str, now: datetime) -> None:
    """The same to all who hold the office it lies with and may decide."""
    to(deciders.holders[review.office] - deciders.apart, msgid, review, now)
