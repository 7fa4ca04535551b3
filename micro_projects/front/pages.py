"""What the home, community and cycle pages show, put together from the rooms below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.cycles import pack_table
from micro_projects.cycles.rules import NO_CYCLE
from micro_projects.cycles.rules import STATES as CYCLE_STATES
from micro_projects.forums import queries as forums
from micro_projects.forums.models import Forum
from micro_projects.forums.rules import FORMS as FORUM_FORMS
from micro_projects.front import lists, queries, search_queries, search_rules
from micro_projects.front.links import link
from micro_projects.front.progress import Progress, notice_line, open_to, progress
from micro_projects.kernel import text
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, found
from micro_projects.people import queries as people
from micro_projects.people.rules import ROLES
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.proposals import page_queries as proposals
from micro_projects.proposals.machine import STATES as PROPOSAL_STATES
from micro_projects.voting import queries as voting
from micro_projects.voting.models import Round
from micro_projects.voting.rules import STATES as ROUND_STATES
from micro_projects.web.access import may
from micro_projects.web.paging import SIZE, after_id, page

SHOWN_IN_FULL = 5
"""How many communities show their whole line on the home page; the others are a table."""

MAIN_RULES = frozenset(
    {
        "pool",
        "caps",
        "proposals_per_resident",
        "seconders",
        "resolve_by",
        "ballot_choices",
        "round_days",
        "rule",
    }
)
"""The rules a resident asks about first; the others are one press away."""


def home(who: Actor | None, now: datetime) -> dict[str, Any]:
    """Every community with where its cycle stands; one's own first."""
    every = places.communities()
    years = queries.newest_cycles([p.id for p in every])
    shown = queries.notices([y.cycle.id for y in years.values()], "", now)
    sessions, rounds = queries.meetings("", now)
    mine = {r.place_id for r in who.rolls} | {h.place_id for h in who.holdings} if who else set()
    lines = [progress(p, years[p.id], shown, rounds, now) for p in every if p.id in years]
    lines.sort(key=lambda line: (line.place.id not in mine, line.cycle.state != "open", line.place.code))
    own = [line for line in lines if line.place.id in mine]
    first = own[0] if own else lines[0] if lines else None
    here = [s for s in sessions if first and s.place_id == first.place.id]
    return {
        "first": first,
        "own": bool(own),
        "open_now": open_to(who, first.place, first, here, voted=_voted(who, first, now)) if first else None,
        "lines": [line for line in lines if line is not first][:SHOWN_IN_FULL],
        "others": [line for line in lines if line is not first][SHOWN_IN_FULL:],
        "without": [p for p in every if p.id not in years],
        "running": _running(shown, {p.id: p for p in every}, now),
        "overdue": _overdue(now),
    }


def _voted(who: Actor | None, line: Progress | None, now: datetime) -> bool:
    if who is None or line is None or line.standing.why != "voting" or line.round is None:
        return False
    entry = who.roll_entry(line.place.id)
    return entry is not None and line.round.id not in {r.id for r in voting.to_vote([entry], now)}


def _running(shown: Sequence[queries.Shown], known: dict[int, Place], now: datetime) -> list[dict[str, Any]]:
    runs = [s for s in shown if s.notice.ends_at is not None and s.notice.ends_at > now]
    runs.sort(key=lambda s: (s.notice.ends_at or now, s.notice.id))
    return [notice_line(s, known) for s in runs[:20]]


def _overdue(now: datetime, path: str = "") -> list[dict[str, Any]]:
    """P14: approvals that the sub-district, or the district, owes; said every day until they are made."""
    late = proposals.overdue_approvals(path, now)
    calendar = places.calendar() if late else None
    return [
        {
            "title": proposal.title,
            "url": link("proposals.proposal", code=proposal.code),
            "due": due,
            "days": calendar_rules.working_days_between(due, now, calendar),
        }
        for proposal, due in late
        if calendar is not None
    ]


def community(place: Place, who: Actor | None, now: datetime) -> dict[str, Any]:
    """A community's page."""
    years = queries.cycles_of(place.id)
    current = next(
        (y for y in years if y.cycle.state in ("open", "moved", "planned")), years[0] if years else None
    )
    shown = queries.notices([current.cycle.id] if current else [], place.path, now)
    sessions, rounds = queries.meetings(place.path, now)
    line = progress(place, current, shown, rounds, now) if current else None
    by_state, roll = queries.counts(current.cycle.id if current else 0, place.id)
    return {
        "place": place,
        "line": line,
        "open_now": open_to(who, place, line, sessions, voted=_voted(who, line, now)),
        "running": _running(shown, {place.id: place}, now),
        "sessions": [_session_line(s) for s in sessions],
        "forums": [_forum_line(f) for f in forums.coming(place.path)],
        "rounds": [_round_line(r) for r in rounds if line is not None and r.cycle_id == line.cycle.id],
        "proposals": sum(by_state.values()),
        "holders": _holders(place, now),
        "roll": roll,
        "cycles": [
            {
                "title": _("%(year)d年周期", year=y.cycle.year),
                "state": _(CYCLE_STATES[y.cycle.state]),
                "pool": Money(y.cycle.pack.pool),
                "url": link("front.cycle", place=place.code, year=y.cycle.year),
            }
            for y in years
        ],
        "lists": lists.of_cycle(place, current.cycle) if current else [],
        "council_url": link("council.members", place=place.code),
        "roll_url": link("people.roll", place=place.code)
        if may(who, "people.roll", place.id, place.path)
        else "",
    }


SEARCHED = {
    "proposal": (N_("提案"), "proposals.proposal"),
    "project": (N_("项目"), "projects.project"),
    "notice": (N_("公示"), "notices.notice"),
}


def search(asked: Mapping[str, str]) -> dict[str, Any]:
    """What was asked, and what was found."""
    typed = text.line(asked.get("q", ""))[:80]
    kind = asked.get("kind", "") if asked.get("kind", "") in SEARCHED else ""
    rows = search_queries.search(search_rules.asked(typed), kind, "", after_id(), SIZE + 1)
    found_page = page(rows, lambda row: row.id)
    return {
        "typed": typed,
        "kind": kind,
        "kinds": [("", _("全部"))] + [(key, _(name)) for key, (name, _endpoint) in SEARCHED.items()],
        "rows": [
            {
                "title": row.title,
                "excerpt": row.excerpt,
                "code": row.code,
                "kind": _(SEARCHED[row.kind][0]),
                "url": link(SEARCHED[row.kind][1], code=row.code),
            }
            for row in found_page.rows
        ],
        "next_key": found_page.next_key,
    }


def _session_line(session: Any) -> dict[str, Any]:
    return {
        "title": _("居民议事会会议"),
        "at": session.starts_at,
        "venue": session.venue,
        "url": link("council.session", code=session.code),
    }


def _forum_line(forum: Forum) -> dict[str, Any]:
    return {
        "title": _("%(form)s：%(topic)s", form=_(FORUM_FORMS[forum.form]), topic=forum.topic),
        "at": forum.starts_at,
        "venue": forum.venue,
        "url": link("forums.forum", code=forum.code),
    }


def _round_line(round_: Round) -> dict[str, Any]:
    return {
        "title": _("第 %(n)s 轮居民投票", n=round_.number),
        "state": _(ROUND_STATES[round_.state]),
        "opens": round_.opens_at,
        "closes": round_.closes_at,
        "url": link("voting.round", code=round_.code),
    }


def _holders(place: Place, now: datetime) -> list[tuple[str, list[str]]]:
    """Who holds which role here or above, by role in the order of the procedure; supervisors are the projects'."""
    by_role: dict[str, dict[str, None]] = {}
    for holder in people.holders(place.path, now):
        name = holder.name if holder.place == place.name else f"{holder.name}（{holder.place}）"
        by_role.setdefault(holder.role, {})[name] = None
    return [
        (_(ROLES[r]), list(by_role[r]))
        for r in ROLES
        if r in by_role and r not in ("supervisor", "contractor")
    ]


def cycle(place: Place, year: int, who: Actor | None, now: datetime) -> dict[str, Any]:
    """A cycle's page."""
    years = {y.cycle.year: y for y in queries.cycles_of(place.id)}
    own = found(years.get(year), NO_CYCLE)
    shown = queries.notices([own.cycle.id], place.path, now)
    sessions, rounds = queries.meetings(place.path, now)
    line = progress(place, own, shown, rounds, now)
    by_state, roll = queries.counts(own.cycle.id, place.id)
    pack = own.cycle.pack
    return {
        "place": place,
        "line": line,
        "phases": own.phases,
        "open_now": open_to(who, place, line, sessions, voted=_voted(who, line, now)),
        "notices": [notice_line(s, {place.id: place}) for s in line.shown],
        "sessions": [_session_line(s) for s in sessions if s.cycle_id in (None, own.cycle.id)],
        "rounds": [_round_line(r) for r in rounds if r.cycle_id == own.cycle.id],
        "states": [(_(PROPOSAL_STATES[s]), by_state[s]) for s in PROPOSAL_STATES if by_state.get(s)],
        "roll": roll,
        "state": _(CYCLE_STATES[own.cycle.state]),
        "pool": Money(pack.pool),
        "budget": pack.round_budget(),
        "reserves": [
            (_("变更预备金"), pack.share(pack.variation_reserve, Money(pack.pool)), 2),
            (_("应急预备金"), pack.share(pack.urgent_reserve, Money(pack.pool)), 3),
        ],
        "main_lines": pack_table.lines(pack, MAIN_RULES),
        "lines": pack_table.lines(pack),
        "pack_hash": own.cycle.pack_hash.hex() if own.cycle.pack_hash else "",
        "lists": lists.of_cycle(place, own.cycle),
        "before": link("front.cycle", place=place.code, year=year - 1) if year - 1 in years else "",
        "after": link("front.cycle", place=place.code, year=year + 1) if year + 1 in years else "",
    }
