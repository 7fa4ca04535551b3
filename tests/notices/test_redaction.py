"""Withholding: two people of two offices, hidden at once everywhere, appealable, then destroyed; all else provable."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects import keeping, serving
from micro_projects.app import create_app
from micro_projects.cycles import actions as cycles
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import checks, disclosing, redaction_keeping, redaction_overdue, sheets, signing
from micro_projects.notices import queries as notices
from micro_projects.notices import redaction_actions as actions
from micro_projects.notices import redaction_queries as queries
from micro_projects.notices.models import LogEntry
from micro_projects.notices.own_parts import person
from micro_projects.notices.redaction_models import Redaction
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.disclosed import faults

pytestmark = pytest.mark.founded
LAW = "《中华人民共和国个人信息保护法》第四十七条"


class Story:
    """One disclosure that names 张三, and what is done about it."""

    def __init__(self, app, founded, clock) -> None:
        self.app, self.founded, self.clock = app, founded, clock
        place = founded.place()
        with act() as now:
            entry = disclosing.disclose(
                "deliberation.agenda_opinion",
                say("经办人%(who)s收到一封信。", who="张三"),
                place_id=place.id,
                path=place.path,
                at=now,
                facts={"cycle": "FT-LH-2026", "silent": False, "text": person("张三")},
            )
            self.index, self.log_id = entry.index, entry.log_id
        self.entry, self.log = queries.entry("QH", self.index)

    def by(self, login: str):
        return self.founded.actor(login, self.clock.now())

    def ask(self, *names: str, login: str = "officer", ground: str = "personal", reference: str = LAW) -> str:
        with act() as now:
            return actions.request(
                self.by(login), self.entry, self.log, names or ("person-1",), ground, reference, now
            ).code

    def confirm(self, code: str, login: str = "district") -> None:
        with act() as now:
            row = queries.case(code).redaction
            actions.confirm(self.by(login), row, self.log, now)

    def row(self, code: str) -> Redaction:
        db.session.rollback()
        return queries.case(code).redaction

    def tick(self) -> None:
        from micro_projects.clockwork import tick

        tick(self.app)
        db.session.rollback()

    def findings(self) -> list[str]:
        signing.sign_due(self.app)
        db.session.rollback()
        return [f.what for check in checks.CHECKS for f in check()]


@pytest.fixture
def story(inside, founded, clock) -> Story:
    return Story(inside, founded, clock)


def _form(client, index: int) -> dict:
    return json.loads(client.get(f"/disclosures/QH/{index}.json").data)


def test_hidden_at_once_and_all_else_provable(story, client):
    before = _form(client, story.index)
    story.confirm(story.ask("person-1", "text"))
    after = _form(client, story.index)
    assert after["entry"] == before["entry"]
    assert after["manifest"] == before["manifest"]
    assert after["parts"] == before["parts"] | {"person-1": None, "text": None}
    hashes = {line["name"]: line["hash"] for line in json.loads(after["manifest"])["parts"]}
    facts = after["parts"]["facts"]
    body = bytes.fromhex(facts["salt"]) + facts["text"].encode()
    assert hashlib.sha256(body).hexdigest() == hashes["facts"]
    for address in (f"/disclosures/QH/{story.index}", "/disclosures/QH/batch/0.jsonl", "/log/QH/entries"):
        assert "张三" not in client.get(address).text
    page = client.get(f"/disclosures/QH/{story.index}").text
    assert "已依法遮盖" in page
    assert LAW in page
    assert story.findings() == []


def test_a_redaction_entry_says_what_and_why_and_which_offices(story, client):
    story.confirm(story.ask())
    form = _form(client, story.index + 1)
    assert json.loads(form["entry"])["kind"] == "redaction"
    facts = json.loads(form["parts"]["facts"]["text"])
    said = {name: facts[name] for name in ("log", "index", "parts", "ground", "reference", "offices")}
    assert said == {
        "log": "QH",
        "index": story.index,
        "parts": ["person-1"],
        "ground": "personal",
        "reference": LAW,
        "offices": ["officer", "district"],
    }


def test_the_etag_changes_only_by_it(story, client):
    tags = {a: client.get(a).headers["ETag"] for a in _addresses(story)}
    code = story.ask()
    assert {a: client.get(a).headers["ETag"] for a in _addresses(story)} == tags
    story.confirm(code)
    assert not set(tags.values()) & {client.get(a).headers["ETag"] for a in _addresses(story)}


def _addresses(story) -> list[str]:
    return [f"/disclosures/QH/{story.index}.json", "/disclosures/QH/batch/0.jsonl"]


def test_one_office_alone_cannot(story):
    code = story.ask()
    for login in ("officer", "officer2"):
        with pytest.raises(Refused) as refused:
            story.confirm(code, login)
        assert refused.value.refusal.code == "other_office"
    assert story.row(code).state == "requested"


def test_nobody_else_may_ask(story):
    for login in ("worker1", "moderator", "admin", "auditor", "resident01"):
        with pytest.raises(Refused) as refused:
            story.ask(login=login)
        assert refused.value.refusal.code == "not_allowed"


@pytest.fixture
def no_mark(monkeypatch):
    """These databases are made from the models, without a migration's mark."""
    monkeypatch.setattr(keeping.schema, "is_newest", lambda engine: True)


def test_restoring_withholds_again_before_anything_is_served(story, clock, tmp_path, databases, no_mark):
    """A back-up made before the part was withheld: `restore` itself takes it out again, without a tick."""
    signing.sign_due(story.app)
    keeping.back_up(story.app, tmp_path / "copy")
    code = story.ask()
    story.confirm(code)
    story.tick()  # listed in HOME
    db.session.remove()
    settings = replace(story.app.extensions["settings"], database_url=databases.bare("sqlite"))
    elsewhere = create_app(settings, clock)
    with elsewhere.app_context():
        keeping.restore(elsewhere, tmp_path / "copy")
        form = elsewhere.test_client().get(f"/disclosures/QH/{story.index}.json").json
        assert form["parts"]["person-1"] is None
        assert form["parts"]["text"] is not None
        row = queries.case(code).redaction
        assert (row.state, row.again_at) == ("hidden", clock.now())
        assert redaction_keeping.carry_out(settings.home) == 0
        db.session.remove()
        db.engine.dispose()


def test_serving_withholds_again_before_its_workers_are_there(story, tmp_path, monkeypatch):
    """The database file was put back by hand."""
    code = f"QH-{story.index}-R1"
    now = story.clock.now()
    line = {
        "code": code,
        "state": "hidden",
        "log": "QH",
        "index": story.index,
        "parts": ["person-1"],
        "ground": "personal",
        "reference": LAW,
        "office": "officer",
        "confirmed_office": "district",
        "requested_by": None,
        "confirmed_by": None,
        "requested_at": now.isoformat(),
        "confirmed_at": now.isoformat(),
        "appeal_until": (now + timedelta(days=14)).isoformat(),
        "due_at": (now + timedelta(days=14)).isoformat(),
    }
    home = story.app.extensions["settings"].home
    (home / redaction_keeping.FILE).write_text(json.dumps(line) + "\n")

    def first_worker(work) -> int:
        with story.app.app_context():
            assert queries.content(story.log_id, story.index)["person-1"].body is None
            assert queries.case(code).redaction.state == "hidden"
        raise _Forked

    monkeypatch.setattr(serving, "_fork", first_worker)
    with pytest.raises(_Forked):
        serving.serve(story.app)


class _Forked(Exception):  # noqa: N818 - how far it came
    pass


def test_the_sheets_go_with_what_they_show_and_come_back_with_it(story, client):
    """Given out no more while a part is sealed; there again after an upheld appeal; destroyed with the part."""
    place = story.founded.place()
    with act() as now:
        cycle = cycles.plan(story.by("moderator"), place, 2026, Pack(), dates(now), now)
        cycles.decided(cycle.id, True, story.by("moderator"), now)
    with act() as now:
        cycles.open_cycle(story.by("officer"), cycle, now)
    signing.sign_due(story.app)
    sheets.make_due(story.app)
    db.session.rollback()
    notice = notices.notice("FT-LH-2026-C1")
    story.entry, story.log = queries.entry("QH", notice.log_index)
    address = f"/notices/{notice.code}.pdf"
    before = client.get(address)
    assert before.status_code == 200
    code = story.ask("facts")
    story.confirm(code)
    assert client.get(address).status_code == 410
    assert address not in client.get(f"/notices/{notice.code}").text
    with act() as now:
        actions.appeal(story.by("resident01"), story.row(code), "规则应当公开。", now)
    with act() as now:
        actions.decide_appeal(story.by("officer2"), queries.case(code).redaction, True, now)
    assert client.get(address).data == before.data
    code = story.ask("facts")
    story.confirm(code)
    story.clock.move_to(story.row(code).appeal_until + timedelta(minutes=1))
    story.tick()
    assert story.row(code).state == "destroyed"
    rows = db.session.execute(text("SELECT pdf, sha256 FROM notice_sheet ORDER BY id")).all()
    assert [(row[0], len(row[1])) for row in rows if row[0] is None] == [(None, 32)] * 3


def dates(now) -> dict:
    start = now + timedelta(days=20)
    return {
        "proposing": (start, start + timedelta(days=20)),
        "deliberating": (start + timedelta(days=40), None),
        "voting": (start + timedelta(days=60), None),
        "executing": (start + timedelta(days=80), None),
    }


def test_only_on_a_named_ground(story):
    for ground, reference, names, code in (
        ("embarrassing", LAW, ("person-1",), "no_ground"),
        ("statute", " ", ("person-1",), "no_reference"),
        ("personal", LAW, ("nothing",), "part_not_there"),
    ):
        with pytest.raises(Refused) as refused:
            story.ask(*names, ground=ground, reference=reference)
        assert refused.value.refusal.code == code


def test_what_accounts_for_a_withheld_part_is_never_withheld(story):
    """Else two offices could leave a gap that nothing explains: no check of anybody's would pass any more."""
    story.confirm(story.ask())
    story.entry, story.log = queries.entry("QH", story.index + 1)
    assert story.entry.kind == "redaction"
    with pytest.raises(Refused) as refused:
        story.ask("facts")
    assert refused.value.refusal.code == "not_to_be_withheld"


def test_appeal_upheld_brings_it_back_as_it_was(story, client):
    before = _form(client, story.index)
    code = story.ask("person-1", "text")
    story.confirm(code)
    with act() as now:
        actions.appeal(story.by("resident01"), story.row(code), "他是经办人，应当公开。", now)
    for login in ("officer", "district"):
        with pytest.raises(Refused) as refused, act() as now:
            actions.decide_appeal(story.by(login), story.row(code), True, now)
        assert refused.value.refusal.code == "redaction_took_part"
    with act() as now:
        actions.decide_appeal(story.by("officer2"), queries.case(code).redaction, True, now)
    assert _form(client, story.index) == before
    assert "经办人张三收到一封信" in client.get(f"/disclosures/QH/{story.index}").text
    assert story.findings() == []


def test_nobody_decides_an_appeal_of_their_own(story):
    code = story.ask()
    story.confirm(code)
    with act() as now:
        actions.appeal(story.by("officer2"), story.row(code), "应当公开。", now)
    for step in (lambda by, row, at: actions.decide_appeal(by, row, True, at), actions.reveal):
        with pytest.raises(Refused) as refused, act() as now:
            step(story.by("officer2"), story.row(code), now)
        assert refused.value.refusal.code == "redaction_took_part"
    assert story.row(code).state == "hidden"


def test_destroyed_when_the_time_for_appeals_is_over(story, client):
    code = story.ask()
    story.confirm(code)
    story.clock.move_to(story.row(code).appeal_until - timedelta(minutes=1))
    story.tick()
    assert story.row(code).state == "hidden"
    story.clock.forward(timedelta(minutes=2))
    story.tick()
    row = story.row(code)
    assert row.state == "destroyed"
    assert [(part.salt, part.body) for part in queries.parts(row.id)] == [(None, None)]
    with pytest.raises(Refused) as refused, act() as now:
        actions.appeal(story.by("resident01"), queries.case(code).redaction, "为什么", now)
    assert refused.value.refusal.code == "appeal_over"
    assert story.findings() == []


def test_nothing_of_it_stays_in_the_databases_file(story):
    """Neither the part nor its sentence, once the clock has destroyed them and what was written is in its place."""
    rare, place = "莫须有先生住在第九百七十三号", story.founded.place()
    with act() as now:
        entry = disclosing.disclose(
            "deliberation.agenda_opinion",
            say("来信说：%(said)s。", said=rare),
            place_id=place.id,
            path=place.path,
            at=now,
            facts={"cycle": "FT-LH-2026", "silent": False, "text": person(rare)},
        )
    story.entry, story.log = queries.entry("QH", entry.index)
    assert _in_file(story, rare)
    code = story.ask("person-1", "text")
    story.confirm(code)
    story.clock.move_to(story.row(code).appeal_until + timedelta(minutes=1))
    story.tick()
    assert story.row(code).state == "destroyed"
    assert not _in_file(story, rare)


def _in_file(story, words: str) -> bool:
    db.session.rollback()
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
        connection.rollback()
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = Path(db.engine.url.database).parent.glob(Path(db.engine.url.database).name + "*")
    return any(words.encode() in file.read_bytes() for file in files)


def test_an_open_appeal_keeps_the_bytes(story):
    code = story.ask()
    story.confirm(code)
    with act() as now:
        actions.appeal(story.by("resident01"), queries.case(code).redaction, "应当公开。", now)
    story.clock.move_to(story.row(code).appeal_until + timedelta(days=40))
    story.tick()
    assert story.row(code).state == "hidden"
    with act() as now:
        actions.decide_appeal(story.by("officer2"), queries.case(code).redaction, False, now)
    story.tick()
    assert story.row(code).state == "destroyed"


def test_an_appeal_nobody_decides_is_overdue_publicly(story, client):
    code = story.ask()
    story.confirm(code)
    with act() as now:
        actions.appeal(story.by("resident01"), queries.case(code).redaction, "应当公开。", now)
    due = redaction_overdue.due_of(queries.appeals(story.row(code).id)[0])
    assert "最迟" in client.get(f"/redactions/{code}").text
    story.clock.move_to(due - timedelta(seconds=1))
    story.tick()
    assert "已经逾期" not in client.get(f"/redactions/{code}").text
    story.clock.move_to(due)
    story.tick()
    story.tick()
    said = db.session.scalars(select(LogEntry).where(LogEntry.kind == "redaction.appeal_overdue")).all()
    (facts,) = [json.loads(queries.content(e.log_id, e.index)["facts"].body) for e in said]
    assert not faults("redaction.appeal_overdue", facts)
    assert (facts["redaction"], facts["offices"]) == (code, ["officer", "district"])
    told = set(db.session.scalars(select(Letter.person_id).where(Letter.msgid == redaction_overdue.DECIDE)))
    assert story.by("officer2").id in told
    assert not told & {story.by("officer").id, story.by("district").id, story.by("resident01").id}
    assert "已经逾期" in client.get(f"/redactions/{code}").text
    assert story.row(code).state == "hidden"


def test_an_older_backup_does_not_bring_it_back(story, tmp_path, client):
    """The part is there again, the redaction unknown, as after restoring; the list of HOME carries it out again."""
    code = story.ask()
    story.confirm(code)
    story.tick()
    home = story.app.extensions["settings"].home
    (line,) = redaction_keeping.lines(home)
    assert (line["code"], line["state"], line["parts"]) == (code, "hidden", ["person-1"])
    assert "张三" not in (home / redaction_keeping.FILE).read_text()
    other = Story(story.app, story.founded, story.clock)  # stands for the entry in the older database
    told = line | {"code": f"QH-{other.index}-R1", "index": other.index, "requested_by": 987654}
    with (home / redaction_keeping.FILE).open("a") as file:
        file.write(json.dumps(told) + "\n")
    assert "张三" in client.get(f"/disclosures/QH/{other.index}").text
    story.tick()
    assert _form(client, other.index)["parts"]["person-1"] is None
    assert story.row(told["code"]).requested_by is None
    story.clock.move_to(story.row(code).appeal_until + timedelta(days=1))
    story.tick()
    assert {story.row(c).state for c in (code, told["code"])} == {"destroyed"}
    assert story.findings() == []


REFUSED = (
    "UPDATE content_part SET body = 'x' WHERE name = 'text'",
    "UPDATE content_part SET salt = NULL WHERE name = 'text'",
    "UPDATE content_part SET body = 'x', salt = 'y' WHERE body IS NULL",
    "UPDATE log_entry SET sentence_facts = '{}' WHERE sentence_facts <> ''",
    "UPDATE log_entry SET kind = 'x'",
    "UPDATE redaction SET ground = 'court'",
    "UPDATE redaction SET state = 'requested'",
    "DELETE FROM redaction",
    "UPDATE redaction_part SET body = 'x' WHERE body IS NOT NULL",
)


@pytest.mark.each_database
def test_the_database_keeps_it_so(story):
    story.confirm(story.ask())
    for statement in REFUSED:
        with pytest.raises(DBAPIError):
            db.session.execute(text(statement))
        db.session.rollback()


def test_doctor_finds_a_part_that_went_without_a_redaction(story):
    with act():
        db.session.execute(text("UPDATE content_part SET body = NULL, salt = NULL WHERE name = 'person-1'"))
    assert any("without a redaction" in what for what in story.findings())
