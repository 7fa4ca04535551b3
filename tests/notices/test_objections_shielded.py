"""Who made a shielded objection is on no page, in no letter, entry or journal row, for nobody but its handler."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import objection_actions as objections
from micro_projects.notices import objection_deciding as deciding
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection
from micro_projects.people import queries as people
from support.founded import PASSWORD
from support.routes import addresses

pytestmark = [pytest.mark.founded, pytest.mark.slow]
WORDS = "他们没有问过我家这一栋"
READERS = ("", "resident02", "council01", "moderator", "worker1", "auditor", "admin", "committee", "district")


@pytest.fixture
def case(story, heard):
    things = story.subjects(2)
    heard.interested[things[0].id] = {story.actor("resident05").id}
    story.code = story.post("D1", things)
    said = Said(things[0], WORDS, shielded=True)
    story.made = story.do(objections.file_objection, "resident01", story.notice(story.code), said)
    return story


def handler(story):
    one = db.session.get_one(Objection, story.made.id, populate_existing=True)
    return next(n for n in ("officer", "officer2", "district") if story.actor(n).id == one.handler_id)


def secrets(story):
    """The objector's full name, how they are usually named, their phone; and the words of the objection."""
    person = story.made.person_id
    name, phone = people.secret(person, "name") or "", people.secret(person, "phone") or ""
    assert name
    assert phone
    return (name, phone, WORDS)


def visit(client, login):
    client.post("/sign-out")
    if login:
        assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def pages(story):
    code = story.made.code
    return (
        f"/notices/{story.code}",
        f"/notices/{story.code}.json",
        "/c/FT-LH/notices",
        "/c/FT-LH/objections",
        f"/objections/{code}",
        "/log/QH/entries",
        *(f"/disclosures/QH/{n}.json" for n in range(story_size())),
        "/desk",
        "/letters",
        f"/search?q={code}",
    )


def story_size():
    return len(db.session.scalars(select(LogEntry.index)).all())


def leaks(client, story, login):
    visit(client, login)
    client.inspect = False
    hidden = secrets(story)
    return [
        f"{login} {path}: {secret}"
        for path in pages(story)
        for secret in hidden
        if secret in client.get(path, follow_redirects=True).get_data(as_text=True)
    ]


def test_no_page_of_anybody_tells(case, client):
    assert [leak for login in READERS for leak in leaks(client, case, login)] == []


def test_the_handler_reads_the_words_and_the_name_only_when_asked_for(case, client):
    name, phone, _words = secrets(case)
    visit(client, handler(case))
    page = client.get(f"/objections/{case.made.code}").get_data(as_text=True)
    assert WORDS in page
    assert name not in page
    shown = client.post(f"/objections/{case.made.code}/identity").get_data(as_text=True)
    assert name in shown
    assert phone in shown


def test_after_an_appeal_the_former_handler_knows_no_more(case, client):
    first = handler(case)
    case.do(deciding.acknowledge, first, case.made)
    case.do(deciding.decide, first, case.made, "rejected", "查过了，不成立。")
    case.do(objections.appeal, "resident01", case.made, "不服，" + WORDS)
    assert handler(case) != first
    with pytest.raises(Refused) as caught:
        case.do(deciding.reveal, first, case.made)
    assert caught.value.refusal.code == "not_handler"
    assert leaks(client, case, first) == []
    assert [leak for login in ("", "worker1", "auditor") for leak in leaks(client, case, login)] == []


def test_log_letters_and_journal_do_not_tell(case):
    first = handler(case)
    case.do(deciding.acknowledge, first, case.made)
    case.do(deciding.reveal, first, case.made)
    case.do(deciding.decide, first, case.made, "rejected", "查过了，不成立。")
    db.session.rollback()
    hidden = secrets(case)
    told = [p.body.decode(errors="replace") for p in db.session.scalars(select(ContentPart)) if p.body]
    told += [e.entry.decode() + e.sentence_facts for e in db.session.scalars(select(LogEntry))]
    told += [letter.facts for letter in db.session.scalars(select(Letter))]
    told += [row.facts for row in db.session.scalars(select(JournalEntry))]
    assert [s for s in hidden for text in told if s in text] == []


def test_every_address_of_the_house_is_looked_at(app):
    """The list above holds every kind of page on which an objection can stand."""
    rules = {endpoint for endpoint, _ in addresses(app) if "objection" in endpoint}
    assert rules <= {"notices.objection", "notices.objections_of_place", "notices.object_form"}
