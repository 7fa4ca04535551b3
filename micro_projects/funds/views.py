"""The money of a cycle, for everybody: where it is, every posting, and whether it adds up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from micro_projects.cycles import queries as cycles
from micro_projects.funds import queries, rules
from micro_projects.funds.rules import Flow
from micro_projects.kernel.money import ZERO, Money
from micro_projects.places import queries as places
from micro_projects.web import paging
from micro_projects.web.access import allow

room = Blueprint("funds", __name__)


@room.get("/c/<place>/<int:year>/money")
@allow("funds.read")
def money(place: str, year: int) -> Any:
    """A cycle's statement."""
    community, cycle = places.place(place), cycles.cycle(place, year)
    flows, held = queries.flows(cycle.id), queries.held(cycle.id)
    before = paging.after_id("before")
    page = paging.page(
        queries.postings(cycle.id, before=before, limit=paging.SIZE + 1), key=lambda line: line.number
    )
    address = url_for("funds.money", place=place, year=year)
    return render_template(
        "funds/money.html",
        place=community,
        cycle=cycle,
        figures=figures(flows, held),
        held=[
            (_(name), held.get(kind, ZERO)) for kind, name in rules.ACCOUNTS.items() if kind != rules.SOURCE
        ],
        balanced=rules.balances(flows) == {kind: held.get(kind, ZERO) for kind in rules.ACCOUNTS},
        lines=page.rows,
        accounts=rules.ACCOUNTS,
        acts=rules.ACT_WORDS,
        next_url=f"{address}?before={page.next_key}" if page.next_key else "",
        first_url=address if request.args.get("before") else "",
    )


def figures(flows: Sequence[Flow], held: dict[str, Money]) -> dict[str, Any]:
    """What the page's first sentence and picture say."""
    pool = rules.moved(flows, "open", debit="pool")
    committed = rules.moved(flows, "commit") + rules.moved(flows, "supplement")
    bound = Money.sum(held.get(kind, ZERO) for kind in ("contracted", "retention", "paid"))
    return {
        "pool": pool,
        "committed": committed,
        "bound": bound,
        "paid": held.get("paid", ZERO),
        "retention": held.get("retention", ZERO),
        "left": held.get("pool", ZERO),
        "returned": held.get("returned", ZERO),
    }
