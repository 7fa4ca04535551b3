"""What waits for a worker about paper: runs to count, ballots to read until when, differences to settle."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.desk import DeskItem
from micro_projects.kernel.refusal import N_
from micro_projects.voting import paper_entry_queries
from micro_projects.voting.models import RollMark, Round
from micro_projects.voting.paper_models import PaperFinish, PaperRun

_ROLES = frozenset({"worker"})


def items(actor: Actor, now: datetime) -> list[DeskItem]:
    """One statement."""
    paths = [held.path for held in actor.holdings if held.role in _ROLES]
    if not paths:
        return []
    handed_in = select(RollMark.round_id).where(RollMark.channel == "paper")
    finished = select(PaperFinish.round_id)
    query = (
        select(Round, PaperRun.number)
        .join(SubjectRow, SubjectRow.id == Round.id)
        .outerjoin(
            PaperRun,
            (PaperRun.round_id == Round.id)
            & PaperRun.printed_at.is_not(None)
            & PaperRun.counted_at.is_(None)
            & PaperRun.given_up_at.is_(None),
        )
        .where(or_(*(SubjectRow.path.startswith(path, autoescape=True) for path in paths)))
        .where(
            (Round.state.in_(("frozen", "open")) & PaperRun.id.is_not(None))
            | ((Round.state == "entering") & Round.id.in_(handed_in) & Round.id.not_in(finished))
        )
        .order_by(Round.id, PaperRun.number)
    )
    found: list[DeskItem] = []
    for round_, run in db.session.execute(query):
        facts = {"round": round_.code}
        if round_.state == "entering":
            found.append(
                DeskItem(
                    N_("录入%(round)s的纸质选票：每张由两个人各录一遍"),
                    "voting.paper",
                    {"code": round_.code},
                    deadline=paper_entry_queries.deadline(round_),
                    facts=facts,
                )
            )
        else:
            args = {"code": round_.code, "number": run}
            found.append(DeskItem(N_("给%(round)s印好的选票点数"), "voting.paper_run", args, facts=facts))
    return found
