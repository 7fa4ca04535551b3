"""What an act would publish is shown to whoever does it, before it is done (docs/decisions/preview.md).

A view that publishes by a person's hand writes ``with publish() as at:`` where others write ``with act()``. The
first press does the act in a transaction that is rolled back and shows what it would have disclosed; the second
brings the digest of what was shown, and only what has that digest is committed. What changed meanwhile is shown
again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app, g, redirect, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from micro_projects.kernel import canonical
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, Refusal, Refused
from micro_projects.web.door import act, me_or_none
from micro_projects.web.security import same_site
from micro_projects.web.sentence import Sentence

SEEN, BACK, FROM = "preview-seen", "preview-back", "preview-from"
"""Fields of the page that shows: the digest, the button that goes back, the page one came from."""
KEPT = "-kept"
"""After a file field's name: the file that was sent before the page was shown."""
KEPT_SECONDS = 6 * 3600
DRAWN = "lot."
"""What is drawn at random is drawn once: a lot's codes are made anew when the act is done."""
_OURS = frozenset({SEEN, BACK, FROM, "csrf_token"})

NOT_YET = Refusal(
    "not_published_yet",
    N_("还没有公开，什么也没有改动。"),
    N_("改好以后再提交，会再给您看一遍要公开的内容。"),
    200,
)


@dataclass(frozen=True, slots=True)
class WouldPublish:
    """One disclosure as it would enter the log."""

    kind: str
    sentence: Sentence
    facts: Mapping[str, Any]
    attachments: Mapping[str, tuple[str, bytes]]
    """By name: media type and bytes."""
    place: str
    subject: str | None
    reason_code: str | None
    supersedes: int | None
    at: datetime

    def told(self) -> canonical.Value:
        """All that is published, without what is random or only says when."""
        if self.kind.startswith(DRAWN):
            return [self.kind, self.place, self.subject]
        moments = {zone.isoformat(timespec=spec) for zone in _zones(self.at) for spec in ("auto", "seconds")}
        told: canonical.Value = _without(
            {
                "attachments": {
                    name: [media, hashlib.sha256(body).hexdigest()]
                    for name, (media, body) in self.attachments.items()
                },
                "facts": dict(self.facts),
                "kind": self.kind,
                "place": self.place,
                "reason_code": self.reason_code,
                "sentence": [self.sentence.msgid, self.sentence.kept()],
                "subject": self.subject,
                "supersedes": self.supersedes,
            },
            moments,
        )
        return told


def _zones(at: datetime) -> tuple[datetime, datetime]:
    return at, at.astimezone(UTC)


def _without(value: Any, moments: set[str]) -> Any:
    if isinstance(value, dict):
        return {str(name): _without(one, moments) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without(one, moments) for one in value]
    return "now" if isinstance(value, str) and value in moments else value


class Unseen(Exception):  # noqa: N818 - an answer, not an error
    """The act would publish what its doer was not shown yet; nothing was done."""

    def __init__(self, would: tuple[WouldPublish, ...], digest: str, changed: bool) -> None:
        super().__init__(digest)
        self.would, self.digest, self.changed = would, digest, changed


class GoBack(Refused):
    """Whoever was shown it wants to change something first."""


_collected: ContextVar[list[WouldPublish] | None] = ContextVar("would_publish", default=None)


def note(one: WouldPublish) -> None:
    """Called for every disclosure; remembered only while something is to be shown."""
    collected = _collected.get()
    if collected is not None:
        collected.append(one)


def digest_of(would: tuple[WouldPublish, ...]) -> str:
    """What a confirmation must bring."""
    return hashlib.sha256(canonical.dump([one.told() for one in would])).hexdigest()


@contextmanager
def publish() -> Iterator[datetime]:
    """`act()` for what a person publishes: done only when what it discloses was shown to them.

    Raises `Unseen` at the end otherwise, everything rolled back; an act that discloses nothing is simply done.
    """
    if BACK in request.form:
        raise GoBack(NOT_YET)
    would: list[WouldPublish] = []
    token = _collected.set(would)
    try:
        with act() as at:
            yield at
            digest = digest_of(tuple(would))
            if would and request.form.get(SEEN) != digest:
                raise Unseen(tuple(would), digest, SEEN in request.form)
    finally:
        _collected.reset(token)


# -- files sent with the first press are not asked for again ---------------------------------------------


def keep_file(field: str, known: Mapping[str, Any]) -> None:
    """Remember, for the page that shows, what a file field already stored: signed, for this person at this address."""
    g.setdefault("preview_files", {})[field + KEPT] = _signer().dumps([_who(), request.path, dict(known)])


def kept_file(field: str) -> dict[str, Any] | None:
    """What was stored under a field before the page was shown; None when nothing (or it is too long ago)."""
    signed = request.form.get(field + KEPT)
    if not signed:
        return None
    try:
        who, where, known = _signer().loads(signed, max_age=KEPT_SECONDS)
    except (BadSignature, ValueError):
        return None
    return dict(known) if (who, where) == (_who(), request.path) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="preview-file")


def _who() -> str | None:
    person = me_or_none()
    return str(person.person_id) if person else None


# -- the page ------------------------------------------------------------------------------------------


def init(app: Flask) -> None:
    """Let `Unseen` end as the page that shows, `GoBack` at the form one came from."""

    @app.errorhandler(Unseen)
    def unseen(error: Unseen) -> Any:
        page = calls("preview_page", "disclosure", error.would, error.changed, _fields(error))
        return page, 200

    @app.errorhandler(GoBack)
    def back(error: GoBack) -> Any:
        return redirect(same_site(request.form.get(FROM), "/"), 303)


def _fields(error: Unseen) -> list[tuple[str, str]]:
    """What the page sends again: all that was typed, the files by name, and the digest."""
    typed = [(k, v) for k, v in request.form.items(multi=True) if k not in _OURS and not k.endswith(KEPT)]
    came = request.form.get(FROM) or _path(request.referrer) or request.path
    return [*typed, *g.get("preview_files", {}).items(), (FROM, came), (SEEN, error.digest)]


def _path(referrer: str | None) -> str:
    base = request.host_url
    return "/" + referrer.removeprefix(base) if referrer and referrer.startswith(base) else ""
