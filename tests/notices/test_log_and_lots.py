"""The log cannot be rewritten and says what it says to anybody's code; lots are drawn by two and redrawn by anyone."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import checks, disclosing, lots, page_queries, queries
from micro_projects.notices.models import ContentPart, Log, LogEntry
from micro_projects.notices.signing import sign_due
from micro_projects.web.door import act
from micro_projects.web.sentence import say

pytestmark = pytest.mark.founded


# -- RFC 6962 once more, straight from its text --------------------------------------------------------------


def mth(entries):
    """RFC 6962 §2.1, recursively."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(entries[:k]) + mth(entries[k:])).digest()


def proof(m, entries, whole=True):
    """RFC 6962 §2.1.2: SUBPROOF."""
    n = len(entries)
    if m == n:
        return [] if whole else [mth(entries)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*proof(m, entries[:k], whole), mth(entries[k:])]
    return [*proof(m - k, entries[k:], False), mth(entries[:k])]


def disclose(story, n):
    for i in range(n):
        with act() as now:
            disclosing.disclose(
                "cycle.ended",
                say("第%(n)d条", n=i),
                place_id=story.cycle.place_id,
                path=story.cycle.path,
                at=now,
                ref=story.cycle.ref,
                code=story.cycle.code,
                facts={"cycle": story.cycle.code, "year": 2026 + i},
            )


def entries():
    return [bytes(e) for e in db.session.scalars(select(LogEntry.entry).order_by(LogEntry.index))]


def test_root_and_consistency_equal_the_rfcs_across_growth(story, client):
    for _ in range(12):
        disclose(story, 1)
        said = entries()
        log = db.session.scalars(select(Log)).one()
        assert disclosing.root(log) == mth(said) == page_queries.root(log.id, log.size)
    assert sign_due(story.app) == 1
    for m in range(1, len(said) + 1):
        told = client.get(f"/log/QH/proof/consistency?from={m}").json
        assert [bytes.fromhex(h) for h in told["proof"]] == proof(m, said)
        assert told["from_root"] == mth(said[:m]).hex()


def test_an_entry_holds_codes_only_and_its_content_is_the_manifests_hash(story):
    disclose(story, 1)
    row = db.session.scalars(select(LogEntry).order_by(LogEntry.index.desc())).first()
    said = json.loads(row.entry)
    assert set(said) == {"content", "issued_at", "kind", "place", "reason_code", "subject", "supersedes", "v"}
    assert said["content"] == "sha256:" + hashlib.sha256(row.manifest).hexdigest()
    listed = {p["name"]: p["hash"] for p in json.loads(row.manifest)["parts"]}
    for part in queries.parts(row):
        assert hashlib.sha256(part.salt + part.body).hexdigest() == listed[part.name]
        assert len(part.salt) == 32
    assert list(checks.log_findings()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET kind = 'other'",
        "DELETE FROM log_entry",
        "UPDATE log_node SET hash = x'00'",
        "DELETE FROM log_node",
        "UPDATE log SET size = size + 2",
        "UPDATE log SET size = size - 1",
        "UPDATE log SET origin = 'elsewhere', size = size + 1",
        "DELETE FROM log",
        "UPDATE content_part SET body = x'00'",
        "UPDATE content_part SET body = NULL",
        "UPDATE content_part SET salt = NULL",
        "DELETE FROM content_part",
        "DELETE FROM notice",
        "DELETE FROM notice_subject",
        "UPDATE notice SET code = 'other'",
        "UPDATE notice SET ends_at = '2026-03-03 00:00:00.000000'",
        "UPDATE notice SET gate_confirmed_at = '2026-03-03 00:00:00.000000'",
    ],
)
def test_nothing_disclosed_is_changed_by_plain_sql(story, statement):
    story.post("D1", story.subjects(1))
    with pytest.raises(DBAPIError), act():
        db.session.execute(text(statement))


@pytest.mark.each_database
def test_a_part_may_only_be_destroyed_whole(story):
    story.post("D1", story.subjects(1))
    with act():
        db.session.execute(text("UPDATE content_part SET body = NULL, salt = NULL WHERE name = 'facts'"))
    with pytest.raises(DBAPIError), act():
        db.session.execute(text("UPDATE content_part SET body = x'00', salt = x'00' WHERE name = 'facts'"))
    assert list(checks.log_findings()) == []  # everything else is provable still


@pytest.mark.each_database
def test_an_entry_stands_only_at_the_head(story):
    disclose(story, 1)
    last = db.session.scalars(select(LogEntry).order_by(LogEntry.index.desc())).first()
    kept = {c.key: getattr(last, c.key) for c in LogEntry.__table__.columns}
    for index in (last.index + 1, last.index + 7):
        with pytest.raises(DBAPIError, match="log_entry_at_head"), act():
            db.session.add(LogEntry(**(kept | {"index": index})))


def test_no_act_without_its_entry_and_no_entry_without_its_act(story):
    before = len(entries())

    def broken():
        with act() as now:
            path, place_id = story.cycle.path, story.cycle.place_id
            disclosing.disclose("cycle.ended", say("没有办成"), place_id=place_id, path=path, at=now)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert len(entries()) == before
    disclose(story, 1)
    assert [e.index for e in db.session.scalars(select(LogEntry).order_by(LogEntry.index))] == list(
        range(before + 1)
    )
    assert db.session.query(ContentPart).filter_by(index=before).count() == 2


# -- lots ------------------------------------------------------------------------------------------------------


@pytest.fixture
def lot(story):
    with act() as now:
        made = lots.prepare(
            story.actor("worker1"),
            "notice_test",
            story.cycle.subject,
            list(range(101, 121)),
            "下一期开奖号码",
            now + timedelta(hours=1),
            now,
        )
    story.made = made
    story.clock.forward(timedelta(hours=1))
    return made


def refused(code, function, *args):
    with pytest.raises(Refused) as caught:
        function(*args)
    assert caught.value.refusal.code == code


def test_the_number_is_not_entered_before_it_can_be_known(story):
    with act() as now:
        due = now + timedelta(hours=1)
        made = lots.prepare(
            story.actor("worker1"), "notice_test", story.cycle.subject, [1, 2], "骰子", due, now
        )
    refused("number_early", story.do, lots.enter_number, "worker1", made, "305")
    story.clock.forward(timedelta(hours=1))
    assert story.do(lots.enter_number, "worker1", made, "305") is False


def test_two_people_enter_the_same_number_each_for_themself(story, lot):
    refused("not_allowed", story.do, lots.enter_number, "resident01", lot, "305")
    refused("not_allowed", story.do, lots.enter_number, "worker9", lot, "305")
    for wrong in ("3 5", "-1", "٣", "三", ""):
        refused("not_a_number", story.do, lots.enter_number, "worker1", lot, wrong)
    assert story.do(lots.enter_number, "worker1", lot, "007") is False
    refused("second_person", story.do, lots.enter_number, "worker1", lot, "007")
    refused("number_differs", story.do, lots.enter_number, "moderator", lot, "7")
    assert db.session.get_one(lots.Lot, lot.id).drawn_at is None
    assert story.do(lots.enter_number, "affairs", lot, "007") is True
    refused("already_drawn", story.do, lots.enter_number, "moderator", lot, "007")


@pytest.mark.each_database
def test_anybody_redraws_it_from_what_was_disclosed(story, lot, monkeypatch):
    told = []
    listeners = calls._listeners | {("lot_drawn", "notice_test"): [lambda *a: told.append(a)]}
    monkeypatch.setattr(calls, "_listeners", listeners)
    story.do(lots.enter_number, "worker1", lot, "0305")
    story.do(lots.enter_number, "moderator", lot, "0305")
    said = {}
    for row in db.session.scalars(select(LogEntry).where(LogEntry.kind.startswith("lot."))):
        part = next(p for p in queries.parts(row) if p.name == "facts")
        said[row.kind] = (row, json.loads(part.body))
    prepared, drawn = said["lot.prepared"], said["lot.drawn"]
    codes = prepared[1]["codes"]
    population = hashlib.sha256(json.dumps(sorted(codes), separators=(",", ":")).encode()).digest()
    root = mth(entries()[: prepared[0].index + 1])  # the log up to the frozen population
    seed = hashlib.sha256(population + root + (4).to_bytes(2, "big") + b"0305").digest()
    order = sorted(codes, key=lambda code: hashlib.sha256(seed + code.encode()).digest())
    assert drawn[1]["order"] == order
    assert drawn[1]["seed"] == seed.hex()
    by_code = {p.code: p for p in queries.lot_places(lot.id)}
    assert told[0][1] == [by_code[code].member_id for code in order]
    assert [by_code[code].rank for code in order] == list(range(1, 21))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lot SET number = '1'",
        "UPDATE lot SET population_hash = x'00'",
        "DELETE FROM lot",
        "DELETE FROM lot_place",
        "UPDATE lot_place SET rank = 1",
    ],
)
def test_a_drawn_lot_is_not_touched_again(story, lot, statement):
    story.do(lots.enter_number, "worker1", lot, "305")
    story.do(lots.enter_number, "moderator", lot, "305")
    with pytest.raises(DBAPIError), act():
        db.session.execute(text(statement))


def test_the_lots_page_takes_the_number_and_redraws(story, client):
    from support.founded import PASSWORD

    with act() as now:
        made = lots.prepare(story.actor("worker1"), "tie2", story.cycle.subject, [1, 2, 3], "骰子", now, now)
    url = f"/lots/{made.code}"
    assert "等公开号码产生后抽签" in client.get(url).get_data(as_text=True)
    for login in ("worker1", "moderator"):
        client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
        assert client.post(f"{url}/number", data={"number": ""}).status_code == 422
        assert "录入公开号码" in client.get(url).get_data(as_text=True)
        assert client.post(f"{url}/number", data={"number": "06"}).status_code == 303
    page = client.get(url).get_data(as_text=True)
    assert "重算过，结果一致" in page
    assert "06" in page
    assert client.post(f"{url}/number", data={"number": "06"}).status_code == 409
