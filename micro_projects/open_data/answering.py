"""How a data file is answered: fingerprint, time, licence, for every page of the web; never a cookie."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response, request

from micro_projects.open_data.licence import LICENCE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from werkzeug.datastructures import Headers

TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json; charset=utf-8",
    "pb": "text/plain; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
}
SECONDS = 60
"""How long a copy may be used without asking again."""
_SAVED = ("csv", "pb")
"""Saved rather than shown: a browser would show them as plain signs."""


class DataFile(Response):
    """An answer that is the same for everybody: whoever asks, no cookie goes out and none makes a difference."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """What is sent, without what signing in would have added."""
        headers = super().get_wsgi_headers(environ)
        headers.remove("Vary")
        headers.remove("Set-Cookie")
        return headers


def answer(body: bytes, sha256: str, at: datetime, name: str, saved_as: str = "") -> Response:
    """`body` under the name of a file, or 304 when the reader has it already."""
    ending = name.rpartition(".")[2]
    response = DataFile(body, content_type=TYPES[ending])
    response.set_etag(sha256)
    response.cache_control.public = True
    response.cache_control.max_age = SECONDS
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Link"] = f'<{LICENCE.url}>; rel="license"'
    if ending in _SAVED:
        response.headers["Content-Disposition"] = f'attachment; filename="{saved_as or name}"'
    for_everybody(response)
    response.make_conditional(request)
    # set last: only the fingerprint decides, since withholding changes a feed without a newer notice in it
    response.last_modified = at.astimezone(UTC).replace(microsecond=0)
    return response


def for_everybody(response: Response) -> Response:
    """Any page may read it, without saying who reads (CORS)."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    headers["Access-Control-Allow-Headers"] = "If-None-Match"
    headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Repr-Digest, Content-Disposition"
    headers["Access-Control-Max-Age"] = "86400"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
