"""The button: a bundle, sent as it is made."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from flask import Flask, Response, current_app, request

from micro_projects.evidence import bundle, queries
from micro_projects.evidence.queries import Head, Scope
from micro_projects.evidence.room import room
from micro_projects.web.access import allow
from micro_projects.web.numbers import whole
from micro_projects.web.seats import Seated

__all__ = ["room"]


@room.get("/evidence/<code>.zip")
@allow("evidence.read")
def of_project(code: str) -> Any:
    """All that proves one project, or one proposal."""
    return _sent(code, code)


@room.get("/evidence/<place>/<int:year>.zip")
@allow("evidence.read")
def of_cycle(place: str, year: int) -> Any:
    """All that proves one year of a community."""
    return _sent(f"{place}/{year}", f"{place}-{year}")


def _sent(code: str, name: str) -> Response:
    size = request.args.get("size")
    about = queries.scope(code)
    heads = queries.heads(about, None if size is None else whole(size) or -1)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    pieces = Seated(_made(app, about, heads))
    answer = Response(pieces, mimetype="application/zip")
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-evidence.zip"'
    answer.set_etag(bundle.tag(about, heads))
    answer.make_conditional(request)
    if answer.status_code == 200 and request.method == "GET":
        pieces.sit()
    return answer


def _made(app: Flask, about: Scope, heads: list[Head]) -> Generator[bytes, None, None]:
    """The pieces, made while they are sent, after the request itself is over: nobody's language, nobody's session."""
    with app.app_context():
        yield from bundle.stream(about, heads)
