"""What key keepers are asked for: to take a share, and to give it back. Never a word of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.voting.models import Round
from micro_projects.web.sentence import say

TAKE = N_(
    "%(round)s的开票钥匙要分给三个人保管，请您领取一份，写在纸上并核对。三份都核对好，才能在%(opens)s开始投票。"
)
GIVE_BACK = N_("%(round)s投票已经截止，请您在%(until)s之前交回保管的钥匙份额。有两份交回就能开票。")


def ask(
    people: Sequence[int | None], round_: Round, seat: str, step: str, until: datetime, now: datetime
) -> None:
    """To those who hold a seat."""
    text = (
        say(TAKE, round=round_.code, opens=round_.opens_at)
        if step == "take"
        else say(GIVE_BACK, round=round_.code, until=until)
    )
    tell(people, text, f"/rounds/{round_.code}/key", now)
