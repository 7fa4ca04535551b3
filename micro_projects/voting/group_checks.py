"""Invariant 5 of exclusive groups on the data: a round funds at most one of a group, and has those it froze."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.finding import Finding
from micro_projects.voting.models import Allocation, Round, RoundProject

CHECK = "5 groups"


def one_of_each() -> Iterator[Finding]:
    """No group has two funded projects."""
    query = (
        select(SubjectRow.code, RoundProject.exclusive_group, func.count())
        .join(SubjectRow, SubjectRow.id == RoundProject.round_id)
        .join(Allocation, Allocation.project_id == RoundProject.id)
        .where(RoundProject.exclusive_group != "", Allocation.funded)
        .group_by(SubjectRow.code, RoundProject.exclusive_group)
        .having(func.count() > 1)
    )
    for code, group, funded in db.session.execute(query):
        yield Finding(CHECK, f"round {code}: {funded} projects of group {group} are funded, not one at most")


def as_frozen() -> Iterator[Finding]:
    """Each project is in the group that the round's frozen text names."""
    query = select(Round).where(Round.imported.is_(False)).order_by(Round.id)
    for round_ in db.session.scalars(query).all():
        asked = select(RoundProject.code, RoundProject.exclusive_group).where(
            RoundProject.round_id == round_.id
        )
        held = {row[0]: row[1] for row in db.session.execute(asked)}
        frozen: Any = canonical.load(round_.frozen_json.encode())
        said = {project["code"]: project["group"] for project in frozen["projects"]}
        if held != said:
            yield Finding(CHECK, f"round {round_.code}: its groups are not those it froze")


CHECKS = (one_of_each, as_frozen)
