"""Each role tries each page: never an error of ours, never a page that the access table denies."""

from __future__ import annotations

import pytest
from flask import Flask

from micro_projects.web.access import GUARDED, TABLE
from support.founded import PASSWORD
from support.routes import addresses

pytestmark = [pytest.mark.seeded, pytest.mark.slow, pytest.mark.xdist_group("played")]

LOGINS = (
    "",
    "resident01",
    "council01",
    "moderator",
    "worker1",
    "committee",
    "affairs",
    "officer",
    "district",
    "finance",
    "contractor1",
    "auditor",
    "admin",
    "worker9",
    "neighbour01",
)


@pytest.mark.parametrize("login", LOGINS)
def test_every_page(app: Flask, login: str) -> None:
    client = app.test_client()
    if login:
        signed = client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
        assert signed.status_code == 303
    who = _actor(app, login)
    wrong = []
    walked = 0
    for endpoint, path in addresses(app):
        if path is None:
            continue
        walked += 1
        try:
            status = client.get(path).status_code
        except Exception as error:
            wrong.append(f"{endpoint} {path}: {type(error).__name__}: {error}"[:300])
            continue
        if status >= 500 and endpoint != "front.readyz":
            wrong.append(f"{endpoint} {path}: {status}")
        if status == 200 and not _may_somewhere(who, GUARDED[app.view_functions[endpoint]]):
            wrong.append(f"{endpoint} {path}: open to {login or 'a visitor'}")
    assert walked > 120
    assert not wrong, "\n".join(wrong)


def _actor(app: Flask, login: str):  # type: ignore[no-untyped-def]
    from micro_projects.people import queries

    if not login:
        return None
    with app.app_context():
        account = queries.account(login)
        assert account is not None
        return queries.actor(account.person_id, app.extensions["clock"].now())


def _may_somewhere(who, act: str) -> bool:  # type: ignore[no-untyped-def]
    allowed = TABLE[act]
    if allowed.who == "anyone":
        return True
    if who is None or allowed.who == "clock":
        return False
    if allowed.who == "signed_in":
        return True
    if allowed.who == "role":
        return bool(who.roles & allowed.roles)
    return bool(who.rolls) or bool(who.roles & allowed.roles)


@pytest.mark.parametrize("path", ["/c/FT-LH/roll", "/c/FT-LH/cycles/new", "/c/FT-LH/sessions/new"])
@pytest.mark.parametrize("login", ["worker9", "moderator9"])
def test_a_role_in_another_community_opens_nothing_here(app: Flask, login: str, path: str) -> None:
    client = app.test_client()
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
    assert client.get(path).status_code == 403
