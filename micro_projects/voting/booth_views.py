"""Booths, for workers: announcing one, checking voters in, closing one before its time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Response, redirect, render_template, request, url_for

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting import (
    booth_actions,
    booth_queries,
    code_pages,
    code_printing,
    code_queries,
    code_rules,
    pages,
    queries,
)
from micro_projects.voting.booth_actions import CheckedIn
from micro_projects.voting.code_forms import FindVoter, OpenShift
from micro_projects.voting.code_models import BoothShift
from micro_projects.voting.code_queries import Voter
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web.access import allow, permit
from micro_projects.web.door import act, me, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines
from micro_projects.web.show import ZONE
from micro_projects.web.typesetting import drawn_code


@room.get("/rounds/<code>/booths")
@allow("booth.open")
def booths(code: str) -> Any:
    """A round's booths, and announcing another."""
    return _list(_mine(code), OpenShift(formdata=None))


def _mine(code: str) -> Round:
    """The round, when its booths are mine to run; refused otherwise."""
    round_ = queries.round_or_404(code)
    permit(me(), "booth.check_in", round_.place_id, round_.path)
    require("booth" in round_.channels.split(), code_rules.NO_BOOTHS)
    return round_


def _list(round_: Round, form: OpenShift, refused: Refused | None = None, status: int = 200) -> Any:
    page = render_template(
        "voting/booth_list.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        at=now(),
        shifts=booth_queries.shifts(round_.id),
        counts=code_queries.account(round_.id, now()),
        form=form,
        may_open=code_rules.before_closing(round_.state, round_.closes_at, now()),
        extra=lines(refused),
    )
    return page, refused.refusal.status if refused else status


@room.post("/rounds/<code>/booths")
@allow("booth.open")
def open_booth(code: str) -> Any:
    """Announce a booth."""
    round_, form, by = _mine(code), OpenShift(), me()
    if not form.validate():
        return _list(round_, form, status=422)
    try:
        with publish() as at:
            shift = booth_actions.open_shift(
                by, round_, form.venue.data, _local(form.starts.data), _local(form.ends.data), at
            )
    except Refused as refused:
        return _list(round_, form, refused)
    return redirect(url_for("voting.booth_shift", code=code, number=shift.number), 303)


def _local(typed: datetime) -> datetime:
    return typed.replace(tzinfo=ZONE)


@room.get("/rounds/<code>/booths/<int:number>")
@allow("booth.check_in")
def booth_shift(code: str, number: int) -> Any:
    """A shift: the tablet's address, finding and checking in voters."""
    round_ = _mine(code)
    return _shift(round_, booth_queries.shift_or_404(round_.id, number), FindVoter(formdata=None), None)


def _shift(
    round_: Round,
    shift: BoothShift,
    form: FindVoter,
    voters: Sequence[Voter] | None,
    given: CheckedIn | None = None,
    refused: Refused | None = None,
) -> Response:
    tablet = code_printing.on_this_server(url_for("voting.tablet", token=shift.token))
    return code_pages.finding(
        "voting/booth_shift.html",
        round_,
        form,
        voters,
        refused,
        shift=shift,
        open=code_rules.receives(round_.state, shift, now()),
        over=shift.closed_at is not None or now() >= shift.ends_at,
        busy=booth_queries.busy(shift.id, now()),
        tablet=tablet,
        square=drawn_code(tablet),
        given=given,
    )


@room.post("/rounds/<code>/booths/<int:number>/find")
@allow("booth.check_in")
def find_at_booth(code: str, number: int) -> Any:
    """The voter whose document the worker has in hand; nothing of it is in an address."""
    round_, form = _mine(code), FindVoter()
    shift = booth_queries.shift_or_404(round_.id, number)
    return _shift(round_, shift, form, code_pages.found(round_.id, form))


@room.post("/rounds/<code>/booths/<int:number>/check-in")
@allow("booth.check_in")
def check_in(code: str, number: int) -> Any:
    """Check a voter in. The answer shows the one-time code, once."""
    round_, by = _mine(code), me()
    shift = booth_queries.shift_or_404(round_.id, number)
    given = None
    try:
        to = code_queries.recipient(round_.id, request.form.get("entry", ""))
        with act() as at:
            given = booth_actions.check_in(by, round_, shift, to.entry_id, at)
    except Refused as refused:
        return _shift(round_, shift, FindVoter(formdata=None), None, refused=refused)
    return _shift(round_, shift, FindVoter(formdata=None), None, given)


@room.post("/rounds/<code>/booths/<int:number>/close")
@allow("booth.close")
def close_booth(code: str, number: int) -> Any:
    """Close a booth before its time."""
    round_, by = _mine(code), me()
    shift = booth_queries.shift_or_404(round_.id, number)
    with publish() as at:
        booth_actions.close_shift(by, round_, shift, at)
    return redirect(url_for("voting.booth_shift", code=code, number=number), 303)
