"""The desk (工作台): what every room says waits for a person, in order of deadline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from micro_projects.front import queries
from micro_projects.front.links import link
from micro_projects.front.progress import progress
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.desk import DeskItem
from micro_projects.people.rules import ROLES
from micro_projects.places import queries as places
from micro_projects.proposals import page_queries as proposals
from micro_projects.proposals.life import TONES
from micro_projects.proposals.machine import STATES as PROPOSAL_STATES
from micro_projects.web.language import language
from micro_projects.web.sentence import Sentence, fill
from micro_projects.web.show import ZONE

_NEVER = datetime.max.replace(tzinfo=UTC)


def desk(who: Actor, now: datetime) -> dict[str, Any]:
    """Everything that waits for somebody, overdue first."""
    items: list[DeskItem] = []
    for room in calls.kinds("desk"):
        items += calls("desk", room, who, now)
    items.sort(key=lambda item: item.deadline or _NEVER)
    lines = [_line(item, now) for item in items if item.endpoint in current_app.view_functions]
    return {
        "lines": lines,
        "late": sum(line["late"] for line in lines),
        "today": sum(line["today"] for line in lines),
        "roles": sorted({_(ROLES[h.role]) for h in who.holdings if h.role in ROLES}),
        "coming": _coming(who, now) if not lines else [],
        "mine": [
            {
                "title": p.title or _("未命名的草稿"),
                "url": link("proposals.proposal", code=p.code),
                "state": _(PROPOSAL_STATES[p.state]),
                "tone": TONES.get(p.state, "ended"),
            }
            for p in proposals.newest_of(who.id)
        ],
    }


def _line(item: DeskItem, now: datetime) -> dict[str, Any]:
    due = item.deadline
    late = due is not None and due <= now
    last = (due - timedelta.resolution).astimezone(ZONE).date() if due else None
    return {
        "what": _filled(item.what, item),
        "url": link(item.endpoint, **item.args),
        "deadline": due,
        "late": late,
        "today": not late and last == now.astimezone(ZONE).date(),
        "blocked": [_filled(condition, item) for condition in item.blocked],
    }


def _filled(msgid: str, item: DeskItem) -> str:
    text = _(msgid)
    return fill(text, Sentence(msgid, item.facts).kept(), language()) if "%(" in text else text


def _coming(who: Actor, now: datetime) -> list[Any]:
    """With an empty desk: where the cycles of one's places stand, and what comes."""
    here = {r.path for r in who.rolls} | {h.path for h in who.holdings}
    mine = [p for p in places.communities() if any(p.path.startswith(path) for path in here)][:5]
    years = queries.newest_cycles([p.id for p in mine])
    shown = queries.notices([y.cycle.id for y in years.values()], "", now) if years else []
    _sessions, rounds = queries.meetings("", now)
    return [progress(p, years[p.id], shown, rounds, now) for p in mine if p.id in years]
