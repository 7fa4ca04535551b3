"""What the clock notes when an office is late: disclosed with the office that holds it, and it goes up."""

from __future__ import annotations

from datetime import datetime

from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.notices.disclosing import disclose_about
from micro_projects.people import queries as people
from micro_projects.proposals import letters
from micro_projects.proposals.models import Proposal
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

STEPS = {"screening": N_("初审"), "approval": N_("审定")}
OVERDUE = {
    "screening": N_(
        "逾期公开：提案%(code)s《%(title)s》的初审应在%(until)s前由街道专员办结，尚未办结；现在区专员也可以办理。"
    ),
    "approval": N_(
        "逾期公开：提案%(code)s《%(title)s》的审定应在%(until)s前由街道专员办结，尚未办结；现在区专员也可以办理。"
    ),
}


def note_overdue(by: Actor, proposal: Proposal, what: str, until: datetime, now: datetime) -> None:
    """Disclose that a step is overdue with whom, and tell those who may act now."""
    permit(by, "proposal.note_overdue", proposal.place_id, proposal.path)
    journal.write(by, "proposal.overdue", proposal.ref, now, step=what, until=until.isoformat())
    holders = people.holders(proposal.path, now, ("officer", "district"))
    told = [h.person_id for h in holders]
    letters.tell(told, letters.OVERDUE, proposal, now, step=STEPS[what])
    disclose_about(
        proposal,
        "proposal.overdue",
        say(OVERDUE[what], code=proposal.code, title=proposal.title, until=until),
        at=now,
        facts={"proposal": proposal.code, "step": what, "until": until.isoformat(), "held_by": "officer"},
    )
