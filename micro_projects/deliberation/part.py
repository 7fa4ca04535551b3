"""Deliberation's part of a proposal's page."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from markupsafe import Markup

from micro_projects.deliberation import opinion_queries, opinion_rules, page_queries, rules
from micro_projects.kernel.actor import Actor
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.web.access import may

_QUIET = ("draft", "submitted", "seconded", "not_seconded", "screened_in", "screened_out")


def part(proposal: Proposal, actor: Actor | None, now: datetime) -> Markup:
    """Opinion, questions, comments, what the author may do; nothing before deliberation began."""
    if proposal.state in _QUIET:
        return Markup("")
    own = actor is not None and (actor.person_id == proposal.author_id or is_worker(actor, proposal.path))
    speaking = rules.may_speak(proposal.state)
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "deliberation/_part.html",
            p=proposal,
            known=page_queries.summary(proposal.id),
            opinions=opinion_queries.newest(proposal.id),
            kinds=opinion_rules.KINDS,
            verdicts=opinion_rules.VERDICTS,
            speaking=speaking,
            may_amend=own and speaking,
            may_merge=own and proposal.state == "deliberating",
            may_opine=speaking and may(actor, "deliberation.opinion", proposal.place_id, proposal.path),
            may_quote=speaking and may(actor, "deliberation.quotation", proposal.place_id, proposal.path),
        )
    )
