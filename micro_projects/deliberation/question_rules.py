"""Whom a question may be put to, and how late an answer is: pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.kernel.refusal import N_, Refusal

AUTHOR = "author"
ROLES_ASKED = {
    "worker": N_("社区工作者"),
    "officer": N_("街道专员"),
    "committee": N_("社区党委 · 居委会"),
    AUTHOR: N_("提案人"),
}
"""Whom a question may be put to."""
OFFICES_ASKED = tuple(role for role in ROLES_ASKED if role != AUTHOR)

NO_QUESTION = Refusal("no_question", N_("没有这个提问。"), N_("请从提案的讨论页查找。"), 404)
ALREADY_ANSWERED = Refusal(
    "already_answered", N_("这个提问已经答复过。"), N_("答复公开后不再改动；要补充，请发表评论。")
)
NOT_ASKED = Refusal("not_asked", N_("这个提问不是问您的。"), N_("请由被提问的人答复。"), 403)
OWN_PROPOSAL = Refusal(
    "own_proposal", N_("您就是提案人，不用问自己。"), N_("要补充说明，请发表评论；也可以问别的角色。"), 422
)
QUESTION_HIDDEN = Refusal(
    "question_hidden", N_("这个提问已经隐藏，不用答复。"), N_("隐藏的理由写在原来的位置。")
)


def days_since(then: datetime, now: datetime) -> int:
    """Whole days since an instant; 0 before it."""
    return max((now - then).days, 0)


def days_late(due_at: datetime, at: datetime) -> int:
    """How many days late something is, each one begun counted; 0 in time."""
    return 0 if at < due_at else -((due_at - at) // timedelta(days=1)) or 1
