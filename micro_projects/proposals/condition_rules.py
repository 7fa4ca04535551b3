"""P10: what must stand before a proposal goes on the ballot, and how a risk's level follows from its parts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal
from micro_projects.notices.own_parts import person

CONDITIONS = {
    "risk": N_("风险评估"),
    "legality": N_("合法性意见"),
    "consent": N_("场地权利人书面同意"),
    "maintainer": N_("管养单位承诺"),
}
"""What must be there, each for the version in force."""

ASPECTS = {
    "safety": N_("安全"),
    "noise": N_("噪声扰民"),
    "access": N_("通行和无障碍"),
    "rights": N_("权属和邻里权益"),
    "cost": N_("后续费用"),
    "other": N_("环境和其他"),
}
"""What is asked of every proposal; “does not apply” is an answer too."""
LIKELIHOODS = {1: N_("不太可能"), 2: N_("有可能"), 3: N_("很可能")}
SEVERITIES = {1: N_("影响小"), 2: N_("影响中等"), 3: N_("影响大")}
LEVELS = {"low": N_("低风险"), "medium": N_("中风险"), "high": N_("高风险")}
HIGH, MEDIUM = 6, 3
"""Likelihood times severity from which a risk is high, or medium (our default): 3×2, 2×3 and 3×3 are high."""

STATES = {
    "met": N_("已具备"),
    "missing": N_("还没有"),
    "outdated": N_("针对旧文本，要重新确认"),
    "against": N_("结论不合法，不能列入投票"),
    "hearing": N_("高风险，听证会后还要确认"),
    "withdrawn": N_("已收回"),
}
TODO = {
    "risk": N_("社区工作者或街道专员做评估"),
    "hearing": N_("先开听证会并公开反馈，再由社区工作者或街道专员确认"),
    "legality": N_("街道专员取得意见"),
    "consent": N_("提案人取得书面同意，社区工作者登记"),
    "maintainer": N_("社区找到管养单位，社区工作者登记"),
}
"""Who must do what, as long as a condition is not met."""

PARTIES = {
    "committee": N_("业主委员会"),
    "manager": N_("物业服务企业"),
    "public": N_("政府部门或公共机构"),
    "other": N_("其他权利人"),
    "none": N_("不涉及场地"),
}
"""Who consents or maintains; the last only of a consent: a proposal that needs nobody's ground."""
WRITTEN = ("consent", "maintainer")
OPEN = ("deliberating", "deferred", "advanced")
"""While a proposal is in one of these, its conditions may be recorded, confirmed and taken back."""

NO_CONDITION = Refusal("no_condition", N_("没有这项条件。"), N_("请从提案页的“还差什么”里打开。"), 404)
CONDITIONS_FIXED = Refusal(
    "conditions_fixed",
    N_("这件提案现在不能登记或改动表决条件。"),
    N_("条件在商议开始以后、投票名单冻结以前登记。"),
)
ASPECT_MISSING = Refusal(
    "aspect_missing",
    N_("“%(aspect)s”还没有评完。"),
    N_("每一方面都要回答：不涉及的选“不涉及”；涉及的写清楚影响谁、会出什么事、怎么防。"),
    422,
)
NOT_ASSESSED = Refusal("not_assessed", N_("还没有风险评估，没有可以确认的。"), N_("请先做一次评估。"))
RISK_STANDS = Refusal(
    "risk_stands",
    N_("风险评估对现在的文本有效，不用再确认。"),
    N_("情况有变的，请重新评估。"),
)
HEARING_NEEDED = Refusal(
    "hearing_needed",
    N_("评为高风险的项目，要先就它开听证会，并公开反馈。"),
    N_("请社区安排听证会；反馈公开以后，再来确认或者重新评估。"),
)
RISK_UNMET = Refusal(
    "risk_unmet",
    N_("没有对这一版文本有效的风险评估，不能审定立项。"),
    N_("风险评估在列入投票以前完成；没有它，任何人都不能放行。"),
)
DOCUMENT_NEEDED = Refusal(
    "document_needed",
    N_("书面同意、承诺要附上盖章或签字的文件。"),
    N_("请上传照片或 PDF；文件里的签名不公开，只公开由谁出具和文件的校验值。"),
    422,
)
SITE_NEEDED = Refusal("site_needed", N_("没有写明是哪一处场地。"), N_("请填写场地的位置。"), 422)
SIGNER_NEEDED = Refusal(
    "signer_needed", N_("没有写明由谁签字、哪一天签的。"), N_("请照文件填写；签字人的姓名不公开。"), 422
)
NOT_YET_SIGNED = Refusal("not_yet_signed", N_("签字日期在今天以后。"), N_("请照文件上的日期填写。"), 422)
COST_NEEDED = Refusal(
    "cost_needed",
    N_("管养单位要写明每年的维护费用，从哪天起管。"),
    N_("请填写金额和日期；不需要费用的填 0。"),
    422,
)
WITHDRAWN = Refusal("withdrawn_already", N_("这份书面意见已经收回。"), N_("需要的话，请登记新的一份。"))


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of a risk; likelihood 0: it does not apply."""

    aspect: str
    likelihood: int = 0
    severity: int = 0
    affected: str = ""
    harm: str = ""
    measure: str = ""

    @property
    def applies(self) -> bool:
        """Whether something may go wrong here."""
        return self.likelihood > 0

    @property
    def complete(self) -> bool:
        """Whether it is answered: does not apply, or all of it is said."""
        if not self.applies:
            return self.likelihood == 0 and self.severity == 0
        scored = self.likelihood in LIKELIHOODS and self.severity in SEVERITIES
        return scored and all(words.strip() for words in (self.affected, self.harm, self.measure))

    @property
    def score(self) -> int:
        """How likely times how bad."""
        return self.likelihood * self.severity


def level_of(score: int) -> str:
    """The level of a score: never typed by anybody."""
    if score >= HIGH:
        return "high"
    return "medium" if score >= MEDIUM else "low"


def level(aspects: Iterable[Aspect]) -> str:
    """A proposal's risk is that of its worst aspect: small ones do not make up for a large one."""
    return level_of(max((a.score for a in aspects), default=0))


def incomplete(aspects: Iterable[Aspect]) -> str | None:
    """The first aspect not answered; None: all are."""
    given = {a.aspect: a for a in aspects}
    return next((key for key in ASPECTS if key not in given or not given[key].complete), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest of one condition: of which version, and whether it speaks for the proposal."""

    kind: str
    version: int
    good: bool
    who: str
    at: datetime
    level: str = ""
    hearing: str = ""
    """The hearing after which a high risk was confirmed."""
    needs_hearing: bool = False
    """This version was ever found of high risk."""
    withdrawn: bool = False
    yearly_cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of “what is still lacking”."""

    kind: str
    state: str
    standing: Standing | None = field(default=None)

    @property
    def met(self) -> bool:
        """Whether it stands."""
        return self.state == "met"

    @property
    def todo(self) -> str:
        """Who must do what; empty when met."""
        return "" if self.met else TODO["hearing" if self.state == "hearing" else self.kind]

    def facts(self) -> dict[str, object]:
        """As D2 discloses it."""
        there = self.standing
        cost = there.yearly_cost if there else None
        return {
            "condition": self.kind,
            "condition_state": self.state,
            "level": (there.level or None) if there else None,
            "who": person(there.who) if there else "",
            "yearly_cost": cost.fen if cost is not None else None,
        }


def state(known: Standing | None, version: int) -> str:
    """Where one condition stands for a version."""
    if known is None:
        return "missing"
    if known.withdrawn:
        return "withdrawn"
    if known.version != version:
        return "outdated"
    if not known.good:
        return "against"
    return "hearing" if known.needs_hearing and not known.hearing else "met"


def lines(known: Mapping[str, Standing], version: int) -> list[Line]:
    """All four, in order."""
    return [Line(kind, state(known.get(kind), version), known.get(kind)) for kind in CONDITIONS]


def unmet(listed: Iterable[Line]) -> list[str]:
    """The kinds that are not met."""
    return [line.kind for line in listed if not line.met]
