"""The one way a proposal takes a step, whoever takes it: compare-and-swap, journal, and word to those who follow."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import require
from micro_projects.proposals import rules
from micro_projects.proposals.machine import MACHINE
from micro_projects.proposals.models import Proposal


def take(proposal: Proposal, act: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """Take step `act` of the table and tell ``proposal_moved``. The caller has permitted it."""
    journal.move(proposal, MACHINE, act, by=by, at=at, **facts)
    calls.tell("proposal_moved", "proposal", proposal, act, at)


def is_worker(by: Actor, path: str) -> bool:
    """Whether somebody is a worker of the place: who enters for people that come in person (代办)."""
    return by.holds(frozenset({"worker"}), path)


def require_author(by: Actor, proposal: Proposal) -> int | None:
    """Refuse all but the author and, on the author's behalf, a worker of the place: then the author's id."""
    if by.person_id == proposal.author_id:
        return None
    require(is_worker(by, proposal.path), rules.NOT_AUTHOR)
    return proposal.author_id
