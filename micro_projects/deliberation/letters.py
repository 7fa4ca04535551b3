"""What deliberation writes to people. Never what somebody said, only that it is there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from micro_projects.deliberation.question_models import Question
from micro_projects.kernel.refusal import N_
from micro_projects.letters import actions as letters
from micro_projects.proposals.models import Proposal
from micro_projects.web.sentence import say

ASKED = N_("提案《%(title)s》有居民向您提问，请在%(until)s前公开答复。")
ANSWERED = N_("您对提案《%(title)s》的提问已有答复。")
ANSWER_SOON = N_("提案《%(title)s》有居民向您提问，还没有答复，%(until)s到期；逾期会公开。")
ANSWER_LATE = N_("提案《%(title)s》的提问到期没有答复，已经公开，请尽快答复。")
REPLIED = N_("您对提案《%(title)s》的评论有人回复。")
COMMENTED = N_("您的提案《%(title)s》有新的评论。")
OPINION = N_("提案《%(title)s》有了专业意见，请查看价格和可行性。")
LEGALITY_LATE = N_("提案《%(title)s》的合法性意见已经逾期，没有它不能列入投票。")
OPINION_LATE = N_("提案《%(title)s》的专业意见已经逾期，议事会可以委托报价。")
MERGE_OFFERED = N_("有人建议把您的提案《%(title)s》与别的提案合并，请表示同意或不同意。")
MERGED = N_("提案《%(title)s》的合并已经全体提案人同意。")
MERGE_ENDED = N_("提案《%(title)s》的合并建议到期或已经失效，各自继续。")
NOT_MERGED = N_("提案《%(title)s》的合并建议没有达成一致，各自继续。")
VISIT_PLANNED = N_("您的提案《%(title)s》安排了现场踏勘：%(at)s。")
VISIT_CANCELLED = N_("提案《%(title)s》的现场踏勘取消了：%(reason)s")
VISIT_REPORTED = N_("提案《%(title)s》的现场踏勘情况已经公开。")
COUNCIL = {
    "advance": N_("议事会同意提案《%(title)s》交付表决，接下来是商议公开。"),
    "not_advance": N_("议事会没有同意提案《%(title)s》交付表决，理由见会议纪要。"),
    "defer": N_("议事会决定顺延提案《%(title)s》，下次会议再议。"),
    "refer": N_("议事会决定把提案《%(title)s》转为诉求办理。"),
}


def tell(people: Iterable[int | None], msgid: str, proposal: Proposal, now: datetime) -> None:
    """One message about a proposal."""
    letters.tell(people, say(msgid, title=proposal.title), f"/proposals/{proposal.code}", now)


def asked(
    people: Iterable[int | None], msgid: str, proposal: Proposal, question: Question, now: datetime
) -> None:
    """One message about a question; the address is its answer's form for those who owe one."""
    facts = {"title": proposal.title, "until": question.due_at}
    named = {name: value for name, value in facts.items() if f"%({name})" in msgid}
    to_answer = msgid in (ASKED, ANSWER_SOON, ANSWER_LATE)
    url = f"/questions/{question.token}/answer" if to_answer else f"/proposals/{proposal.code}/discussion"
    letters.tell(people, say(msgid, **named), url, now)


def visit(
    people: Iterable[int | None], msgid: str, proposal: Proposal, now: datetime, **facts: str | datetime
) -> None:
    """One message about a site visit; the address is the proposal's visits."""
    told = say(msgid, title=proposal.title, **facts)
    letters.tell(people, told, f"/proposals/{proposal.code}/visits", now)
