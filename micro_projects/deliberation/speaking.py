"""Who speaks when somebody writes here, and what fits: for comments, questions and answers alike."""

from __future__ import annotations

from micro_projects.deliberation import rules
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.kernel.text import prose
from micro_projects.people.models import RollEntry
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker


def fit(words: str, most: int) -> str:
    """What was typed, made fit to keep; refused when nothing is left of it or it is too long."""
    words = prose(words)
    require(words, rules.EMPTY_TEXT)
    require(len(words) <= most, rules.TEXT_TOO_LONG, most=most)
    return words


def speaker_of(by: Actor, proposal: Proposal, entry: RollEntry | None) -> int:
    """Whose words these are: one's own, or the resident's for whom a worker of the place enters them."""
    if entry is None:
        require(by.roll_entry(proposal.place_id) is not None, proposal_rules.NOT_LISTED)
        return by.id
    require(is_worker(by, proposal.path), proposal_rules.NOT_LISTED)
    there = entry.place_id == proposal.place_id and entry.removed_at is None
    require(there, proposal_rules.NOT_LISTED)
    return entry.person_id


def other(by: Actor, person: int) -> int | None:
    """For the journal: on whose behalf, when it is not one's own."""
    return None if by.person_id == person else person
