"""Working papers: for whoever audits, and nobody else."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from micro_projects.audits import forms, queries, rules, sample_actions
from micro_projects.audits.models import Audit
from micro_projects.audits.room import room
from micro_projects.files import forms as files
from micro_projects.kernel.refusal import Refused, found
from micro_projects.web.access import allow, may
from micro_projects.web.door import act, me
from micro_projects.web.numbers import whole
from micro_projects.web.refusals import lines


@room.get("/audits/<code>/papers/new")
@allow("audit.write_paper")
def paper(code: str) -> Any:
    """The form of a working paper; `?sample=&rank=` says about which drawn item."""
    return _paper(queries.audit(code), _paper_form())


def _item() -> tuple[int, int] | None:
    sample, rank = (whole(request.args.get(name, "")) for name in ("sample", "rank"))
    return (sample, rank) if sample is not None and rank is not None else None


def _paper_form() -> forms.Paper:
    return forms.ItemPaper() if _item() else forms.Paper()


def _paper(one: Audit, form: forms.Paper, refused: Refused | None = None, status: int = 200) -> Any:
    found(one if may(me(), "audit.sample", one.place_id, one.path) else None, rules.NOT_IN_SCOPE)
    asked = _item()
    drawn = [i for i in queries.items(one.id, asked[0]) if i.rank == asked[1]] if asked else []
    item = found(drawn[0] if drawn else None, rules.NO_SAMPLE) if asked else None
    if item and request.method == "GET":
        form.title.data = item.title if item.title == item.code else f"{item.code} {item.title}"
    earlier = [p for p in queries.papers(one.id) if asked and (p.sample, p.rank) == asked]
    page = render_template(
        "audits/paper.html",
        audit=one,
        form=form,
        item=item,
        earlier=earlier,
        rules=rules,
        extra=lines(refused),
    )
    return page, status


@room.post("/audits/<code>/papers/new")
@allow("audit.write_paper")
def write_paper(code: str) -> Any:
    """Write one."""
    form = _paper_form()
    one = queries.audit(code)
    if not form.validate():
        files.drop(form)
        return _paper(one, form, status=422)
    try:
        with act() as at:
            sample_actions.write_paper(
                me(),
                one,
                form.title.data,
                form.text.data,
                at,
                item=_item(),
                outcome=form.outcome.data if isinstance(form, forms.ItemPaper) else None,
                document=form.document.prepared,
            )
    except Refused as refused:
        files.drop(form)
        return _paper(queries.audit(code), form, refused, refused.refusal.status)
    return redirect(url_for("audits.audit", code=code, _anchor="papers"), 303)


@room.get("/audits/<code>/papers")
@allow("audit.read")
def papers(code: str) -> Any:
    """All working papers in order, for printing: not public."""
    one = queries.audit(code)
    found(one if may(me(), "audit.sample", one.place_id, one.path) else None, rules.NOT_IN_SCOPE)
    return render_template(
        "audits/papers.html",
        audit=one,
        papers=queries.papers(one.id),
        items=queries.items(one.id),
        rules=rules,
    )
