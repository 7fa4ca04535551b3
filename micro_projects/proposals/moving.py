"""The one way a proposal takes a step, whoever takes it: compare-and-swap, journal, and word to those who follow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.proposals import rules
from micro_projects.proposals.machine import MACHINE
from micro_projects.proposals.models import Proposal
from micro_projects.web.sentence import say

STEPPED = {
    "begin": N_("提案%(code)s《%(title)s》开始商议，居民可以发表意见、提问。"),
    "merge": N_("提案%(code)s《%(title)s》经提案人同意，与别的提案合并。"),
    "return": N_("提案%(code)s《%(title)s》因异议成立退回商议，要重新听取意见和表决。"),
    "defer": N_("提案%(code)s《%(title)s》顺延，不进入这一轮；条件具备后可以再表决。"),
    "ask_district": N_("提案%(code)s《%(title)s》由议事会提请区里复议。"),
    "expire": N_(
        "提案%(code)s《%(title)s》因异议成立要修改文本，提案人到期没有修改，就此终止；下一周期可以重新提出。"
    ),
    "lapse": N_("提案%(code)s《%(title)s》到周期结束时没有交付表决，随周期终止；下一周期可以重新提出。"),
}
"""Steps that no other disclosure tells."""
TOLD_BY = {
    "submit": "notice.D1",
    "second": "notice.D1",
    "fail_seconding": "notice.D1",
    "screen_in": "notice.D1",
    "screen_out": "notice.D1",
    "readmit": "notice.D1",
    "advance": "session.minutes",
    "not_advance": "session.minutes",
    "refer": "session.minutes",
    "ballot": "round.frozen",
    "select": "round.counted",
    "not_fund": "round.counted",
    "void": "round.voided",
    "approve": "proposal.approved",
    "refuse": "proposal.refused",
    "withdraw": "proposal.withdrawn",
}
"""Steps that are disclosed otherwise, and by which kind."""
QUIET = (("draft", "withdraw"), ("draft", "lapse"), ("refused", "lapse"), ("deliberating", "defer"))
"""A draft is nobody's business; the last two are told as ``proposal.refused_finally`` and in the minutes."""


def take(proposal: Proposal, act: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Take step `act` of the table and tell ``proposal_moved``. The caller has permitted it."""
    before = proposal.state
    journal.move(proposal, MACHINE, act, by=by, at=at, **facts)
    if act in STEPPED and (before, act) not in QUIET:
        _disclose(proposal, act, before, at)
    calls.tell("proposal_moved", "proposal", proposal, act, at)


def _disclose(proposal: Proposal, act: str, before: str, at: datetime) -> None:
    disclose_about(
        proposal,
        "proposal.moved",
        say(STEPPED[act], code=proposal.code, title=proposal.title),
        at=at,
        facts={
            "became": proposal.state,
            "proposal": proposal.code,
            "version": proposal.version,
            "was": before,
        },
    )


def is_worker(by: Actor, path: str) -> bool:
    """Whether somebody is a worker of the place: who enters for people that come in person (代办)."""
    return by.holds(frozenset({"worker"}), path)


def require_author(by: Actor, proposal: Proposal) -> int | None:
    """Refuse all but the author and, on the author's behalf, a worker of the place: then the author's id."""
    if by.person_id == proposal.author_id:
        return None
    require(is_worker(by, proposal.path), rules.NOT_AUTHOR)
    return proposal.author_id
