"""What must hold of forums, whoever wrote the rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from micro_projects.extensions import db
from micro_projects.forums import draw_rules, queries
from micro_projects.forums.models import Forum, ForumParticipant, ForumPoint
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding

CHECK = "forums"


def answered_whole() -> Iterator[Finding]:
    """No forum is answered with a point left open."""
    left = exists().where(ForumPoint.forum_id == Forum.id, ForumPoint.outcome.is_(None))
    query = select(SubjectRow.code).join(Forum, Forum.id == SubjectRow.id)
    for code in db.session.scalars(query.where(Forum.state == "answered", left)):
        yield Finding(CHECK, f"forum {code} is answered, but not each of its points")


def places_kept() -> Iterator[Finding]:
    """Never more take part than there are places."""
    inside = (
        select(ForumParticipant.forum_id, func.count().label("n"))
        .where(ForumParticipant.state == "taking_part")
        .group_by(ForumParticipant.forum_id)
        .subquery()
    )
    query = (
        select(SubjectRow.code)
        .join(Forum, Forum.id == SubjectRow.id)
        .join(inside, inside.c.forum_id == Forum.id)
        .where(inside.c.n > Forum.places)
    )
    for code in db.session.scalars(query):
        yield Finding(CHECK, f"forum {code}: more take part than it has places")


def drawn_by_lot() -> Iterator[Finding]:
    """Who was first asked by lot is who the lot, the cells and the quotas say."""
    query = select(Forum, SubjectRow.code).join(SubjectRow, SubjectRow.id == Forum.id)
    for forum, code in db.session.execute(query.where(Forum.drawn_at.is_not(None))):
        order = [one for one, _ in queries.lot_order(forum.lot_id or 0)]
        cells, dimensions = queries.cells(forum.id), forum.dimensions.split()
        limits = draw_rules.quotas(cells, dimensions, forum.places)
        picked = draw_rules.pick(order, cells, dimensions, limits, forum.places)
        first = {p.row.code for p in queries.participants(forum.id) if p.row.at == forum.drawn_at}
        if first != set(picked.chosen):
            yield Finding(CHECK, f"forum {code}: others were asked than the lot drew")


CHECKS = (answered_whole, places_kept, drawn_by_lot)
