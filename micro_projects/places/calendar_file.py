"""A file of working days (``calendar import``): every bad line named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from micro_projects.kernel.csv_file import Fault, Row
from micro_projects.kernel.refusal import N_

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("日期",),  # zh only
    "working": ("上班", "工作日"),  # zh only
    "name": ("名称", "节日"),  # zh only
    "source": ("来源", "依据"),  # zh only
    "provisional": ("暂定",),  # zh only
}
NEEDED = ("date", "working", "source")
_YES = {"1", "yes", "true", "是", "班", "上班"}
_NO = {"0", "no", "false", "否", "休", "放假", ""}

_DATE = N_("日期要写成 2026-03-02 这样。")
_FLAG = N_("“上班”和“暂定”只能写 1 或 0、是或否。")
_TWICE = N_("日期和第%(other)d行重复。")
_SOURCE = N_("没有写来源。")
_MIXED = N_("同一年的来源和暂定标记要一致；第%(other)d行写的不一样。")


@dataclass(frozen=True, slots=True)
class Day:
    """One good line: as `actions.DayLine` takes it."""

    on: date
    working: bool
    name: str
    source: str
    provisional: bool


def read(rows: Sequence[Row]) -> tuple[list[Day], list[Fault]]:
    """Good days and every fault."""
    good: list[Day] = []
    faults: list[Fault] = []
    seen: dict[date, int] = {}
    years: dict[int, tuple[str, bool, int]] = {}
    for row in rows:
        line, cells = row.line, row.cells
        on, working, provisional = _date(cells), _flag(cells, "working"), _flag(cells, "provisional")
        source = cells.get("source", "")
        if on is None:
            faults.append(Fault(line, _DATE))
        if working is None or provisional is None or not cells.get("working"):
            faults.append(Fault(line, _FLAG))
        if not source:
            faults.append(Fault(line, _SOURCE))
        if on is None or working is None or provisional is None:
            continue
        if on in seen:
            faults.append(Fault(line, _TWICE, {"other": seen[on]}))
        seen.setdefault(on, line)
        before = years.setdefault(on.year, (source, provisional, line))
        if before[:2] != (source, provisional):
            faults.append(Fault(line, _MIXED, {"other": before[2]}))
        good.append(Day(on, working, cells.get("name", ""), source, provisional))
    return good, faults


def _date(cells: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(cells.get("date", ""))
    except ValueError:
        return None


def _flag(cells: Mapping[str, str], name: str) -> bool | None:
    typed = cells.get(name, "").casefold()
    return True if typed in _YES else False if typed in _NO else None
