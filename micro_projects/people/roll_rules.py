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
    "age_band": ("年龄段",),  # zh only
    "sex": ("性别",),  # zh only
}
NEEDED = ("name", "national_id", "household")
OF_AGE = 18
AGE_BANDS = {"18_34": (18, 34), "35_49": (35, 49), "50_64": (50, 64), "65_up": (65, 200)}
"""Ages in whole years, both ends included; what draws with quotas are balanced by."""
_BANDS_AS_WRITTEN = {"18-34": "18_34", "35-49": "35_49", "50-64": "50_64", "65以上": "65_up", "65+": "65_up"}
_SEXES_AS_WRITTEN = {"女": "female", "男": "male"}  # zh only

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
_BAND = N_("年龄段请写 18-34、35-49、50-64 或 65以上，不知道就空着。")
_SEX = N_("性别请写女或男，不知道就空着。")
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
    age_band: str | None = None
    sex: str | None = None


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
    band, sex = _known_of(number, today)
    for cell, as_written, why in (
        ("age_band", _BANDS_AS_WRITTEN, _BAND),
        ("sex", _SEXES_AS_WRITTEN, _SEX),
    ):
        typed = harmless(row.cells.get(cell, "")).replace(" ", "").replace("－", "-")
        if typed and typed not in as_written:
            wrong.append(Fault(row.line, why))
        elif typed and cell == "age_band":
            band = as_written[typed]
        elif typed:
            sex = as_written[typed]
    return RollLine(row.line, name, number, phone, household, grids.get(grid), band, sex), wrong


def age_band(age: int) -> str | None:
    """The band of an age in whole years; None below 18."""
    return next((band for band, (least, most) in AGE_BANDS.items() if least <= age <= most), None)


def _known_of(number: str, today: date) -> tuple[str | None, str | None]:
    """Age band and sex as an 18-digit resident identity number tells them (GB 11643); of any other number nothing."""
    if not _RESIDENT_ID.fullmatch(number):
        return None, None
    age = _age(number, today)
    sex = "male" if int(number[16]) % 2 else "female"
    return (age_band(age) if age is not None else None), sex


def _age(number: str, today: date) -> int | None:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _of_resident(number: str, today: date) -> list[str]:
    """What is wrong with an 18-digit resident identity number (GB 11643): its check digit, or the age it tells."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    if "10X98765432"[total % 11] != number[17]:
        return [_CHECK]
    age = _age(number, today)
    if age is None:
        return [_CHECK]
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
