"""Serving photos and documents, each under its own policy."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, send_file

from micro_projects.files import queries, rules, storage
from micro_projects.files.models import File
from micro_projects.kernel.refusal import require
from micro_projects.web.access import allow
from micro_projects.web.door import me_or_none

room = Blueprint("files", __name__)
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@room.get("/files/<token>/<int:width>")
@allow("files.read")
def photo(token: str, width: int) -> Any:
    """A photo in one of its widths."""
    row = queries.openable(token, me_or_none())
    require(row.is_photo and width in rules.WIDTHS, rules.NO_FILE)
    return sent(row, width)


@room.get("/files/<token>/document")
@allow("files.read")
def document(token: str) -> Any:
    """A document, to be saved: never opened inside our pages."""
    row = queries.openable(token, me_or_none())
    require(not row.is_photo, rules.NO_FILE)
    return sent(row)


def sent(row: File, width: int | None = None) -> Response:
    """The bytes under a policy that lets nothing in them act."""
    name = "photo.jpg" if row.is_photo else "document.pdf"
    path = storage.part(row.token, queries.part_name(row, width))
    require(path.is_file(), rules.NO_FILE)
    response: Response = send_file(
        path, mimetype=row.media, as_attachment=not row.is_photo, download_name=name, max_age=None
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if row.public else "private, no-store"
    )
    return response
