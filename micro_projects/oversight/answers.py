"""What oversight answers and hears: who supervises, what holds a payment, what is open, whom silence replaces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Described
from micro_projects.notices.models import Lot
from micro_projects.oversight import finding_actions, finding_queries, queries, rules, supervision_actions
from micro_projects.oversight.desk import desk
from micro_projects.oversight.machine import FINDING_STATES, FINDING_TONES
from micro_projects.oversight.models import Finding
from micro_projects.projects.models import Project

HOLD = N_("居民监督员凭发现事项%(finding)s暂缓付款，答复并复查后恢复。")


def supervisors(project_id: int) -> set[int]:
    """Who supervises a project now."""
    return queries.serving(project_id)


def describe(ids: Sequence[int]) -> dict[int, Described]:
    """Findings as others speak of them."""
    rows = db.session.scalars(select(Finding).where(Finding.id.in_(ids)))
    return {f.id: Described(_("发现事项%(code)s", code=f.code), f"/findings/{f.code}") for f in rows}


def payment_holds(project_id: int) -> list[str]:
    """What stops a project's next payment, in words."""
    return [_(HOLD, finding=f.code) for f in finding_queries.holds(project_id)]


def open_findings(project_id: int) -> list[int]:
    """Findings about a project not closed yet."""
    return finding_queries.open_of(project_id)


def project_findings(project_id: int) -> list[dict[str, Any]]:
    """A project's findings for its page: one statement."""
    return [
        {
            "title": _(rules.SEVERITIES[f.severity]),
            "text": f.text,
            "url": f"/findings/{f.code}",
            "at": f.raised_at,
            "by": _(rules.RAISED_AS[f.raised_as]),
            "state": _(FINDING_STATES[f.state]),
            "tone": FINDING_TONES[f.state],
        }
        for f, _name in finding_queries.of_subject(project_id)
    ]


def funded(project: Project, by: Actor, now: datetime) -> None:
    """X2 begins."""
    supervision_actions.open_call(project, by, now)


def drawn(lot: Lot, members: Sequence[int], by: Actor, now: datetime) -> None:
    """The lot for supervisors was drawn."""
    supervision_actions.drawn(lot, members, by, now)


def silent(project_id: int, what: str, by: Actor, now: datetime) -> None:
    """Supervisors let a limit pass (X8): as many are replaced as stand by; without any, those in office stay."""
    seats = queries.seats(project_id)
    standing_by = sum(seat.state == "reserve" for seat in seats)
    out = [seat.person_id for seat in seats if seat.state == "serving"][:standing_by]
    if out:
        supervision_actions.replace(by, project_id, out, "silent", now)


def marks_denied(round_: SubjectRow, text: str, by: Actor, now: datetime) -> None:
    """In an auditor's sample somebody marked as having voted says that they did not."""
    finding_actions.raise_finding(by, round_, "serious", text, now)


ANSWERS = {
    ("supervisors", "project"): supervisors,
    ("supervised_by", "project"): queries.supervised_by,
    ("describe", "finding"): describe,
    ("desk", "oversight"): desk,
}
LISTENS = (
    ("marks_denied", "round", marks_denied),
    ("project_funded", "project", funded),
    ("lot_drawn", queries.PURPOSE, drawn),
    ("supervisor_silent", "project", silent),
    ("payment_holds", "project", payment_holds),
    ("open_findings", "project", open_findings),
    ("project_findings", "project", project_findings),
)
