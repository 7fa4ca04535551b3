"""Conversations: their list, their page, opening one. Answering and arguments stand in files of their own."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from micro_projects.conduct import queries as conduct
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.places import queries as places
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.showing import attempt
from micro_projects.viewpoints import actions, queries, results, rules
from micro_projects.viewpoints.forms import ConversationForm
from micro_projects.viewpoints.models import Conversation
from micro_projects.viewpoints.picture import NAMES, picture
from micro_projects.viewpoints.room import room
from micro_projects.web import paging
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.show import ZONE


@room.get("/c/<place>/conversations")
@allow("viewpoint.read")
def listing(place: str) -> Any:
    """A community's conversations, newest first."""
    community = places.place(place)
    rows = queries.of_place(community.id, paging.after_id(), paging.SIZE + 1)
    return render_template(
        "viewpoints/list.html",
        place=community,
        page=paging.page(rows, lambda row: row.id),
        may_open=may(me_or_none(), "conversation.open", community.id, community.path),
        at=now(),
    )


@room.get("/c/<place>/conversations/new")
@allow("conversation.open")
def opening(place: str) -> Any:
    """The form of a new one."""
    return _opening_page(place, ConversationForm())


@room.post("/c/<place>/conversations/new")
@allow("conversation.open")
def opening_post(place: str) -> Any:
    """Open one."""
    form, community = ConversationForm(), places.place(place)
    if not form.validate():
        return _opening_page(place, form), 422
    made: list[str] = []

    def do() -> None:
        with act() as at:
            typed = form.proposal.data
            about = proposals.by_code(typed) if typed else None
            seeds = [seed for seed in (form.seeds.data or "").split("\n") if seed.strip()]
            row = actions.open_conversation(
                me(),
                community,
                form.question.data,
                form.about.data or "",
                period(form.opens_on.data, form.closes_on.data, at),
                seeds,
                at,
                proposal=about,
            )
            made.append(row.code)

    extra, status = attempt(do)
    if extra:
        return _opening_page(place, form, extra), status
    return redirect(url_for("viewpoints.conversation", code=made[0]), 303)


def period(opens_on: Any, closes_on: Any, at: datetime) -> tuple[datetime, datetime]:
    """From the day it begins (at once, when it is today or not said) to the end of its last day."""
    begins = datetime.combine(opens_on, time(), ZONE) if opens_on else at
    return max(begins, at), datetime.combine(closes_on, time(), ZONE) + timedelta(days=1)


def _opening_page(place: str, form: ConversationForm, extra: Any = ()) -> str:
    community = places.place(place)
    require(may(me(), "conversation.open", community.id, community.path), NOT_ALLOWED)
    return render_template("viewpoints/new.html", place=community, form=form, extra=list(extra))


@room.get("/conversations/<code>")
@allow("viewpoint.read")
def conversation(code: str) -> Any:
    """The question, what is open to the reader, and the result where enough people took part."""
    actor, sheet, at = me_or_none(), queries.sheet(code), now()
    c = sheet.conversation
    found = sheet.read
    known = results.shown(found) if found and not rules.missing(c.participants) else None
    statements = queries.statements(c.id)
    entry = actor.roll_entry(c.place_id) if actor else None
    return render_template(
        "viewpoints/conversation.html",
        sheet=sheet,
        c=c,
        state=standing(c, at),
        shown=known,
        picture=picture(known.sizes) if known else None,
        heads=[(_(name), "number") for name in NAMES[: len(known.sizes)]] if known else [],
        names=NAMES,
        missing=rules.missing(c.participants),
        statements=statements,
        text={s.number: s.text for s in statements},
        tokens=conduct.standing_of({"statement": [s.id for s in statements]}) if actor else {},
        listed=entry is not None,
        mine=queries.mine(c.id, entry) if entry is not None and c.state == "open" else None,
        worker=may(actor, "conversation.answer_for", c.place_id, c.path),
        fewest=rules.FEWEST,
    )


def standing(c: Conversation, at: datetime) -> str:
    """``before``, ``open``, ``over`` (closing at the next tick) or ``closed``."""
    if c.state != "open":
        return "closed"
    return "before" if at < c.opens_at else "open" if at < c.closes_at else "over"


def listed(actor: Actor, c: Conversation) -> int:
    """The reader's entry on the community's roll; refused without one."""
    entry = actor.roll_entry(c.place_id)
    require(entry is not None, rules.NOT_LISTED)
    assert entry is not None
    return entry


from micro_projects.viewpoints import answer_views, argument_views  # noqa: E402,F401
