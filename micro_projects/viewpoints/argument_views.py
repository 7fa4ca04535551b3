"""Arguments for and against: the proposal's card in full, writing one, taking one from a comment, marking."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.conduct import queries as conduct
from micro_projects.deliberation import comment_queries
from micro_projects.deliberation import rules as deliberation
from micro_projects.kernel.refusal import require
from micro_projects.proposals import page_queries as proposal_pages
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rules as proposal_rules
from micro_projects.proposals.moving import is_worker
from micro_projects.proposals.showing import attempt
from micro_projects.viewpoints import argument_actions, argument_queries, rules
from micro_projects.viewpoints.answer_views import resident
from micro_projects.viewpoints.forms import ArgumentForm, PickForm
from micro_projects.viewpoints.representing import FEWEST
from micro_projects.viewpoints.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, me_or_none
from micro_projects.web.forms import Form


def address(code: str) -> str:
    """A proposal's arguments."""
    return url_for("viewpoints.arguments", code=code)


@room.get("/proposals/<code>/arguments")
@allow("viewpoint.read")
def arguments(code: str) -> Any:
    """Every argument of a proposal, in order; the form of one's own."""
    return _arguments_page(code, ArgumentForm())


@room.post("/proposals/<code>/arguments")
@allow("argument.write")
def write(code: str) -> Any:
    """Write one."""
    form = ArgumentForm()
    if not form.validate():
        return _arguments_page(code, form), 422

    def do() -> None:
        with act() as at:
            proposal = proposals.by_code(code)
            entry = resident(form.resident.data, proposal.place_id)
            argument_actions.write(me(), proposal, form.side.data, form.text.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return _arguments_page(code, form, extra), status
    return redirect(address(code), 303)


def _arguments_page(code: str, form: ArgumentForm, extra: Any = ()) -> str:
    actor, sheet = me_or_none(), proposal_pages.sheet(code)
    p = sheet.proposal
    require(p.state != "draft", proposal_rules.NO_PROPOSAL)
    entry = actor.roll_entry(p.place_id) if actor else None
    rows = argument_queries.ranked([p.id], entry)
    convener = actor is not None and actor.holds(frozenset({"moderator"}), p.path)
    speaking = deliberation.may_speak(p.state)
    picking = speaking and actor is not None and (convener or entry is not None)
    own = None if convener else actor.id if actor else None
    return render_template(
        "viewpoints/arguments.html",
        sheet=sheet,
        p=p,
        sides=argument_queries.card(rows),
        words=rules.SIDES,
        basis=rows[0].rank.basis if rows else "",
        speaking=speaking,
        listed=entry is not None,
        worker=actor is not None and is_worker(actor, p.path),
        me_id=actor.id if actor else None,
        pickable=argument_queries.pickable(p.id, own) if picking else [],
        tokens=conduct.standing_of({"argument": [row.argument.id for row in rows]}) if rows and actor else {},
        fewest=FEWEST,
        form=form,
        extra=list(extra),
    )


@room.post("/proposals/<code>/arguments/<int:number>/mark")
@allow("argument.mark")
def mark(code: str, number: int) -> Any:
    """Find one right, or not."""
    Form().validate()
    with act() as at:
        proposal = proposals.by_code(code)
        entry = resident(request.form.get("resident"), proposal.place_id)
        said = request.form.get("agrees", "")
        require(said in ("yes", "no"), rules.UNKNOWN_ANSWER)
        argument_actions.mark(me(), proposal, number, said == "yes", at, entry=entry)
    return redirect(f"{address(code)}#argument-{number}", 303)


@room.get("/proposals/<code>/comments/<token>/argument")
@allow("argument.pick")
def picking(code: str, token: str) -> Any:
    """The form that makes an argument of a comment."""
    return _picking_page(code, token, None)


@room.post("/proposals/<code>/comments/<token>/argument")
@allow("argument.pick")
def pick(code: str, token: str) -> Any:
    """Put it on the card."""
    form = PickForm()
    if not form.validate():
        return _picking_page(code, token, form), 422

    def do() -> None:
        with act() as at:
            proposal = proposals.by_code(code)
            comment = comment_queries.by_token(token, proposal.id)
            argument_actions.pick(me(), proposal, comment, form.side.data, form.text.data, at)

    extra, status = attempt(do)
    if extra:
        return _picking_page(code, token, form, extra), status
    return redirect(address(code), 303)


def _picking_page(code: str, token: str, form: PickForm | None, extra: Any = ()) -> str:
    sheet, actor = proposal_pages.sheet(code), me()
    p = sheet.proposal
    comment = comment_queries.by_token(token, p.id)
    convener = actor.holds(frozenset({"moderator"}), p.path)
    require(convener or comment.author_id == actor.id, rules.NOT_YOURS)
    require(not conduct.hidden("comment", [comment.id]), rules.HIDDEN)
    text = comment_queries.newest_text(comment.id).text
    side = comment.stance if comment.stance in rules.SIDES else None
    return render_template(
        "viewpoints/pick.html",
        sheet=sheet,
        p=p,
        token=token,
        text=text,
        form=form or PickForm(formdata=None, text=text, side=side),
        most=rules.LONGEST,
        extra=list(extra),
    )
