"""What deliberation answers and hears: the council's motion to advance, and the minutes that stand (D2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.deliberation import (
    comment_queries,
    council_actions,
    desk_queries,
    opinion_queries,
    part,
    question_queries,
    rules,
)
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.condition_rules import Standing
from micro_projects.web.sentence import AgendaDue, say

TITLE = N_("是否交付表决：提案%(code)s《%(title)s》")
TEXT = N_("同意提案%(code)s《%(title)s》（第%(version)d版，价格%(price)s）交付居民表决。")
TEXT_WITHOUT_PRICE = N_(
    "同意提案%(code)s《%(title)s》（第%(version)d版，专业意见认为不可行，没有价格）交付居民表决。"
)


def agenda_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Every proposal that may advance waits for the council (P8); not once its cycle's vote is counted."""
    items = []
    over: dict[int, bool] = {}
    for due in opinion_queries.before_council(place_id):
        p = due.proposal
        if due.cycle.id not in over:
            over[due.cycle.id] = proposal_rules.round_over(proposals.states(due.cycle.id))
        cap = due.cycle.pack.cap(p.kind)
        if over[due.cycle.id] or rules.blocked(p.version, due.assessed, cap, owed=False):
            continue
        facts = {"code": p.code, "title": p.title, "version": p.version}
        text = (
            say(TEXT, **facts, price=due.assessed.price)
            if due.assessed.price is not None
            else say(TEXT_WITHOUT_PRICE, **facts)
        )
        items.append(AgendaDue(p.ref, p.code, say(TITLE, code=p.code, title=p.title), text, due.text_hash))
    return items


def motion_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """P8."""
    council_actions.decided(subject_id, choice, by, now)


def price(proposal_id: int) -> Money | None:
    """The price of the opinion in force: what the ballot and the project cost."""
    known = opinion_queries.in_force([proposal_id]).get(proposal_id)
    return known.price if known else None


def legality(ids: Sequence[int]) -> dict[int, Standing]:
    """The legality opinion in force of each proposal that has one (P10)."""
    return {
        one: Standing("legality", row.version, row.favourable, row.given_by, row.at)
        for one, row in opinion_queries.newest_legality(ids).items()
    }


ANSWERS = {
    ("price", "proposal"): price,
    ("legality", "proposal"): legality,
    ("agenda_due", "proposal.advance"): agenda_due,
    ("motion_decided", "proposal.advance"): motion_decided,
    ("disclosed_facts", "proposal"): council_actions.disclosed_facts,
    ("said", "comment"): comment_queries.said,
    ("said", "question"): question_queries.said,
    ("desk", "deliberation"): desk_queries.desk,
}
LISTENS = (
    ("minutes_stood", "session", council_actions.post_d2),
    ("proposal_cost", "proposal", price),
    ("proposal_parts", "proposal", part.part),
)
