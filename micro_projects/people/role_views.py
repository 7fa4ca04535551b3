"""Roles and accounts, for administrators: who holds what in a place, given and ended with terms."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from micro_projects.kernel.refusal import Refused, found, require
from micro_projects.people import actions, queries, rules
from micro_projects.people.blueprint import room
from micro_projects.people.forms import AddAccount, EndRole, GiveRole, ResetAccount
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.refusals import lines
from micro_projects.web.show import day


@room.get("/people")
@allow("people.give_role")
def administration() -> Any:
    """The places one administers."""
    paths = [h.path for h in me().holdings if h.role == "admin"]
    return render_template("people/administration.html", places=places.below(paths))


@room.get("/people/<place>")
@allow("people.give_role")
def place_roles(place: str) -> Any:
    """Who holds which role in a place, and the forms to change that."""
    return _page(_mine(place))


def _page(place: Place, **forms: Any) -> str:
    blank = {"giving": GiveRole, "ending": EndRole, "adding": AddAccount, "resetting": ResetAccount}
    made = {name: forms.get(name) or form(None, prefix=name) for name, form in blank.items()}
    held = queries.held_in(place.id, now())
    made["ending"].holding.choices = _choices(held)
    return render_template(
        "people/place_roles.html",
        place=place,
        held=held,
        roles=rules.ROLES,
        extra=forms.get("extra", {}),
        done=forms.get("done", ""),
        **made,
    )


@room.post("/people/<place>/give")
@allow("people.give_role")
def give_role(place: str) -> Any:
    """A role for a term."""
    found_place, form = _mine(place), GiveRole(prefix="giving")
    try:
        require(form.validate(), rules.FORM_INCOMPLETE)
        with act() as at:
            account = found(queries.account(form.login.data), rules.NO_ACCOUNT)
            actions.give_role(
                me(),
                found_place,
                account.person_id,
                form.role.data,
                form.from_on.data,
                form.until_on.data,
                at,
            )
    except Refused as refused:
        return _again(found_place, "giving", form, refused)
    return _back(found_place)


@room.post("/people/<place>/end")
@allow("people.end_role")
def end_role(place: str) -> Any:
    """End a term on a day."""
    found_place, form = _mine(place), EndRole(prefix="ending")
    form.holding.choices = _choices(queries.held_in(found_place.id, now()))
    try:
        require(form.validate(), rules.FORM_INCOMPLETE)
        with act() as at:
            holding = queries.holding(form.holding.data)
            actions.end_role(me(), found_place, holding, form.on.data, at)
    except Refused as refused:
        return _again(found_place, "ending", form, refused)
    return _back(found_place)


@room.post("/people/<place>/accounts")
@allow("people.add_account")
def add_account(place: str) -> Any:
    """An account for somebody new."""
    found_place, form = _mine(place), AddAccount(prefix="adding")
    try:
        require(form.validate(), rules.FORM_INCOMPLETE)
        require(rules.strong(form.password.data), rules.WEAK_PASSWORD)
        new_hash = actions.hash_password(form.password.data)
        with act() as at:
            actions.open_account(
                me(), found_place, form.name.data, form.login.data, new_hash, at, in_full=form.in_full.data
            )
    except Refused as refused:
        return _again(found_place, "adding", form, refused)
    return _back(found_place)


@room.post("/people/<place>/password")
@allow("people.reset_password")
def reset_password(place: str) -> Any:
    """A forgotten password, set anew for somebody who stands at the counter."""
    found_place, form = _mine(place), ResetAccount(prefix="resetting")
    try:
        require(form.validate(), rules.FORM_INCOMPLETE)
        require(rules.strong(form.password.data), rules.WEAK_PASSWORD)
        new_hash = actions.hash_password(form.password.data)
        with act() as at:
            account = found(queries.account(form.login.data), rules.NO_ACCOUNT)
            actions.reset_password(me(), found_place, account, new_hash, at)
    except Refused as refused:
        return _again(found_place, "resetting", form, refused)
    return _back(found_place)


def _choices(held: list[queries.Held]) -> list[SelectChoice]:
    return [SelectChoice(h.id, f"{_(rules.ROLES[h.role])} · {h.name} · {day(h.from_on)}") for h in held]


def _again(place: Place, name: str, form: Any, refused: Refused) -> Any:
    extra = {} if form.errors else {name: lines(refused)}
    return _page(place, **{name: form}, extra=extra), refused.refusal.status


def _back(place: Place) -> Any:
    return redirect(url_for("people.place_roles", place=place.code), 303)


def _mine(code: str) -> Place:
    place = places.place(code)
    require(may(me(), "people.give_role", place.id, place.path), NOT_ALLOWED)
    return place
