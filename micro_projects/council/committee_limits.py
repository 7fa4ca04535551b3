"""What a committee's session may hold: nothing beyond what the assembly set, checked wherever an item is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from micro_projects.council import committee_queries, committee_rules
from micro_projects.council.committee_queries import Committee
from micro_projects.council.models import CouncilSession
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import found, require
from micro_projects.places.models import Place


def meeting(place: Place, on: date) -> Committee:
    """The committee that may meet on a day; refused when the council has none, or its time is over."""
    return found(committee_queries.in_force(place.id, on), committee_rules.NO_COMMITTEE)


def may_decide(committee: Committee, purpose: str, subject_id: int | None) -> bool:
    """Whether a motion lies within a committee's limits, its amount included."""
    amount = None
    if subject_id is not None and calls.knows("motion_amount", purpose):
        amount = calls("motion_amount", purpose, subject_id)
    return committee_rules.may_decide(committee.purposes, committee.row.amount_limit, purpose, amount)


def require_within(session: CouncilSession, asked: Iterable[tuple[str, int | None]]) -> None:
    """Refuse an item (purpose and subject) of a committee's session that the assembly did not leave to it."""
    if session.committee_id is None:
        return
    committee = committee_queries.one(session.committee_id)
    for purpose, subject_id in asked:
        require(may_decide(committee, purpose, subject_id), committee_rules.BEYOND_LIMITS)
