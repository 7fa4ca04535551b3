"""Reading proposals: the list of a cycle, a proposal's page with its whole life, its versions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.pack import KINDS
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import require
from micro_projects.kernel.text import line
from micro_projects.places import map_queries
from micro_projects.places import queries as places
from micro_projects.proposals import (
    page_queries,
    point_queries,
    point_showing,
    queries,
    rules,
    showing,
)
from micro_projects.proposals.forms import PlainForm
from micro_projects.proposals.grounds import LEGAL_GROUNDS, NEGATIVE_LIST
from micro_projects.proposals.life import GROUPS, TONES
from micro_projects.proposals.machine import STATES
from micro_projects.proposals.moving import is_worker
from micro_projects.proposals.version_showing import field_changes
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import me_or_none, now

room = Blueprint("proposals", __name__)

WORDS = {
    "kinds": KINDS,
    "states": STATES,
    "tones": TONES,
    "negative_list": NEGATIVE_LIST,
    "legal_grounds": LEGAL_GROUNDS,
}
"""What templates of this room read codes by."""


@room.get("/c/<place>/<int:year>/proposals")
@allow("proposal.read")
def listing(place: str, year: int) -> Any:
    """A cycle's proposals, all or in parts."""
    community, cycle = places.place(place), cycles.cycle(place, year)
    group, kind = request.args.get("part", ""), request.args.get("kind", "")
    typed = line(request.args.get("q", "", type=str)[:80])
    states = GROUPS[group][1] if group in GROUPS else ()
    kind = kind if kind in KINDS else ""
    rows = page_queries.listing(cycle.id, states, kind, typed, paging.after_id(), paging.SIZE + 1)
    counts = page_queries.counts(cycle.id)
    window = cycles.phases(cycle.id)["proposing"]
    open_now = (
        cycle.state == "open"
        and window.starts_at <= now()
        and (window.ends_at is None or now() < window.ends_at)
    )
    page = paging.page(rows, lambda row: row.number)
    return render_template(
        "proposals/listing.html",
        place=community,
        cycle=cycle,
        page=page,
        map=point_showing.located(
            [point_showing.Row(row.number, row.code, row.title, address(row.code)) for row in page.rows],
            point_queries.of([row.code for row in page.rows]),
        ),
        parts=_parts(community.code, year, group, kind, counts),
        sorts=_sorts(community.code, year, group, kind),
        total=sum(counts.values()),
        group=group,
        kind=kind,
        typed=typed,
        open_now=open_now,
        **WORDS,
    )


def _parts(place: str, year: int, group: str, kind: str, counts: dict[str, int]) -> list[Any]:
    """The list in parts by progress, each with how many there are: (word, address, whether it is this one)."""

    def to(part: str | None) -> str:
        return url_for("proposals.listing", place=place, year=year, part=part, kind=kind or None)

    every = (_("全部（%(n)s）", n=sum(counts.values())), to(None), group not in GROUPS)
    return [
        every,
        *(
            (f"{_(word)}（{sum(counts.get(s, 0) for s in states)}）", to(name), name == group)
            for name, (word, states) in GROUPS.items()
        ),
    ]


def _sorts(place: str, year: int, group: str, kind: str) -> list[Any]:
    """The list in parts by kind."""

    def to(sort: str | None) -> str:
        return url_for("proposals.listing", place=place, year=year, part=group or None, kind=sort)

    return [(_("各类"), to(None), not kind), *((_(word), to(k), k == kind) for k, word in KINDS.items())]


@room.get("/proposals/<code>")
@allow("proposal.read")
def proposal(code: str) -> Any:
    """A proposal from idea to settlement, at one address."""
    actor, at = me_or_none(), now()
    place_entry = actor.rolls[0].entry_id if actor and actor.rolls else 0
    sheet = page_queries.sheet(code, place_entry)
    p = sheet.proposal
    reader = actor is not None and (p.author_id == actor.person_id or is_worker(actor, p.path))
    require(p.state != "draft" or reader, rules.NO_PROPOSAL)
    until = showing.deadline(sheet)
    life = showing.life(p)
    project = next((row for row in life if "now" in row), None)
    point = point_queries.newest(p.id)
    return render_template(
        "proposals/proposal.html",
        sheet=sheet,
        p=p,
        text=sheet.version or sheet.draft,
        until=until,
        first=project["now"] if project else showing.first_sentence(sheet, until),
        project=project,
        doors=showing.doors(sheet, actor, until, at),
        life=life,
        appeal_until=queries.appeal_until(p) if sheet.appeal else None,
        at=at,
        parts=calls.tell("proposal_parts", "proposal", p, actor, at),
        point=point,
        map=map_queries.edition(point.map_id) if point else None,
        form=PlainForm(),
        **WORDS,
    )


@room.get("/proposals/<code>/versions/<int:number>")
@allow("proposal.read")
def version(code: str, number: int) -> Any:
    """One version, and what changed against the one before."""
    sheet = page_queries.sheet(code)
    new, old = page_queries.two_versions(sheet.proposal.id, number)
    return render_template(
        "proposals/version.html",
        sheet=sheet,
        p=sheet.proposal,
        version=new,
        changes=field_changes(queries.text_of(old), queries.text_of(new)) if old else [],
        **WORDS,
    )


def address(code: str) -> str:
    """A proposal's page."""
    return url_for("proposals.proposal", code=code)


from micro_projects.proposals import (  # noqa: E402,F401
    author_views,
    condition_views,
    office_views,
    point_views,
    similar_views,
    version_views,
)
