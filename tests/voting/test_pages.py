"""The pages of a round over HTTP, as different people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import event

from micro_projects.extensions import db
from micro_projects.voting import queries, record_content
from support.client import Client
from support.voting import Story

SignIn = Callable[[str], None]


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_a_resident_votes(client: Client, voting: Story, sign_in: SignIn) -> None:
    code, (a, b, _) = voting.round.code, voting.codes
    assert "登录后投票" in page(client, f"/rounds/{code}")
    assert client.get(f"/rounds/{code}/vote").status_code == 302
    sign_in("resident01")
    assert "请您投票" in page(client, f"/rounds/{code}")
    assert "您可以选 3 项" in page(client, f"/rounds/{code}/vote")
    review = client.post(f"/rounds/{code}/vote", data={"choices": [a, b]})
    assert review.status_code == 200
    assert "请核对" in review.get_data(as_text=True)
    assert review.headers["Cache-Control"] == "no-store"
    assert not queries.turnout(voting.round.id)
    cast = client.post(f"/rounds/{code}/ballot", data={"choices": [a, b]})
    assert cast.status_code == 200
    assert cast.headers["Cache-Control"] == "no-store"
    assert re.search(r"<h1>您的选票已记录</h1>", cast.get_data(as_text=True))
    recorded = page(client, f"/rounds/{code}/recorded")
    assert re.search(r"<h1>您的选票已记录</h1>", recorded)
    assert a not in recorded
    assert "您已经投过票" in page(client, f"/rounds/{code}")
    again = client.post(f"/rounds/{code}/ballot", data={"choices": [b]})
    assert again.status_code == 200
    assert queries.turnout(voting.round.id) == {"web": 1}


def test_back_to_change_keeps_what_was_chosen(client: Client, voting: Story, sign_in: SignIn) -> None:
    code, (a, *_) = voting.round.code, voting.codes
    sign_in("resident01")
    back = client.post(f"/rounds/{code}/ballot", data={"choices": [a], "change": "1"}).get_data(as_text=True)
    assert re.search(rf'value="{a}" checked', back)
    assert not queries.turnout(voting.round.id)


def test_refusals_keep_what_was_chosen(client: Client, voting: Story, sign_in: SignIn) -> None:
    code = voting.round.code
    sign_in("resident01")
    empty = client.post(f"/rounds/{code}/vote", data={})
    assert empty.status_code == 422
    assert "您还没有选任何项目" in empty.get_data(as_text=True)
    wrong = client.post(f"/rounds/{code}/ballot", data={"choices": [voting.codes[0], "nonsense"]})
    assert wrong.status_code == 422
    assert "checked" in wrong.get_data(as_text=True)
    voting.clock.move_to(voting.round.closes_at)
    late = client.post(f"/rounds/{code}/ballot", data={"choices": [voting.codes[0]]})
    assert late.status_code == 409
    assert "投票已经截止，这张选票没有计入" in late.get_data(as_text=True)
    assert not queries.turnout(voting.round.id)


def test_those_who_may_not(client: Client, voting: Story, sign_in: SignIn) -> None:
    code, a = voting.round.code, voting.codes[0]
    sign_in("officer")
    assert client.post(f"/rounds/{code}/ballot", data={"choices": [a]}).status_code == 403
    sign_in("neighbour01")
    assert client.post(f"/rounds/{code}/ballot", data={"choices": [a]}).status_code == 403
    assert "您不在这一轮的名册上" in page(client, f"/rounds/{code}/vote")
    assert page(client, "/rounds/FT-LH-1999-R1", 404)


def test_the_order_is_drawn_for_every_view(client: Client, voting: Story, sign_in: SignIn) -> None:
    sign_in("resident01")
    seen = {
        tuple(
            re.findall(r'name="choices" value="([^"]+)"', page(client, f"/rounds/{voting.round.code}/vote"))
        )
        for _ in range(40)
    }
    assert len(seen) > 3  # of six orders


def test_counts_are_hidden_until_counted(client: Client, voting: Story, sign_in: SignIn) -> None:
    code, (a, b, c) = voting.round.code, voting.codes
    addresses = [
        f"/rounds/{code}{rest}" for rest in ("", "/result", "/records.csv", "/records.pb", "/result.json")
    ]
    addresses += [f"/rounds/{code}/vote", f"/rounds/{code}/recorded", "/c/FT-LH/2026/rounds"]

    def pages(login: str) -> list[str]:
        client.post("/sign-out")
        if login:
            sign_in(login)
        texts = [client.get(address).get_data(as_text=True) for address in addresses]
        hidden = re.compile(r'<input[^>]*csrf_token[^>]*>|nonce="[^"]*"')
        # the ballot lists the same projects in another order each time
        return ["".join(sorted(hidden.sub("", text))).strip() for text in texts]

    # as many voters, other choices: every page is the same, whoever looks
    voting.cast_many([[a]] * 16, first=10)
    looking = ("", "resident01", "moderator", "officer", "auditor", "admin")
    first = [pages(login) for login in looking]
    voting.cast_many([[b, c]] * 16, first=10)
    for login, before in zip(looking, first, strict=True):
        for address, was, now in zip(addresses, before, pages(login), strict=True):
            assert now == was, (login, address)
    assert client.get(f"/rounds/{code}/records.csv").status_code == 409


def test_the_result(client: Client, voting: Story) -> None:
    code, (a, b, c) = voting.round.code, voting.codes
    cast = [[a, b]] * 12 + [[b]] * 8 + [[c]] * 3
    voting.cast_many(cast)
    voting.close()
    text = page(client, f"/rounds/{code}/result")
    assert "2 个项目入选" in text
    assert "长者饭堂</a></dt><dd><p>入选：" in text
    assert "最低要 5 票，差 2 票" in text
    csv = page(client, f"/rounds/{code}/records.csv")
    plain: Counter[str] = Counter()
    for line in csv.splitlines()[1:]:
        plain.update(line.split(",")[1].split())
    assert plain == {a: 12, b: 20, c: 3}
    pb = page(client, f"/rounds/{code}/records.pb")
    assert "greedy-threshold" in pb
    voting.adopt()
    assert "看公示" in page(client, f"/rounds/{code}/result")


def test_few_ballots_are_not_published_one_by_one(client: Client, voting: Story) -> None:
    code = voting.round.code
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    assert client.get(f"/rounds/{code}/records.csv").status_code == 409
    assert client.get(f"/rounds/{code}/records.pb").status_code == 409
    text = page(client, f"/rounds/{code}/result")
    assert "records.csv" not in text
    assert "只有 16 张选票" in text
    assert all(record_content.ballot(c).projects for _, c in queries.records(voting.round.id))


@pytest.mark.parametrize("state", ["frozen", "open", "counted", "adopted"])
@pytest.mark.parametrize("login", ["", "resident01", "moderator"])
def test_statements_per_page(client: Client, frozen: Story, sign_in: SignIn, state: str, login: str) -> None:
    if state != "frozen":
        frozen.to(frozen.round.opens_at)
    if state in ("counted", "adopted"):
        frozen.cast_many([[frozen.codes[0]]] * 20)
        frozen.close()
    if state == "adopted":
        frozen.adopt()
    assert frozen.round.state == state
    if login:
        sign_in(login)
    code, said = frozen.round.code, []
    event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    for rest in ("", "/result", "/vote", "/recorded"):
        if rest in ("/vote", "/recorded") and login != "resident01":
            continue
        said.clear()
        page(client, f"/rounds/{code}{rest}")
        counted = [s for s in said if not s.startswith(("BEGIN", "SAVEPOINT"))]
        assert len(counted) <= (12 if login else 8), (rest, counted)
