"""Signing in and out, one's account, the roll, roles."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused, require
from micro_projects.people import actions, queries, role_views, roll_views, rules
from micro_projects.people.blueprint import room
from micro_projects.people.forms import ChangePassword, SignIn
from micro_projects.people.models import Account
from micro_projects.people.sessions import SignedIn
from micro_projects.web.access import allow
from micro_projects.web.door import act, me, now
from micro_projects.web.refusals import words
from micro_projects.web.security import same_site

__all__ = ["role_views", "roll_views", "room"]


@room.get("/sign-in")
@allow("people.sign_in")
def sign_in() -> Any:
    """The sign-in page."""
    form = SignIn(next=request.args.get("next", ""))
    return render_template("people/sign_in.html", form=form)


@room.post("/sign-in")
@allow("people.sign_in")
def sign_in_post() -> Any:
    """Sign in: the password is checked outside any transaction, it is slow on purpose."""
    form = SignIn()
    if not form.validate():
        return render_template("people/sign_in.html", form=form), 422
    try:
        account = _checked(form)
    except Refused as refused:
        why, then = words(refused.refusal, refused.facts)
        form.password.errors = [f"{why}{then}"]
        return render_template("people/sign_in.html", form=form), refused.refusal.status
    with act() as at:
        actor = queries.actor(account.person_id, at)
        assert actor is not None
        actions.signed_in(actor, at)
    session.clear()  # the session rotates
    login_user(SignedIn(actor, account.epoch))
    return redirect(same_site(form.next.data, url_for("front.desk")), 303)


def _checked(form: SignIn) -> Account:
    keys = actions.attempt_keys(form.login.data, request.remote_addr or "")
    minutes = rules.wait(queries.attempts(keys, now() - rules.WINDOW), now())
    require(minutes == 0, rules.WAIT, minutes=minutes)
    account = queries.account(form.login.data)
    if not actions.password_fits(account, form.password.data):
        with act() as at:
            actions.note_attempt(form.login.data, request.remote_addr or "", at)
        raise Refused(rules.WRONG_SIGN_IN)
    assert account is not None
    return account


@room.post("/sign-out")
@allow("people.sign_out")
def sign_out() -> Any:
    """Sign out."""
    logout_user()
    session.clear()
    return redirect(url_for("front.home"), 303)


@room.route("/account", methods=["GET", "POST"])
@allow("people.account")
def account() -> Any:
    """One's own account: roles, roll entry, password."""
    form = ChangePassword()
    if form.validate_on_submit():
        own = db.session.get_one(Account, me().id)
        if not actions.password_fits(own, form.old.data):
            form.old.errors = [words(rules.WRONG_SIGN_IN, {})[0]]
        elif not rules.strong(form.new.data):
            form.new.errors = ["".join(words(rules.WEAK_PASSWORD, {}))]
        else:
            new_hash = actions.hash_password(form.new.data)
            with act() as at:
                actions.change_password(me(), own, new_hash, at)
            login_user(SignedIn(current_user.actor, own.epoch))
            return redirect(url_for("people.account", changed=1), 303)
    held = queries.holdings(me().id, now())
    page = render_template(
        "people/account.html",
        form=form,
        holdings=held,
        roles=rules.ROLES,
        entry=queries.my_entry(me().id),
        changed=request.args.get("changed"),
    )
    return page, 422 if form.errors else 200
