"""Pages of reconciling: what differs and why, and the auditor's recount."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for

from micro_projects.kernel.refusal import Refused
from micro_projects.voting import pages, queries, reconcile_actions, reconcile_pages, recounting
from micro_projects.voting.models import Round
from micro_projects.voting.reconcile_forms import ExplainForm
from micro_projects.voting.reconcile_rules import PILES
from micro_projects.voting.room import room
from micro_projects.web.access import allow, may
from micro_projects.web.door import me, me_or_none
from micro_projects.web.preview import publish
from micro_projects.web.refusals import words


@room.get("/rounds/<code>/reconciliation")
@allow("round.read")
def reconciliation(code: str) -> Any:
    """What was compared, what differs, the explanation, the proof."""
    return _page(queries.round_or_404(code), None, None)


def _page(round_: Round, form: ExplainForm | None, refused: Refused | None) -> Any:
    page = reconcile_pages.page(round_)
    if form is None and page.open and may(me_or_none(), "round.explain", round_.place_id, round_.path):
        form = ExplainForm.asking(
            [row.pile for row in page.known], page.finish.because if page.finish else ""
        )
    return render_template(
        "voting/reconcile.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        page=page,
        piles=PILES,
        form=form,
        refused=words(refused.refusal, refused.facts) if refused else (),
    )


@room.post("/rounds/<code>/reconciliation")
@allow("round.explain")
def explain(code: str) -> Any:
    """Explain every difference in writing."""
    round_, by = queries.round_or_404(code), me()
    form = ExplainForm.asking([row.pile for row in reconcile_pages.page(round_).known])
    if not form.validate():
        return _page(round_, form, None), 422
    try:
        with publish() as at:
            reconcile_actions.explain(by, round_, form.words(), at)
    except Refused as refused:
        return _page(round_, form, refused), refused.refusal.status
    return redirect(url_for("voting.reconciliation", code=code), 303)


@room.get("/rounds/<code>/recount")
@allow("round.recount")
def recount(code: str) -> Any:
    """Counted anew from the stored records, beside what was kept and published."""
    round_ = queries.round_or_404(code)
    return render_template(
        "voting/recount.html",
        round=round_,
        title=pages.title_of(round_),
        crumbs=pages.breadcrumbs(round_),
        recount=recounting.of(round_),
    )
