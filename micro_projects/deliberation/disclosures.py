"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.deliberation.comment_rules import STANCES
from micro_projects.deliberation.opinion_rules import CAPACITIES
from micro_projects.deliberation.opinion_rules import KINDS as OPINIONS
from micro_projects.deliberation.question_rules import ROLES_ASKED
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "notice.D2",
        N_("商议公开"),
        N_("会议纪要生效后公开交付表决的提案：文本、价格、专业意见、居民意见和议事会表决。"),
        "minutes.stood",
        days="notice_days.D2",
    ),
    DisclosureKind(
        "proposal.opinion",
        N_("专业意见"),
        N_("给出合法性、可行性、价格意见，或议事会委托报价时公开。"),
        "deliberation.opinion",
        days="opinion_days",
    ),
    DisclosureKind(
        "deliberation.agenda_opinion",
        N_("议题意见"),
        N_("社区党委、居委会对议题提出意见，或逾期没有提出时公开。"),
        "deliberation.agenda_opinion",
    ),
    DisclosureKind(
        "question.overdue",
        N_("提问逾期没有答复"),
        N_("居民的提问到期没有公开答复时公开一次：由谁答复、应在什么时候答复。"),
        "deliberation.note_unanswered",
        days="answer_days",
    ),
    DisclosureKind(
        "visit.reported",
        N_("现场踏勘"),
        N_("为一件提案去现场看过以后公开：谁去了、看到了什么、照片的校验值。"),
        "deliberation.report_visit",
    ),
)

CODES = {
    "argument": STANCES
    | {
        "questions": N_("提问"),
        "unanswered": N_("还没有答复的提问"),
        "replies": N_("回复"),
        "hidden": N_("已隐藏的发言"),
    },
    "stance": STANCES | {"none": STANCES[""]},
    "capacity": CAPACITIES,
    "kind": OPINIONS,
    "question.held_by": ROLES_ASKED,
    "step": {"opinion": N_("专业意见"), "legality": OPINIONS["legality"]},
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
