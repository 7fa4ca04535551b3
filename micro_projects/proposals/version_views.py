"""All versions of a proposal, and what changed between any two."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from micro_projects.kernel.refusal import require
from micro_projects.proposals import page_queries, queries, rules, version_queries
from micro_projects.proposals.version_showing import field_changes
from micro_projects.proposals.views import room
from micro_projects.web.access import allow


@room.get("/proposals/<code>/versions")
@allow("proposal.read")
def versions(code: str) -> Any:
    """Every version; ``old`` and ``new`` are the two compared, without them the newest and the one before."""
    sheet = page_queries.sheet(code)
    lines = version_queries.of(sheet.proposal.id)
    require(bool(lines), rules.NO_PROPOSAL)
    new = _asked("new", len(lines), len(lines))
    old = _asked("old", max(1, new - 1), len(lines))
    first, second = sorted((old, new))
    texts = [queries.text_of(lines[n - 1].version) for n in (first, second)]
    return render_template(
        "proposals/versions.html",
        sheet=sheet,
        p=sheet.proposal,
        lines=lines,
        old=first,
        new=second,
        changes=field_changes(*texts),
    )


def _asked(name: str, usual: int, most: int) -> int:
    """The number asked for, or the usual one when none (or none of that number) is."""
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    return number if 1 <= number <= most else usual
