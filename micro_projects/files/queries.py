"""Reading files: their rows, and their bytes from the disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.files import rules, storage
from micro_projects.files.models import File
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require


def file(token: str) -> File:
    """The file of that token; refused (404) when there is none."""
    return found(db.session.scalar(select(File).where(File.token == token)), rules.NO_FILE)


def is_named(token: str) -> bool:
    """Whether a row names these bytes."""
    return db.session.scalar(select(File.id).where(File.token == token)) is not None


def openable(token: str, by: Actor | None) -> File:
    """The file, if `by` may open it: public, one's own, or held by a role of its place; else as if it were not."""
    row = file(token)
    allowed = by is not None and (row.by_id == by.person_id or by.holds(rules.READERS, row.path))
    require(row.public or allowed, rules.NO_FILE)
    return row


def by_ids(ids: Iterable[int | None]) -> dict[int, File]:
    """Files by id, one statement."""
    wanted = {i for i in ids if i is not None}
    if not wanted:
        return {}
    return {row.id: row for row in db.session.scalars(select(File).where(File.id.in_(wanted)))}


def of_subject(subject_id: int, *, public_only: bool = True) -> Sequence[File]:
    """A subject's files, oldest first."""
    query = select(File).where(File.subject_id == subject_id)
    if public_only:
        query = query.where(File.public)
    return db.session.scalars(query.order_by(File.id)).all()


def body(row: File) -> bytes:
    """Its bytes (a photo's largest picture), for attaching to a disclosure: `disclose(attachments=…)`."""
    return storage.part(row.token, part_name(row)).read_bytes()


def part_name(row: File, width: int | None = None) -> str:
    """The name of its part on the disk."""
    return str(width or rules.WIDTHS[-1]) if row.is_photo else "document"


def unnamed() -> set[str]:
    """Tokens on the disk that no row names: left over when a process was killed between the two."""
    return set(storage.tokens()) - set(db.session.scalars(select(File.token)))


def left_over(before: float) -> list[str]:
    """What no row names and no page can bring back: not touched since `before`. Half-written folders as well."""
    old = list(storage.old(before))
    if not old:
        return []
    named = set(db.session.scalars(select(File.token)))
    return sorted(name for name in old if name not in named)


def lost() -> set[str]:
    """Tokens of rows whose bytes are gone."""
    return set(db.session.scalars(select(File.token))) - set(storage.tokens())
