"""Where the lists of a community and of its cycle are, by what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flask_babel import gettext as _

from micro_projects.cycles.models import Cycle
from micro_projects.front.links import link
from micro_projects.places.models import Place

Way: TypeAlias = tuple[str, str, Mapping[str, str | int]]
"""What it is called, its endpoint and what the address needs."""


def of_cycle(place: Place, cycle: Cycle) -> list[tuple[str, list[tuple[str, str]]]]:
    """The lists that have a page: (about, [(name, address)])."""
    groups = (
        (about, [(name, link(end, **needs)) for name, end, needs in ways])
        for about, ways in _ways(place, cycle)
    )
    shown = [(about, [(name, url) for name, url in rows if url]) for about, rows in groups]
    return [(about, rows) for about, rows in shown if rows]


def _ways(place: Place, cycle: Cycle) -> Sequence[tuple[str, Sequence[Way]]]:
    of: dict[str, str | int] = {"place": place.code}
    year = of | {"year": cycle.year}
    data: list[Way] = [(_("开放数据"), "open_data.cycle", year)]
    return [
        (
            _("提案"),
            [
                (_("全部提案"), "proposals.listing", year),
                (_("列入投票还差什么"), "proposals.cycle_conditions", year),
            ],
        ),
        (
            _("商议"),
            [
                (_("还没有答复的提问"), "deliberation.questions", year),
                (_("观点征集"), "viewpoints.listing", of),
                (_("协商会"), "forums.forums", of),
                (_("议事会会议"), "council.sessions", of),
                (_("议事会成员"), "council.members", of),
                (_("发言管理：隐藏了多少、为什么"), "conduct.public", of),
            ],
        ),
        (
            _("投票和实施"),
            [
                (_("投票轮次"), "voting.index", year),
                (_("全部项目"), "projects.projects", year),
                (_("资金"), "funds.money", year),
            ],
        ),
        (
            _("公开和监督"),
            [
                (_("全部公示"), "notices.of_place", of),
                (_("居民监督"), "oversight.place", of),
                *(data if cycle.pack_hash is not None else ()),  # nothing of it is disclosed before it opens
            ],
        ),
    ]
