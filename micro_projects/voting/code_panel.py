"""On a round's page: how to vote without an account, where the booths are, and how many codes were given."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from markupsafe import Markup

from micro_projects.kernel.actor import Actor
from micro_projects.voting import booth_queries, code_queries, code_rules
from micro_projects.voting.models import Round
from micro_projects.web.access import may


def without_account(round_: Round, actor: Actor | None, now: datetime) -> Markup | None:
    """Two statements, one after closing; nothing where residents do not cast here, or by neither way."""
    ways = {"letter_code", "booth"} & set(round_.channels.split())
    if round_.imported or round_.resolve_by != "residents" or round_.state == "void" or not ways:
        return None
    running = code_rules.before_closing(round_.state, round_.closes_at, now)
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "voting/_code_panel.html",
            round=round_,
            at=now,
            letters="letter_code" in ways,
            booths="booth" in ways,
            shifts=booth_queries.shifts(round_.id) if running and "booth" in ways else [],
            counts=code_queries.account(round_.id, now),
            running=running,
            worker=may(actor, "code.issue", round_.place_id, round_.path),
        )
    )
