"""The public pages of projects. What people do there stands in the ``*_views.py`` beside."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from micro_projects.cycles import queries as cycles
from micro_projects.funds import queries as ledger
from micro_projects.funds import rules as ledger_rules
from micro_projects.places import queries as places
from micro_projects.projects import (
    acceptance_views,
    contract_views,
    ending_views,
    milestone_views,
    page_queries,
    payment_views,
    printing,
    procurement_views,
    queries,
)
from micro_projects.projects.blueprint import room
from micro_projects.projects.machine import STATES, TONES
from micro_projects.projects.pages import project_page
from micro_projects.web import paging
from micro_projects.web.access import allow
from micro_projects.web.door import now

__all__ = [
    "acceptance_views",
    "contract_views",
    "ending_views",
    "milestone_views",
    "payment_views",
    "printing",
    "procurement_views",
    "room",
]


@room.get("/projects/<code>")
@allow("project.read")
def project(code: str) -> Any:
    """One project: what, how much, how far, by whom, until when."""
    return render_template("projects/project.html", **project_page(code, now()))


@room.get("/projects/<code>/postings")
@allow("project.read")
def postings(code: str) -> Any:
    """Every posting about a project, oldest first."""
    whole = page_queries.whole(code)
    return render_template(
        "projects/postings.html",
        whole=whole,
        project=whole.project,
        lines=ledger.all_of(whole.project.id),
        accounts=ledger_rules.ACCOUNTS,
        acts=ledger_rules.ACT_WORDS,
    )


@room.get("/c/<place>/<int:year>/projects")
@allow("project.read")
def projects(place: str, year: int) -> Any:
    """A cycle's projects."""
    community, cycle = places.place(place), cycles.cycle(place, year)
    rows = page_queries.listed(cycle.id, now(), paging.after_id(), paging.SIZE + 1)
    page = paging.page(rows, key=lambda row: row.id)
    more = url_for("projects.projects", place=place, year=year, after=page.next_key) if page.next_key else ""
    return render_template(
        "projects/projects.html",
        place=community,
        year=year,
        rows=page.rows,
        next_url=more,
        first_url=url_for("projects.projects", place=place, year=year) if paging.after_id() else "",
        states=STATES,
        tones=TONES,
    )


@room.get("/contractors/<credit_code>")
@allow("project.read")
def contractor(credit_code: str) -> Any:
    """A firm, and what it was contracted for."""
    firm = queries.contractor(credit_code)
    rows = page_queries.of_contractor(firm.id, paging.after_id(), paging.SIZE + 1)
    page = paging.page(rows, key=lambda row: row[1].id)
    more = (
        url_for("projects.contractor", credit_code=credit_code, after=page.next_key) if page.next_key else ""
    )
    return render_template(
        "projects/contractor.html", firm=firm, rows=page.rows, next_url=more, states=STATES, tones=TONES
    )
