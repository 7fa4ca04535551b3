"""Roles, terms, sign-in waits: pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.kernel.refusal import N_, Refusal

ROLES = {
    "council_member": N_("议事会成员"),
    "moderator": N_("议事会召集人"),
    "worker": N_("社区工作者"),
    "committee": N_("社区党委 · 居委会"),
    "affairs": N_("居务监督委员会"),
    "officer": N_("街道专员"),
    "district": N_("区专员"),
    "finance": N_("财务"),
    "supervisor": N_("居民监督员"),
    "contractor": N_("承接单位"),
    "auditor": N_("审计员"),
    "admin": N_("管理员"),
}
"""Every role held in a place for a term. Residents hold none: they stand on the roll."""

WRONG_SIGN_IN = Refusal(
    "wrong_sign_in", N_("账号或密码不对。"), N_("请核对后再试；忘记密码请到社区服务窗口，凭证件重设。"), 422
)
WAIT = Refusal(
    "wait",
    N_("尝试登录的次数太多，为保护您的账号需要稍等。"),
    N_("请 %(minutes)d 分钟后再试；您的账号没有被锁定。"),
    429,
)
WEAK_PASSWORD = Refusal(
    "weak_password", N_("密码太短。"), N_("请设至少 12 个字的密码，可以是一句好记的话。"), 422
)
UNKNOWN_ROLE = Refusal("unknown_role", N_("没有这个角色。"), N_("请从列表里选择。"), 422)
BY_SEATS = frozenset({"council_member"})
"""Roles that a room of its own gives and ends, with what belongs to them: a seat, its term, its vacancy."""
THROUGH_SEATS = Refusal(
    "through_seats",
    N_("议事会成员按席位产生和离任，不在这里登记。"),
    N_("请到本社区的“议事会成员”页面登记当选或离任；任期中间空出的席位，由补选产生。"),
)
WRONG_TERM = Refusal("wrong_term", N_("任期的结束日期早于开始日期。"), N_("请核对任期。"), 422)
FORM_INCOMPLETE = Refusal("form_incomplete", N_("有几项没有填好。"), N_("请照提示改好，再提交一次。"), 422)
HOLDS_ALREADY = Refusal(
    "holds_already", N_("此人在这里已经任这个职务。"), N_("请先结束原来的任期，或核对账号。")
)
NO_HOLDING = Refusal("no_holding", N_("没有这条任职。"), N_("请刷新页面后再试。"), 404)
ENDED_ALREADY = Refusal(
    "ended_already", N_("这段任期已经定在更早的日子结束。"), N_("需要延长任期的，请重新授予角色。")
)
NO_ACCOUNT = Refusal("no_account", N_("没有这个账号。"), N_("请核对账号，或先建立账号。"), 422)
NO_ENTRY = Refusal("no_entry", N_("名册上没有这一位。"), N_("可能已经移出；请回到名册查找。"), 404)
HAS_ACCOUNT = Refusal("has_account", N_("此人已经有账号。"), N_("忘记密码的，请重设密码。"))
NOT_THEIR_ACCOUNT = Refusal(
    "not_their_account",
    N_("这个账号的密码不能由您重设。"),
    N_("社区工作者可以为本社区名册上、没有任职的居民重设；其他人请找管理员。"),
    403,
)
REMOVED_ALREADY = Refusal("removed_already", N_("此人已经移出名册。"), N_("请刷新名册。"))
LOGIN_TAKEN = Refusal("login_taken", N_("这个账号已有人使用。"), N_("请换一个账号。"), 422)

ATTEMPTS = 10
WINDOW = timedelta(minutes=15)


def wait(attempts: list[datetime], now: datetime, most: int = ATTEMPTS) -> int:
    """Minutes to wait before the next try: 0 while fewer than `most` failed in the last `WINDOW`."""
    recent = sorted(a for a in attempts if a > now - WINDOW)
    if len(recent) < most:
        return 0
    free = recent[-most] + WINDOW - now
    return max(1, -(-int(free.total_seconds()) // 60))


def strong(password: str) -> bool:
    """ASVS 5.0 6.2.1: length is what counts; no composition rules."""
    return 12 <= len(password) <= 256
