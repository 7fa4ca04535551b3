"""The tablet at a booth: the one-time code, then the ballot's pages in a frame without ways out of it."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import (
    ballot_pages,
    booth_queries,
    code_rules,
    code_ticket,
    code_typing,
    code_views,
    pages,
    queries,
)
from micro_projects.voting.ballot_pages import Way
from micro_projects.voting.code_forms import BoothCode
from micro_projects.voting.code_models import BoothCheckin, BoothShift
from micro_projects.voting.code_pages import private, unkept
from micro_projects.voting.code_rules import Proof
from micro_projects.voting.code_views import Shown
from micro_projects.voting.forms import BallotForm
from micro_projects.voting.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import now
from micro_projects.web.refusals import lines

FRAME = "voting/booth_frame.html"


@room.get("/booth/<token>")
@allow("ballot.cast_by_code")
def tablet(token: str) -> Any:
    """Where every voter begins, and where the tablet returns to by itself: what the last one did is gone."""
    return _start(booth_queries.tablet_or_404(token), BoothCode(formdata=None))


def _start(shift: BoothShift, form: BoothCode, status: int = 200) -> Response:
    round_ = queries.by_id(shift.round_id)
    page = render_template(
        "voting/booth_start.html",
        frame=FRAME,
        round=round_,
        shift=shift,
        title=pages.title_of(round_),
        form=form,
        open=code_rules.receives(round_.state, shift, now()),
        over=bool(request.args.get("over")),
        start=_home(shift),
    )
    answer = unkept(Response(page, status))
    code_ticket.end(answer, _home(shift))
    return answer


def _home(shift: BoothShift) -> str:
    return url_for("voting.tablet", token=shift.token)


@room.post("/booth/<token>")
@allow("ballot.cast_by_code")
def tablet_typed(token: str) -> Any:
    """A right code leads to its ballot."""
    shift, form = booth_queries.tablet_or_404(token), BoothCode()
    if not form.validate():
        return _start(shift, form, 422)
    try:
        checkin = code_typing.booth(shift, form.code.data)
    except Refused as refused:
        form.code.errors = lines(refused)
        form.code.data, form.code.raw_data = "", None  # what somebody typed is not left for the next
        return _start(shift, form, refused.refusal.status)
    answer = unkept(redirect(url_for("voting.tablet_ballot", token=token), 303))
    code_ticket.begin(answer, Proof("booth", checkin.id), _home(shift), now())
    return answer


def _shown(token: str) -> Shown | None:
    """Whose ballot this request is about; None when no code was typed, too long ago, or it was used since."""
    shift = booth_queries.tablet_or_404(token)
    proof = code_ticket.current("booth", _home(shift), now())
    checkin = db.session.get(BoothCheckin, proof.id) if proof else None
    if proof is None or checkin is None or checkin.used or checkin.shift_id != shift.id:
        return None
    round_ = queries.by_id(shift.round_id)
    way = Way(
        choose=url_for("voting.tablet_step", token=token),
        cast=url_for("voting.tablet_cast", token=token),
        leave=_home(shift),
        mine=queries.mine(round_.id, checkin.entry_id),
        frame=FRAME,
    )
    return Shown(proof, round_, way)


def _over(token: str) -> Response:
    """Back to the start, which says that the time was over: no page of a refusal with ways out."""
    return unkept(redirect(url_for("voting.tablet", token=token, over=1), 303))


@room.get("/booth/<token>/ballot")
@allow("ballot.cast_by_code")
def tablet_ballot(token: str) -> Any:
    """The ballot, nothing chosen yet."""
    at = _shown(token)
    if at is None:
        return _over(token)
    return private(ballot_pages.choosing(at.round, BallotForm(formdata=None), at.way))


@room.post("/booth/<token>/ballot")
@allow("ballot.cast_by_code")
def tablet_step(token: str) -> Any:
    """Filter, compare, or look at one's choices before casting; nothing is written."""
    at = _shown(token)
    return _over(token) if at is None else private(ballot_pages.step(at.round, BallotForm(), at.way))


@room.post("/booth/<token>/cast")
@allow("ballot.cast_by_code")
def tablet_cast(token: str) -> Any:
    """Cast, once; the answer shows the receipt to be printed or copied, and then the tablet is for the next."""
    at = _shown(token)
    return _over(token) if at is None else code_views.cast(at, at.way.leave)
