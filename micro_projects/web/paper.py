"""A PDF as a response."""

from __future__ import annotations

import hashlib

from flask import Response, request

FOR_EVER = 365 * 24 * 3600


def pdf(made: bytes, name: str, sha256: bytes | None = None, *, for_ever: bool = False) -> Response:
    """`made` as a file called ``<name>.pdf`` that browsers show; its hash is its ETag. `for_ever`: it never changes."""
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.set_etag((sha256 or hashlib.sha256(made).digest()).hex())
    if for_ever:
        answer.cache_control.public = True
        answer.cache_control.max_age = FOR_EVER
        answer.cache_control.immutable = True
    else:
        answer.cache_control.no_cache = True
    answer.make_conditional(request)
    return answer
