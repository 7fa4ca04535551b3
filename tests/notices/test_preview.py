"""Before an act publishes, whoever does it sees exactly what becomes public; only that is then published."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from makers.pictures import picture
from micro_projects.demo.visitor import Page
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.kernel.refusal import N_
from micro_projects.letters.models import Letter
from micro_projects.notices import objection_actions, objection_deciding, queries
from micro_projects.notices.models import Log, LogEntry, PostingReport
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection
from micro_projects.notices.sheets import make_due
from micro_projects.notices.signing import sign_due
from micro_projects.web import preview
from micro_projects.web.preview import BACK, SEEN, WouldPublish, digest_of
from micro_projects.web.sentence import say
from support.founded import PASSWORD

pytestmark = pytest.mark.founded

ANSWER = {"outcome": "rejected", "answer": "查过三家报价，估价合理。"}


@pytest.fixture
def case(story):
    """An objection its handler has taken up."""
    story.code = story.post("D1", story.subjects(2))
    said = Said(None, "写错了")
    made = story.do(objection_actions.file_objection, "resident01", story.notice(story.code), said)
    login = next(n for n in ("officer", "officer2") if story.actor(n).id == made.handler_id)
    story.do(objection_deciding.acknowledge, login, made)
    story.handler, story.objection = login, made.code
    story.clock.forward(timedelta(minutes=3))
    return story


@pytest.fixture
def reader(client):
    """Somebody who stays on the page that shows."""
    client.confirms = False
    return client


def sheet_made(story):
    """Signed, and the sheet printed: before that nothing can be reported hung."""
    sign_due(story.app)
    make_due(story.app)
    db.session.rollback()


def sign_in(client, login):
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})


def counts():
    return [db.session.scalar(select(func.count()).select_from(t)) for t in (LogEntry, Letter)]


def shown(answer):
    """The page and its form."""
    page = Page(answer.request.url, answer.status_code, answer.get_data(as_text=True))
    return page, next((form for form in page.forms if SEEN in form.offered), None)


def test_an_answer_is_shown_first_and_then_exactly_that_is_published(case, reader):
    sign_in(reader, case.handler)
    before = counts()
    page, form = shown(reader.post(f"/objections/{case.objection}/decide", data=ANSWER))
    assert page.heading == "公开之前，请看一遍"
    assert ANSWER["answer"] in page.text
    assert "24:00" in page.text  # until when one may appeal
    assert counts() == before
    assert db.session.scalars(select(Objection.state)).all() == ["acknowledged"]
    done = reader.post(form.action, data=form.values)
    assert done.status_code == 303
    entry = db.session.scalars(select(LogEntry).order_by(LogEntry.index.desc())).first()
    assert entry.kind == "objection.decided"
    disclosed = {p.name: p.body for p in queries.parts(entry)}
    assert disclosed["answer"].decode() == ANSWER["answer"]
    assert disclosed["text"].decode() in page.text


def test_what_was_changed_after_it_was_shown_is_shown_again(case, reader):
    sign_in(reader, case.handler)
    _, form = shown(reader.post(f"/objections/{case.objection}/decide", data=ANSWER))
    page, second = shown(reader.post(form.action, data={**form.values, "answer": "另一份答复。"}))
    assert "要公开的内容有变化" in page.text
    assert "另一份答复。" in page.text
    assert second.values[SEEN] != form.values[SEEN]
    assert db.session.scalars(select(Objection.state)).all() == ["acknowledged"]
    assert reader.post(second.action, data=second.values).status_code == 303


def test_what_changed_by_itself_is_shown_again(case, reader):
    """The day is over: the time to appeal would end later than was shown."""
    sign_in(reader, case.handler)
    _, form = shown(reader.post(f"/objections/{case.objection}/decide", data=ANSWER))
    case.clock.forward(timedelta(days=1))
    page, second = shown(reader.post(form.action, data=form.values))
    assert "要公开的内容有变化" in page.text
    assert reader.post(second.action, data=second.values).status_code == 303


def test_some_seconds_later_nothing_changed(case, reader):
    sign_in(reader, case.handler)
    _, form = shown(reader.post(f"/objections/{case.objection}/decide", data=ANSWER))
    case.clock.forward(timedelta(minutes=7))
    assert reader.post(form.action, data=form.values).status_code == 303


def test_going_back_keeps_what_was_typed_and_publishes_nothing(case, reader):
    sign_in(reader, case.handler)
    before = counts()
    _, form = shown(reader.post(f"/objections/{case.objection}/decide", data=ANSWER))
    back = reader.post(form.action, data={**form.values, BACK: "1"})
    assert back.status_code == 200
    page, again = shown(back)
    assert again is None
    assert page.form("/decide").values["answer"].strip() == ANSWER["answer"]
    assert "还没有公开" in page.text
    assert counts() == before


def test_a_refusal_comes_before_anything_is_shown(case, reader):
    sign_in(reader, "resident02")
    answer = reader.post(f"/objections/{case.objection}/decide", data=ANSWER)
    assert answer.status_code == 403
    assert SEEN not in answer.get_data(as_text=True)


def test_a_photo_sent_before_is_not_asked_for_again(case, reader):
    sheet_made(case)
    sign_in(reader, "worker1")
    sent = {"board": "东门公告栏", "photo": (BytesIO(picture()), "p.jpg"), "photo_alt": "公告栏全景"}
    page, form = shown(reader.post(f"/notices/{case.code}/report", data=sent))
    assert "东门公告栏" in page.text
    assert db.session.scalars(select(File.id)).all() == []
    assert reader.post(form.action, data=form.values).status_code == 303
    row = db.session.scalars(select(PostingReport).where(PostingReport.file_id.is_not(None))).one()
    kept = db.session.get_one(File, row.file_id)
    assert reader.get(f"/files/{kept.token}/960").status_code == 200


def test_the_button_pressed_twice_takes_no_evidence_away(case, reader):
    """The second press is refused; what the first one handed in stays on the disk, whatever refused it."""
    sheet_made(case)
    sign_in(reader, "worker1")
    sent = {"board": "东门公告栏", "photo": (BytesIO(picture()), "p.jpg"), "photo_alt": "公告栏全景"}
    _, form = shown(reader.post(f"/notices/{case.code}/report", data=sent))
    assert reader.post(form.action, data=form.values).status_code == 303
    kept = db.session.scalars(select(File)).one()
    reports = len(db.session.scalars(select(PostingReport)).all())
    for again in (form.values, {**form.values, "board": ""}):
        assert reader.post(form.action, data=again).status_code in (409, 422)
        assert reader.get(f"/files/{kept.token}/960").status_code == 200
    assert len(db.session.scalars(select(PostingReport)).all()) == reports


def test_a_file_kept_for_one_person_is_no_use_to_another(case, reader):
    sheet_made(case)
    sign_in(reader, "worker1")
    sent = {"board": "东门公告栏", "photo": (BytesIO(picture()), "p.jpg"), "photo_alt": "公告栏全景"}
    _, form = shown(reader.post(f"/notices/{case.code}/report", data=sent))
    stolen = {k: v for k, v in form.values.items() if k.startswith("photo")}
    other = case.app.test_client()
    other.confirms = False
    sign_in(other, "worker2")
    other.post(f"/notices/{case.code}/report", data={"board": "西门", **stolen})
    assert db.session.scalars(select(File.id)).all() == []


def test_an_act_that_publishes_nothing_is_simply_done(app):
    with app.test_request_context("/", method="POST", data={}), preview.publish():
        pass


def test_lots_are_not_drawn_for_the_page(app, clock):
    def told(codes):
        return WouldPublish(
            "lot.prepared", say(N_("抽签")), {"codes": codes}, {}, "FT-LH", "x:1", None, None, clock.now()
        )

    assert digest_of((told(["a"]),)) == digest_of((told(["b"]),))


def test_the_digest_covers_everything_that_is_published(clock):
    at = clock.now()
    base = {
        "kind": "a.b",
        "sentence": say("甲"),
        "facts": {"x": 1, "at": at.isoformat()},
        "attachments": {"text": ("text/plain", b"1")},
        "place": "P",
        "subject": "s:1",
        "reason_code": None,
        "supersedes": None,
        "at": at,
    }
    changed = {
        "kind": "a.c",
        "sentence": say("乙"),
        "facts": {"x": 2, "at": at.isoformat()},
        "attachments": {"text": ("text/plain", b"2")},
        "place": "Q",
        "subject": "s:2",
        "reason_code": "r",
        "supersedes": 3,
    }
    one = digest_of((WouldPublish(**base),))
    for name, value in changed.items():
        assert digest_of((WouldPublish(**(base | {name: value})),)) != one, name
    later = at + timedelta(seconds=5)
    same = base | {"at": later, "facts": {"x": 1, "at": later.isoformat()}}
    assert digest_of((WouldPublish(**same),)) == one


def test_the_log_is_not_touched_by_showing(case, reader):
    size = db.session.scalar(select(Log.size))
    sign_in(reader, case.handler)
    for _ in range(3):
        reader.post(f"/objections/{case.objection}/decide", data=ANSWER)
    assert db.session.scalar(select(Log.size)) == size
