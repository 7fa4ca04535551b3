"""What the pages of a round show, put together for templates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flask import url_for
from flask_babel import gettext as _

from micro_projects.kernel.money import Money
from micro_projects.voting import queries
from micro_projects.voting.models import Round
from micro_projects.voting.rules import CHANNELS


@cache
def amounts(currency: str) -> type[Money]:
    """Money; or, for an imported round of another currency, the same shown with its code."""
    if currency == "CNY":
        return Money

    def shown(self: Money) -> str:
        return f"{Money.__str__(self).replace('¥', '')} {currency}"

    return type(f"Money{currency}", (Money,), {"__str__": shown, "__slots__": ()})


def title_of(round_: Round) -> str:
    """What the round is called."""
    return round_.title or _("第%(number)d轮居民投票", number=round_.number)


def turnout_parts(by_channel: Mapping[str, int], channels: str = "web") -> list[tuple[str, int, int]]:
    """For the bar: each of the round's `channels`, and any other that was used."""
    used = [c for c in CHANNELS if by_channel.get(c) or c in channels.split()]
    return [(_(CHANNELS[c]), by_channel.get(c, 0), min(n, 3)) for n, c in enumerate(used, start=1)]


def percent_of(voted: int, roll: int) -> str:
    """``12.5 %``, rounded down."""
    tenths = voted * 1000 // roll if roll else 0
    return f"{tenths // 10}.{tenths % 10} %"


def breadcrumbs(round_: Round) -> list[tuple[str, str]]:
    """Community, cycle, round."""
    place = queries.place_of(round_)
    found = [(place.name, f"/c/{place.code}")]
    if round_.cycle_id is not None:
        year = round_.code.removeprefix(f"{place.code}-").split("-")[0]
        found.append((_("%(year)s年", year=year), f"/c/{place.code}/{year}"))
    found.append((title_of(round_), url_for("voting.round", code=round_.code)))
    return found
