"""P8–P9: what a motion of the council does to a proposal, and the notice of what was deliberated (D2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from micro_projects.deliberation import comment_queries, letters, opinion_queries, opinion_rules, rules
from micro_projects.deliberation.opinion_actions import facts as opinion_facts
from micro_projects.deliberation.opinion_queries import InForce
from micro_projects.journal import actions as journal
from micro_projects.journal.models import IsSubject
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices import own_parts
from micro_projects.notices import queries as notices
from micro_projects.notices.actions import post_notice
from micro_projects.proposals import condition_queries
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.disclosure_actions import text_facts
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.web.sentence import say

D2_TEXT = N_(
    "商议公开：%(year)d年周期有%(count)d件提案经议事会同意交付表决，文本、价格、意见和表决结果附后。"
    "公示期内，对其中任何一件或对程序，都可以提出异议。"
)
COMMENTS_SHOWN = 20
REFUSALS = {
    "rerun": proposal_rules.RERUN_PENDING,
    "no_opinion": rules.NO_OPINION,
    "price": rules.PRICE_OVER_CAP,
}


class Motion(Protocol):
    """A motion as the minutes have it."""

    purpose: str
    subject_id: int
    choice: str | None
    yes: int
    no: int
    abstain: int
    text: str


def decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """P8: the motion *advance* was declared: carried, lost, deferred or referred."""
    proposal = proposals.by_id(subject_id)
    require(choice in rules.CHOICES, WRONG_STATE)
    act = rules.CHOICES[choice]
    if act == "advance":
        require_may_advance(proposal)
    if act == "defer" and proposal.state == "deferred":
        journal.write(by, "proposal.defer_again", proposal.ref, now)
    else:
        take(proposal, act, by=by, at=now)
    letters.tell([proposal.author_id], letters.COUNCIL[act], proposal, now)


def require_may_advance(proposal: Proposal) -> None:
    """Refuse what may not advance: no opinion on its text, too dear, a correction owed (P7)."""
    reason = opinion_queries.blocked(proposal)
    if reason is None:
        return
    facts: dict[str, Any] = {}
    if reason == "price":
        cap = proposals.cycle_of(proposal).pack.cap(proposal.kind)
        facts = {"price": opinion_queries.of(proposal).price, "cap": cap}
    require(False, REFUSALS[reason], **facts)


def post_d2(session: IsSubject, motions: Sequence[Motion], by: Actor, now: datetime) -> None:
    """P9: the minutes stand: what this session advanced goes on notice, a cycle at a time; later ones supplement."""
    carried = {
        m.subject_id: m
        for m in motions
        if m.purpose == "proposal.advance" and m.choice in ("carry", "to_residents")
    }
    waiting = [p for p in proposals.by_ids(list(carried)) if p.state == "advanced"]
    of_cycle: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in waiting:
        assert proposal.cycle_id is not None
        of_cycle[proposal.cycle_id].append(proposal)
    for rows in of_cycle.values():
        _post(rows, carried, session, by, now)


def _post(
    rows: Sequence[Proposal], motions: dict[int, Motion], session: IsSubject, by: Actor, now: datetime
) -> None:
    cycle = proposals.cycle_of(rows[0])
    facts = disclosed_facts([p.id for p in rows])
    post_notice(
        by,
        "D2",
        cycle.subject,
        [p.ref for p in rows],
        say(D2_TEXT, year=cycle.year, count=len(rows)),
        now,
        facts={
            "session": session.code,
            "proposals": [{**facts[p.id], "vote": _vote(motions[p.id])} for p in rows],
        },
        supersedes=_before(rows),
    )


def _before(rows: Sequence[Proposal]) -> Any:
    """The D2 that a re-run of one proposal corrects; a fresh session's notice corrects none."""
    older = notices.newest(rows[0].id, "D2") if len(rows) == 1 else None
    return older[0] if older else None


def _vote(motion: Motion) -> dict[str, Any]:
    return {"motion": motion.text, "yes": motion.yes, "no": motion.no, "abstain": motion.abstain}


def disclosed_facts(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What D2 shows of each proposal beside its vote: text, hash, price, opinions, conditions, arguments."""
    versions = proposals.versions(ids)
    known = opinion_queries.in_force(ids)
    opinions = _opinions(known)
    lacking = condition_queries.of(proposals.by_ids(list(ids)))
    counts, said = comment_queries.arguments(ids), comment_queries.shown(ids, COMMENTS_SHOWN)
    cards = _cards(ids)
    return {
        p.id: {
            "proposal": p.code,
            "version": p.version,
            "text": text_facts(versions[p.id]),
            "text_hash": versions[p.id].text_hash.hex(),
            "price": _price(known.get(p.id)),
            "opinions": opinions.get(p.id, []),
            "conditions": [line.facts() for line in lacking[p.id]],
            "arguments": counts[p.id],
            "comments": [
                {"stance": stance or "none", "text": own_parts.said(text)} for stance, text in said[p.id]
            ],
            **cards.get(p.id, {}),
        }
        for p in proposals.by_ids(list(ids))
    }


def _cards(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The card of arguments for and against, as many on each side; where some room keeps one."""
    if not calls.knows("arguments_card", "proposal"):
        return {}

    def lines(side: Sequence[Any]) -> list[dict[str, Any]]:
        return [
            {
                "text": own_parts.said(line.text),
                "author": own_parts.person(line.name),
                "agree": line.agree,
                "disagree": line.disagree,
            }
            for line in side
        ]

    return {
        one: {
            "card": {
                "reasons_for": lines(card.for_),
                "reasons_against": lines(card.against),
                "more_for": card.more_for,
                "more_against": card.more_against,
            }
        }
        for one, card in calls("arguments_card", "proposal", ids).items()
        if card.for_ or card.against
    }


def _opinions(known: dict[int, InForce]) -> dict[int, list[dict[str, object]]]:
    """Each proposal's opinions in force with what they rest on: two statements."""
    rows = {one: [there.of[k] for k in opinion_rules.KINDS if k in there.of] for one, there in known.items()}
    every = [row.id for of_one in rows.values() for row in of_one]
    items, kept = opinion_queries.items(every), opinion_queries.files(every)
    return {
        one: [opinion_facts(row, items[row.id], kept[row.id]) for row in of_one]
        for one, of_one in rows.items()
    }


def _price(opinion: Any) -> int | None:
    return opinion.price.fen if opinion is not None and opinion.price is not None else None
