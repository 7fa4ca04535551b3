"""What is shown of reconciling: its own page, a part of the round's page, and lines on desks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.people import queries as people
from micro_projects.voting import paper_queries, queries, reconcile_queries
from micro_projects.voting.models import Round
from micro_projects.voting.paper_models import PaperFinish
from micro_projects.voting.reconcile_models import RoundDifference, RoundProof
from micro_projects.voting.reconcile_rules import ACTUAL, EXPECTED, PILES, Line, differing

EXPLAINERS = frozenset({"worker", "moderator"})


@dataclass(frozen=True, slots=True)
class Page:
    """How far reconciling is. `lines` are empty while nothing can be compared yet."""

    lines: list[Line]
    rows: list[dict[str, Any]]
    known: Sequence[RoundDifference]
    said_by: dict[int, str]
    """Public names of whoever explained."""
    proof: RoundProof | None
    witness: dict[str, Any] | None
    """An assignment that would change a winner, with the projects' titles."""
    waits_for_paper: bool
    until: datetime | None
    """Until when the step that is due now must be done."""
    finish: PaperFinish | None

    @property
    def differs(self) -> list[Line]:
        """The piles that do."""
        return differing(self.lines)

    @property
    def open(self) -> bool:
        """Whether an explanation is waited for, and still in time."""
        return bool(self.known) and not any(row.explained_at or row.overdue_at for row in self.known)


def page(round_: Round) -> Page:
    """The page of reconciling, whatever the state."""
    entering = round_.state == "entering"
    finish = paper_queries.finish(round_.id)
    waits = entering and finish is None and bool(queries.turnout(round_.id).get("paper"))
    known = reconcile_queries.in_force(round_.id)
    lines = reconcile_queries.account(round_.id)
    if not lines and known:
        lines = [Line(row.pile, row.expected, row.actual) for row in known]
    proof = reconcile_queries.proof(round_.id) if differing(lines) and round_.opened_at else None
    until = (
        reconcile_queries.entering_until(round_) if waits else min((r.due_at for r in known), default=None)
    )
    said_by = [row.explained_by for row in known if row.explained_by]
    return Page(
        lines=lines,
        rows=[_row(line) for line in lines],
        known=known,
        said_by=people.names(said_by) if said_by else {},
        proof=proof,
        witness=_witness(round_, proof),
        waits_for_paper=waits,
        until=until,
        finish=finish,
    )


def _row(line: Line) -> dict[str, Any]:
    if not line.differs:
        verdict = _("一致")
    elif line.missing:
        verdict = _("少 %(n)s 张", n=line.missing)
    else:
        verdict = _("多 %(n)s 张", n=line.surplus)
    return {
        "pile": _(PILES[line.pile]),
        "expected": f"{_(EXPECTED[line.pile])} {line.expected}",
        "actual": f"{_(ACTUAL[line.pile])} {line.actual}",
        "verdict": verdict,
    }


def _witness(round_: Round, proof: RoundProof | None) -> dict[str, Any] | None:
    if proof is None or not proof.witness:
        return None
    found: Any = canonical.load(proof.witness.encode())
    lines = queries.result(round_.id)
    titles = {line.project.code: line.project.title for line in lines}
    funded = {line.project.code for line in lines if line.allocation and line.allocation.funded}
    would = set(found["winners"])
    supposed: dict[str, int] = {}
    for ballot in found["supposed"]:
        name = "、".join(titles[code] for code in ballot["choices"])
        supposed[name] = supposed.get(name, 0) + 1
    return {
        "removed": found["removed"],
        "supposed": supposed,
        "undecided": found["undecided"],
        "comes": [titles[code] for code in found["winners"] if code not in funded],
        "goes": [titles[code] for code in sorted(funded - would)],
    }


def difference(round_: Round, actor: Actor | None) -> Markup:
    """On the page of a round whose counts differ: its explanation and what it means; two statements."""
    known = reconcile_queries.in_force(round_.id)
    proof = reconcile_queries.proof(round_.id) if round_.opened_at else None
    lines = [Line(row.pile, row.expected, row.actual) for row in known]
    explained = reconcile_queries.explained(known)
    may = actor is not None and actor.holds(EXPLAINERS, round_.path)
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template(
            "voting/_reconcile.html",
            round=round_,
            rows=[_row(line) for line in lines],
            explained=explained,
            overdue=any(row.overdue_at for row in known),
            until=min(row.due_at for row in known),
            proof=proof,
            may=may and not explained,
        )
    )


def desk(actor: Actor, now: datetime) -> list[DeskItem]:
    """Differences to explain, for workers and moderators: one statement."""
    paths = [h.path for h in actor.holdings if h.role in EXPLAINERS]
    items = []
    if paths:
        for round_, until in reconcile_queries.to_explain().items():
            if any(round_.path.startswith(path) for path in paths):
                facts = {"round": round_.code}
                items.append(
                    DeskItem(
                        N_("书面说明%(round)s的票数差异"),
                        "voting.reconciliation",
                        {"code": round_.code},
                        until,
                        facts,
                    )
                )
    return items
