"""Finding what was disclosed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.front.models import SearchEntry, SearchTerm


def search(terms: Sequence[str], kind: str, path: str, before: int, limit: int) -> Sequence[SearchEntry]:
    """Entries that contain every term, newest first, before an id (0: from the newest): one statement."""
    if not terms:
        return []
    query = select(SearchEntry).join(SearchTerm, SearchTerm.entry_id == SearchEntry.id)
    # the longest term is the rarest guess: it drives, the others only check
    first, *others = sorted(terms, key=len, reverse=True)
    query = query.where(SearchTerm.term == first)
    for term in others:
        also = aliased(SearchTerm)
        query = query.where(exists().where(also.term == term, also.entry_id == SearchEntry.id))
    if kind:
        query = query.where(SearchEntry.kind == kind)
    if path:
        query = query.where(SearchEntry.path.startswith(path, autoescape=True))
    if before:
        query = query.where(SearchTerm.entry_id < before)
    return db.session.scalars(query.order_by(SearchTerm.entry_id.desc()).limit(limit)).all()


def entry(kind: str, code: str) -> SearchEntry | None:
    """What is indexed of a thing, if anything is."""
    return db.session.scalar(select(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.code == code))
