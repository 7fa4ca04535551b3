"""Finding one's own record by its receipt, and whether a ballot is recorded in one's name.

The code is never in an address, a log or a table. With scripts it does not even leave the reader's device: the page
looks it up in the published records itself (static/js/find_ballot.js).
"""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import StringField, SubmitField

from micro_projects.kernel.actor import Actor
from micro_projects.voting import files, pages, queries, receipt_queries, receipts, record_content, rules
from micro_projects.voting.models import Round
from micro_projects.voting.room import room
from micro_projects.voting.sample_rules import AFTER
from micro_projects.web.access import allow
from micro_projects.web.door import me
from micro_projects.web.forms import Form, at_most, required


class FindForm(Form):
    """A receipt: its code, and the word its voter added."""

    code = StringField(_l("回执码"), validators=[required(), at_most(80)])
    word = StringField(
        _l("您自己加的词"),
        validators=[at_most(200)],
        description=_l("投票时加过词才填，要一字不差。"),
    )
    submit = SubmitField(_l("查找"))


@room.get("/rounds/<code>/find")
@allow("round.read")
def find(code: str) -> Any:
    """Whoever has a receipt finds its record; nobody signs in for it."""
    return _page(queries.round_or_404(code), FindForm(formdata=None), None)


@room.post("/rounds/<code>/find")
@allow("round.read")
def look_up(code: str) -> Any:
    """The same without scripts."""
    round_, form = queries.round_or_404(code), FindForm()
    if not form.validate():
        return _page(round_, form, None, 422)
    files.require_records(round_)
    found = receipt_queries.record(round_.id, receipts.hash_of(form.code.data, form.word.data or ""))
    return _page(round_, form, _shown(round_, found))


def _shown(round_: Round, found: tuple[str, str] | None) -> dict[str, Any]:
    """The record as it was counted, or that there is none."""
    if found is None:
        return {"id": "", "lines": []}
    id_, content = found
    ballot = record_content.ballot(content)
    titles = {line.code: line.title for line in queries.projects(round_.id)}
    points = ballot.points or ("",) * len(ballot.projects)
    return {
        "id": id_,
        "lines": [
            {"title": titles.get(code, code), "points": given}
            for code, given in zip(ballot.projects, points, strict=True)
        ],
    }


def _page(round_: Round, form: FindForm, result: dict[str, Any] | None, status: int = 200) -> Response:
    page = render_template(
        "voting/find.html",
        round=round_,
        form=form,
        result=result,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        counted=round_.state in rules.COUNTED,
        public=round_.receipts and not round_.imported and files.records_public(round_),
        lines=queries.projects(round_.id),
    )
    return _unkept(page, status)


@room.get("/rounds/mine")
@allow("round.mine")
def mine() -> Any:
    """In which rounds a ballot is recorded in one's name: yes or no and the channel, never what it says."""
    rows = [
        {
            "title": f"{recorded.place} {pages.title_of(recorded.round)}",
            "url": url_for("voting.round", code=recorded.round.code),
            "closes": recorded.round.closes_at,
            "cast": bool(recorded.channel),
            "state": _(rules.STATES[recorded.round.state]),
            "recorded": _("有，%(channel)s", channel=_(rules.CHANNELS[recorded.channel]))
            if recorded.channel
            else _("没有"),
        }
        for recorded in receipt_queries.recorded(me().id)
    ]
    return _unkept(render_template("voting/mine.html", rows=rows))


def panel(round_: Round, actor: Actor | None, now: Any) -> Markup | None:
    """On a round's page: where one's own ballot can be looked for."""
    if round_.imported or round_.resolve_by != "residents" or round_.state in ("frozen", "void"):
        return None
    find_ = round_.receipts and files.records_public(round_)
    closed = round_.state in AFTER
    if not find_ and not closed and actor is None:
        return None
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "voting/_mine_panel.html", round=round_, find=find_, mine=actor is not None, sampled=closed
        )
    )


def _unkept(page: str, status: int = 200) -> Response:
    answer = Response(page, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer
