"""Checking in at the door: a signed-in member who scanned the code that stood there a moment ago."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from micro_projects.council import actions, door_rules, live_refusals
from micro_projects.council import hall as halls
from micro_projects.council.live import in_session
from micro_projects.council.models import CouncilSession
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.web.access import permit


@in_session
def check_in_at_door(by: Actor, session: CouncilSession, scan: str, now: datetime) -> None:
    """A member is in the room: they themselves scanned a code that held. Nobody can do it for another."""
    permit(by, "session.check_in_at_door", session.place_id, session.path)
    require(session.state in ("checking_in", "open"), live_refusals.NOT_CHECKING_IN)
    require(
        door_rules.scanned(secret(), session.code, by.id, scan, now),
        live_refusals.DOOR_CODE_OLD,
    )
    actions.record_presence(by, halls.hall(session), by.id, "in_person", now)


def scan_of(by: Actor, session: CouncilSession, code: str, now: datetime) -> str:
    """What the page opened by a scan may send; refused when the code does not hold."""
    permit(by, "session.check_in_at_door", session.place_id, session.path)
    require(door_rules.holds(secret(), session.code, code, now), live_refusals.DOOR_CODE_OLD)
    return door_rules.scan(secret(), session.code, by.id, now)


def secret() -> str:
    """The house's own key, which signs forms and sign-ins too."""
    key: str = current_app.extensions["settings"].secret_key
    return key
