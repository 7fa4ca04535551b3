"""Voting letters: printed once, kept as HMACs, used until closing; a mistyped, wrong, cancelled or late code is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
from sqlalchemy import text

from micro_projects.extensions import db
from micro_projects.voting import queries
from support.client import Client
from support.voting import Story

SignIn = Callable[[str], None]
CODE = re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{3}-){5}[0-9A-HJKMNP-TV-Z]{3}")


def pages_of(pdf: bytes) -> list[str]:
    """What each page says."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


def entry_code(login: str, story: Story) -> str:
    entry = story.actor(login).roll_entry(story.founded.community)
    assert entry is not None
    found = db.session.execute(text("SELECT code FROM roll_entry WHERE id = :id"), {"id": entry}).scalar()
    return str(found)


def one_letter(client: Client, story: Story, login: str = "resident01") -> str:
    """The code of a letter printed for a resident; the client must be a worker."""
    answer = client.post(f"/rounds/{story.round.code}/letters/one", data={"entry": entry_code(login, story)})
    assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
    assert answer.mimetype == "application/pdf"
    (page,) = pages_of(answer.data)
    return CODE.search(page)[0]  # type: ignore[index]


def typed(client: Client, code: str) -> int:
    return int(client.post("/vote", data={"code": code}).status_code)


def test_a_letter_is_printed_and_its_voter_casts_without_an_account(
    client: Client, voting: Story, sign_in: SignIn
) -> None:
    sign_in("worker1")
    code = one_letter(client, voting)
    client.post("/sign-out")
    a, b, _ = voting.codes
    assert client.get("/vote").status_code == 200
    answer = client.post("/vote", data={"code": code.lower().replace("-", " ")})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vote/ballot")
    ballot = client.get("/vote/ballot")
    assert "投票人" in ballot.get_data(as_text=True)
    review = client.post("/vote/ballot", data={"choices": [a, b]})
    assert "请核对" in review.get_data(as_text=True)
    cast = client.post("/vote/cast", data={"choices": [a, b], "word": "莲花"})
    assert cast.status_code == 200
    assert "您的选票已记录" in cast.get_data(as_text=True)
    assert cast.headers["Cache-Control"] == "no-store"
    assert queries.turnout(voting.round.id) == {"letter_code": 1}
    assert client.get("/vote/ballot").status_code == 303  # the sitting is over
