"""What conduct puts in the log: that words were hidden and why, never the words, whose they were or who reported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from micro_projects.conduct.models import WordsReview
from micro_projects.conduct.rules import OFFICES
from micro_projects.kernel.refusal import N_
from micro_projects.notices import own_parts
from micro_projects.notices.disclosing import disclose
from micro_projects.web.sentence import Sentence, say

HIDDEN = {
    "personal": N_("一条发言因公开了别人的个人信息被隐藏；写的人可以在%(until)s前申诉。"),
    "insult": N_("一条发言因辱骂、攻击他人被隐藏；写的人可以在%(until)s前申诉。"),
    "advertising": N_("一条发言因是广告或与议题无关被隐藏；写的人可以在%(until)s前申诉。"),
    "unlawful": N_("一条发言因违反法律法规被隐藏；写的人可以在%(until)s前申诉。"),
}
RESTORED = N_("对隐藏发言的申诉成立，这条发言恢复显示。")
CONFIRMED = N_("对隐藏发言的申诉不成立，这条发言仍然隐藏。")
OVERDUE = {
    "moderator": N_("召集人应在%(until)s前处理一件对发言的举报，逾期没有处理。"),
    "affairs": N_("居务监督委员会应在%(until)s前处理一件对发言的举报或申诉，逾期没有处理。"),
    "officer": N_("街道专员应在%(until)s前处理一件对发言的举报或申诉，逾期没有处理。"),
    "district": N_("区专员应在%(until)s前处理一件对发言的举报或申诉，逾期没有处理。"),
}

assert set(OVERDUE) == set(OFFICES)


def hidden(review: WordsReview, ground: str, reason: str, office: str, now: datetime) -> None:
    """Words were hidden."""
    facts = {
        "ground": ground,
        "reason": own_parts.said(reason),
        "decided_by": office,
        "appeal_until": review.due_at.isoformat(),
    }
    _disclose("conduct.hidden", say(HIDDEN[ground], until=review.due_at), review, facts, now)


def appeal_decided(review: WordsReview, upheld: bool, reason: str, office: str, now: datetime) -> None:
    """An appeal was decided."""
    facts = {"upheld": upheld, "reason": own_parts.said(reason), "decided_by": office}
    _disclose("conduct.appeal_decided", say(RESTORED if upheld else CONFIRMED), review, facts, now)


def overdue(review: WordsReview, held: str, until: datetime, now: datetime) -> None:
    """A report or an appeal was not decided in time."""
    facts = {
        "step": "report" if review.state == "open" else "appeal",
        "until": until.isoformat(),
        "held_by": held,
        "passed_to": review.office if review.office != held else None,
    }
    _disclose("conduct.overdue", say(OVERDUE[held], until=until), review, facts, now)


def _disclose(
    kind: str, sentence: Sentence, review: WordsReview, facts: dict[str, Any], now: datetime
) -> None:
    disclose(
        kind,
        sentence,
        place_id=review.place_id,
        path=review.path,
        at=now,
        facts={"review": review.token, "words": review.kind, **facts},
    )
