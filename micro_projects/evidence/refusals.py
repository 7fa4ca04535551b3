"""Why there is no bundle."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_, Refusal

NO_SUCH = Refusal(
    "no_evidence_of",
    N_("没有这个编号的项目、提案或周期。"),
    N_("请用项目编号（如 FT-LH-2026-003）或“社区/年份”（如 FT-LH/2026）。"),
    404,
)
NOT_SIGNED = Refusal(
    "not_signed_yet",
    N_("公开日志还没有签名，证据包要等签名以后才能生成。"),
    N_("通常两秒之内就会签好；请稍后再试。"),
)
NO_SIZE = Refusal(
    "no_such_checkpoint",
    N_("公开日志没有在这个长度上签过名。"),
    N_("请用日志页面上列出的检查点；不写就用最新的。"),
    404,
)
BEFORE_REDACTION = Refusal(
    "before_redaction",
    N_("在这个检查点以后，内容又有过遮盖；按它生成的证据包缺少说明遮盖的条目，核对不能通过。"),
    N_("请用第%(least)d条以后的检查点；不写就用最新的。"),
)
