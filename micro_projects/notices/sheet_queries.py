"""What is asked about printed sheets: which are missing, a sheet's bytes, the signed head that covers an entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, or_, select

from micro_projects.extensions import db
from micro_projects.files.models import PHOTO, File
from micro_projects.kernel.refusal import found
from micro_projects.notices.log_models import LogCheckpoint, LogKey
from micro_projects.notices.models import ContentPart, Notice
from micro_projects.notices.sheet_models import FORMS, NoticeSheet
from micro_projects.notices.sheet_rules import NOT_SIGNED_YET


class Signed(NamedTuple):
    """A signed head and the newest key that signed it."""

    size: int
    root: bytes
    key: bytes


def newest_notice() -> int:
    """The id of the newest notice; 0 when there is none."""
    return db.session.scalar(select(func.max(Notice.id))) or 0


def incomplete(after: int) -> Sequence[tuple[int, str, bool]]:
    """Notices after an id that lack a sheet: id, code, and whether a signed head covers them; oldest first."""
    made = select(func.count()).where(NoticeSheet.notice_id == Notice.id).correlate(Notice).scalar_subquery()
    head = (
        select(func.max(LogCheckpoint.size))
        .where(LogCheckpoint.log_id == Notice.log_id)
        .correlate(Notice)
        .scalar_subquery()
    )
    query = (
        select(Notice.id, Notice.code, func.coalesce(head > Notice.log_index, False))
        .where(Notice.id > after, made < len(FORMS))
        .order_by(Notice.id)
    )
    return [(row[0], row[1], bool(row[2])) for row in db.session.execute(query)]


def newest_head(log_id: int, index: int) -> Signed:
    """The newest signed head, when it covers the entry; refused else."""
    return _head(log_id, index, newest=True)


def first_head(log_id: int, index: int) -> Signed:
    """The first signed head that covers the entry; refused when none does yet."""
    return _head(log_id, index, newest=False)


def _head(log_id: int, index: int, *, newest: bool) -> Signed:
    query = (
        select(LogCheckpoint.size, LogCheckpoint.root, LogKey.public)
        .join(
            LogKey,
            (LogKey.log_id == LogCheckpoint.log_id)
            & (LogKey.from_size < LogCheckpoint.size)
            & or_(LogKey.until_size.is_(None), LogKey.until_size >= LogCheckpoint.size),
        )
        .where(LogCheckpoint.log_id == log_id, LogCheckpoint.size > index)
        .order_by(LogCheckpoint.size.desc() if newest else LogCheckpoint.size, LogKey.number.desc())
        .limit(1)
    )
    return Signed(*found(db.session.execute(query).first(), NOT_SIGNED_YET))


def forms_made(notice_id: int) -> dict[str, int]:
    """The size in bytes of each form of a notice's sheet that was made; 0 when it is not given out."""
    query = (
        select(NoticeSheet.form, case((_withheld(), 0), else_=func.coalesce(func.length(NoticeSheet.pdf), 0)))
        .join(Notice, Notice.id == NoticeSheet.notice_id)
        .where(NoticeSheet.notice_id == notice_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _withheld() -> ColumnElement[bool]:
    """Whether a part of what the sheet shows is withheld."""
    return (
        exists()
        .where(ContentPart.log_id == Notice.log_id, ContentPart.index == Notice.log_index)
        .where(ContentPart.body.is_(None))
    )


class Sheet(NamedTuple):
    """A sheet's bytes and hash; `pdf` is None while a part of what it shows is withheld."""

    pdf: bytes | None
    sha256: bytes


def sheet(code: str, form: str) -> Sheet | None:
    """One form of a notice's sheet."""
    query = (
        select(case((_withheld(), None), else_=NoticeSheet.pdf), NoticeSheet.sha256)
        .join(Notice, Notice.id == NoticeSheet.notice_id)
        .where(Notice.code == code, NoticeSheet.form == form)
    )
    row = db.session.execute(query).first()
    return Sheet(row[0], row[1]) if row else None


def hash_of(notice_id: int) -> bytes | None:
    """The SHA-256 of a notice's A4 sheet."""
    return db.session.scalar(
        select(NoticeSheet.sha256).where(NoticeSheet.notice_id == notice_id, NoticeSheet.form == "a4")
    )


def photo_hash(file_id: int | None) -> bytes | None:
    """The SHA-256 of a stored photo; None when there is none of that id."""
    if file_id is None:
        return None
    query = select(File.sha256).where(File.id == file_id, File.media == PHOTO)
    return db.session.scalar(query)
