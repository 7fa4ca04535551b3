"""How every act's page answers: shown, filled in again with what was typed, or done and back to the project."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.files import actions as files
from micro_projects.files.forms import drop
from micro_projects.files.preparing import Prepared
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import Refused, require
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Project
from micro_projects.web.access import NOT_ALLOWED, may
from micro_projects.web.door import me
from micro_projects.web.forms import Form
from micro_projects.web.preview import Unseen, publish
from micro_projects.web.refusals import lines


def answer(
    project: Project,
    name: str,
    form: Form,
    do: Callable[[datetime], Any],
    *,
    title: str,
    template: str = "projects/act.html",
    step: str = "",
    states: tuple[str, ...] = (),
    back: str = "",
    **context: Any,
) -> Any:
    """GET shows the form, POST does the act and goes back (303).

    `step` is the machine's step the act takes, `states` those it needs: out of turn, the page says so at once.
    """
    code = project.code
    require(may(me(), name, project.place_id, project.path), NOT_ALLOWED)
    require(not step or MACHINE.can(project.state, step), WRONG_STATE)
    require(not states or project.state in states, WRONG_STATE)

    def page(extra: list[str] | None = None) -> str:
        return render_template(
            template, project=project, form=form, title=title, code=code, extra=extra, **context
        )

    if request.method == "GET":
        return page()
    if not form.validate():
        drop(form)
        return page(), 422
    try:
        with publish() as now:
            do(now)
    except Refused as refused:
        drop(form)
        return page(lines(refused)), refused.refusal.status
    except Unseen:  # shown first, its files kept for the second press
        raise
    except BaseException:
        drop(form)
        raise
    return redirect(back or url_for("projects.project", code=code), 303)


def keep(
    project: Project, prepared: Prepared | None, alt: str, now: datetime, *, public: bool = True
) -> int | None:
    """Bind an uploaded photo or document to the project, inside the act; its id."""
    if prepared is None:
        return None
    return files.keep(me(), prepared, project.ref, project.place_id, project.path, alt, now, public=public).id
