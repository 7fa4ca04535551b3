"""What the frame around every page shows: navigation, language, print size."""

from __future__ import annotations

from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from micro_projects.front.links import link
from micro_projects.kernel.actor import Actor
from micro_projects.web.door import me_or_none
from micro_projects.web.language import language

SIZE_COOKIE = "size"
_COMMUNITY_DEPTH = 3
"""District, sub-district, community: how deep a community's path is."""


def frame() -> dict[str, Any]:
    """The frame's part of every template's context; no statement beyond who is signed in."""
    return {
        "nav": _navigation(me_or_none()),
        "lang": language(),
        "large_print": request.cookies.get(SIZE_COOKIE) == "large",
        "demo": current_app.extensions["settings"].demo,
        "settings_url": url_for("front.preferences"),
        "sign_in_url": url_for("people.sign_in", next=_here()),
        "account_url": url_for("people.account"),
        "help_url": url_for("front.help_page"),
        "log_url": link("notices.logs"),
        "open_data_url": link("open_data.index"),
    }


def _navigation(who: Actor | None) -> list[dict[str, Any]]:
    items = [(_("首页"), url_for("front.home"))]
    if who is not None:
        mine = own_community(who)
        if mine:
            items.append((_("我的社区"), url_for("front.community", place=mine)))
            if notices := link("notices.of_place", place=mine):
                items.append((_("公示"), notices))
        items.append((_("工作台"), url_for("front.desk")))
        if letters := link("letters.inbox"):
            items.append((_("来信"), letters))
        if "admin" in who.roles:
            items.append((_("账号和角色"), url_for("people.administration")))
        if "auditor" in who.roles and (audit := link("audits.desk")):
            items.append((_("审计"), audit))
    if search := link("front.search"):
        items.append((_("查找"), search))
    items.append((_("代办"), url_for("front.help_page")))
    return [{"label": label, "url": url, "current": request.path == url} for label, url in items]


def own_community(who: Actor) -> str:
    """The code of the community somebody belongs to: by the roll, else by a role held there; empty when none."""
    paths = [r.path for r in who.rolls] + [h.path for h in who.holdings]
    deep = (path.strip("/").split("/") for path in paths)
    return next((parts[_COMMUNITY_DEPTH - 1] for parts in deep if len(parts) == _COMMUNITY_DEPTH), "")


def _here() -> str:
    if request.method == "GET" and request.endpoint != "people.sign_in":
        return request.full_path.rstrip("?")
    return url_for("front.home")
