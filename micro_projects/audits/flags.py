"""The red flags of the desk: each with its words, its columns, and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from micro_projects.audits import flag_queries, flag_rules
from micro_projects.kernel.refusal import N_

Columns = tuple[tuple[str, str, str], ...]
"""Name, heading, kind of each column, as the table macro takes them."""
PROJECT = ("title", N_("项目"), "text")


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked for, in words. Its rows are found by `found`, under the same code."""

    code: str
    name: str
    why: str
    """With its limit in figures."""
    columns: Columns


CHECKS = (
    Check(
        "near_cap",
        N_("估算贴近上限"),
        N_("估算达到同类上限的97%%以上。"),
        (
            ("title", N_("提案"), "text"),
            ("code", N_("编号"), "text"),
            ("estimate", N_("估算"), "money"),
            ("cap", N_("上限"), "money"),
            ("percent", N_("占上限的百分比"), "number"),
        ),
    ),
    Check(
        "same_firm",
        N_("同一单位多次承接"),
        N_("同一承接单位在同一社区签了三份以上合同。"),
        (
            ("firm", N_("承接单位"), "text"),
            ("place", N_("社区"), "text"),
            ("contracts", N_("合同"), "number"),
            ("total", N_("金额合计"), "money"),
            ("percent", N_("占当地合同总额的百分比"), "number"),
        ),
    ),
    Check(
        "split",
        N_("可能拆分合同"),
        N_("同一单位在同一社区60天内的几份合同，每份都低于须比价的金额，合起来超过。"),
        (
            ("firm", N_("承接单位"), "text"),
            ("codes", N_("项目"), "text"),
            ("total", N_("金额合计"), "money"),
            ("limit", N_("须比价的金额"), "money"),
            ("first_on", N_("最早签订"), "day"),
            ("last_on", N_("最晚签订"), "day"),
        ),
    ),
    Check(
        "varied",
        N_("变更多"),
        N_("生效的变更（增减都算）达到合同金额的9%%以上；超过10%%须经议事会。"),
        (
            PROJECT,
            ("contract", N_("合同金额"), "money"),
            ("varied", N_("变更合计"), "money"),
            ("percent", N_("占合同的百分比"), "number"),
            ("variations", N_("次数"), "number"),
        ),
    ),
    Check(
        "dear",
        N_("比同类项目贵"),
        N_("合同金额达到名称相近的同类项目中位数的1.5倍以上（至少有两个可比）。"),
        (
            PROJECT,
            ("contract", N_("合同金额"), "money"),
            ("median", N_("同类中位数"), "money"),
            ("percent", N_("占中位数的百分比"), "number"),
            ("similar", N_("可比项目"), "number"),
        ),
    ),
    Check(
        "paper",
        N_("纸质票比例高"),
        N_("一轮投票里纸质票和现场票超过四成，或是其他各轮比例的两倍以上（至少20张）。"),
        (
            ("round", N_("投票"), "text"),
            ("votes", N_("投票人数"), "number"),
            ("paper", N_("纸质和现场"), "number"),
            ("percent", N_("占百分比"), "number"),
            ("others", N_("其他各轮的百分比"), "number"),
        ),
    ),
    Check(
        "late",
        N_("公示张贴晚"),
        N_("公示没有在一个工作日内张贴并登记。"),
        (
            ("notice", N_("公示"), "text"),
            ("posted_at", N_("发布"), "moment"),
            ("due_at", N_("最迟应张贴"), "until"),
            ("on_board_at", N_("登记张贴"), "moment"),
        ),
    ),
    Check(
        "last_minute",
        N_("截止前一小时办理"),
        N_("征集截止前一小时内的提交和附议。"),
        (
            ("cycle", N_("周期"), "text"),
            ("ends_at", N_("征集截止"), "moment"),
            ("steps", N_("件数"), "number"),
        ),
    ),
    Check(
        "apart",
        N_("验收和评价相差大"),
        N_("一次验收合格，但认为问题已解决的居民不到六成（至少5人回答）。"),
        (PROJECT, ("answers", N_("回答"), "number"), ("percent", N_("认为已解决的百分比"), "number")),
    ),
)
"""Every red flag. A new one is a line here, and one in `found`."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One check with what it found; no row means nothing stood out."""

    check: Check
    rows: Sequence[Any]


def found(paths: Sequence[str], now: datetime) -> list[Flag]:
    """Every flag over the places audited: eight statements, whatever their number."""
    packs = flag_queries.packs(paths)
    projects = flag_queries.projects(paths, packs)
    rows: dict[str, Sequence[Any]] = {
        "near_cap": flag_queries.near_cap(paths, packs),
        "same_firm": flag_rules.same_firm(projects),
        "split": flag_rules.split(projects),
        "varied": flag_rules.varied(projects),
        "dear": flag_rules.dear(projects),
        "paper": flag_rules.paper(flag_queries.channels(paths)),
        "late": flag_queries.late_postings(paths, now),
        "last_minute": flag_queries.last_minute(paths, now),
        "apart": flag_rules.apart(projects),
    }
    return [Flag(check, rows[check.code][: flag_rules.MOST]) for check in CHECKS]
