"""Every page of a project at every station, signed out and as each role; the same statements whatever the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from makers.projects import SUPERVISOR, Works
from micro_projects.demo.founding import COMMUNITY
from micro_projects.extensions import db

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded
PEOPLE = ("resident05", SUPERVISOR, "contractor1", "contractor4", "worker1", "officer", "finance", "auditor")


def statements(work: object) -> int:
    """How many statements `work()` takes."""
    seen: list[str] = []

    def heard(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", heard)
    try:
        work()  # type: ignore[operator]
    finally:
        event.remove(db.engine, "before_cursor_execute", heard)
    return len([s for s in seen if s.lstrip().upper().startswith(("SELECT", "WITH"))])


def sign_in(client: Client, login: str) -> None:
    from support.founded import PASSWORD

    client.post("/sign-in", data={"login": login, "password": PASSWORD})


def looked_at(works: Works, client: Client, *paths: str) -> None:
    """The public pages as everybody sees them, signed out and signed in."""
    code = works.code
    pages = [f"/projects/{code}", f"/projects/{code}/postings", f"/projects/{code}/procurement", *paths]
    for path in pages:
        assert client.get(path).status_code == 200, path


def test_every_station_has_its_page(works: Works, client: Client) -> None:
    works.born()
    looked_at(works, client)
    works.registered().procuring()
    looked_at(works, client)
    works.quoted(contractor1=16_000)
    looked_at(works, client)
    works.awarded().contracted()
    looked_at(works, client, f"/projects/{works.code}/milestones/1")
    works.executing().verified(1)
    works.requested("advance", 4_000)
    looked_at(works, client, f"/projects/{works.code}/milestones/1", f"/projects/{works.code}/payments/1")
    assert client.get(f"/c/{COMMUNITY}/2026/projects").status_code == 200
    assert client.get(f"/c/{COMMUNITY}/2026/money").status_code == 200
    assert client.get("/contractors/91440300DEMO000001").status_code == 200


@pytest.mark.parametrize("login", PEOPLE)
def test_everybody_reads_the_project(works: Works, client: Client, login: str) -> None:
    works.to_execution().delivered(1)
    sign_in(client, login)
    assert client.get(f"/projects/{works.code}").status_code == 200
