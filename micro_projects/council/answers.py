"""What the council answers to other rooms, and what it hears from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.council import (
    committee_actions,
    committee_rules,
    live,
    minutes_actions,
    queries,
    seat_desk,
    vote_effects,
)
from micro_projects.council.desk import desk
from micro_projects.council.minutes_actions import LOT_PURPOSE
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.subject import Described
from micro_projects.places.models import Place
from micro_projects.web.door import now as door_now
from micro_projects.web.show import ZONE


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A session as others speak of it."""
    rows = db.session.execute(select(SubjectRow.id, SubjectRow.code).where(SubjectRow.id.in_(ids)))
    return {r[0]: Described(_("议事会会议%(code)s", code=r[1]), f"/sessions/{r[1]}") for r in rows}


def committee_described(ids: Sequence[int]) -> dict[int, Described]:
    """A standing committee as others speak of it."""
    rows = db.session.execute(
        select(SubjectRow.id, SubjectRow.code, Place.code)
        .join(Place, Place.id == SubjectRow.place_id)
        .where(SubjectRow.id.in_(ids))
    )
    return {r[0]: Described(_("常务委员会%(code)s", code=r[1]), f"/c/{r[2]}/council/committee") for r in rows}


def interested(subject_id: int) -> set[int]:
    """Nobody has a private interest in a session as such."""
    return set()


def panel_members(place_id: int, now: datetime | None = None) -> list[int]:
    """Council members in office: who may be drawn into a panel. `now` defaults to the door's time."""
    today = (now or door_now()).astimezone(ZONE).date()
    return [m.person_id for m in queries.members(place_id, today)]


def objection_upheld(subject_id: int, notice: Any, outcome: str, by: Actor, now: datetime) -> None:
    """The procedure of a session was objected to, rightly: its results are void, its items due again."""
    if outcome == "procedure":
        vote_effects.void_session(by, subject_id, now)


def proposal_moved(proposal: Any, act: str, now: datetime) -> None:
    """A proposal returned to deliberation (D2 upheld): what the council decided about it is void."""
    if act == "return":
        vote_effects.void_about(queries.who_took(proposal.ref, "proposal.return"), proposal.id, now)


ANSWERS = {
    ("describe", "session"): describe,
    ("interested", "session"): interested,
    ("panel_members", "place"): panel_members,
    ("objection_upheld", "session"): objection_upheld,
    ("desk", "council"): desk,
    ("desk", "council_seats"): seat_desk.desk,
    ("agenda_due", committee_rules.SET): committee_actions.set_due,
    ("motion_decided", committee_rules.SET): committee_actions.set_decided,
    ("agenda_due", committee_rules.REPORT): committee_actions.report_due,
    ("motion_decided", committee_rules.REPORT): committee_actions.report_decided,
    ("describe", "standing_committee"): committee_described,
    ("interested", "standing_committee"): interested,
}
LISTENS = (
    ("lot_drawn", LOT_PURPOSE, minutes_actions.signers_drawn),
    ("proposal_moved", "proposal", proposal_moved),
    ("role_given", "person", live.members_changed),
    ("role_ended", "person", live.members_changed),
)
