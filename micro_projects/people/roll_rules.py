"""The lines of a roll file (名册): what a good one looks like. Pure; which people are known is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from micro_projects.kernel.csv_file import Fault, Row, harmless
from micro_projects.kernel.refusal import N_, Refusal

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名",),  # zh only
    "national_id": ("证件号码", "身份证号", "身份证号码", "证件号"),  # zh only
    "phone": ("电话", "手机", "手机号"),  # zh only
    "household": ("户号", "户"),  # zh only
    "grid": ("网格", "网格编号"),  # zh only
}
NEEDED = ("name", "national_id", "household")
OF_AGE = 18

WRONG_ROLL = Refusal(
    "wrong_roll",
    N_("名册里有%(count)d处要改，一行也没有导入。"),
    N_("请照列出的行号改好，重新选择文件。"),
    422,
)
PENDING_GONE = Refusal(
    "pending_gone", N_("等待确认的文件已经过期，没有导入。"), N_("请重新选择文件，再核对一次。")
)

_NAME = N_("姓名是空的，或者有姓名里不会有的符号。")
_ID = N_("证件号码的位数或字符不对。")
_CHECK = N_("身份证号码校验不对，请核对是否抄错。")
_AGE = N_("未满 18 周岁，不能列入名册。")
_PHONE = N_("电话号码不对。")
_HOUSEHOLD = N_("户号是空的或太长。")
_GRID = N_("没有“%(grid)s”这个网格。")
_TWICE = N_("证件号码和第%(other)d行重复。")
_HERE = N_("此人已在本社区名册上。")
_ELSEWHERE = N_("此人已在%(place)s的名册上；一个人只能在一个社区的名册上。")

_NAME_FORM = re.compile(r"[^\W\d_]([^\W\d_]|[ ·•.\-']){0,38}[^\W\d_]|[^\W\d_]")
_ID_FORM = re.compile(r"[0-9A-Z]{6,24}")
_RESIDENT_ID = re.compile(r"[0-9]{17}[0-9X]")
_PHONE_FORM = re.compile(r"\+?[0-9][0-9 \-]{5,18}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class RollLine:
    """One good line; `grid_id` is None when the file names no grid."""

    line: int
    name: str
    national_id: str
    phone: str
    household: str
    grid_id: int | None


def read(rows: Sequence[Row], grids: Mapping[str, int], today: date) -> tuple[list[RollLine], list[Fault]]:
    """Good lines and every fault. `grids` gives the id of each grid by code and by name."""
    good: list[RollLine] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        line, wrong = _line(row, grids, today)
        if line.national_id in seen:
            wrong.append(Fault(row.line, _TWICE, {"other": seen[line.national_id]}))
        elif line.national_id:
            seen[line.national_id] = row.line
        faults += wrong
        good.append(line)
    return good, faults


def _line(row: Row, grids: Mapping[str, int], today: date) -> tuple[RollLine, list[Fault]]:
    name = harmless(row.cells.get("name", ""))
    number = harmless(row.cells.get("national_id", "")).upper()
    phone = row.cells.get("phone", "").lstrip("='@\t").strip()
    household = harmless(row.cells.get("household", ""))
    grid = harmless(row.cells.get("grid", ""))
    wrong = [
        Fault(row.line, why)
        for why, bad in (
            (_NAME, not _NAME_FORM.fullmatch(name)),
            (_ID, not _ID_FORM.fullmatch(number)),
            (_PHONE, bool(phone) and not _PHONE_FORM.fullmatch(phone)),
            (_HOUSEHOLD, not 0 < len(household) <= 30),
        )
        if bad
    ]
    if _RESIDENT_ID.fullmatch(number):
        wrong += [Fault(row.line, why) for why in _of_resident(number, today)]
    if grid and grid not in grids:
        wrong.append(Fault(row.line, _GRID, {"grid": grid[:40]}))
    return RollLine(row.line, name, number, phone, household, grids.get(grid)), wrong


def _of_resident(number: str, today: date) -> list[str]:
    """What is wrong with an 18-digit resident identity number (GB 11643): its check digit, or the age it tells."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    if "10X98765432"[total % 11] != number[17]:
        return [_CHECK]
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return [_CHECK]
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return [_AGE] if age < OF_AGE else []


def already(lines: Sequence[RollLine], listed: Mapping[str, tuple[int, str]], place_id: int) -> list[Fault]:
    """Lines of people who stand on a roll. `listed` gives, by number, the roll's place: id and name."""
    faults = []
    for line in lines:
        if line.national_id in listed:
            there, name = listed[line.national_id]
            facts = {} if there == place_id else {"place": name}
            faults.append(Fault(line.line, _HERE if there == place_id else _ELSEWHERE, facts))
    return faults
