"""Signing in: the right words, a wait instead of a lock-out, and older sign-ins ending with the password."""

from __future__ import annotations

import pytest

from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client, login, password=PASSWORD):
    return client.post("/sign-in", data={"login": login, "password": password, "next": ""})


def test_right_password_opens_the_desk(client, founded):
    answer = sign_in(client, "resident01")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/desk"
    assert client.get("/desk").status_code == 200


@pytest.mark.parametrize(("login", "password"), [("resident01", "wrong"), ("nobody", PASSWORD)])
def test_wrong_sign_in_says_the_same_and_keeps_the_account_name(client, founded, login, password):
    answer = sign_in(client, login, password)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "账号或密码不对" in page
    assert f'value="{login}"' in page


def test_too_many_tries_wait_but_another_address_is_free(client, founded, clock):
    for _ in range(10):
        sign_in(client, "resident01", "wrong")
    assert sign_in(client, "resident01").status_code == 429
    elsewhere = client.post(
        "/sign-in",
        data={"login": "resident01", "password": PASSWORD, "next": ""},
        environ_base={"REMOTE_ADDR": "127.0.0.9"},
    )
    assert elsewhere.status_code == 303


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_next_never_leads_away(client, founded, target):
    answer = client.post("/sign-in", data={"login": "resident01", "password": PASSWORD, "next": target})
    assert answer.headers["Location"] == "/desk"


def test_a_changed_password_ends_other_sign_ins(app, founded):
    one, two = app.test_client(), app.test_client()
    sign_in(one, "resident02")
    sign_in(two, "resident02")
    new = "一句好记又足够长的新密码"
    assert one.post("/account", data={"old": PASSWORD, "new": new}).status_code == 303
    assert one.get("/desk").status_code == 200
    assert two.get("/desk").status_code == 302
    assert sign_in(app.test_client(), "resident02", new).status_code == 303
