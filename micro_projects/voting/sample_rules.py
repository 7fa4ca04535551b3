"""Whom an auditor asks, and what may be asked (5-voting: Secrecy): pure."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_, Refusal

PURPOSE = "marks"
ANSWERS = {"yes": N_("是本人投的"), "no": N_("没有投过"), "unreached": N_("没有联系上")}
AFTER = ("closed", "entering", "reconciled", "counted", "adopted")
"""States in which marks no longer change."""

NOT_CLOSED = Refusal(
    "marks_still_change",
    N_("投票还没有截止，名册登记还会变，不能抽查。"),
    N_("截止并公布登记的指纹以后再抽。"),
)
WRONG_SIZE = Refusal(
    "sample_size",
    N_("抽查人数要在1到%(most)s之间。"),
    N_("登记投过票的一共%(most)s人，请改成不超过这个数的整数。"),
    422,
)
NO_SAMPLE = Refusal("no_mark_sample", N_("没有这次抽查。"), N_("请从这一轮的抽查页面查找。"), 404)
NOT_ASKED = Refusal(
    "not_asked", N_("这次抽查没有抽到您，或者还没有抽签。"), N_("只有抽到的人需要回答。"), 403
)
ANSWERED = Refusal("mark_answered", N_("已经回答过，不能再改。"), N_("如果记错了，请告诉审计员，写进报告。"))
UNKNOWN_ANSWER = Refusal("unknown_mark_answer", N_("请选一个回答。"), N_("是本人投的，或者没有投过。"), 422)
NOT_ALL_ASKED = Refusal(
    "marks_not_all_asked",
    N_("还有%(left)s人没有问到，不能公布结果。"),
    N_("问不到的，请记为没有联系上。"),
)
REPORTED = Refusal("sample_reported", N_("这次抽查的结果已经公布。"), N_("要再查，请另抽一次。"))
