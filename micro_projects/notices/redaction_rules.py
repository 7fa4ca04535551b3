"""When a part of what was disclosed may be withheld, by whom, and what becomes of it: pure (procedure: Notices)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_, Refusal

MACHINE = Machine(
    "redaction",
    (
        step("requested", "confirm", "hidden", "officer district", "notices"),
        step("requested", "decline", "declined", "officer district", "notices"),
        step("hidden", "restore", "restored", "officer district", "notices"),
        step("hidden", "destroy", "destroyed", CLOCK, "notices"),
    ),
    finals=("declined", "restored", "destroyed"),
)
SHOWN_STATES = ("hidden", "restored", "destroyed")
"""What everybody sees: a request that was not confirmed would only point at what it wants withheld."""

GROUNDS = {
    "personal": N_("个人信息"),
    "statute": N_("内容违反具体法律条款"),
    "court": N_("人民法院的裁判"),
}
"""The only three grounds there are."""
OFFICES = {"officer": N_("街道"), "district": N_("区")}
STATES = {
    "requested": N_("等待另一个部门确认"),
    "declined": N_("没有确认，内容照常公开"),
    "hidden": N_("已遮盖，申诉期内"),
    "restored": N_("申诉成立，已恢复"),
    "destroyed": N_("已遮盖，原文已销毁"),
}
APPEAL_DAYS = 10
"""Working days in which anybody may appeal; then the bytes are destroyed. Our default."""

DECIDE_DAYS = 10
"""Working days in which an appeal is decided; then it is overdue, publicly. Our default."""

NO_REDACTION = Refusal("no_redaction", N_("没有这件遮盖。"), N_("请从遮盖记录的列表查找。"), 404)
NO_GROUND = Refusal(
    "no_ground",
    N_("公开的内容只能因三种理由遮盖：个人信息、违反具体法律条款、法院裁判。"),
    N_("请选择一种理由；内容有误的，用更正，不用遮盖。"),
    422,
)
NO_REFERENCE = Refusal(
    "no_reference",
    N_("没有写明依据哪一条法律或哪一份裁判。"),
    N_("请写明法律名称和条款，或裁判文书的文号。"),
    422,
)
NEVER = ("redaction", "log.")
"""Kinds that say why something is missing and how the log goes on: without them nothing else could be checked."""
NOT_THIS = Refusal(
    "not_to_be_withheld",
    N_("这一条说明的是遮盖或日志本身，遮盖了它，别的内容就无从核对。"),
    N_("请打开它所说的那一条公开记录，只能遮盖那里的内容。"),
)
NO_PARTS = Refusal(
    "no_parts", N_("没有选择要遮盖的部分。"), N_("请至少勾选一个部分，只勾选必须遮盖的。"), 422
)
NOT_THERE = Refusal(
    "part_not_there",
    N_("您选的部分不存在，或者已经遮盖。"),
    N_("请刷新页面，重新选择。"),
)
ASKED_ALREADY = Refusal(
    "asked_already",
    N_("这一条已经有一件遮盖请求在等待确认。"),
    N_("请先由另一个部门确认或退回那一件。"),
)
OTHER_OFFICE = Refusal(
    "other_office",
    N_("遮盖要由两个部门的两个人办理，这一件不能由您确认。"),
    N_("请由另一个部门的同事确认；请求人自己可以退回。"),
    403,
)
TOOK_PART = Refusal(
    "redaction_took_part",
    N_("您参与过这件遮盖，不能裁决对它的申诉。"),
    N_("请由没有参与的另一位街道或区专员裁决。"),
    403,
)
APPEAL_OVER = Refusal(
    "appeal_over",
    N_("这件遮盖的申诉期已经过了。"),
    N_("原文已经或即将销毁，不能恢复；可以依法申请复议或诉讼。"),
)
NO_REASON = Refusal("no_appeal_reason", N_("没有写申诉的理由。"), N_("请写一两句为什么应当公开。"), 422)
APPEALED = Refusal("appealed_already", N_("您已经对这件遮盖提出申诉，正在办理。"), N_("请等裁决结果。"))
NO_APPEAL = Refusal("no_appeal", N_("这件遮盖没有待裁决的申诉。"), N_("请刷新页面，查看最新进展。"))
NOT_LATE = Refusal("appeal_not_late", N_("这件遮盖的申诉没有逾期。"), N_("请在裁决的时限以后再看。"))
APPEAL_OPEN = Refusal(
    "appeal_open", N_("对这件遮盖的申诉还没有裁决，原文不能销毁。"), N_("裁决以后系统会自动办理。")
)


def may_be_withheld(kind: str) -> bool:
    """Whether parts of a disclosure of this kind can be withheld at all."""
    return not kind.startswith(NEVER)


def office(roles: Collection[str]) -> str:
    """For which office somebody acts: the sub-district's before the district's, when they hold both."""
    return "officer" if "officer" in roles else "district"


def other(asked: str, roles: Iterable[str]) -> bool:
    """Whether somebody with `roles` can speak for an office other than the one that asked."""
    return any(role in OFFICES and role != asked for role in roles)
