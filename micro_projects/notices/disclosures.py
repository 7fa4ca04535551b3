"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.notices import down_rules, lots, objection_rules, redaction_rules

KINDS = (
    DisclosureKind(
        "notice.C1",
        N_("规则包公示"),
        N_("周期启动时公开冻结的规则包全文、各阶段最早日期和名册人数。"),
        "cycle.open",
        days="notice_days.C1",
    ),
    DisclosureKind(
        "notice.posted",
        N_("张贴报告"),
        N_("社区工作者报告公示已贴上公告栏时公开地点。"),
        "notice.report_posted",
    ),
    DisclosureKind(
        "notice.down",
        N_("张贴的公示不见了"),
        N_("社区工作者确认贴着的公示不见了或看不清时公开：在哪里，从什么时候起。"),
        "notice.look_down",
    ),
    DisclosureKind(
        "notice.letter_box",
        N_("意见箱核对"),
        N_("公示期满、意见箱核对后公开。"),
        "notice.confirm_letter_box",
    ),
    DisclosureKind(
        "notice.unconfirmed",
        N_("意见箱没有核对"),
        N_("期满后三个工作日内没有核对意见箱，仍按规则放行时公开。"),
        "notice.release",
    ),
    DisclosureKind(
        "notice.released",
        N_("放行下一步"),
        N_("公示期满、没有未决异议，系统放行下一步时公开：哪份公示、哪件事、应放行和实际放行的时间。"),
        "notice.release",
    ),
    DisclosureKind(
        "notice.extended",
        N_("公示期顺延"),
        N_("系统曾打不开，或者没有按时张贴，公示期顺延时公开：原来和现在的截止时间、原因。"),
        "notice.extend",
    ),
    DisclosureKind(
        "uptime.outage",
        N_("系统故障"),
        N_("系统超过五分钟打不开、恢复以后公开：从几点到几点。"),
        "uptime.beat",
    ),
    DisclosureKind(
        "objection.received",
        N_("收到异议"),
        N_("收到异议时公开针对哪份公示、哪件事，办理期限；不公开提出人。"),
        "objection.receive",
        days="acknowledge_days",
    ),
    DisclosureKind(
        "objection.acknowledged",
        N_("受理异议"),
        N_("办理部门受理异议时公开答复期限。"),
        "objection.acknowledge",
        days="decide_days",
    ),
    DisclosureKind(
        "objection.decided",
        N_("异议答复"),
        N_("答复异议时公开结论、办理部门和答复全文。"),
        "objection.decide",
        days="decide_days",
    ),
    DisclosureKind(
        "objection.appealed",
        N_("申请复核"),
        N_("提出人对答复不服、申请复核时公开。"),
        "objection.appeal",
        days="appeal_days",
    ),
    DisclosureKind(
        "objection.settled",
        N_("异议办结"),
        N_("不成立的答复不再复核、异议办结时公开。"),
        "objection.lapse",
    ),
    DisclosureKind(
        "objection.withdrawn",
        N_("异议撤回"),
        N_("提出人撤回异议时公开。"),
        "objection.withdraw",
    ),
    DisclosureKind(
        "objection.undecided",
        N_("异议未决"),
        N_("抽签小组意见不一致、重新抽取时公开。"),
        "objection.vote",
    ),
    DisclosureKind(
        "objection.overdue",
        N_("异议逾期"),
        N_("异议没有按期受理或答复、转上一级办理时公开。"),
        "objection.escalate",
    ),
    DisclosureKind(
        "redaction",
        N_("遮盖"),
        N_("遮盖公开内容的某些部分时公开：哪一条、哪些部分、依据、哪两个部门；不重复被遮盖的内容。"),
        "redaction.confirm",
    ),
    DisclosureKind(
        "redaction.appealed",
        N_("遮盖申诉"),
        N_("收到对遮盖的申诉时公开。"),
        "redaction.appeal",
    ),
    DisclosureKind(
        "redaction.appeal_overdue",
        N_("遮盖申诉逾期"),
        N_("对遮盖的申诉到期没有裁决时公开：哪一件、期限、由谁裁决。"),
        "redaction.escalate",
    ),
    DisclosureKind(
        "redaction.appeal_decided",
        N_("遮盖申诉裁决"),
        N_("裁决对遮盖的申诉时公开；成立的，遮盖的部分恢复公开。"),
        "redaction.decide_appeal",
    ),
    DisclosureKind(
        "redaction.destroyed",
        N_("遮盖原文销毁"),
        N_("申诉期过后，被遮盖部分的原文销毁时公开。"),
        "redaction.destroy",
    ),
    DisclosureKind(
        "lot.prepared",
        N_("抽签准备"),
        N_("公开抽签前公开全部签号和约定的公开号码来源。"),
        "lot.prepare",
    ),
    DisclosureKind(
        "lot.drawn",
        N_("抽签结果"),
        N_("抽签后公开号码、种子和顺序，任何人可以重算。"),
        "lot.enter_number",
    ),
    DisclosureKind(
        "log.begun",
        N_("新日志接续"),
        N_("钥匙丢失或恢复备份后，新日志的第一条公开：接着哪本日志、它签过名的条数和根值、暂缺哪些条目。"),
        "log.succeed",
    ),
    DisclosureKind(
        "log.key_added",
        N_("启用签名钥匙"),
        N_("更换签名钥匙时，旧钥匙停用之前公开新钥匙和它的指纹。"),
        "log.rotate",
    ),
    DisclosureKind(
        "log.key_ended",
        N_("停用签名钥匙"),
        N_("新钥匙签过名之后停用旧钥匙时公开：它签到第几条为止。"),
        "log.rotate",
    ),
    DisclosureKind(
        "log.witness_named",
        N_("指定见证人"),
        N_("指定日志的见证人时公开：是谁，作证用的公钥。"),
        "log.witness",
    ),
)

CODES = {
    "cause": {"all": N_("整个系统停了"), "pages": N_("网页打不开")},
    "damage": down_rules.WHAT,
    "extended_for": {
        "outage": N_("系统打不开"),
        "posted_late": N_("张贴晚了"),
        "taken_down": N_("贴着的不见了"),
        "unposted": N_("没有张贴"),
    },
    "log.why": {
        "differs": N_("恢复后的内容和签过名的不一致"),
        "lost_key": N_("钥匙丢失"),
        "restored": N_("恢复了较早的备份"),
    },
    "lot.purpose": lots.PURPOSES,
    "objection.against": {"procedure": N_("程序")},
    "objection.channel": objection_rules.CHANNELS,
    "objection.office": objection_rules.OFFICES,
    "objection.outcome": objection_rules.OUTCOMES,
    "objection.state": objection_rules.STATES,
    "redaction.ground": redaction_rules.GROUNDS,
    "redaction.offices": redaction_rules.OFFICES,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
