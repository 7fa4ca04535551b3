"""The clock of an appeal against screening (P4): the council is reminded, and that it is late is disclosed."""

from __future__ import annotations

from datetime import datetime

from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.machine import WRONG_STATE
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.people import queries as people
from micro_projects.proposals import letters, queries, rules
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

LATE = N_(
    "逾期公开：提案%(code)s《%(title)s》对初审的申诉应在%(until)s前由居民议事会决定，尚未决定；"
    "下一次会议必须先议这一件。"
)


def remind(by: Actor, proposal: Proposal, until: datetime, now: datetime) -> None:
    """The convener is told that the council must soon have met about it. The clock."""
    permit(by, "proposal.remind_appeal", proposal.place_id, proposal.path)
    _require_open(proposal)
    journal.write(by, "proposal.remind_appeal", proposal.ref, now, until=until.isoformat())
    told = [h.person_id for h in people.holders(proposal.path, now, ("moderator",))]
    letters.tell(told, letters.APPEAL_WAITS, proposal, now, until=until)


def note_overdue(by: Actor, proposal: Proposal, until: datetime, now: datetime) -> None:
    """The council has not decided in time: disclosed with who holds it; the author is told. The clock."""
    permit(by, "proposal.note_overdue", proposal.place_id, proposal.path)
    _require_open(proposal)
    require(now >= until, rules.NOT_YET_OVERDUE, until=until)
    journal.write(by, "proposal.overdue", proposal.ref, now, step="appeal", until=until.isoformat())
    told = [h.person_id for h in people.holders(proposal.path, now, ("moderator", "officer"))]
    letters.tell([proposal.author_id, *told], letters.APPEAL_LATE, proposal, now, until=until)
    disclose_about(
        proposal,
        "proposal.overdue",
        say(LATE, code=proposal.code, title=proposal.title, until=until),
        at=now,
        facts={"proposal": proposal.code, "step": "appeal", "until": until.isoformat(), "held_by": "council"},
    )


def _require_open(proposal: Proposal) -> None:
    row = queries.appeal(proposal.id)
    require(row is not None and row.decided_at is None, WRONG_STATE)
