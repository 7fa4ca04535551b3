"""What an opinion must hold, what a price is made of, and what counts as assessed (P7, P10): pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from micro_projects.deliberation.rules import Assessed
from micro_projects.kernel import text
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refusal, Refused

KINDS = {"legality": N_("合法性意见"), "feasibility": N_("可行性意见"), "price": N_("价格意见")}
CAPACITIES = {
    "officer": N_("街道专员"),
    "counsel": N_("社区法律顾问"),
    "expert": N_("专家或专业单位"),
    "quoted": N_("议事会委托报价的单位"),
}
"""Who gave an opinion; the last only when the officer's was overdue."""
RECORDED = ("officer", "counsel", "expert")
VERDICTS = {
    ("legality", True): N_("合法"),
    ("legality", False): N_("不合法"),
    ("feasibility", True): N_("可行"),
    ("feasibility", False): N_("不可行"),
}
MOST_ITEMS = 40
MOST_FILES = 3
LONGEST_ITEM = 60

NO_KIND = Refusal("no_opinion_kind", N_("没有这种意见。"), N_("请从提案页打开要给的意见。"), 404)
NAME_NEEDED = Refusal(
    "name_needed",
    N_("不是专员本人给的意见，要写明是谁给的。"),
    N_("请填写律师、专家的姓名或单位的名称。"),
    422,
)
ITEMS_NEEDED = Refusal(
    "items_needed",
    N_("价格要有依据：没有填写分项。"),
    N_("请每行写一项：名称，单位，数量，单价；总价由系统加出来。"),
    422,
)
NOT_FEASIBLE = Refusal(
    "not_feasible",
    N_("这一版认定不可行，不用给价格。"),
    N_("情况有变的，请先给出新的可行性意见。"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a price: the quantity in thousandths."""

    item: str
    unit: str
    quantity: int
    unit_price: Money

    @property
    def amount(self) -> Money:
        """Quantity times unit price, half a fen rounded up."""
        return Money((self.quantity * self.unit_price.fen + 500) // 1000)


def total(items: Iterable[Item]) -> Money:
    """What the items come to: the price is never typed."""
    return Money.sum(item.amount for item in items)


_BETWEEN = re.compile(r"\s*[\t,，;；|]\s*")


def read_items(typed: str) -> tuple[list[Item], list[int]]:
    """Lines of “name, unit, quantity, unit price”, as typed or pasted from a table; and the lines that are not."""
    items, wrong = [], []
    for number, line in enumerate(typed.splitlines(), start=1):
        if not line.strip():
            continue
        item = _item(_BETWEEN.split(line.strip()))
        if item is None:
            wrong.append(number)
        else:
            items.append(item)
    return items, wrong


def quantity(thousandths: int) -> str:
    """As people write it: 12, 2.5."""
    return (
        f"{Decimal(thousandths) / 1000:f}".rstrip("0").rstrip(".")
        if thousandths % 1000
        else str(thousandths // 1000)
    )


def _item(cells: Sequence[str]) -> Item | None:
    if len(cells) != 4 or not all(cells) or max(len(cells[0]), len(cells[1])) > LONGEST_ITEM:
        return None
    try:
        exact = Decimal(cells[2]) * 1000
        price = Money.parse(cells[3])
    except (ArithmeticError, Refused):  # also a figure too large to reckon with
        return None
    if not exact.is_finite() or exact != exact.to_integral_value() or not 0 < exact <= 10**9:
        return None
    item = Item(text.line(cells[0]), text.line(cells[1]), int(exact), price)
    return item if price.fen <= 10**9 else None


def assessed(version: int, feasible: bool | None, price: Money | None, *, quoted: bool) -> Assessed | None:
    """What the opinions on a version come to: infeasible, or a price; None: something is still missing (P7).

    A quotation the council commissioned, the opinion being overdue, stands for both.
    """
    if feasible is False:
        return Assessed(version, None)
    if price is None or (feasible is None and not quoted):
        return None
    return Assessed(version, price)
