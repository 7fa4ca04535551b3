"""What the frame around every page shows: navigation, language, print size."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from micro_projects.web.language import language

SIZE_COOKIE = "size"


def frame() -> dict[str, Any]:
    """The frame's part of every template's context; no statement."""
    return {
        "nav": _navigation(),
        "lang": language(),
        "large_print": request.cookies.get(SIZE_COOKIE) == "large",
        "demo": current_app.extensions["settings"].demo,
        "settings_url": url_for("front.preferences"),
        "sign_in_url": url_for("people.sign_in", next=_here()),
    }


def _navigation() -> list[dict[str, Any]]:
    items = ((_("首页"), url_for("front.home")), (_("工作台"), url_for("front.desk")))
    return [{"label": label, "url": url, "current": request.path == url} for label, url in items]


def _here() -> str:
    return (
        request.full_path.rstrip("?")
        if request.method == "GET" and request.endpoint != "people.sign_in"
        else "/"
    )
