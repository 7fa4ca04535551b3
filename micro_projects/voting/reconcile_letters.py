"""What is written to those who hold a round up between closing and the count."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.refusal import N_
from micro_projects.letters.actions import tell
from micro_projects.people import queries as people
from micro_projects.voting.models import Round
from micro_projects.web.sentence import Sentence, say

ENTER = N_("%(round)s的纸质选票请在%(until)s前录完：两位工作人员各录一遍。逾期会公开。")
EXPLAIN = N_(
    "%(round)s的票数对不上，请在%(until)s前书面说明发生了什么；说明会公开。逾期不说明，这一轮只能作废。"
)
OVERDUE = N_("%(round)s的“%(step)s”应在%(until)s前办完，已经逾期，并已公开。")
VOID = N_("%(round)s只能作废重投，作废动议已由系统列入议程，请召集居民议事会表决。")


def enter(round_: Round, until: datetime, now: datetime) -> None:
    """A reminder: paper is still to be entered."""
    _tell(round_, ("worker",), say(ENTER, round=round_.code, until=until), "", now)


def explain(round_: Round, until: datetime, now: datetime) -> None:
    """A difference is to be explained: when it is found, and again near the end."""
    _tell(
        round_,
        ("worker", "moderator"),
        say(EXPLAIN, round=round_.code, until=until),
        "/reconciliation",
        now,
    )


def overdue(round_: Round, step: str, until: datetime, now: datetime) -> None:
    """It is late, publicly; the sub-district hears of it too."""
    words = say(OVERDUE, round=round_.code, step=step, until=until)
    _tell(round_, ("worker", "moderator", "officer"), words, "", now)


def void_moved(round_: Round, now: datetime) -> None:
    """To the moderator, who calls the council."""
    _tell(round_, ("moderator",), say(VOID, round=round_.code), "", now)


def _tell(round_: Round, roles: tuple[str, ...], words: Sentence, page: str, now: datetime) -> None:
    told = {holder.person_id for holder in people.holders(round_.path, now, roles)}
    tell(told, words, f"/rounds/{round_.code}{page}", now)
