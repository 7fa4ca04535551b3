"""A played year's disclosures: each after its schema, each page in words, every posting told as often as stated."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.funds.models import Posting
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.disclosure import disclosure_kinds
from micro_projects.notices import machine_form, standing
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.models import ContentPart, Log, LogEntry, NoticeSubject
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import Sentence
from support.client import Client
from support.disclosed import faults


def disclosed() -> list[tuple[LogEntry, dict[str, Any]]]:
    """Every entry with its facts as they were hashed."""
    query = select(LogEntry, ContentPart.body).join(
        ContentPart, (ContentPart.log_id == LogEntry.log_id) & (ContentPart.index == LogEntry.index)
    )
    rows = db.session.execute(query.where(ContentPart.name == "facts").order_by(LogEntry.index))
    return [(row[0], json.loads(row[1])) for row in rows]


@pytest.mark.played
@pytest.mark.each_database
def test_every_disclosure_of_a_year_keeps_to_its_schema(inside: Flask) -> None:
    rows = disclosed()
    wrong = [fault for entry, facts in rows for fault in faults(entry.kind, facts)]
    wrong += [fault for entry, _ in rows for fault in faults("entry", json.loads(entry.entry))]
    wrong += [fault for entry, _ in rows for fault in faults("manifest", json.loads(entry.manifest))]
    code = db.session.scalars(select(Log.code)).one()
    for entry, parts in machine_form.read(rows[0][0].log_id, LogEntry.index >= 0):
        wrong += faults("machine-form", json.loads(machine_form.form(code, entry, parts)))
    assert not wrong
    assert [entry.index for entry, _ in rows] == list(range(len(rows)))


@pytest.mark.played
def test_what_the_procedure_promises_is_there(inside: Flask) -> None:
    rows = disclosed()
    kinds = Counter(entry.kind for entry, _ in rows)
    once = "calendar.version notice.C1 notice.D1 notice.D2 notice.D3 people.holders roll.size round.frozen round.closed"
    assert all(kinds[kind] for kind in once.split())
    released = db.session.scalars(select(NoticeSubject).where(NoticeSubject.released_at.is_not(None))).all()
    assert kinds["notice.released"] == len(released) > 10
    called = [item for e, f in rows if e.kind == "session.called" for item in f["agenda"]]
    assert all(
        item["papers"]
        for item in called
        if item["purpose"] in ("cycle.open", "proposal.advance", "result.adopt")
    )
    hands = [facts["hands"] for entry, facts in rows if entry.kind == "money.pay"]
    assert hands
    assert all(len(set(three.values())) == 3 for three in hands)
    cycles = {facts["cycle"]: facts for entry, facts in rows if entry.kind == "notice.C1"}
    assert all(facts["roll"] > 0 and len(facts["phases"]) == 4 for facts in cycles.values())


@pytest.mark.played
def test_every_posting_is_told_when_made_once_more_in_its_month_and_at_settlement(inside: Flask) -> None:
    written = {
        (row[1], row[0].number): row[0].amount.fen
        for row in db.session.execute(
            select(Posting, SubjectRow.code).join(SubjectRow, SubjectRow.id == Posting.cycle_id)
        )
    }
    told, monthly = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for entry, facts in disclosed():
        for line in facts.get("postings", ()):
            if entry.kind == "notice.E4":
                continue
            key = (facts["cycle"], line["number"])
            (monthly if entry.kind == "money.month" else told)[key] += 1
            assert line["fen"] == written[key]
    assert set(told) == set(written)
    assert set(told.values()) == {1}
    assert set(monthly.values()) == {1}
    assert set(monthly) <= set(written)


MACHINE_WORDS = re.compile(r"[A-Za-z][A-Za-z_]{2,}")
CODES = re.compile(
    r"[0-9a-f]{12,}|[A-Z]{2}[A-Z0-9]*(?:-[A-Za-z0-9.]+)+|[0-9A-Z]{18}|[A-Z]{2,3}(?=[\s）]|$)|Asia/Shanghai|chinese_calendar"
)
"""Hashes, public codes, credit codes of firms, the zone, and the calendar's source by its own name."""


@pytest.mark.played
def test_no_page_of_a_year_shows_a_key_or_code_of_a_machine(client: Client, inside: Flask) -> None:
    raw: dict[str, set[str]] = {}
    for entry, _facts in disclosed():
        answer = client.get(f"/disclosures/QH/{entry.index}")
        assert answer.status_code == 200
        said = answer.get_data(as_text=True)
        told = said[said.index("<h1") : said.index("组成部分")]
        words = re.sub(r"<[^>]*>", " ", told)
        found = set(MACHINE_WORDS.findall(CODES.sub(" ", words)))
        if found:
            raw.setdefault(entry.kind, set()).update(found)
    assert not raw


@pytest.mark.founded
def test_a_kind_that_no_room_lists_is_never_written(inside: Flask) -> None:
    top = places.place("QH")
    with pytest.raises(LookupError), act() as now:
        disclose("project.secret", Sentence("x"), place_id=top.id, path=top.path, at=now)
    assert "project.secret" not in disclosure_kinds


@pytest.mark.founded
def test_a_log_begins_by_saying_how_things_stand(inside: Flask) -> None:
    rows = disclosed()
    kinds = [entry.kind for entry, _ in rows]
    assert "calendar.version" in kinds
    holders = {facts["place"]: facts["holders"] for entry, facts in rows if entry.kind == "people.holders"}
    assert {one["role"] for one in holders["FT-LH"]} >= {"council_member", "moderator", "worker"}
    assert not {one["role"] for every in holders.values() for one in every} & set(standing.UNNAMED)
    sizes = {facts["place"]: facts["size"] for entry, facts in rows if entry.kind == "roll.size"}
    assert sizes["FT-LH"] == 300


@pytest.mark.played
def test_a_logs_entries_are_seen_by_kind_and_by_community(client: Client, inside: Flask) -> None:
    kinds = Counter(entry.kind for entry, _ in disclosed())
    paid = client.get("/log/QH/entries?kind=money.pay").get_data(as_text=True)
    assert paid.count('<tr role="row">') - 1 == kinds["money.pay"]
    assert "/log/QH/entries?kind=money.pay&amp;place=FT-LH" in paid
    elsewhere = client.get("/log/QH/entries?kind=money.pay&place=FT-XM").get_data(as_text=True)
    assert '<tr role="row">' not in elsewhere
    every = client.get("/log/QH/entries").get_data(as_text=True)
    assert client.get("/log/QH/entries?kind=x&place=y").get_data(as_text=True).count("<tr") == every.count(
        "<tr"
    )
