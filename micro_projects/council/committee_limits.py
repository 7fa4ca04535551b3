"""What a committee's session may hold: nothing beyond what the assembly set, checked wherever an item is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from micro_projects.council import committee_queries, committee_rules
from micro_projects.council.committee_queries import Committee
from micro_projects.council.models import CouncilSession
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import found, require
from micro_projects.places.models import Place


def meeting(place: Place, on: date) -> Committee:
    """The committee that may meet on a day; refused when the council has none, or its time is over."""
    return found(committee_queries.in_force(place.id, on), committee_rules.NO_COMMITTEE)


def within(committee: Committee, asked: Sequence[tuple[str, int | None]]) -> list[bool]:
    """Of motions (purpose and subject) which lie within a committee's limits, their amounts included."""
    amounts: dict[tuple[str, int | None], Money] = {}
    for purpose in sorted({purpose for purpose, _ in asked if calls.knows("motion_amounts", purpose)}):
        ids = [subject_id for one, subject_id in asked if one == purpose and subject_id is not None]
        moved = calls("motion_amounts", purpose, ids)
        amounts |= {(purpose, subject_id): amount for subject_id, amount in moved.items()}
    purposes, limit = committee.purposes, committee.row.amount_limit
    return [committee_rules.may_decide(purposes, limit, one[0], amounts.get(one)) for one in asked]


def require_within(session: CouncilSession, asked: Sequence[tuple[str, int | None]]) -> None:
    """Refuse an item (purpose and subject) of a committee's session that the assembly did not leave to it."""
    if session.committee_id is None:
        return
    require(all(within(committee_queries.one(session.committee_id), asked)), committee_rules.BEYOND_LIMITS)
