"""Roles given and ended with terms, by administrators of the place only."""

from __future__ import annotations

import pytest

from support.founded import PASSWORD

pytestmark = pytest.mark.founded
AT = "/people/FT-LH"


def sign_in(client, login):
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


def give(client, **changed):
    data = {"giving-login": "resident03", "giving-role": "worker", "giving-from_on": "2026-03-01", **changed}
    return client.post(f"{AT}/give", data=data)


def test_given_used_ended(client, app, founded, clock):
    sign_in(client, "admin")
    assert "莲花社区" in client.get("/people").get_data(as_text=True)
    assert give(client).status_code == 303
    assert give(client).status_code == 409
    with app.app_context():
        assert "worker" in founded.actor("resident03", clock.now()).roles
        holding = next(h for h in founded.actor("resident03", clock.now()).holdings if h.role == "worker")
        assert holding.place_id == founded.community
        from micro_projects.people import queries

        number = next(
            h.id for h in queries.held_in(founded.community, clock.now()) if h.login == "resident03"
        )
    end = {"ending-holding": str(number)}
    assert client.post(f"{AT}/end", data={**end, "ending-on": "2026-02-01"}).status_code == 422
    assert client.post("/people/FT-XM/end", data={**end, "ending-on": "2026-03-02"}).status_code == 422
    assert client.post(f"{AT}/end", data={**end, "ending-on": "2026-03-02"}).status_code == 303
    assert client.post(f"{AT}/end", data={**end, "ending-on": "2026-04-02"}).status_code == 422
    with app.app_context():
        assert "worker" not in founded.actor("resident03", clock.now()).roles


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"giving-login": "nobody"}, 422, "没有这个账号"),
        ({"giving-role": "king"}, 422, "授予角色"),
        ({"giving-from_on": "2026-03-05", "giving-until_on": "2026-03-01"}, 422, "早于开始日期"),
        ({"giving-from_on": ""}, 422, "请填写这一项"),
    ],
)
def test_wrong_terms_are_refused_and_what_was_typed_is_kept(client, founded, changed, status, said):
    sign_in(client, "admin")
    answer = give(client, **changed)
    assert answer.status_code == status
    page = answer.get_data(as_text=True)
    assert said in page
    assert f'value="{changed.get("giving-login", "resident03")}"' in page


def test_who_sits_on_the_council_is_given_and_ended_by_seats(client, app, founded, clock):
    sign_in(client, "admin")
    refused = give(client, **{"giving-role": "council_member"})
    assert refused.status_code == 409
    assert "按席位产生" in refused.text
    assert "/c/FT-LH/council" in client.get(AT).text
    with app.app_context():
        from micro_projects.people import queries

        held = queries.held_in(founded.community, clock.now())
        number = next(h.id for h in held if h.login == "council01" and h.role == "council_member")
    end = client.post(f"{AT}/end", data={"ending-holding": str(number), "ending-on": "2026-04-02"})
    assert end.status_code == 409
    assert "按席位产生" in end.text
    with app.app_context():
        assert "council_member" in founded.actor("council01", clock.now()).roles
        assert "council_member" not in founded.actor("resident03", clock.now()).roles


@pytest.mark.parametrize("login", ["resident01", "worker1", "officer", "auditor"])
def test_only_administrators(client, founded, login):
    sign_in(client, login)
    assert client.get("/people").status_code == 403
    assert client.get(AT).status_code == 403
    assert give(client).status_code == 403


def test_a_new_account_signs_in(client, founded):
    sign_in(client, "admin")
    data = {
        "adding-name": "何新来",
        "adding-login": "Xinlai",
        "adding-password": "一句又长又好记的话可以吗",
        "adding-in_full": "y",
    }
    assert client.post(f"{AT}/accounts", data={**data, "adding-password": "短"}).status_code == 422
    assert client.post(f"{AT}/accounts", data=data).status_code == 303
    assert client.post(f"{AT}/accounts", data=data).status_code == 422
    client.post("/sign-out")
    signed = client.post(
        "/sign-in", data={"login": "xinlai", "password": "一句又长又好记的话可以吗", "next": ""}
    )
    assert signed.status_code == 303
    assert "何新来" in client.get("/account").get_data(as_text=True)


def test_the_administrator_resets_a_password(client, founded):
    sign_in(client, "admin")
    data = {"resetting-login": "officer", "resetting-password": "一句又长又好记的话可以吗"}
    assert client.post(f"{AT}/password", data={**data, "resetting-login": "nobody"}).status_code == 422
    assert client.post(f"{AT}/password", data=data).status_code == 303
    client.post("/sign-out")
    assert (
        client.post("/sign-in", data={"login": "officer", "password": PASSWORD, "next": ""}).status_code
        == 422
    )


def test_a_term_is_shortened_never_lengthened(client, app, founded, clock):
    from micro_projects.people import queries

    sign_in(client, "admin")
    assert give(client, **{"giving-until_on": "2026-06-01"}).status_code == 303
    with app.app_context():
        number = next(
            h.id for h in queries.held_in(founded.community, clock.now()) if h.login == "resident03"
        )
    end = {"ending-holding": str(number)}
    longer = client.post(f"{AT}/end", data={**end, "ending-on": "2026-07-01"})
    assert longer.status_code == 409
    assert "已经定在更早的日子结束" in longer.get_data(as_text=True)
    assert client.post(f"{AT}/end", data={**end, "ending-on": "2026-05-01"}).status_code == 303
