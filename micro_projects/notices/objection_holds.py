"""What holds a subject back now: which objection, with whom, until when, and what happens then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup
from sqlalchemy import and_, or_, select

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.notices import objection_rules
from micro_projects.notices.models import Notice, NoticeSubject
from micro_projects.notices.objection_models import OPEN_STATES, Objection


class Held(NamedTuple):
    """The notices that speak of a subject, oldest first, and the open objections that hold it."""

    notices: Sequence[Notice]
    objections: Sequence[Objection]


def of_subject(subject_id: int) -> Held:
    """Both in one statement."""
    holds = and_(
        Objection.notice_id == Notice.id,
        Objection.state.in_(OPEN_STATES),
        or_(Objection.subject_id.is_(None), Objection.subject_id == subject_id),
    )
    query = (
        select(Notice, Objection)
        .join(NoticeSubject, NoticeSubject.notice_id == Notice.id)
        .outerjoin(Objection, holds)
        .where(NoticeSubject.subject_id == subject_id)
        .order_by(Notice.id, Objection.number)
    )
    notices: dict[int, Notice] = {}
    objections: list[Objection] = []
    for notice, objection in db.session.execute(query):
        notices.setdefault(notice.id, notice)
        if objection is not None:
            objections.append(objection)
    return Held(list(notices.values()), objections)


def part(proposal: Any, actor: Actor | None, now: datetime) -> str:
    """On a proposal's page, while something holds it: one statement."""
    if proposal.state == "draft":
        return Markup()
    return shown(of_subject(proposal.id).objections)


def shown(objections: Sequence[Objection]) -> Markup:
    """The words, for any subject's page; empty when nothing holds it."""
    if not objections:
        return Markup()
    page = render_template("notices/held.html", objections=objections, words=objection_rules)
    return Markup(page)  # nosec B704 - a template of ours, escaped there
