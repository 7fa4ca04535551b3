"""What proposals write to people: the author, and whoever must act next. Never a reason that names a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from micro_projects.kernel.refusal import N_
from micro_projects.letters import actions as letters
from micro_projects.proposals.models import Proposal
from micro_projects.web.sentence import say

SUBMITTED = N_("提案《%(title)s》已收到，编号%(code)s。接下来征集%(needed)d人附议，%(until)s截止。")
SECONDED = N_("提案《%(title)s》附议人数已够，接下来由街道初审。")
NOT_SECONDED = N_("提案《%(title)s》附议人数不足，本周期没有进入初审。下个周期欢迎再提。")
SCREENED_IN = N_("提案《%(title)s》通过初审，将在提议公开里公示。")
SCREENED_OUT = N_("提案《%(title)s》没有通过初审，理由写在提案页；可以向议事会申诉一次。")
READMITTED = N_("提案《%(title)s》的申诉成立，恢复为通过初审，并补充公示。")
NOT_READMITTED = N_("提案《%(title)s》的申诉没有成立，初审结果维持。")
BEGUN = N_("提案《%(title)s》开始商议，请留意居民的提问，尽快答复。")
AMEND = N_("对提案《%(title)s》的异议成立，请修改文本；修改后会补充公示。")
APPEALED = N_("您对提案《%(title)s》初审的申诉已收到，议事会应在%(until)s前决定；开会前会通知您到场说明。")
APPEAL_COMES = N_("提案《%(title)s》的提案人对初审提出申诉，议事会应在%(until)s前决定，请列入下一次会议。")
APPEAL_WAITS = N_("对提案《%(title)s》初审的申诉还没有决定，期限到%(until)s为止，请尽快召集会议。")
APPEAL_LATE = N_("对提案《%(title)s》初审的申诉逾期没有决定（期限%(until)s），已经公开。")
TAKEN_BACK = N_("提案《%(title)s》的一份书面同意或承诺被收回，重新取得以前不能列入投票。")
APPROVED = N_("提案《%(title)s》已由街道审定立项，接下来进入实施。")
REFUSED = N_("提案《%(title)s》街道不予审定，依据写在提案页；议事会可以提请区里复议一次。")
REFUSED_FINALLY = N_("提案《%(title)s》终局不予审定。")
LAPSED = N_("提案《%(title)s》随本周期结束而终止。")
DEFERRED = N_("提案《%(title)s》顺延；附议保留，可以带到下一个周期。")
OVERDUE = N_("提案《%(title)s》%(step)s已经逾期，现在区里也可以办理。")


def tell(
    people: Iterable[int | None], msgid: str, proposal: Proposal, now: datetime, **facts: object
) -> None:
    """One message about a proposal."""
    letters.tell(people, say(msgid, title=proposal.title, **facts), f"/proposals/{proposal.code}", now)
