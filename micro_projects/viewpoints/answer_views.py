"""Answering: one statement at a time, one's own statement, and the counter."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.kernel.refusal import require
from micro_projects.people.models import RollEntry
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.moving import is_worker
from micro_projects.proposals.showing import attempt
from micro_projects.viewpoints import actions, queries, rules
from micro_projects.viewpoints.forms import CounterForm, StatementForm
from micro_projects.viewpoints.room import room
from micro_projects.viewpoints.rules import Heard
from micro_projects.viewpoints.views import listed, standing
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.forms import Form
from micro_projects.web.numbers import whole

MOST_SKIPPED = 60


@room.get("/conversations/<code>/answer")
@allow("conversation.answer")
def answering(code: str) -> Any:
    """The next statement with its three answers; or, asked for by number, that one again."""
    sheet = queries.sheet(code)
    c = sheet.conversation
    entry = listed(me(), c)
    mine, skipped = queries.mine(c.id, entry), _skipped()
    statements = queries.statements(c.id)
    wanted = whole(request.args.get("statement", ""))
    waiting = [s for s in statements if s.id not in mine.answered]
    heard = [Heard(s.number, s.agree, s.disagree, s.passed) for s in waiting]
    following = rules.next_statement(heard, skipped)
    number = wanted or (following.number if following else None)
    written = queries.written_by(c.id, me().id)
    return render_template(
        "viewpoints/answer.html",
        sheet=sheet,
        c=c,
        state=standing(c, now()),
        statement=next((s for s in statements if s.number == number), None),
        skipped=skipped,
        done=len(statements) - len(waiting),
        total=len(statements),
        more=len(waiting) > 1,
        own_left=max(0, rules.OWN_STATEMENTS - written),
    )


def _skipped() -> list[int]:
    typed = request.values.get("skip", "", type=str)[:400].split(",")
    return [n for one in typed if (n := whole(one))][-MOST_SKIPPED:]


@room.post("/conversations/<code>/answer")
@allow("conversation.answer")
def answer(code: str) -> Any:
    """Keep one answer; on to the next statement."""
    Form().validate()
    with act() as at:
        c = queries.conversation(code)
        number = whole(request.form.get("statement", "")) or 0
        actions.answer(me(), c, number, request.form.get("answer", ""), at)
    skipped = ",".join(str(n) for n in _skipped())
    return redirect(url_for("viewpoints.answering", code=code, skip=skipped or None), 303)


@room.get("/conversations/<code>/statements/new")
@allow("conversation.say")
def saying(code: str) -> Any:
    """The form of one's own statement."""
    return _saying_page(code, StatementForm())


@room.post("/conversations/<code>/statements/new")
@allow("conversation.say")
def say(code: str) -> Any:
    """Add it."""
    form = StatementForm()
    if not form.validate():
        return _saying_page(code, form), 422

    def do() -> None:
        with act() as at:
            c = queries.conversation(code)
            entry = resident(form.resident.data, c.place_id)
            actions.say(me(), c, form.text.data, at, entry=entry)

    extra, status = attempt(do)
    if extra:
        return _saying_page(code, form, extra), status
    return redirect(url_for("viewpoints.conversation", code=code, _anchor="statements"), 303)


def resident(typed: str | None, place_id: int) -> RollEntry | None:
    """The resident a worker means; None when the field was left empty."""
    return proposals.entry_typed(typed, place_id) if typed else None


def _saying_page(code: str, form: StatementForm, extra: Any = ()) -> str:
    sheet, actor = queries.sheet(code), me()
    c = sheet.conversation
    worker = is_worker(actor, c.path)
    require(worker or actor.roll_entry(c.place_id) is not None, rules.NOT_LISTED)
    return render_template(
        "viewpoints/say.html",
        sheet=sheet,
        c=c,
        state=standing(c, now()),
        form=form,
        worker=worker,
        listed=actor.roll_entry(c.place_id) is not None,
        left=max(0, rules.OWN_STATEMENTS - queries.written_by(c.id, actor.id)),
        extra=list(extra),
    )


@room.get("/conversations/<code>/counter")
@allow("conversation.answer_for")
def counter(code: str) -> Any:
    """All statements on one page, for a worker and the resident beside them; what was answered before is not shown."""
    return _counter_page(code, CounterForm())


@room.post("/conversations/<code>/counter")
@allow("conversation.answer_for")
def counter_post(code: str) -> Any:
    """Enter what the resident says."""
    form = CounterForm()
    if not form.validate():
        return _counter_page(code, form), 422

    def do() -> None:
        with act() as at:
            c = queries.conversation(code)
            entry = proposals.entry_typed(form.resident.data, c.place_id)
            actions.answer_for(me(), c, entry, _ticked(), at)

    extra, status = attempt(do)
    if extra:
        return _counter_page(code, form, extra), status
    return redirect(url_for("viewpoints.counter", code=code, kept=1), 303)


def _ticked() -> dict[int, str]:
    """What was ticked, by the statements' numbers; what stayed open is left out."""
    fields = {name.removeprefix("statement-"): value for name, value in request.form.items() if value}
    return {number: value for name, value in fields.items() if (number := whole(name))}


def _counter_page(code: str, form: CounterForm, extra: Any = ()) -> str:
    sheet = queries.sheet(code)
    c = sheet.conversation
    require(may(me(), "conversation.answer_for", c.place_id, c.path), NOT_ALLOWED)
    return render_template(
        "viewpoints/counter.html",
        sheet=sheet,
        c=c,
        state=standing(c, now()),
        statements=queries.statements(c.id),
        ticked=_ticked() if request.method == "POST" else {},
        kept=request.method == "GET" and "kept" in request.args,
        form=form,
        extra=list(extra),
    )
