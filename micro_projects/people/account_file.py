"""A file of accounts and roles (``people import``): one line for each role, every bad line named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from micro_projects.kernel.csv_file import Fault, Row, harmless
from micro_projects.kernel.refusal import N_
from micro_projects.people.rules import BY_SEATS, ROLES

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名",),  # zh only
    "login": ("账号",),  # zh only
    "role": ("角色",),  # zh only
    "place": ("辖区", "辖区编号"),  # zh only
    "from": ("任期开始",),  # zh only
    "until": ("任期结束",),  # zh only
}
NEEDED = ("name", "login", "role", "place", "from")

_NAME = N_("姓名是空的或太长。")
_LOGIN = N_("账号只能用字母、数字、点、横线和下划线，2 到 80 个字。")
_TAKEN = N_("账号“%(login)s”已有人使用。")
_OTHER = N_("同一个账号在第%(other)d行写了另一个姓名。")
_ROLE = N_("没有“%(role)s”这个角色。")
_SEAT = N_("“%(role)s”要有议事会的席位，不能从文件导入；请在社区的“议事会成员”页登记。")
_PLACE = N_("没有“%(place)s”这个辖区。")
_DAY = N_("日期要写成 2026-03-02 这样。")
_TERM = N_("任期的结束日期早于开始日期。")
_LOGIN_FORM = re.compile(r"[a-z0-9][a-z0-9._\-]{1,79}")


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One good line."""

    name: str
    login: str
    role: str
    place_id: int
    from_on: date
    until_on: date | None


def read(
    rows: Sequence[Row], places: Mapping[str, int], taken: frozenset[str]
) -> tuple[list[RoleLine], list[Fault]]:
    """Good lines and every fault. `taken` are the logins that have an account."""
    words = {**{key: key for key in ROLES}, **{name: key for key, name in ROLES.items()}}
    good: list[RoleLine] = []
    faults: list[Fault] = []
    names: dict[str, tuple[str, int]] = {}
    for row in rows:
        name, login = harmless(row.cells.get("name", "")), row.cells.get("login", "").lower()
        role, place = row.cells.get("role", ""), row.cells.get("place", "")
        from_on, until_on = _day(row.cells.get("from", "")), _day(row.cells.get("until", ""))
        before, at = names.setdefault(login, (name, row.line))
        checks: tuple[tuple[bool, str, dict[str, object]], ...] = (
            (not 0 < len(name) <= 40, _NAME, {}),
            (not _LOGIN_FORM.fullmatch(login), _LOGIN, {}),
            (login in taken, _TAKEN, {"login": login}),
            (before != name, _OTHER, {"other": at}),
            (role not in words, _ROLE, {"role": role[:40]}),
            (words.get(role) in BY_SEATS, _SEAT, {"role": role[:40]}),
            (place not in places, _PLACE, {"place": place[:40]}),
            (from_on is None or (until_on is None and bool(row.cells.get("until"))), _DAY, {}),
            (bool(from_on and until_on and until_on < from_on), _TERM, {}),
        )
        wrong = [Fault(row.line, why, facts) for bad, why, facts in checks if bad]
        faults += wrong
        if not wrong and from_on is not None:
            good.append(RoleLine(name, login, words[role], places[place], from_on, until_on))
    return good, faults


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
