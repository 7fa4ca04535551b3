"""What cycles answers: the council's motion to open a cycle (C1)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.cycles import actions, queries
from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Described
from micro_projects.web.access import may
from micro_projects.web.sentence import AgendaDue, say


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A cycle as others speak of it."""
    rows = db.session.scalars(select(Cycle).where(Cycle.id.in_(ids)))
    return {
        c.id: Described(
            _("%(year)d年周期", year=c.year),
            url_for("front.cycle", place=c.code.rpartition("-")[0], year=c.year),
        )
        for c in rows
    }


def agenda_due(place_id: int, now: datetime) -> list[AgendaDue]:
    """Planned cycles wait for the council's motion."""
    query = select(Cycle).join(SubjectRow, SubjectRow.id == Cycle.id)
    rows = db.session.scalars(query.where(SubjectRow.place_id == place_id, Cycle.state == "planned"))
    return [
        AgendaDue(
            c.ref,
            c.code,
            say(N_("启动%(year)d年民生微实事周期"), year=c.year),
            say(N_("同意按公布的规则包和日程，启动%(year)d年民生微实事周期。"), year=c.year),
            hashlib.sha256(c.pack_json.encode()).digest(),
        )
        for c in rows
    ]


def motion_decided(subject_id: int, choice: str, by: Actor, now: datetime) -> None:
    """Carried: the officer may open it."""
    actions.decided(subject_id, choice == "carry", by, now)


def interested(subject_id: int) -> set[int]:
    """Nobody has a private interest in a year's cycle."""
    return set()


OPEN_IT = N_("核对并启动%(year)d年周期")
PLAN_WAITS = N_("%(year)d年周期等居民议事会表决")


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """What waits: moved cycles for the officer to open, planned ones for the moderator to put to the council."""
    items = []
    for cycle in queries.in_state("moved") if "officer" in actor.roles else ():
        if may(actor, "cycle.open", cycle.place_id, cycle.path):
            items.append(DeskItem(OPEN_IT, "cycles.opening", _address(cycle), facts={"year": cycle.year}))
    for cycle in queries.in_state("planned") if "moderator" in actor.roles else ():
        if may(actor, "cycle.carry", cycle.place_id, cycle.path):
            items.append(DeskItem(PLAN_WAITS, "front.cycle", _address(cycle), facts={"year": cycle.year}))
    return items


def _address(cycle: Cycle) -> dict[str, object]:
    return {"place": cycle.code.rpartition("-")[0], "year": cycle.year}


ANSWERS = {
    ("describe", "cycle"): describe,
    ("agenda_due", "cycle.open"): agenda_due,
    ("motion_decided", "cycle.open"): motion_decided,
    ("interested", "cycle"): interested,
    ("desk", "cycles"): desk,
}
LISTENS = ()
