"""What oversight writes to people, and whom a project concerns from the beginning."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_
from micro_projects.letters.queries import followers
from micro_projects.proposals.queries import seconders

IN_LOT = N_("项目%(code)s“%(title)s”抽监督员，您的签号是%(lot_code)s，抽签结果公布后可以自己核对。")
SEATED = N_("您抽签成为项目%(code)s“%(title)s”的居民监督员，请到现场看看并记录；不愿意担任可以辞任。")
RAISED = N_("发现事项%(finding)s需要书面答复，请在%(due)s前答复。")
ANSWERED = N_("您提出的发现事项%(finding)s已有书面答复，请在%(due)s前复查。")
SENT_BACK = N_("发现事项%(finding)s复查没有通过，请在%(due)s前再次书面答复。")
CLOSED = N_("发现事项%(finding)s已经了结。")


def carried_by(proposal_id: int, author_id: int) -> set[int]:
    """Author, seconders and followers of the proposal: they hear of every disclosed step of the project."""
    return {author_id, *seconders(proposal_id), *followers(proposal_id)}
