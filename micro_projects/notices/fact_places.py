"""What a key means where it stands: the same word of the facts is told differently in an invoice and in a lot.

Looked up by the kind of the disclosure for what stands at the top, else by the key it stands under.
"""

from __future__ import annotations

from collections.abc import Mapping

from micro_projects.kernel.refusal import N_

LABELS_AT: Mapping[str, Mapping[str, str]] = {
    "audit.opened": {
        "ends_at": N_("审计到什么时候结束"),
        "since": N_("从哪天的事看起"),
        "until": N_("看到哪天的事"),
    },
    "calendar.version": {"provisional": N_("哪些年份是暂定的"), "version": N_("第几版")},
    "committee.set": {"members": N_("成员"), "until_on": N_("到哪天为止")},
    "hands": {
        "released": N_("放行人的代号"),
        "requested": N_("请款人的代号"),
        "verified": N_("核对人的代号"),
    },
    "conduct.hidden": {"ground": N_("理由"), "reason": N_("说明")},
    "conduct.appeal_decided": {"reason": N_("说明")},
    "invoice": {"number": N_("发票号码")},
    "lot.drawn": {"number": N_("公开号码"), "population": N_("签号校验值")},
    "lot.prepared": {"population": N_("签号校验值")},
    "money.contract": {"number": N_("合同编号")},
    "money.pay": {"kind": N_("哪一种款"), "number": N_("第几号请款")},
    "money.release_retention": {"kind": N_("哪一种款"), "number": N_("第几号请款")},
    "notice.E3": {"number": N_("第几次验收")},
    "notice.E5": {
        "good": N_("是否达到正常结项的比例"),
        "number": N_("第几次评价"),
        "open_findings": N_("还没有了结的发现事项"),
        "satisfaction": N_("平均满意度（满分5分）"),
        "yes": N_("认为已解决的人数"),
    },
    "notice.E6": {
        "fen": N_("金额变化"),
        "days": N_("工期变化（天）"),
        "number": N_("第几号变更"),
        "scope": N_("做的内容是否改变"),
    },
    "checks": {"text": N_("查什么")},
    "comments": {"text": N_("说了什么")},
    "decided": {"text": N_("表决的事情"), "code": N_("对象编号")},
    "projects": {"cost": N_("金额"), "code": N_("提案编号")},
    "objection.decided": {"due_at": N_("可以申请复核到"), "level": N_("经过几次复核")},
    "roll.size": {"size": N_("名册现有人数")},
    "round.paper_entered": {"late": N_("是否过了录入时限"), "missing": N_("没有登记去向的张数")},
    "session.minutes": {"reservation": N_("签署人是否有保留意见")},
}
"""Labels other than the usual one (`fact_labels.LABELS`)."""

ENDS = frozenset("appeal_until closes closes_at due_at ended_at ends_at until".split())
"""Instants that are the end of a time: midnight is 24:00 of the last day."""
SHARES = frozenset("least_share min_turnout overshoot retention_share".split())
"""Whole numbers that are hundredths of a per cent."""
TENTHS = frozenset({"satisfaction"})
"""Whole numbers that are tenths."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "decided": (
        *("text", "choice", "yes", "no", "abstain", "needed"),
        *("entitled", "quorum", "base", "recused", "item", "purpose", "code"),
    ),
    "holders": ("name", "role", "place", "from_on", "until_on"),
    "invoice": ("issuer", "number"),
    "hands": ("requested", "verified", "released"),
    "milestones": ("title", "due_on", "weight", "amount", "evidence"),
    "phases": ("phase", "opens", "opens_at", "closes", "closes_at"),
    "postings": ("act", "subject", "amount", "from", "to", "number"),
    "projects": ("title", "code", "funded", "votes", "cost", "group", "text_hash"),
    "vote": ("yes", "no", "abstain"),
}
"""In which order the keys under one are told, where another than the usual one reads better."""
