"""Reconciling by the rules: which counts must be equal, what a difference waits for, when a result may stand: pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from micro_projects.kernel.refusal import N_, Refusal

EXPLAIN_DAYS = 3
"""Working days within which a difference is explained in writing (5-voting: Paper)."""
REMIND_DAYS = 1
"""Working days before the end of a period at which who holds it up is reminded."""

PILES = {
    "sealed": N_("网上、投票点和投票码投出的选票"),
    "paper": N_("投进票箱的纸质选票"),
    "sheets": N_("发出的空白选票"),
}
"""What is reconciled by itself: `sealed` and `paper` ballots with their marks on the roll, `sheets` with their ends."""
EXPECTED = {
    "sealed": N_("名册上登记已投"),
    "paper": N_("名册上登记已交"),
    "sheets": N_("已经发出"),
}
ACTUAL = {
    "sealed": N_("保存的密封选票"),
    "paper": N_("箱里录入的选票（含无效票）"),
    "sheets": N_("已投、写坏、退回合计"),
}
STEPS = {"entering": N_("录入纸质选票"), "explaining": N_("说明票数差异")}
"""What can be overdue between closing and the count."""

TOO_LATE = Refusal(
    "too_late_to_explain",
    N_("说明差异的时限是%(until)s，已经过了，这一轮只能作废。"),
    N_("是否作废由议事会表决；动议已经由系统列入议程。"),
)
NOTHING_TO_EXPLAIN = Refusal(
    "nothing_to_explain", N_("这一轮没有等待说明的差异。"), N_("请刷新页面，查看最新进展。")
)
SAY_WHAT = Refusal(
    "explanation_missing", N_("每一处差异都要写明发生了什么。"), N_("请逐处填写后再提交。"), 422
)
NOT_SETTLED = Refusal(
    "difference_not_settled",
    N_("这一轮的票数有差异，还没有证明它不影响入选项目，不能确认结果。"),
    N_("计票以后系统会证明差异能不能改变结果；请看本轮的核对页面。"),
)
COULD_CHANGE = Refusal(
    "difference_could_change",
    N_("这一轮的票数差异可能改变入选项目，结果不能确认，只能作废重投。"),
    N_("是否作废由议事会表决；动议已经由系统列入议程。"),
)
NO_PROOF_NEEDED = Refusal(
    "no_proof_needed", N_("这一轮的票数没有差异，或者差异已经证明过。"), N_("请刷新页面，查看最新进展。")
)


@dataclass(frozen=True, slots=True)
class Line:
    """One pile: how many there must be, and how many there are."""

    pile: str
    expected: int
    actual: int

    @property
    def missing(self) -> int:
        """How many are not there."""
        return max(0, self.expected - self.actual)

    @property
    def surplus(self) -> int:
        """How many are there without a reason."""
        return max(0, self.actual - self.expected)

    @property
    def differs(self) -> bool:
        """Whether the two are not equal."""
        return self.expected != self.actual


def differing(lines: Collection[Line]) -> list[Line]:
    """Those that differ."""
    return [line for line in lines if line.differs]


def in_question(lines: Collection[Line]) -> tuple[int, int]:
    """How many ballots may be missing from the count, and how many in it may be surplus, at most.

    A sheet that nobody accounts for may have been a ballot that never arrived, so it counts as one.
    """
    return sum(line.missing for line in lines), sum(line.surplus for line in lines)


def figures(line: Line) -> dict[str, str | int]:
    """A pile as it is disclosed."""
    return {"actual": line.actual, "expected": line.expected, "pile": line.pile}
