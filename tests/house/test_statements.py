"""A page asks the database a fixed, small number of questions: 8 for a visitor, 12 for somebody signed in."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.proposals.models import Proposal
from support.founded import PASSWORD
from support.routes import addresses
from support.statements import counted

pytestmark = [pytest.mark.seeded, pytest.mark.slow, pytest.mark.xdist_group("played")]

VISITOR = 8
SIGNED_IN = 12
MORE = {
    "front.desk": 40,
    "council.convene": 20,
    "council.convene_post": 20,
    "council.supplement": 20,
    "evidence.of_cycle": 24,
    "evidence.of_project": 24,
}
"""The desk asks every room what waits for somebody, the agenda what waits for the council; a bundle holds everything."""


@pytest.mark.parametrize(
    ("login", "most"),
    [
        ("", VISITOR),
        ("resident01", SIGNED_IN),
        ("council01", SIGNED_IN),
        ("moderator", SIGNED_IN),
        ("worker1", SIGNED_IN),
        ("officer", SIGNED_IN),
        ("auditor", SIGNED_IN),
        ("admin", SIGNED_IN),
    ],
)
def test_every_page_keeps_its_budget(app: Flask, login: str, most: int) -> None:
    client = app.test_client()
    client.inspect = False  # type: ignore[attr-defined]
    if login:
        client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
    over = []
    for endpoint, path in addresses(app):
        if path is None:
            continue
        client.get(path)  # what is read once per process is read here
        with counted() as asked:
            status = client.get(path).status_code
        if status == 200 and len(asked) > MORE.get(endpoint, most):
            over.append(f"{endpoint} {path}: {len(asked)}\n  " + "\n  ".join(s[:150] for s in asked))
    assert not over, "\n".join(over)


def test_a_proposals_page_keeps_it_in_every_state(app: Flask) -> None:
    with app.app_context():
        query = select(SubjectRow.code, Proposal.state).join(Proposal, Proposal.id == SubjectRow.id)
        pages = [(f"/proposals/{row.code}", row.state) for row in db.session.execute(query)]
    client = app.test_client()
    client.get(pages[0][0])  # what is read once for all: the calendar, the map
    asked = {}
    for path, state in pages:
        with counted() as said:
            if client.get(path).status_code == 200:
                asked[path, state] = len(said)
    assert {state for _, state in asked} >= {"approved", "not_funded", "screened_out", "not_seconded"}
    assert not {page: n for page, n in asked.items() if n > VISITOR}


def test_the_count_counts(app: Flask) -> None:
    client = app.test_client()
    with counted() as asked:
        client.get("/")
    assert asked
    assert all(statement.startswith("SELECT") for statement in asked)


def test_reading_writes_nothing(app: Flask) -> None:
    client = app.test_client()
    client.inspect = False  # type: ignore[attr-defined]
    client.post("/sign-in", data={"login": "worker1", "password": PASSWORD, "next": ""})
    wrote = []
    for _endpoint, path in addresses(app):
        if path is not None:
            with counted() as asked:
                client.get(path)
            wrote += [f"{path}: {s[:120]}" for s in asked if not s.upper().startswith(("SELECT", "WITH"))]
    assert not wrote, "GET never writes"
