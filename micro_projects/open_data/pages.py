"""What the pages of open data show."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from micro_projects.kernel.refusal import N_
from micro_projects.open_data import kept, queries
from micro_projects.open_data.dictionary import TABLES
from micro_projects.open_data.licence import LICENCE
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.language import language

STANDARDS = {
    "ocds-releases.json": (
        "OCDS releases",
        N_("采购和合同的每一步，国际“公开合同数据标准”（OCDS 1.1）的发布格式。"),
    ),
    "ocds-records.json": ("OCDS records", N_("同一标准的档案格式：每个项目一份，含全部发布和合并结果。")),
    "oc4ids.json": ("OC4IDS", N_("项目从立项到完工的概况，国际“基础设施公开合同数据标准”（OC4IDS）。")),
    "notices.atom": ("Atom", N_("公示的订阅源，放进任何阅读器就能收到新的公示。")),
    "notices.ics": ("iCalendar", N_("公示期的日历，可以加到手机日历里。")),
    "sessions.ics": ("iCalendar", N_("议事会会议的日历，可以加到手机日历里。")),
}
"""Files beside the tables, with what is in each."""
ROUND_FILES = {
    "pb": N_("投票的匿名选票，参与式预算研究通用的 Pabulib 格式"),
    "csv": N_("同样的匿名选票，表格"),
    "json": N_("计票结果和每个项目的说明"),
    "round.json": N_("整轮数据：冻结的条件、每张匿名选票和结果，用 micro-projects tally 可以重算"),
}


def index() -> dict[str, Any]:
    """Every community with its years: two statements."""
    states = queries.states()
    lines = [
        {
            "place": _named(place),
            "years": [
                (year, state, url_for("open_data.cycle", place=place.code, year=year))
                for (place_id, year), state in sorted(states.items(), reverse=True)
                if place_id == place.id
            ],
        }
        for place in places.communities()
    ]
    return {"lines": [line for line in lines if line["years"]], "licence": LICENCE}


def cycle(place: Place, year: int) -> dict[str, Any]:
    """One cycle's files with their sizes."""
    state, sizes = queries.state(place, year), kept.sizes(place, year)

    def one(name: str) -> tuple[str, str, str]:
        return name, _size(sizes[name]), _address(place, year, name)

    return {
        "place": place,
        "place_name": _named(place),
        "year": year,
        "newest": state.newest,
        "entries": state.entries,
        "whole": _size(sum(sizes.values())),
        "tables": [
            {
                "title": table.en if language() == "en" else table.zh,
                "about": table.about_en if language() == "en" else table.about_zh,
                "name": table.name,
                "files": [one(f"{table.name}.{ending}") for ending in ("csv", "json")],
            }
            for table in TABLES.values()
        ],
        "standards": [
            (title, _(about), *one(name)) for name, (title, about) in STANDARDS.items() if name in sizes
        ],
        "rounds": [
            (name.removeprefix("rounds/"), _(ROUND_FILES[name.partition(".")[2]]), *one(name)[1:])
            for name in sizes
            if name.startswith("rounds/")
        ],
        "licence": LICENCE,
    }


def _named(place: Place) -> str:
    return place.name_en if language() == "en" and place.name_en else place.name


def _address(place: Place, year: int, name: str) -> str:
    folder, _slash, last = name.rpartition("/")
    endpoint = "open_data.round_file" if folder else "open_data.file"
    return url_for(endpoint, place=place.code, year=year, name=last)


def _size(count: int) -> str:
    """``12 kB``: never nought."""
    return f"{max(1, round(count / 1000)):,} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
