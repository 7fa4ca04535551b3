"""When a gate is open: pure. A gate needs *over and no open objection* (procedure: Notices)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.kernel.refusal import N_, Refusal

NO_NOTICE = Refusal(
    "no_notice",
    N_("这件事还没有公示，不能进入下一步。"),
    N_("请等系统按期发布公示；公示期满且没有未决异议后再办。"),
)
NOTICE_RUNNING = Refusal(
    "notice_running",
    N_("公示还在进行，不能进入下一步。"),
    N_("公示到%(ends)s为止；期满并核对意见箱后，系统会自动放行。"),
)
HELD = Refusal(
    "held",
    N_("有%(open)d件异议还没有答复，这件事暂缓办理。"),
    N_("请等异议答复后再办；办理进度见公示页。"),
)
UPHELD = Refusal(
    "upheld",
    N_("对这份公示的异议成立，这份公示不再作为下一步的依据。"),
    N_("请按答复更正或重新办理后，重新公示。"),
)
NO_NOTICE_FOUND = Refusal("no_notice_found", N_("没有这份公示。"), N_("请从社区主页的公示列表查找。"), 404)
NO_LOG = Refusal("no_log", N_("没有这本公开日志。"), N_("请从公开日志的列表里选择。"), 404)
NO_ENTRY = Refusal("no_entry", N_("公开日志里没有这一条。"), N_("请核对编号，或从日志列表查找。"), 404)
NO_CHECKPOINT = Refusal(
    "no_checkpoint", N_("这本日志在这个条数上没有签名。"), N_("请从日志的页面上查看已经签名的条数。"), 404
)
NO_TILE = Refusal("no_tile", N_("日志里没有这一块，或者还没有签名。"), N_("请按已经签名的条数取用。"), 404)
NO_LOT = Refusal("no_lot", N_("没有这次抽签。"), N_("请从公开这次抽签的页面重新打开。"), 404)
NO_PROOF = Refusal(
    "no_proof",
    N_("参数不对，不能给出证明。"),
    N_("请给出小于日志长度的序号和不超过日志长度的大小。"),
    422,
)
NOT_OVER_YET = Refusal(
    "not_over_yet", N_("公示期还没有结束，意见箱还不能做最后核对。"), N_("请在%(ends)s之后再核对。")
)
ALREADY_CONFIRMED = Refusal("already_confirmed", N_("意见箱已经核对过了。"), N_("不需要再办。"))
NUMBER_EARLY = Refusal(
    "number_early", N_("事先约定的公开号码还没有产生。"), N_("请在%(due)s之后，按约定的来源录入。")
)
NUMBER_DIFFERS = Refusal(
    "number_differs",
    N_("两个人录入的号码不一致，没有抽签。"),
    N_("请两人对照约定的来源重新核对；第一人录入的是%(first)s。"),
    422,
)
SECOND_PERSON = Refusal(
    "second_person", N_("公开号码要由两个不同的人录入。"), N_("请另一位有权限的同事录入第二遍。"), 403
)
ALREADY_DRAWN = Refusal("already_drawn", N_("这次抽签已经完成。"), N_("请查看抽签结果。"))
NOT_A_NUMBER = Refusal("not_a_number", N_("公开号码只能是数字。"), N_("请照来源逐位录入，只录数字。"), 422)


def gate_at(
    confirmed_at: datetime | None, unconfirmed_at: datetime | None, letter_box: bool
) -> datetime | None:
    """When a notice's gate opens: noon of the next working day, the letter box confirmed; else of the third."""
    return confirmed_at if letter_box else unconfirmed_at
