"""Deliberation's part of a proposal's page."""

from __future__ import annotations

from datetime import datetime

from flask import render_template
from markupsafe import Markup

from micro_projects.deliberation import opinion_rules, page_queries, rules, visit_queries
from micro_projects.kernel.actor import Actor
from micro_projects.proposals import condition_queries, condition_rules
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import is_worker
from micro_projects.web.access import may

_QUIET = ("draft", "submitted", "seconded", "not_seconded", "screened_in", "screened_out")
_WITH_CONDITIONS = (*condition_rules.OPEN, "on_ballot")


def part(proposal: Proposal, actor: Actor | None, now: datetime) -> Markup:
    """Opinion, questions, comments, what the author may do; nothing before deliberation began."""
    if proposal.state in _QUIET:
        return Markup("")
    own = actor is not None and (actor.person_id == proposal.author_id or is_worker(actor, proposal.path))
    speaking = rules.may_speak(proposal.state)
    known, cycle = page_queries.glance(proposal, now), proposals.cycle_of(proposal)
    owes = proposal.state in _WITH_CONDITIONS
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "deliberation/_part.html",
            p=proposal,
            known=known.said,
            visits=known.visits,
            may_visit=speaking and actor is not None and visit_queries.may_plan(actor, proposal),
            at=now,
            opinions=known.opinions,
            lines=known.lines if owes else [],
            freeze_days=cycle.pack.freeze_days,
            freeze_by=condition_queries.freezes(cycle, known.first_d2) if owes else None,
            condition_names=condition_rules.CONDITIONS,
            condition_states=condition_rules.STATES,
            levels=condition_rules.LEVELS,
            may_record=_may_record(actor, proposal),
            kinds=opinion_rules.KINDS,
            verdicts=opinion_rules.VERDICTS,
            speaking=speaking,
            may_amend=own and speaking,
            may_merge=own and proposal.state == "deliberating",
            may_opine=speaking and may(actor, "deliberation.opinion", proposal.place_id, proposal.path),
            may_quote=speaking and may(actor, "deliberation.quotation", proposal.place_id, proposal.path),
        )
    )


def _may_record(actor: Actor | None, proposal: Proposal) -> bool:
    recording = proposal.state in condition_rules.OPEN
    return recording and may(actor, "proposal.condition", proposal.place_id, proposal.path)
