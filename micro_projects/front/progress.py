"""A cycle as the pages show it: its standing, the dates of its stations, and what is open to whoever looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from micro_projects.council.models import CouncilSession
from micro_projects.cycles import station_rules
from micro_projects.cycles.models import Cycle
from micro_projects.cycles.station_rules import Posted, Standing, Vote
from micro_projects.front import rules
from micro_projects.front.links import link
from micro_projects.front.queries import Shown, Year
from micro_projects.kernel.actor import Actor
from micro_projects.notices.kinds import KINDS
from micro_projects.notices.models import Notice
from micro_projects.places.models import Place
from micro_projects.voting.models import Round
from micro_projects.web.show import ZONE, short_day


@dataclass(frozen=True, slots=True)
class Progress:
    """A community's cycle at a moment. `round` is the newest that is not void."""

    place: Place
    cycle: Cycle
    standing: Standing
    dates: list[str]
    days_left: int | None
    shown: Sequence[Shown]
    round: Round | None

    @property
    def words(self) -> str:
        """One sentence about today."""
        return str(_(station_rules.WORDS[self.standing.why]))

    @property
    def url(self) -> str:
        """The cycle's page."""
        return link("front.cycle", place=self.place.code, year=self.cycle.year)


def progress(
    place: Place, year: Year, shown: Sequence[Shown], rounds: Sequence[Round], now: datetime
) -> Progress:
    """Where a cycle stands, from its notices and rounds (those of other cycles are left out)."""
    cycle = year.cycle
    own = [s for s in shown if s.notice.cycle_id == cycle.id and s.notice.owner_code == cycle.code]
    newest = max((r for r in rounds if r.cycle_id == cycle.id), key=lambda r: r.id, default=None)
    vote = Vote(newest.state == "adopted", newest.opens_at, newest.closes_at) if newest else None
    standing = station_rules.standing(cycle.state, year.phases, [s.posted for s in own], vote, now)
    return Progress(
        place,
        cycle,
        standing,
        _dates(year, [s.posted for s in own], newest),
        station_rules.days_left(standing.until, now, ZONE),
        own,
        newest,
    )


def _dates(year: Year, notices: Sequence[Posted], round_: Round | None) -> list[str]:
    first = {n.kind: n for n in reversed(notices)}
    proposing, deliberating = year.phases["proposing"], year.phases["deliberating"]
    voting = (round_.opens_at, round_.closes_at) if round_ else (year.phases["voting"][0], None)
    return [
        _span(*proposing),
        _notice_span(first.get("D1")),
        _span(*deliberating),
        _notice_span(first.get("D2")),
        _span(*voting),
        _notice_span(first.get("D3")),
        _span(*year.phases["executing"]),
    ]


def _span(starts: datetime, ends: datetime | None) -> str:
    if ends is None:
        return str(_("最早%(day)s", day=short_day(starts)))
    return f"{short_day(starts)}–{short_day(_last_day(ends))}"


def _notice_span(notice: Posted | None) -> str:
    if notice is None or notice.ends_at is None:
        return ""
    return f"{short_day(notice.posted_at)}–{short_day(_last_day(notice.ends_at))}"


def _last_day(ends: datetime) -> datetime:
    return ends - timedelta.resolution


@dataclass(frozen=True, slots=True)
class Open:
    """An act open to somebody, with the page where it is done."""

    what: str
    text: str
    url: str
    label: str
    until: datetime | None
    more: list[tuple[str, str]]
    """What else is open: label and address."""


def open_to(
    who: Actor | None,
    place: Place,
    now_at: Progress | None,
    sessions: Sequence[CouncilSession],
    *,
    voted: bool = False,
) -> Open | None:
    """What is open to somebody in a community now: the most pressing act, the others small beside it."""
    visitor = rules.Visitor(
        frozenset(h.role for h in who.holdings if place.path.startswith(h.path)) if who else frozenset(),
        who is not None and who.roll_entry(place.id) is not None,
        who is not None,
        voted,
    )
    pages = _pages(place, now_at, sessions)
    standing = now_at.standing if now_at else None
    found = rules.offers(visitor, standing, {name for name, url in pages.items() if url})
    if not found:
        return None
    first, *others = found
    return Open(
        _(first.what),
        _(first.text),
        pages[first.page],
        _(first.label),
        standing.until if standing and first.page in _DATED else None,
        [(_(o.label), pages[o.page]) for o in others if o.page != first.page],
    )


_DATED = ("propose", "notice", "vote")
"""Pages whose act ends with today's station."""


def _pages(place: Place, now_at: Progress | None, sessions: Sequence[CouncilSession]) -> dict[str, str]:
    pages = {
        "plan": link("cycles.plan", place=place.code),
        "convene": link("council.convene", place=place.code),
        "session": link("council.session", code=sessions[0].code) if sessions else "",
    }
    if now_at is None:
        return pages
    year = {"place": place.code, "year": now_at.cycle.year}
    notice = current_notice(now_at)
    return pages | {
        "open": link("cycles.opening", **year),
        "propose": link("proposals.new", **year),
        "proposals": link("proposals.listing", **year),
        "projects": link("projects.projects", **year),
        "notice": link("notices.notice", code=notice.code) if notice else "",
        "vote": link("voting.round", code=now_at.round.code) if now_at.round else "",
    }


def current_notice(now_at: Progress) -> Notice | None:
    """The newest notice that gates today's station."""
    return now_at.shown[-1].notice if now_at.shown else None


def notice_line(shown: Shown, places: dict[int, Place]) -> dict[str, Any]:
    """A running notice as one line of a list."""
    notice = shown.notice
    place = places.get(notice.place_id)
    return {
        "title": _(KINDS[notice.kind].name),
        "code": notice.code,
        "place": place.name if place else "",
        "posted": notice.posted_at,
        "ends": notice.ends_at,
        "open": shown.posted.open_objections,
        "url": link("notices.notice", code=notice.code),
    }
