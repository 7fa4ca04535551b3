"""What the lower rooms' acts put in the log: the calendar, rolls by their size, who holds which role, a cycle's end.

Those rooms stand below the log and tell (``kernel.calls``); this room discloses. Before a district's log begins
there is nothing to write into: its first entries then say how things stand (`begin`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.notices.disclosing import disclose, disclose_about
from micro_projects.notices.models import Log
from micro_projects.notices.own_parts import person
from micro_projects.people import queries as people
from micro_projects.people.models import RoleHolding
from micro_projects.people.rules import ROLES
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.sentence import say

CALENDAR = N_("启用第%(version)s版工作日历，包括%(years)s年；公示期和办理期限都按它推算。")
ROLL = N_("%(place)s的居民名册现有%(size)d人；只公开人数，本人可以登录核对自己在不在册。")
HOLDERS = N_("%(place)s现有%(count)d个岗位由人担任，姓名和任期附后。")
GIVEN = N_("%(place)s：%(name)s从%(since)s起担任%(role)s。")
ENDED = N_("%(place)s：自%(until)s起，%(name)s不再担任%(role)s。")
CYCLE_ENDED = N_("%(year)d年民生微实事周期结束：全部提案和项目都已了结，剩余资金退回财政。")
UNNAMED = ("supervisor", "contractor")
"""Roles whose holders are not listed: residents drawn by lot, and firms, which contracts name."""


def _no_log() -> bool:
    return db.session.scalar(select(Log.id).limit(1)) is None


def begin(top: Place, now: datetime) -> None:
    """A district's log has begun: the calendar in force, who holds which role, how many stand on each roll."""
    calendar_made(top, now)
    for place in places.below([top.path]):
        if any(one.role not in UNNAMED for one in people.offices([place.path], now)):
            _holders(place, [place.path], now)
        if place.level == "community":
            roll_drawn_up(place, people.roll_size(place.id), now)


def calendar_made(top: Place, now: datetime) -> None:
    """An edition of the calendar comes into use: whole, so that every period can be worked out again."""
    if _no_log():
        return
    years, days = places.calendar_years(), places.calendar_days()
    calendar = places.calendar()
    disclose(
        "calendar.version",
        say(CALENDAR, version=calendar.version, years="、".join(str(y.year) for y in years)),
        place_id=top.id,
        path=top.path,
        at=now,
        facts={
            "days": {day.on.isoformat(): day.working for day in days},
            "names": {day.on.isoformat(): day.name for day in days if day.name},
            "provisional": [year.year for year in years if year.provisional],
            "sources": {str(year.year): year.source for year in years},
            "version": calendar.version,
            "years": [year.year for year in years],
            "zone": str(calendar.zone),
        },
    )


def roll_drawn_up(place: Place, added: int, now: datetime) -> None:
    """A roll was drawn up or added to: how many, never who."""
    if _no_log():
        return
    size = people.roll_size(place.id)
    disclose(
        "roll.size",
        say(ROLL, place=place.name, size=size),
        place_id=place.id,
        path=place.path,
        at=now,
        facts={"added": added, "place": place.code, "size": size},
    )


def role_given(holding: RoleHolding, now: datetime) -> None:
    """Somebody takes up a role."""
    _role("people.role_given", GIVEN, holding, now)


def role_ended(holding: RoleHolding, now: datetime) -> None:
    """Somebody's term ends on a day."""
    _role("people.role_ended", ENDED, holding, now)


def _role(kind: str, msgid: str, holding: RoleHolding, now: datetime) -> None:
    if holding.role in UNNAMED or _no_log():
        return
    place = db.session.get_one(Place, holding.place_id)
    name = people.names([holding.person_id])[holding.person_id]
    when = {
        name_: {"day": f"{on.isoformat()}T12:00:00+08:00"}
        for name_, on in (("since", holding.from_on), ("until", holding.until_on))
        if on and f"%({name_})" in msgid
    }
    words = say(msgid, place=place.name, name=name, role=ROLES[holding.role], **when)
    facts = _facts(people.Office(name, holding.role, place.code, holding.from_on, holding.until_on))
    disclose(kind, words, place_id=place.id, path=place.path, at=now, facts=facts)


def _facts(office: people.Office) -> dict[str, Any]:
    return {
        "from_on": office.from_on.isoformat(),
        "name": person(office.name),
        "place": office.place,
        "role": office.role,
        "until_on": office.until_on.isoformat() if office.until_on else None,
    }


def cycle_opened(cycle: Cycle, by: Actor, now: datetime) -> None:
    """Beside the rule pack (C1): who holds which role in the community and above it, in full."""
    place = db.session.get_one(Place, cycle.place_id)
    _holders(place, people.above(place.path), now)


def _holders(place: Place, paths: list[str], now: datetime) -> None:
    offices = [one for one in people.offices(paths, now) if one.role not in UNNAMED]
    disclose(
        "people.holders",
        say(HOLDERS, place=place.name, count=len(offices)),
        place_id=place.id,
        path=place.path,
        at=now,
        facts={"holders": [_facts(one) for one in offices], "place": place.code},
    )


def cycle_ended(cycle: Cycle, by: Actor, now: datetime) -> None:
    """C3."""
    disclose_about(
        cycle,
        "cycle.ended",
        say(CYCLE_ENDED, year=cycle.year),
        at=now,
        facts={"cycle": cycle.code, "year": cycle.year},
    )
