"""Headers, host check, request ids: what every answer carries."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest

_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "manifest-src 'self'"
)


def nonce() -> str:
    """This answer's script nonce."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    value: str = g.nonce
    return value


def same_site(target: str | None, default: str) -> str:
    """`target` when it is a path on this server, else `default`: open redirects are impossible."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and "\n" not in target:
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc:
            return target
    return default


def init(app: Flask, base_url: str) -> None:
    """Check the host, give each answer its headers."""
    base = urlsplit(base_url)

    @app.before_request
    def check_host() -> None:
        if request.host.split(":")[0] not in {base.hostname, "127.0.0.1", "localhost"}:
            raise BadRequest

    @app.after_request
    def headers(response: Response) -> Response:
        h = response.headers
        h.setdefault("Content-Security-Policy", _POLICY.format(nonce=nonce()))
        h.setdefault("X-Content-Type-Options", "nosniff")
        h.setdefault("Referrer-Policy", "same-origin")
        h.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        h.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if base.scheme == "https":
            h.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint != "static":
            h.setdefault("Cache-Control", "no-store" if request.method != "GET" else "private, no-cache")
        return response
