"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.forums import rules
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "forum.called",
        N_("协商会通知"),
        N_("通知协商会时公开议题、时间、地点、谁参加、怎样产生、谁负责反馈。"),
        "forum.call",
        days="convene_days",
    ),
    DisclosureKind(
        "forum.population",
        N_("协商会抽签名单"),
        N_("抽签前公开全部签号、合并后的分格和每格名额，没有姓名。"),
        "forum.prepare_draw",
    ),
    DisclosureKind(
        "forum.drawn",
        N_("协商会抽签结果"),
        N_("抽签后公开抽中的签号和没有满足的名额。"),
        "lot.enter_number",
    ),
    DisclosureKind(
        "forum.replaced",
        N_("协商会递补"),
        N_("抽中的人不参加时公开由哪个签号递补。"),
        "forum.reply",
    ),
    DisclosureKind("forum.cancelled", N_("协商会取消"), N_("协商会取消时公开理由。"), "forum.cancel"),
    DisclosureKind(
        "forum.held",
        N_("协商会举行"),
        N_("协商会结束时公开到场人数、提出的意见和反馈期限。"),
        "forum.hold",
    ),
    DisclosureKind(
        "forum.feedback",
        N_("协商会反馈"),
        N_("逐条公开意见是否采纳和理由。"),
        "forum.feedback",
        days="feedback_days",
    ),
    DisclosureKind(
        "forum.overdue",
        N_("协商会反馈逾期"),
        N_("反馈没有按期公开时公开由谁负责。"),
        "forum.overdue",
        days="feedback_days",
    ),
)

CODES = {
    "forum_form": rules.FORMS,
    "chosen_by": rules.CHOSEN,
    "responsible": rules.RESPONSIBLE,
    "part": rules.PARTS,
    "voice": rules.VOICES,
    "became_of_it": rules.OUTCOMES,
    "balanced_by": rules.DIMENSIONS,
    "balanced": rules.DIMENSIONS,
    "age": {**rules.AGES, **rules.MERGED},
    "sex": {**rules.SEXES, **rules.MERGED},
    "grid": rules.MERGED,
    "category": {**rules.AGES, **rules.SEXES, **rules.MERGED},
    "gone_because": {"decline": N_("答复不参加"), "leave": N_("答应后退出"), "pass": N_("没有按时答复")},
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
