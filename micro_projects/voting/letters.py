"""What voting writes to people: that their proposal is on the ballot, and how it came out. Never about a ballot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.proposals.models import Proposal
from micro_projects.voting.models import Round
from micro_projects.web.sentence import say

ON_BALLOT = N_("您的提案“%(title)s”交由居民投票：从%(opens)s投到%(closes)s，名册上的居民都可以投。")
TO_COUNCIL = N_("您的提案“%(title)s”交由居民议事会逐项表决，表决结果会公示。")
SELECTED = N_("您的提案“%(title)s”入选了。接下来由议事会确认结果并公示，公示期满后由街道审定。")
NOT_FUNDED = N_("您的提案“%(title)s”这次没有入选。原因和差多少票，请看结果页。")
AGAIN = N_("第%(round)s轮投票作废，您的提案“%(title)s”会重新交由居民投票。")


def on_ballot(proposals: Sequence[Proposal], round_: Round, now: datetime) -> None:
    """To each author, when the round is frozen."""
    url = _url(round_)
    council = round_.resolve_by == "council"
    for p in proposals:
        text = (
            say(TO_COUNCIL, title=p.title)
            if council
            else say(ON_BALLOT, title=p.title, opens=round_.opens_at, closes=round_.closes_at)
        )
        tell([p.author_id], text, url, now)


def resolved(proposal: Proposal, round_: Round, now: datetime) -> None:
    """To the author, when the round is counted."""
    text = SELECTED if proposal.state == "selected" else NOT_FUNDED
    tell([proposal.author_id], say(text, title=proposal.title), _url(round_, "/result"), now)


def again(proposal: Proposal, round_: Round, now: datetime) -> None:
    """To the author, when the round is voided."""
    text = say(AGAIN, round=round_.code, title=proposal.title)
    tell([proposal.author_id], text, _url(round_), now)


def _url(round_: Round, page: str = "") -> str:
    return f"/rounds/{round_.code}{page}"
