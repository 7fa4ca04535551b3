"""What a member declares (利害关系): kinds, what each must hold. Pure."""

from __future__ import annotations

import re

from micro_projects.kernel.refusal import N_, Refusal

KINDS = {
    "employer": N_("工作单位"),
    "post": N_("兼任的职务"),
    "kin": N_("亲属"),
    "property": N_("房产或住处"),
    "supplier": N_("往来的供应商或承接单位"),
    "other": N_("其他"),
    "none": N_("没有利害关系"),
}
"""``none`` is a declaration too: the member says that there is nothing."""
OF_FIRMS = ("employer", "post", "supplier")
CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
"""统一社会信用代码 (GB 32100): eighteen digits and capital letters without I, O, S, V, Z."""
PROPERTY_TEXT = N_("有房产或住处申报，位置不公开")

NOTHING_SAID = Refusal(
    "interest_empty", N_("还没有写是什么利害关系。"), N_("请写一句话；没有的，请选“没有利害关系”。"), 422
)
WRONG_CREDIT_CODE = Refusal(
    "interest_credit_code",
    N_("统一社会信用代码应当是18位数字和大写字母。"),
    N_("请照营业执照填写；不知道的可以不填。"),
    422,
)
NO_SUCH_KIN = Refusal(
    "interest_no_kin",
    N_("名册上没有找到姓名和编号都一致的人。"),
    N_("请核对亲属的姓名和名册编号（向社区服务窗口询问）；不在本社区的亲属不用填编号。"),
    422,
)
NO_INTEREST = Refusal("no_interest", N_("没有这一条申报，或者已经结束。"), N_("请刷新页面再办。"), 404)
HAS_POINT = Refusal(
    "interest_has_point", N_("这一条已经标过位置。"), N_("位置变了，请结束这一条，再申报新的一条。")
)
NO_MAP = Refusal(
    "interest_no_map",
    N_("本社区还没有地图，不能标位置。"),
    N_("申报仍然有效；涉及您住处附近的议题，请自己登记回避。"),
    404,
)


def is_credit_code(code: str) -> bool:
    """Whether it has the form of one."""
    return CREDIT_CODE.fullmatch(code) is not None
