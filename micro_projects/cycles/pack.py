"""The rule pack (规则包): the numbers and choices of a cycle, frozen and hashed when it opens.

Shares are whole basis points (1/10,000), so that the pack is canonical JSON without a float.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from functools import lru_cache
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_

KINDS = {"service": N_("服务"), "goods": N_("货物"), "works": N_("工程")}
"""What a proposal may ask for, each with its own cap."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The default is `shenzhen` (procedure: The default rule pack). Amounts in fen, shares in basis points."""

    name: str = "shenzhen"
    pool: int = 2_000_000_00
    variation_reserve: int = 500
    urgent_reserve: int = 500
    caps: Mapping[str, int] = field(
        default_factory=lambda: {"service": 200_000_00, "goods": 200_000_00, "works": 400_000_00}
    )
    proposals_per_resident: int = 3
    seconders: int = 5
    notice_days: Mapping[str, int] = field(
        default_factory=lambda: {"C1": 5, "D1": 5, "D2": 5, "D3": 5, "E1": 3, "E3": 3, "E6": 3}
    )
    quorum: int = 6667
    majority: int = 5000
    convene_days: int = 3
    resolve_by: str = "residents"
    ballot_form: str = "approval"
    ballot_choices: int = 3
    ballot_points: int = 10
    channels: str = "web paper booth letter_code"
    receipts: bool = True
    key_keepers: bool = False
    entering_days: int = 3
    round_days: int = 10
    rule: str = "greedy_threshold"
    min_score_floor: int = 5
    min_score_share: int = 100
    add_step: int = 1_00
    overshoot: int = 0
    unit: str = "resident"
    min_turnout: int = 500
    extension_days: int = 5
    records_from: int = 20
    quotations_from: int = 50_000_00
    quotations: int = 3
    advance: int = 3000
    retention: int = 300
    retention_months: int = 12
    variation: int = 1000
    evaluate_after_days: int = 30
    evaluate_again_days: int = 365
    solved: int = 6000
    seconding_days: int = 5
    screening_days: int = 10
    opinion_days: int = 10
    freeze_days: int = 25
    approval_days: int = 10
    refusal_days: int = 20
    acknowledge_days: int = 3
    decide_days: int = 10
    appeal_days: int = 3
    minutes_days: int = 5
    inspect_days: int = 5
    verify_days: int = 5
    accept_days: int = 10
    pay_days: int = 30
    residents_require: int = 50
    require_days: int = 5
    observers: int = 20
    speech_seconds: int = 180
    recall_minutes: int = 15
    recusal_metres: int = 30
    vacancy_days: int = 60
    answer_days: int = 5
    feedback_days: int = 10
    appeal_council_days: int = 20
    said_per_hour: int = 10
    report_days: int = 2

    def quorum_share(self) -> Fraction:
        """⅔ is written 6667 and meant exactly."""
        return Fraction(2, 3) if self.quorum == 6667 else Fraction(self.quorum, 10_000)

    def cap(self, kind: str) -> Money:
        """The most a proposal of `kind` may cost."""
        return Money(self.caps[kind])

    def share(self, basis_points: int, of: Money) -> Money:
        """A share of an amount, rounded down to the fen."""
        return of * Fraction(basis_points, 10_000)

    def round_budget(self) -> Money:
        """What the residents decide over: the pool less both reserves."""
        pool = Money(self.pool)
        return pool - self.share(self.variation_reserve, pool) - self.share(self.urgent_reserve, pool)

    def frozen(self) -> bytes:
        """Canonical JSON: what is hashed, disclosed and kept."""
        return canonical.dump(asdict(self))

    @classmethod
    @lru_cache(maxsize=1024)
    def thawed(cls, frozen: bytes) -> Pack:
        """The pack of its canonical JSON, which is the same pack for ever; TypeError when a rule is unknown."""
        value: Any = canonical.load(frozen)
        return cls(**value)


SOURCE = frozenset({"caps", "quorum", "majority"})
"""Rules that published guidance gives (Shenzhen 2015–2016); every other number is our default."""

LABELS: dict[str, str] = {
    "pool": N_("年度资金池"),
    "variation_reserve": N_("变更预备金占比"),
    "urgent_reserve": N_("应急预备金占比"),
    "caps": N_("单个项目金额上限"),
    "proposals_per_resident": N_("每人每周期提案数"),
    "seconders": N_("附议人数"),
    "notice_days": N_("公示工作日"),
    "quorum": N_("议事会法定人数"),
    "majority": N_("议事会通过比例"),
    "convene_days": N_("会议提前通知天数"),
    "resolve_by": N_("决议方式"),
    "ballot_form": N_("选票形式"),
    "ballot_choices": N_("每张选票最多选几项"),
    "ballot_points": N_("每张选票共有几分"),
    "channels": N_("投票渠道"),
    "receipts": N_("投票后给回执码"),
    "key_keepers": N_("选票钥匙由三人保管"),
    "entering_days": N_("纸质选票录入时限（工作日）"),
    "round_days": N_("投票天数"),
    "rule": N_("计票规则"),
    "min_score_floor": N_("最低得票数"),
    "min_score_share": N_("最低得票占比"),
    "add_step": N_("均等份额法每人每次加多少"),
    "overshoot": N_("最后一项可超出预算的比例"),
    "unit": N_("投票单位"),
    "min_turnout": N_("最低投票率"),
    "extension_days": N_("投票率不足时延长天数"),
    "records_from": N_("公布匿名投票记录的最少票数"),
    "quotations_from": N_("须比价的金额起点"),
    "quotations": N_("比价最少报价家数"),
    "advance": N_("预付款上限"),
    "retention": N_("质保金比例"),
    "retention_months": N_("质保月数"),
    "variation": N_("变更须经议事会的比例"),
    "evaluate_after_days": N_("启用后首次评价天数"),
    "evaluate_again_days": N_("再次评价天数"),
    "solved": N_("“已解决”比例低于此数为保留意见结项"),
    "seconding_days": N_("附议截止（征集结束后工作日）"),
    "screening_days": N_("初审时限（工作日）"),
    "opinion_days": N_("专业意见时限（工作日）"),
    "freeze_days": N_("商议公示后最迟冻结投票（工作日）"),
    "approval_days": N_("审定时限（工作日）"),
    "refusal_days": N_("对不予审定提出复议的时限（工作日）"),
    "acknowledge_days": N_("异议受理时限（工作日）"),
    "decide_days": N_("异议答复时限（工作日）"),
    "appeal_days": N_("对答复不服的申请时限（工作日）"),
    "minutes_days": N_("会议纪要签署时限（工作日）"),
    "inspect_days": N_("查验时限（工作日）"),
    "verify_days": N_("核实时限（工作日）"),
    "accept_days": N_("验收确认时限（工作日）"),
    "pay_days": N_("付款时限（天）"),
    "residents_require": N_("居民联名要求开会的人数"),
    "require_days": N_("被要求后召集会议的时限（工作日）"),
    "observers": N_("会议旁听席"),
    "speech_seconds": N_("每次发言时限（秒）"),
    "recall_minutes": N_("会中人数不足，等候多久休会（分钟）"),
    "recusal_metres": N_("住处、房产离项目地点多近须回避（米）"),
    "vacancy_days": N_("议事会席位空缺后补选的时限（天）"),
    "answer_days": N_("答复提问的时限（工作日）"),
    "feedback_days": N_("协商会后反馈的时限（工作日）"),
    "appeal_council_days": N_("议事会处理初审申诉的时限（工作日）"),
    "said_per_hour": N_("每人每小时最多发表几条"),
    "report_days": N_("处理举报的时限（工作日）"),
}
"""What people read for each rule."""

assert set(LABELS) | {"name"} == {f.name for f in fields(Pack)}
