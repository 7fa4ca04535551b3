"""P7: amending one's own text as a new version, and merging by agreement of all authors."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from micro_projects.cycles.pack import KINDS
from micro_projects.deliberation import letters, queries, rules
from micro_projects.deliberation.models import Merge, MergePart
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.proposals import actions as proposal_actions
from micro_projects.proposals import disclosure_actions
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.models import Proposal, Second
from micro_projects.proposals.moving import require_author, take
from micro_projects.proposals.rules import Text
from micro_projects.web.access import permit


def may_amend(proposal: Proposal) -> bool:
    """Whether the text may change: deliberated, or screened in with a new version owed after an objection."""
    if proposal.state == "screened_in":
        return proposals.rerun_pending(proposal.id)
    return rules.may_speak(proposal.state)


def amend(by: Actor, proposal: Proposal, words: Text, now: datetime) -> None:
    """The author writes the next version; the old one and what was said of it stay (P7)."""
    permit(by, "deliberation.amend", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    require(may_amend(proposal), rules.NOT_DELIBERATING)
    words = _sound(proposal, words)
    old = proposals.text_of(proposals.version(proposal.id, proposal.version))
    require(words != old, rules.NOTHING_CHANGED)
    proposal_actions.add_version(proposal, words, proposal.author_id, now)
    journal.write(by, "proposal.amend", proposal.ref, now, on_behalf_of=behalf, version=proposal.version)
    disclosure_actions.settle_rerun(by, proposal, now)


def offer_merge(
    by: Actor, survivor: Proposal, others: Sequence[Proposal], words: Text, now: datetime
) -> Merge:
    """An author proposes to make one of several, with the joint text; the offerer's own consent is given."""
    permit(by, "deliberation.merge", survivor.place_id, survivor.path)
    require_author(by, survivor)
    parts = [survivor, *others]
    require(others and len({p.id for p in parts}) == len(parts), rules.MERGE_NEEDS_OTHERS)
    together = all(p.state == "deliberating" and p.cycle_id == survivor.cycle_id for p in parts)
    require(together, rules.NOT_DELIBERATING)
    require(not any(proposals.rerun_pending(p.id) for p in parts), proposal_rules.RERUN_PENDING)
    require(not queries.open_merges([p.id for p in parts]), rules.MERGE_OPEN)
    words = _sound(survivor, words)
    offer = Merge(
        token=secrets.token_urlsafe(9),
        survivor_id=survivor.id,
        title=words.title,
        problem=words.problem,
        wish=words.wish,
        location=words.location,
        beneficiaries=words.beneficiaries,
        kind=words.kind,
        estimate=words.estimate,
        offered_by=by.id,
        due_at=places.due_after(now, rules.MERGE_DAYS),
        at=now,
        outcome="open",
    )
    db.session.add(offer)
    db.session.flush()
    own = {p.id for p in parts if p.author_id == survivor.author_id}
    db.session.add_all(
        MergePart(
            merge_id=offer.id,
            proposal_id=p.id,
            version=p.version,
            agreed=True if p.id in own else None,
            answered_at=now if p.id in own else None,
            reason="",
        )
        for p in parts
    )
    db.session.flush()
    journal.write(by, "proposal.offer_merge", survivor.ref, now, others=[p.id for p in others])
    for p in others:
        letters.tell([p.author_id], letters.MERGE_OFFERED, p, now)
    if len(own) == len(parts):
        _carry_out(by, offer, now)
    return offer


def answer_merge(
    by: Actor, offer: Merge, proposal: Proposal, agreed: bool, now: datetime, *, reason: str = ""
) -> None:
    """An author agrees, or declines with a reason; the last agreement makes them one, a refusal ends the offer."""
    permit(by, "deliberation.answer_merge", proposal.place_id, proposal.path)
    behalf = require_author(by, proposal)
    require(offer.outcome == "open", rules.MERGE_CLOSED)
    require(now < offer.due_at, rules.MERGE_LATE)
    require(agreed or reason, rules.REASON_NEEDED)
    parts = queries.merge_parts(offer.id)
    part = next((m for m, p, _ in parts if p.id == proposal.id), None)
    require(part is not None and part.agreed is None, rules.MERGE_CLOSED)
    assert part is not None
    part.agreed, part.answered_at, part.reason = agreed, now, "" if agreed else reason
    db.session.flush()
    journal.write(by, "proposal.answer_merge", proposal.ref, now, on_behalf_of=behalf, agreed=agreed)
    decided = rules.agreed({m.proposal_id: m.agreed for m, _, _ in parts})
    if decided is False:
        offer.outcome, offer.closed_at = "declined", now
        for _, p, _ in parts:
            letters.tell([p.author_id], letters.NOT_MERGED, p, now)
    elif decided:
        _carry_out(by, offer, now)


def _carry_out(by: Actor, offer: Merge, now: datetime) -> None:
    parts = queries.merge_parts(offer.id)
    if not _fresh(parts):
        _end(by, offer, "stale", now)
        return
    offer.outcome, offer.closed_at = "agreed", now
    survivor = proposals.by_id(offer.survivor_id)
    proposal_actions.add_version(survivor, words_of(offer), offer.offered_by, now)
    journal.write(by, "proposal.amend", survivor.ref, now, version=survivor.version)
    _join_seconds(survivor, [p for _, p, _ in parts if p.id != survivor.id], now)
    for _, p, _ in parts:
        if p.id != survivor.id:
            p.merged_into_id = survivor.id
            take(p, "merge", by=by, at=now, into=survivor.code)
        letters.tell([p.author_id], letters.MERGED, p, now)


def _fresh(parts: Sequence[tuple[MergePart, Proposal, str]]) -> bool:
    """Whether every proposal is still deliberated, as it was when the joint text was offered."""
    same = all(p.state == "deliberating" and p.version == m.version for m, p, _ in parts)
    return same and not any(proposals.rerun_pending(p.id) for _, p, _ in parts)


def _join_seconds(survivor: Proposal, merged: Sequence[Proposal], now: datetime) -> None:
    """Who seconded a proposal that is merged seconds the joint one: once each, its author left out."""
    entries = {e for p in merged for e in proposals.seconding_entries(p.id, survivor.place_id)}
    entries -= set(proposals.seconding_entries(survivor.id, survivor.place_id))
    own = proposals.entry_of(survivor.author_id, survivor.place_id)
    entries -= {own.id} if own else set()
    db.session.add_all(Second(proposal_id=survivor.id, entry_id=e, at=now) for e in sorted(entries))
    survivor.seconds += len(entries)
    db.session.flush()


def end_merge(by: Actor, offer: Merge, now: datetime) -> None:
    """The clock ends an offer whose time is over, or of which a proposal was changed, withdrawn or decided."""
    survivor = proposals.by_id(offer.survivor_id)
    permit(by, "deliberation.end_merge", survivor.place_id, survivor.path)
    require(offer.outcome == "open", rules.MERGE_CLOSED)
    if not _fresh(queries.merge_parts(offer.id)):
        _end(by, offer, "stale", now)
    elif now >= offer.due_at:
        _end(by, offer, "expired", now)


def _end(by: Actor, offer: Merge, outcome: str, now: datetime) -> None:
    offer.outcome, offer.closed_at = outcome, now
    db.session.flush()
    parts = queries.merge_parts(offer.id)
    journal.write(by, "proposal.end_merge", parts[0][1].ref, now, outcome=outcome)
    for _, p, _ in parts:
        letters.tell([p.author_id], letters.MERGE_ENDED, p, now)


def words_of(offer: Merge) -> Text:
    """The joint text."""
    return Text(
        offer.title,
        offer.problem,
        offer.wish,
        offer.location,
        offer.beneficiaries,
        offer.kind,
        offer.estimate,
    )


def _sound(proposal: Proposal, words: Text) -> Text:
    words = words.clean()
    require(proposal_rules.complete(words, KINDS), proposal_rules.FIELDS_MISSING)
    cap = proposals.cycle_of(proposal).pack.cap(words.kind)
    require(words.estimate <= cap, proposal_rules.OVER_CAP, estimate=words.estimate, cap=cap)
    return words
