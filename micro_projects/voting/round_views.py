"""Pages of rounds: what they are, how many have voted, motions to void."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.kernel.refusal import Refused
from micro_projects.places import queries as places
from micro_projects.voting import (
    ballot_map,
    pages,
    printing,
    queries,
    reconcile_pages,
    result_actions,
    round_course,
    round_panels,
    rules,
)
from micro_projects.voting.forms import VoidForm
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.web import paper
from micro_projects.web.access import allow, may
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.preview import publish
from micro_projects.web.refusals import words


@room.get("/c/<place>/<int:year>/rounds")
@allow("round.read")
def index(place: str, year: int) -> Any:
    """The rounds of a community's year, and those brought in from elsewhere."""
    community = places.place(place)
    rounds = [*queries.listed(community.id, year), *queries.imported(community.id)]
    return render_template(
        "voting/index.html",
        place=community,
        year=year,
        rounds=rounds,
        pages=pages,
        states=rules.STATES,
        may_group=may(me_or_none(), "ballot.group", community.id, community.path),
        may_simulate=may(me_or_none(), "round.simulate", community.id, community.path),
    )


@room.get("/rounds/<code>", endpoint="round")
@allow("round.read")
def round_page(code: str) -> Any:
    """What is voted on, when, who may; how many have voted. Never a choice."""
    return _round_page(queries.round_or_404(code), VoidForm(), None)


def _round_page(round_: Round, form: VoidForm, refused: Refused | None) -> Any:
    actor = me_or_none()
    by_channel = queries.turnout(round_.id)
    waiting = round_course.waiting(round_)
    motion = waiting.motion
    steps = round_course.course(round_, by_channel, waiting, now())
    lines = queries.projects(round_.id)
    return render_template(
        "voting/round.html",
        round=round_,
        pages=pages,
        at=now(),
        crumbs=pages.breadcrumbs(round_),
        lines=lines,
        map=ballot_map.on_page(lines),
        held=waiting.held,
        may_recount=round_.state in rules.COUNTED
        and round_.ballots is not None
        and may(actor, "round.recount", round_.place_id, round_.path),
        difference=reconcile_pages.difference(round_, actor) if waiting.differs else "",
        panels=round_panels.shown(round_, actor, now()),
        by_channel=by_channel,
        voted=sum(by_channel.values()),
        enough=-(-round_.min_turnout * round_.roll_size // 10_000),
        steps=steps,
        going=next((step for step in steps if step.state in ("now", "late")), None),
        mine=queries.mine_of(round_.id, actor.id if actor else None),
        states=rules.STATES,
        grounds=rules.GROUNDS,
        counted=round_.state in rules.COUNTED,
        lot=queries.tie_lot(round_.id) if round_.state == "reconciled" else None,
        motion=motion,
        form=form,
        refused=words(refused.refusal, refused.facts) if refused else (),
        may_ask=motion is None
        and round_.state in rules.RUNNING
        and not round_.imported
        and may(actor, "round.ask_void", round_.place_id, round_.path),
        may_consent=motion is not None
        and motion.consented_at is None
        and may(actor, "round.consent_void", round_.place_id, round_.path),
    )


@room.get("/rounds/<code>/ballot.pdf")
@allow("round.read")
def specimen(code: str) -> Any:
    """The ballot's specimen on paper."""
    return paper.printed(lambda: printing.specimen(queries.round_or_404(code)), f"{code}-ballot")


@room.post("/rounds/<code>/void")
@allow("round.ask_void")
def ask_void(code: str) -> Any:
    """Move that the round be voided."""
    round_, form = queries.round_or_404(code), VoidForm()
    if not form.validate():
        return _round_page(round_, form, None), 422
    by = me()
    try:
        with publish() as at:
            result_actions.ask_void(by, round_, form.ground.data, form.reason.data, at)
    except Refused as refused:
        return _round_page(round_, form, refused), refused.refusal.status
    return redirect(url_for("voting.round", code=code), 303)


@room.post("/rounds/<code>/void/consent")
@allow("round.consent_void")
def consent_void(code: str) -> Any:
    """The district agrees to a second void."""
    round_, by = queries.round_or_404(code), me()
    with publish() as at:
        result_actions.consent_void(by, round_, queries.request_or_refuse(round_.id), at)
    return redirect(url_for("voting.round", code=code), 303)
