"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.conduct.rules import GROUNDS, OFFICES
from micro_projects.conduct.rules import KINDS as SAID
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "conduct.hidden",
        N_("隐藏一条发言"),
        N_(
            "隐藏居民的一条发言时公开：哪一类、什么理由、由谁决定、到什么时候可以申诉；不含发言内容和写的人。"
        ),
        "conduct.decide",
        days="report_days",
    ),
    DisclosureKind(
        "conduct.appeal_decided",
        N_("对隐藏发言的申诉有了决定"),
        N_("决定对隐藏发言的申诉时公开：成立的恢复显示，不成立的仍然隐藏，以及理由。"),
        "conduct.decide_appeal",
        days="report_days",
    ),
    DisclosureKind(
        "conduct.overdue",
        N_("发言举报逾期"),
        N_("对发言的举报或申诉到期没有处理时公开：由谁处理、应在什么时候处理、转给谁。"),
        "conduct.note_overdue",
        days="report_days",
    ),
)

CODES = {
    "words": SAID,
    "conduct.ground": GROUNDS,
    "conduct.decided_by": OFFICES,
    "conduct.held_by": OFFICES,
    "conduct.passed_to": OFFICES,
    "conduct.step": {"report": N_("举报"), "appeal": N_("申诉")},
}
"""What the codes in those facts are called (`kernel.disclosure.Codes`)."""
