"""What the pages of a round show, put together for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from micro_projects.kernel.money import Money
from micro_projects.voting import count_queries, explaining, files, queries
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.words import Voice, how
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


def turnout_parts(by_channel: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """For the bar: each channel that was used, or the web with nobody yet."""
    used = [c for c in CHANNELS if by_channel.get(c)] or ["web"]
    return [(_(CHANNELS[c]), by_channel.get(c, 0), min(n, 3)) for n, c in enumerate(used, start=1)]


def percent_of(voted: int, roll: int) -> str:
    """``12.5 %``, rounded down."""
    tenths = voted * 1000 // roll if roll else 0
    return f"{tenths // 10}.{tenths % 10} %"


@dataclass(frozen=True, slots=True)
class Shown:
    """The result as its page shows it."""

    rows: list[dict[str, Any]]
    budget: Money
    threshold: Number | None
    how: str
    funded: list[dict[str, Any]]
    spent: Money
    unit: str
    agrees: bool | None
    """Whether it equals the published winners of an imported file; None when none are given."""


def shown(round_: Round) -> Shown:
    """Rows in the order of the rule, each with its explanation."""
    lines = queries.result(round_.id)
    money = amounts(round_.currency)
    voice = files.voice(_, lines, money)
    why = files.explanations(lines, voice)
    rows, spent = [], 0
    for rank, line in enumerate(lines, start=1):
        funded = bool(line.allocation and line.allocation.funded)
        spent += line.project.cost.fen if funded else 0
        rows.append(
            {
                "rank": rank,
                "code": line.project.code,
                "title": line.project.title,
                "url": _proposal_url(line),
                "score": explaining.figure(line.tally.score) if line.tally else 0,
                "cost": money(line.project.cost.fen),
                "spent": money(spent),
                "funded": funded,
                "outcome": _("入选") if funded else _("未入选"),
                "why": "",
                "explanation": why.get(line.project.code, ""),
                "official": line.project.official,
            }
        )
    named = [line.project.official for line in lines if line.project.official]
    agrees = all((r["official"] == "1") == r["funded"] for r in rows) if named else None
    threshold = explaining.figure(round_.least) if round_.least is not None else None
    return Shown(
        rows=rows,
        budget=money(round_.budget.fen),
        threshold=threshold,
        how=_how(round_, voice),
        funded=[r for r in rows if r["funded"]],
        spent=money(spent),
        unit="" if round_.form == "approval" else _(" 分"),
        agrees=agrees,
    )


def _how(round_: Round, voice: Voice) -> str:
    """The rule in words, its variant, the tie rule and the fingerprint of what was counted."""
    if round_.ballots is None:
        return ""
    return how(count_queries.counted(round_), voice, round_.frozen_hash.hex())


def _proposal_url(line: queries.Line) -> str:
    if line.project.proposal_id is None:
        return ""
    return url_for("proposals.proposal", code=line.project.code)


def ballot_items(lines: Sequence[Any], chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Projects as the ballot lists them."""
    return [
        {
            "code": line.code,
            "title": line.title,
            "cost": line.cost,
            "url": url_for("proposals.proposal", code=line.code),
            "checked": line.code in chosen,
        }
        for line in lines
    ]


def breadcrumbs(round_: Round) -> list[tuple[str, str]]:
    """Community, cycle, round."""
    place = queries.place_of(round_)
    found = [(place.name, f"/c/{place.code}")]
    if round_.cycle_id is not None:
        year = round_.code.removeprefix(f"{place.code}-").split("-")[0]
        found.append((_("%(year)s年", year=year), f"/c/{place.code}/{year}"))
    found.append((title_of(round_), url_for("voting.round", code=round_.code)))
    return found
