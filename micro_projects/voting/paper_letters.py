"""What is written to a voter about paper: that a ballot was handed in for them, so that nobody can do it unnoticed."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.voting.models import Round
from micro_projects.web.sentence import say

HANDED_IN = N_(
    "%(round)s：窗口登记了您交来的纸质选票，之前在网上投的（如果有）已经作废。如果您没有交过，请马上到社区服务窗口核对。"
)


def handed_in(person_id: int, round_: Round, now: datetime) -> None:
    """To the voter, at once."""
    tell([person_id], say(HANDED_IN, round=round_.code), f"/rounds/{round_.code}/recorded", now)
