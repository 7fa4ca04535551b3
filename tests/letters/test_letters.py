"""The inbox, reading, following."""

from __future__ import annotations

import pytest

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, Refused
from micro_projects.kernel.subject import Subject
from micro_projects.letters import actions, answers, queries
from micro_projects.letters.models import Letter
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.founded import PASSWORD

pytestmark = [pytest.mark.founded, pytest.mark.usefixtures("inside")]
TEXT = N_("请在%(until)s前答复%(code)s,金额%(money)s。")


@pytest.fixture
def write(founded, clock):
    def written(login="resident01", url="/account", **facts):
        person = founded.actor(login, clock.now())
        with act() as now:
            facts = {"until": now, "code": "FT-LH-2026-001", "money": Money.yuan(5)} | facts
            actions.tell([person.id, None, person.id], say(TEXT, **facts), url, now)

    return written


@pytest.fixture
def subject(founded):
    place = founded.place()
    with act():
        row = journal.new_subject("project", "FT-LH-2026-007", place.id, place.path)
    return Subject("project", row.id)


def sign_in(client, login="resident01"):
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})


def unread(founded, clock, login="resident01"):
    return queries.unread(founded.actor(login, clock.now()).id)


def letter_ids():
    return list(db.session.scalars(db.select(Letter.id).order_by(Letter.id)))


def test_one_person_gets_one_message_in_words(client, founded, clock, write):
    write()
    sign_in(client)
    page = client.get("/letters").get_data(as_text=True)
    assert "请在2026年3月2日 周一 09:00前答复FT-LH-2026-001" in page
    assert "¥5.00" in page
    assert unread(founded, clock) == 1


def test_reading_the_inbox_changes_nothing_opening_marks_read(client, founded, clock, write):
    write()
    sign_in(client)
    client.get("/letters")
    assert unread(founded, clock) == 1
    answer = client.post(f"/letters/{letter_ids()[0]}/open")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account")
    assert unread(founded, clock) == 0
    assert client.post(f"/letters/{letter_ids()[0]}/open").status_code == 303


def test_a_letter_never_leads_away(client, write):
    write(url="https://evil.example/")
    sign_in(client)
    assert client.post(f"/letters/{letter_ids()[0]}/open").headers["Location"] == "/letters"


def test_nobody_opens_another_persons_letter(client, founded, clock, write):
    write()
    sign_in(client, "resident02")
    assert client.post(f"/letters/{letter_ids()[0]}/open").status_code == 404
    assert "FT-LH-2026-001" not in client.get("/letters").get_data(as_text=True)
    assert unread(founded, clock) == 1


def test_all_read_means_all_that_was_shown(client, founded, clock, write):
    write()
    write()
    seen = letter_ids()[-1]
    write()
    sign_in(client)
    client.post("/letters/read", data={"up_to": str(seen)})
    assert unread(founded, clock) == 1
    assert client.post("/letters/read", data={"up_to": "x"}).status_code == 303


def test_the_inbox_pages_by_key_with_the_same_statements(client, write, statements):
    for n in range(65):
        write(code=f"N{n:03d}")
    sign_in(client)
    with statements() as few:
        first = client.get("/letters").get_data(as_text=True)
    assert "N064" in first
    assert "N034" not in first
    second = client.get(f"/letters?after={letter_ids()[35]}").get_data(as_text=True)
    assert "N034" in second
    assert "N064" not in second
    assert len(few) <= 5


@pytest.fixture
def statements():
    from contextlib import contextmanager

    from sqlalchemy import event

    @contextmanager
    def counted():
        seen = []

        def note(conn, cursor, statement, *rest):
            if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE")):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        yield seen
        event.remove(db.engine, "before_cursor_execute", note)

    return counted


def test_followers_hear_what_is_disclosed_until_they_stop(client, founded, clock, subject):
    sign_in(client)
    place = {"next": "/letters"}
    assert client.post("/follow/project/FT-LH-2026-007", data=place).status_code == 303
    client.post("/follow/project/FT-LH-2026-007", data=place)
    tell = (
        "disclosed",
        "project",
        subject,
        "project.progress",
        say(TEXT, until=clock.now(), code="X", money=Money(1)),
    )
    with act() as now:
        calls.tell(*tell, now)
    assert unread(founded, clock) == 1
    assert "因为您关注了FT-LH-2026-007" in client.get("/letters").get_data(as_text=True)
    client.post("/unfollow/project/FT-LH-2026-007", data=place)
    with act() as now:
        calls.tell(*tell, now)
        actions.let_follow([founded.actor("resident01", now).id], subject, now)
    assert queries.followers(subject.id) == set()
    assert unread(founded, clock) == 1


def test_a_notice_reaches_followers_once(founded, clock, subject):
    person = founded.actor("resident03", clock.now()).id
    with act() as now:
        actions.let_follow([person, None], subject, now)
        notice = type("N", (), {"code": "FT-LH-2026-007-E1", "kind": "E1"})
        calls.tell("disclosed", "project", subject, "notice.E1", say("x"), now)
        answers.on_notice(notice, [subject], now)
    assert queries.unread(person) == 1


def test_the_author_is_not_told_twice(founded, clock, subject):
    author = founded.actor("resident03", clock.now()).id
    other = founded.actor("resident04", clock.now()).id
    with act() as now:
        actions.let_follow([author, other], subject, now)
        proposal = type("P", (), {"ref": subject, "title": "路灯", "author_id": author})
        calls.tell("proposal_moved", "proposal", proposal, "advance", now)
    assert (queries.unread(author), queries.unread(other)) == (0, 1)


@pytest.mark.parametrize(
    "address", ["/follow/project/none", "/follow/person/FT-LH-2026-007", "/unfollow/x/y"]
)
def test_only_what_is_there_is_followed(client, subject, address):
    sign_in(client)
    assert client.post(address).status_code == 404


@pytest.mark.parametrize(
    ("method", "address"), [("get", "/letters"), ("post", "/letters/read"), ("post", "/follow/project/x")]
)
def test_without_a_sign_in_there_is_no_inbox(client, method, address):
    assert "/sign-in" in getattr(client, method)(address).headers["Location"]


def test_a_letter_is_never_rewritten(write):
    write()
    for statement in ("UPDATE letter SET facts = '{}'", "DELETE FROM letter"):
        with pytest.raises(Exception, match="refused"), act():
            db.session.execute(db.text(statement))


def test_another_persons_row_is_not_found(founded, clock):
    with pytest.raises(Refused):
        queries.letter(founded.actor("resident01", clock.now()).id, 1)


def test_a_proposals_page_offers_to_follow_it(client, founded, clock, inside):
    from makers.proposals import Story

    story = Story(inside, clock, founded).begin()
    proposal = story.submitted()
    code, number = proposal.code, proposal.id
    assert "每次公开都告诉我" not in client.get(f"/proposals/{code}").get_data(as_text=True)
    sign_in(client, "resident20")
    assert "每次公开都告诉我" in client.get(f"/proposals/{code}").get_data(as_text=True)
    assert client.post(f"/follow/proposal/{code}").headers["Location"] == f"/proposals/{code}"
    assert "不再关注" in client.get(f"/proposals/{code}").get_data(as_text=True)
    with act() as now:
        from micro_projects.proposals import actions as proposals

        proposals.withdraw(founded.actor("resident01", now), proposal, now)
    assert number in {letter.subject_id for letter in db.session.scalars(db.select(Letter))}
