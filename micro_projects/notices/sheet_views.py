"""What can be printed of a notice and of any disclosure: PDF files, made before anybody asks or the same each time."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, url_for

from micro_projects.kernel.refusal import require
from micro_projects.notices import page_queries, queries, sheet_data, sheet_queries, sheet_rules
from micro_projects.notices.room import room
from micro_projects.web.access import allow
from micro_projects.web.language import binding
from micro_projects.web.paper import pdf
from micro_projects.web.seats import seat
from micro_projects.web.typesetting import typeset


@room.get("/notices/<code>.pdf")
@allow("notice.read")
def sheet(code: str) -> Any:
    """The A4 sheet for the board."""
    return _sheet(code, "a4", code)


@room.get("/notices/<code>/poster.pdf")
@allow("notice.read")
def poster(code: str) -> Any:
    """The same as an A3 poster."""
    return _sheet(code, "a3", f"{code}-A3")


@room.get("/notices/<code>/large.pdf")
@allow("notice.read")
def large(code: str) -> Any:
    """The same in large print."""
    return _sheet(code, "large", f"{code}-large")


@room.get("/notices/<code>/print")
@allow("notice.read")
def sheet_before(code: str) -> Any:
    """Where the sheet was until it became a file."""
    return redirect(url_for("notices.sheet", code=code), 301)


def _sheet(code: str, form: str, name: str) -> Response:
    row = sheet_queries.sheet(code, form)
    if row is None:
        queries.notice(code)
    require(row is not None, sheet_rules.NO_SHEET_YET)
    assert row is not None
    require(row.pdf is not None, sheet_rules.WITHHELD)
    assert row.pdf is not None
    return pdf(row.pdf, name, row.sha256)


@room.get("/disclosures/<log>/<int:index>.pdf")
@allow("disclosure.read")
def disclosure_pdf(log: str, index: int) -> Any:
    """One disclosure on paper, under the first signed head that covers it: the same bytes whenever it is asked for."""
    leaf = page_queries.leaf(log, index)
    head = sheet_queries.first_head(leaf.log.id, index)
    with seat(), binding():
        data = sheet_data.disclosure(leaf, head, current_app.extensions["settings"].base_url)
        made = typeset("disclosure", data, dated=leaf.entry.issued_at)
    return pdf(made, f"{log}-{index}")
