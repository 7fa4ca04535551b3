"""The kinds of notice: what each is called, whether a period gates the next step (procedure: Notices)."""

from __future__ import annotations

from dataclasses import dataclass

from micro_projects.kernel.refusal import N_


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`gates` is what waits for it, in words; empty when nothing does."""

    code: str
    name: str
    gates: str = ""


KINDS = {
    kind.code: kind
    for kind in (
        NoticeKind("C1", N_("规则包公示"), N_("提案征集")),
        NoticeKind("D1", N_("提议公开"), N_("进入商议")),
        NoticeKind("D2", N_("商议公开"), N_("交付表决")),
        NoticeKind("D3", N_("决议公开"), N_("街道审定")),
        NoticeKind("E1", N_("中选公示"), N_("签订合同")),
        NoticeKind("E2", N_("进度公开")),
        NoticeKind("E3", N_("验收公示"), N_("决算")),
        NoticeKind("E4", N_("决算公开")),
        NoticeKind("E5", N_("评价公开")),
        NoticeKind("E6", N_("变更公示"), N_("变更生效")),
    )
}
