"""The roll: a worker's list, a file imported, somebody taken off; and where one stands oneself."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from micro_projects.kernel import csv_file, text
from micro_projects.kernel.refusal import Refused, require
from micro_projects.people import actions, pending_files, queries, roll_actions, roll_file, roll_rules, rules
from micro_projects.people.blueprint import room
from micro_projects.people.forms import (
    ConfirmRoll,
    ImportRoll,
    OpenResidentAccount,
    RemoveFromRoll,
    ResetPassword,
)
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ALLOWED, allow, may
from micro_projects.web.door import act, me, now
from micro_projects.web.paging import SIZE, after_id, page
from micro_projects.web.refusals import lines

MOST_FAULTS = 200
"""How many bad lines a page shows; the file is refused whole either way."""


@room.get("/roll")
@allow("people.roll_check")
def roll_check() -> Any:
    """Whether I stand on a roll, and where."""
    return render_template("people/roll_check.html", entry=queries.my_entry(me().id))


@room.get("/c/<place>/roll")
@allow("people.roll")
def roll(place: str) -> Any:
    """A community's roll, for those who keep it."""
    community = _kept_by_me(place)
    household = text.line(request.args.get("household", ""))[:30]
    rows = page(queries.roll_page(community.id, after_id(), SIZE + 1, household), lambda row: row[0].id)
    return render_template(
        "people/roll.html",
        place=community,
        rows=rows,
        household=household,
        size=queries.roll_size(community.id),
        imported=request.args.get("imported", type=int),
    )


@room.get("/c/<place>/roll/sample.csv")
@allow("people.roll")
def roll_sample(place: str) -> Any:
    """An empty file with the right headings."""
    answer = Response("\ufeff" + roll_file.SAMPLE, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="roll.csv"'
    return answer


@room.get("/c/<place>/roll/import")
@allow("people.import_roll")
def import_roll(place: str) -> Any:
    """Choose a file."""
    return render_template("people/roll_import.html", place=_kept_by_me(place), form=ImportRoll(), faults=[])


@room.post("/c/<place>/roll/import")
@allow("people.import_roll")
def import_roll_post(place: str) -> Any:
    """Check a file: every bad line named, or a preview to confirm. Nothing is written yet."""
    community, form = _kept_by_me(place), ImportRoll()
    if not form.validate():
        return render_template("people/roll_import.html", place=community, form=form, faults=[]), 422
    data = form.file.data.stream.read(csv_file.LARGEST + 1)
    try:
        checked = roll_file.check(community, data, now())
    except Refused as refused:
        form.file.errors = lines(refused)
        page_ = render_template("people/roll_import.html", place=community, form=form, faults=[])
        return page_, refused.refusal.status
    if checked.faults:
        faults = [roll_file.said(fault) for fault in checked.faults]
        return (
            render_template(
                "people/roll_import.html",
                place=community,
                form=form,
                faults=faults[:MOST_FAULTS],
                more=len(faults) - MOST_FAULTS,
            ),
            422,
        )
    token = pending_files.keep(data.decode("latin-1"), f"roll:{community.code}")
    return render_template(
        "people/roll_confirm.html", place=community, form=ConfirmRoll(token=token), **checked.summary()
    )


@room.post("/c/<place>/roll/confirm")
@allow("people.import_roll")
def confirm_roll(place: str) -> Any:
    """Put the checked file's people on the roll: it is checked again, then all of it or nothing."""
    community, form = _kept_by_me(place), ConfirmRoll()
    token = form.token.data or ""
    data = pending_files.take(token, f"roll:{community.code}").encode("latin-1")
    checked = roll_file.check(community, data, now())
    require(not checked.faults, roll_rules.WRONG_ROLL, count=len(checked.faults))
    with act() as at:
        count = roll_actions.import_roll(me(), community, checked.lines, at)
    pending_files.drop(token)
    return redirect(url_for("people.roll", place=community.code, imported=count), 303)


@room.get("/c/<place>/roll/<code>")
@allow("people.roll")
def roll_entry(place: str, code: str) -> Any:
    """One entry: what can be done for this person at the counter."""
    community = _kept_by_me(place)
    return _entry_page(community, code, RemoveFromRoll(), OpenResidentAccount(), ResetPassword())


def _entry_page(community: Place, code: str, removing: Any, opening: Any, resetting: Any, **more: Any) -> str:
    return render_template(
        "people/roll_entry.html",
        place=community,
        listed=queries.listed(code, community.id),
        removing=removing,
        opening=opening,
        resetting=resetting,
        **more,
    )


@room.post("/c/<place>/roll/<code>/remove")
@allow("people.remove_from_roll")
def remove_from_roll(place: str, code: str) -> Any:
    """Take somebody off, with a reason."""
    community, form = _kept_by_me(place), RemoveFromRoll()
    entry = queries.listed(code, community.id).entry
    if not form.validate():
        return _entry_page(community, code, form, OpenResidentAccount(None), ResetPassword(None)), 422
    with act() as at:
        roll_actions.remove_from_roll(me(), community, entry, form.reason.data, at)
    return redirect(url_for("people.roll", place=community.code), 303)


@room.post("/c/<place>/roll/<code>/account")
@allow("people.open_resident_account")
def open_resident_account(place: str, code: str) -> Any:
    """An account for a resident who came with their document."""
    community, form = _kept_by_me(place), OpenResidentAccount()
    entry = queries.listed(code, community.id).entry
    try:
        require(form.validate(), rules.FORM_INCOMPLETE)
        require(rules.strong(form.password.data), rules.WEAK_PASSWORD)
        new_hash = actions.hash_password(form.password.data)
        with act() as at:
            roll_actions.open_resident_account(me(), community, entry, form.login.data, new_hash, at)
    except Refused as refused:
        extra = [] if form.errors else lines(refused)
        page_ = _entry_page(
            community, code, RemoveFromRoll(None), form, ResetPassword(None), opening_extra=extra
        )
        return page_, refused.refusal.status
    return redirect(url_for("people.roll_entry", place=community.code, code=code), 303)


@room.post("/c/<place>/roll/<code>/password")
@allow("people.reset_password")
def reset_resident_password(place: str, code: str) -> Any:
    """A forgotten password, set anew at the counter."""
    community, form = _kept_by_me(place), ResetPassword()
    listed = queries.listed(code, community.id)
    try:
        require(form.validate(), rules.FORM_INCOMPLETE)
        require(rules.strong(form.password.data), rules.WEAK_PASSWORD)
        new_hash = actions.hash_password(form.password.data)
        with act() as at:
            account = queries.account(listed.login or "")
            require(account, rules.NO_ACCOUNT)
            actions.reset_password(me(), community, account, new_hash, at)  # type: ignore[arg-type]
    except Refused as refused:
        extra = [] if form.errors else lines(refused)
        page_ = _entry_page(
            community, code, RemoveFromRoll(None), OpenResidentAccount(None), form, resetting_extra=extra
        )
        return page_, refused.refusal.status
    return redirect(url_for("people.roll_entry", place=community.code, code=code, reset=1), 303)


def _kept_by_me(code: str) -> Place:
    """The community, when its roll is mine to keep; refused otherwise."""
    community = places.community(code)
    require(may(me(), "people.roll", community.id, community.path), NOT_ALLOWED)
    return community
