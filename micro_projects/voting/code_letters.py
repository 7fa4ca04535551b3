"""What is written to voters about codes: so that nobody can use one in their name unnoticed. Never about a ballot."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.voting.code_models import BoothShift
from micro_projects.voting.models import Round
from micro_projects.web.sentence import say

PRINTED = N_(
    "工作人员为您印了一封%(round)s的投票信，凭信上的码可以投您的票。如果不是您来办的，请马上告诉居务监督委员会。"
)
CHECKED_IN = N_(
    "您在%(venue)s的投票点签到了，可以当场投%(round)s的票。如果不是您本人，请马上告诉居务监督委员会，并重新投票。"
)


def printed(person_id: int, round_: Round, now: datetime) -> None:
    """To whom a single letter was printed for, at the counter."""
    tell([person_id], say(PRINTED, round=round_.code), f"/rounds/{round_.code}", now)


def checked_in(person_id: int, round_: Round, shift: BoothShift, now: datetime) -> None:
    """To whom was checked in at a booth."""
    text = say(CHECKED_IN, venue=shift.venue, round=round_.code)
    tell([person_id], text, f"/rounds/{round_.code}", now)
