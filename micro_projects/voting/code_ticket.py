"""The ticket between typing a code and casting: a short signed cookie, no sign-in, that says only which code it was.

It goes to the addresses below its own path only, not to scripts and not with requests from other sites, holds for
`code_rules.TICKET_LIFE`, and is taken back when the ballot is cast or the voter leaves. The act looks at the code
again.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from micro_projects.voting.code_rules import TICKET_LIFE, Kind, Proof

COOKIE = "ballot-ticket"


def begin(answer: Response, proof: Proof, path: str, now: datetime) -> None:
    """Let whoever gets this answer go on to the ballot."""
    answer.set_cookie(
        COOKIE,
        str(_signer().dumps([proof.kind, proof.id, path, now.timestamp()])),
        max_age=TICKET_LIFE,
        path=path,
        httponly=True,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        samesite="Strict",
    )


def current(kind: Kind, path: str, now: datetime) -> Proof | None:
    """What this request's cookie proves at `path`; None when there is none, it is not ours, or its time is over."""
    try:
        said, id_, where, began = _signer().loads(request.cookies.get(COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return None
    age = now - datetime.fromtimestamp(began, UTC)
    fits = (said, where) == (kind, path) and age < TICKET_LIFE
    return Proof(kind, id_) if fits else None


def end(answer: Response, path: str) -> None:
    """Take it back."""
    answer.delete_cookie(
        COOKIE,
        path=path,
        httponly=True,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        samesite="Strict",
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="ballot-ticket")
