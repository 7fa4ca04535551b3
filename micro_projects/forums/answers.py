"""What forums answer and hear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.forums import draw_actions, queries, rules
from micro_projects.forums.desk import desk
from micro_projects.forums.models import Forum
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.subject import Described
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import may


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """A forum as others speak of it."""
    query = select(Forum.id, Forum.form, Forum.topic, SubjectRow.code).join(
        SubjectRow, SubjectRow.id == Forum.id
    )
    rows = db.session.execute(query.where(Forum.id.in_(ids)))
    return {
        row[0]: Described(
            _("%(form)s：%(topic)s", form=_(rules.FORMS[row[1]]), topic=row[2]), f"/forums/{row[3]}"
        )
        for row in rows
    }


def interested(subject_id: int) -> set[int]:
    """Nobody has a private interest in a forum as such."""
    return set()


def part(proposal: Proposal, actor: Actor | None, now: datetime) -> Markup:
    """A proposal's page shows the forums about it, and lets those who may call one."""
    forums = queries.about(proposal.id)
    calls_one = proposal.state == "deliberating" and may(
        actor, "forum.call", proposal.place_id, proposal.path
    )
    if not forums and not calls_one:
        return Markup("")
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "forums/_part.html",
            forums=forums,
            proposal=proposal,
            calls_one=calls_one,
            place_code=proposal.path.strip("/").rpartition("/")[2],
            forms=rules.FORMS,
            states=rules.STATES,
        )
    )


ANSWERS = {
    ("describe", "forum"): describe,
    ("interested", "forum"): interested,
    ("hearing_held", "proposal"): queries.hearing_held,
    ("desk", "forums"): desk,
}
LISTENS = (
    ("lot_drawn", draw_actions.PURPOSE, draw_actions.drawn),
    ("proposal_parts", "proposal", part),
)
