"""A public lot's page: who is in it, whence its number, the order drawn, and how to draw it again."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.kernel.lot import Draw, redraw
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import lots, page_queries
from micro_projects.notices.forms import EnterNumber
from micro_projects.notices.room import room
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me, me_or_none, now
from micro_projects.web.refusals import lines

PURPOSES = lots.PURPOSES


@room.get("/lots/<code>")
@allow("lot.read")
def lot(code: str) -> Any:
    """One lot."""
    return _page(code, EnterNumber())


@room.post("/lots/<code>/number")
@allow("lot.enter_number")
def enter_number(code: str) -> Any:
    """Enter its public number: two people, each for themself."""
    form = EnterNumber()
    if not form.validate():
        return _page(code, form), 422
    one = page_queries.lot_page(code).lot
    try:
        with act() as at:
            lots.enter_number(me(), one, form.number.data, at)
    except Refused as refused:
        return _page(code, form, refused), refused.refusal.status
    return redirect(url_for("notices.lot", code=code), 303)


def _page(code: str, form: EnterNumber, refused: Refused | None = None) -> str:
    page, at = page_queries.lot_page(code), now()
    one, codes, by = page.lot, page_queries.lot_codes(page.lot.id), me_or_none()
    drawn = [c for c, rank in codes if rank is not None]
    disclosed = page_queries.lot_entries(one)
    again = None
    if one.number is not None and one.seed is not None:
        draw = Draw(one.population_hash, one.log_root, one.number, one.seed, tuple(drawn))
        again = redraw(draw, [c for c, _ in codes])
    return render_template(
        "notices/lot.html",
        **page._asdict(),
        purpose=PURPOSES.get(one.purpose, one.purpose),
        codes=codes,
        again=again,
        disclosed=disclosed,
        log=page_queries.log_of(one),
        enters=one.drawn_at is None and may(by, "lot.enter_number", one.place_id, one.path),
        entered=by is not None and one.first_entered_by == by.person_id,
        early=at < one.number_due_at,
        form=form,
        extra=lines(refused),
    )
