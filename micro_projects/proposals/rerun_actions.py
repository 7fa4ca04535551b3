"""A new version owed after an upheld objection of substance: by whom, until when, and what ends the wait."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, Refusal, require
from micro_projects.proposals import letters, queries
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.web.access import permit

STATES = ("screened_in", "deliberating")
REMIND = N_("对提案《%(title)s》的异议成立，请在%(due)s前提交修改后的文本；到期没有修改，提案就此终止。")
EXPIRED = N_("提案《%(title)s》到期没有按异议答复修改，就此终止；下一周期可以重新提出。")
NOT_OWED = Refusal(
    "nothing_owed", N_("这件提案现在不欠修改稿，或者还没有到期。"), N_("到期后系统会自动处理。")
)


def remind(by: Actor, proposal: Proposal, now: datetime) -> None:
    """The clock: three working days are left."""
    permit(by, "proposal.expire", proposal.place_id, proposal.path)
    owed = queries.pending_reruns(proposal.id)
    require(owed and proposal.state in STATES, NOT_OWED)
    letters.tell([proposal.author_id], REMIND, proposal, now, due=queries.rerun_until(owed[0]))


def expire(by: Actor, proposal: Proposal, now: datetime) -> None:
    """The clock: nobody wrote it in time; the proposal ends here, publicly (invariant 14)."""
    permit(by, "proposal.expire", proposal.place_id, proposal.path)
    owed = queries.pending_reruns(proposal.id)
    require(owed and proposal.state in STATES and queries.rerun_until(owed[0]) <= now, NOT_OWED)
    take(proposal, "expire", by=by, at=now)
    letters.tell([proposal.author_id], EXPIRED, proposal, now)
