"""Home, a community's page, a cycle's page, the desk, preferences."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from micro_projects.front import desks, pages, queries
from micro_projects.front.frame import SIZE_COOKIE
from micro_projects.places import queries as places
from micro_projects.web.access import allow
from micro_projects.web.door import me, me_or_none, now
from micro_projects.web.language import COOKIE, LOCALES
from micro_projects.web.security import same_site

room = Blueprint("front", __name__)
YEAR = 365 * 24 * 3600


@room.get("/")
@allow("front.read")
def home() -> Any:
    """What is happening with our money, and what one can do now."""
    return render_template("front/home.html", **pages.home(me_or_none(), now()))


@room.get("/c/<place>")
@allow("front.read")
def community(place: str) -> Any:
    """A community: its cycle today, what runs, who holds which role."""
    found = places.community(place)
    return render_template("front/community.html", **pages.community(found, me_or_none(), now()))


@room.get("/c/<place>/<int:year>")
@allow("front.read")
def cycle(place: str, year: int) -> Any:
    """A year's cycle: its stations with dates, its rules, its money, its lists."""
    found = places.community(place)
    return render_template("front/cycle.html", **pages.cycle(found, year, me_or_none(), now()))


@room.get("/desk")
@allow("front.desk")
def desk() -> Any:
    """A person's own work list."""
    return render_template("front/desk.html", **desks.desk(me(), now()))


@room.get("/search")
@allow("front.read")
def search() -> Any:
    """Everything disclosed, by the words in it."""
    return render_template("front/search.html", **pages.search(request.args))


@room.get("/help")
@allow("front.read")
def help_page() -> Any:
    """How to have everything done in person (代办)."""
    return render_template("front/help.html", places=places.communities())


@room.get("/healthz")
@allow("front.read")
def healthz() -> Any:
    """Whether this process answers."""
    return Response("ok\n", mimetype="text/plain")


@room.get("/readyz")
@allow("front.read")
def readyz() -> Any:
    """Whether people can be served: the database answers and the clock ticks."""
    ready = queries.ready(current_app.extensions["ready"])
    return Response("ready\n" if ready else "not ready\n", 200 if ready else 503, mimetype="text/plain")


@room.get("/robots.txt")
@allow("front.read")
def robots() -> Any:
    """Search engines may read what is public; not what needs a sign-in, nor every search."""
    base: str = current_app.extensions["settings"].base_url.rstrip("/")
    closed = (f"Disallow: /{path}" for path in _NOT_INDEXED)
    lines = ("User-agent: *", *closed, "", f"Sitemap: {base}{url_for('open_data.sitemap')}", "")
    return Response("\n".join(lines), mimetype="text/plain")


_NOT_INDEXED = ("account", "audit", "desk", "letters", "people", "preferences", "roll", "search", "sign-in")


@room.post("/preferences")
@allow("front.preferences")
def preferences() -> Any:
    """Language and print size, kept in the browser only."""
    response = redirect(same_site(request.form.get("next"), url_for("front.home")), 303)
    if request.form.get("lang") in LOCALES:
        response.set_cookie(COOKIE, request.form["lang"], max_age=YEAR, samesite="Lax", httponly=True)
    if request.form.get("size") in ("normal", "large"):
        response.set_cookie(SIZE_COOKIE, request.form["size"], max_age=YEAR, samesite="Lax", httponly=True)
    return response
