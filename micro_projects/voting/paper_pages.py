"""What the pages of paper share: whose round it is to see, and its way back."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import require
from micro_projects.voting import pages, paper_numbers, paper_rules, queries
from micro_projects.voting.models import Round
from micro_projects.voting.paper_marks import Marks, shown
from micro_projects.web.access import NOT_ALLOWED, may
from micro_projects.web.door import me, now


def round_for(code: str, act: str) -> Round:
    """The round, when I may do `act` in its community and it has paper; refused otherwise."""
    round_ = queries.round_or_404(code)
    require(may(me(), act, round_.place_id, round_.path), NOT_ALLOWED)
    require("paper" in round_.channels.split() and not round_.imported, paper_rules.NO_PAPER)
    return round_


def mine(act: str, round_: Round) -> bool:
    """Whether I may do `act` in the round's community."""
    return may(me(), act, round_.place_id, round_.path)


def page(template: str, round_: Round, **shown_: Any) -> str:
    """A page of paper below its round."""
    home = (_("纸质选票"), url_for("voting.paper", code=round_.code))
    return render_template(
        f"voting/{template}",
        round=round_,
        crumbs=[*pages.breadcrumbs(round_), *([] if template == "paper.html" else [home])],
        stub=paper_numbers.stub,
        stubs=paper_numbers.stubs,
        serial=paper_numbers.serial,
        at=now(),
        **shown_,
    )


def said(marks: Marks, places: dict[str, int]) -> str:
    """What was read, for people: the numbers, or why it does not count."""
    return _(paper_rules.INVALID[marks.reason]) if marks.reason else shown(marks, places)


def panel(round_: Round, actor: Actor | None, at: Any) -> Markup | None:
    """On the round's page: how to vote on paper; and for those who look after it, where."""
    if round_.imported or round_.resolve_by != "residents" or "paper" not in round_.channels.split():
        return None
    keeps = may(actor, "paper.read", round_.place_id, round_.path)
    if not keeps and round_.state not in ("frozen", "open"):
        return None
    page = render_template("voting/_paper.html", round=round_, keeps=keeps)
    return Markup(page)  # nosec B704 - a template of ours, escaped there
