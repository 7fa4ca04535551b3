"""Telling that a sheet no longer hangs or cannot be read, and what the worker says who has looked."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from micro_projects.kernel.refusal import Refused, found
from micro_projects.notices import down_actions, down_queries, down_rules, queries, showing
from micro_projects.notices.down_queries import Hung
from micro_projects.notices.forms import TellDown
from micro_projects.notices.models import Notice
from micro_projects.notices.room import room
from micro_projects.web.access import allow, may
from micro_projects.web.door import me
from micro_projects.web.preview import publish
from micro_projects.web.refusals import lines


@room.get("/notices/<code>/down")
@allow("notice.tell_down")
def down_form(code: str) -> Any:
    """The form: which sheet, what is wrong with it."""
    one = queries.notice(code)
    return _page(one, _offered(TellDown(), down_queries.hung(one.id)))


@room.post("/notices/<code>/down")
@allow("notice.tell_down")
def tell_down(code: str) -> Any:
    """Somebody says that a sheet is gone or damaged."""
    one = queries.notice(code)
    form = _offered(TellDown(), down_queries.hung(one.id))
    if not form.validate():
        return _page(one, form), 422
    try:
        with publish() as at:
            down_actions.tell(me(), one, _nth(one, int(form.sheet.data)), form.what.data, at)
    except Refused as refused:
        return _page(one, form, refused), refused.refusal.status
    return redirect(url_for("notices.notice", code=code), 303)


@room.post("/notices/<code>/down/<int:nth>/<any(down, hangs):word>")
@allow("notice.look_down")
def look_down(code: str, nth: int, word: str) -> Any:
    """The worker has looked."""
    with publish() as at:
        one = queries.notice(code)
        down_actions.look(me(), one, _nth(one, nth), word == "down", at)
    return redirect(url_for("notices.notice", code=code), 303)


def _nth(one: Notice, nth: int) -> Hung:
    """The how-many-eth sheet that was hung, from 1."""
    every = down_queries.hung(one.id)
    return found(every[nth - 1] if 0 < nth <= len(every) else None, down_rules.NOT_HANGING)


def _offered(form: TellDown, every: Any) -> TellDown:
    form.sheet.choices = [
        SelectChoice(str(nth), hung.report.board) for nth, hung in enumerate(every, 1) if hung.found is None
    ]
    form.what.choices = [SelectChoice(key, _(word)) for key, word in down_rules.WHAT.items()]
    if len(form.sheet.choices) == 1 and not form.sheet.data:
        form.sheet.data = form.sheet.choices[0].value
    return form


def _page(one: Notice, form: TellDown, refused: Refused | None = None) -> str:
    return render_template(
        "notices/down.html",
        notice=one,
        form=form,
        title=showing.title(one),
        works=may(me(), "notice.look_down", one.place_id, one.path),
        extra=lines(refused),
    )
