"""A running session as people watch it: its state, its light, its polling, who is present, what follows by itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, select, text, update

from makers.council import Council, Waiting
from micro_projects.council import (
    actions,
    live,
    live_bells,
    live_checks,
    live_watch,
    motion_actions,
    speaking_actions,
)
from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import Attendance
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act
from support.live import seen_is_kept
from support.statements import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

pytestmark = pytest.mark.founded
AT = "/sessions/FT-LH-2026-S01"


def seen(council: Council) -> dict[str, Any]:
    """What everybody sees now, held against what is kept."""
    session = council.session
    seen_is_kept(session)
    row = db.session.get(SessionLive, session.id, populate_existing=True)
    assert row is not None
    value: dict[str, Any] = json.loads(row.state)
    return value


def test_a_session_called_before_there_was_such_a_row_gets_one(council: Council, waiting: Waiting) -> None:
    council.convene("楼道")
    with act():
        db.session.execute(delete(SessionLive))
    db.session.expire_all()
    client = council.app.test_client()
    assert client.get(f"{AT}/projector").status_code == 404
    assert [f.what for f in live_checks.seen()] == [
        "session FT-LH-2026-S01: nothing is kept for those who watch"
    ]
    with act() as now:
        live.write_missing(now)
    assert client.get(f"{AT}/projector").status_code == 200
    seen(council)
    with act() as now:
        live.write_missing(now)
    assert seen(council)["state"] == "convened"


def test_what_is_seen_is_what_is_kept_after_each_act(council: Council, waiting: Waiting) -> None:
    council.convene("楼道")
    steps: list[Callable[[], object]] = [
        council.begin,
        lambda: council.come(*range(1, 16)),
        lambda: council.come(16, channel="phone"),
        lambda: council.recuse(3),
    ]
    for step in steps:
        step()
        seen(council)
    with act() as now:
        actions.open_session(council.moderator, council.session, now)
    council.open_item(1)
    one = seen(council)["items"][0]
    assert [r["reason"] for r in one["recused"]] == ["亲属住在三号楼"]
    assert one["motions"][0]["by_program"]
    council.call(1)
    council.vote(1, yes=(1, 2), no=(4,))
    state = seen(council)
    motion = state["items"][0]["motions"][0]
    assert (motion["voted"], motion["may_vote"], len(motion["voters"])) == (3, 15, 3)
    assert "yes" not in json.dumps(motion)
    council.vote(1, yes=range(5, 11))
    council.declare(1)
    state = seen(council)
    assert state["items"][0]["motions"][0]["ayes"] == 8
    assert state["current"] is None
    council.open_item(2)
    council.move("main", "清理楼道。", item=2)
    seen(council)
    council.put_off(2)
    seen(council)
    council.close()
    over = seen(council)
    assert (over["state"], over["items"], over["presence"]) == ("over", [], {})


def test_nobodys_id_is_seen(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    assert council.member(1).name in json.dumps(seen(council), ensure_ascii=False)
    assert '_id"' not in json.dumps(seen(council))


# -- polling ------------------------------------------------------------------------------------------


def poll(client: FlaskClient, tag: str = "", view: str = "") -> Any:
    """One look, as a page takes it."""
    return client.get(f"{AT}/state?view={view}", headers={"If-None-Match": f'"{tag}"'} if tag else {})


def test_a_poll_asks_nothing_while_nothing_changed_and_once_when_it_did(
    council: Council, waiting: Waiting
) -> None:
    council.convene()
    council.begin()
    client = council.app.test_client()
    client.post("/sign-in", data={"login": "council01", "password": "micro-projects-demo", "next": ""})
    with counted() as asked:
        first = poll(client, view="wall")
    assert len(asked) == 1, asked
    assert first.json["state"]["state"] == "checking_in"
    with counted() as asked:
        for view in ("wall", "phone", ""):
            same = poll(client, first.json["tag"], view)
            assert (same.status_code, same.data) == (304, b"")
        again = poll(client, view="wall")
    assert not asked
    assert again.json["html"] == first.json["html"]
    council.come(1)
    with counted() as asked:
        changed = poll(client, first.json["tag"], "wall")
        poll(client, first.json["tag"], "phone")
    assert len(asked) == 1, asked
    assert changed.json["version"] == first.json["version"] + 1
    assert council.member(1).name in changed.json["html"]


def test_each_language_has_its_own_tag_and_part(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.begin()
    client = council.app.test_client()
    chinese = poll(client, view="phone").json
    client.set_cookie("lang", "en", domain="127.0.0.1")
    english = poll(client, chinese["tag"], "phone")
    assert english.status_code == 200
    assert "Checking in" in english.json["html"]
    assert "正在签到" in chinese["html"]


def test_pages_and_polls_show_the_same(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    client = council.app.test_client()
    for page, view in (("/projector", "wall"), ("/live", "phone")):
        with counted() as asked:
            whole = client.get(AT + page).get_data(as_text=True)
        assert len(asked) <= 4, asked
        assert poll(client, view=view).json["html"] in whole
        assert '<noscript><meta http-equiv="refresh"' in whole


def test_what_was_not_rung_is_found_within_seconds(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between commit and memory, or another machine: the database is asked again."""
    council.convene()
    council.begin()
    client = council.app.test_client()
    tag = poll(client).json["tag"]
    monkeypatch.setattr(live_bells.Bells, "ring", lambda self, code: None)
    council.come(1)
    assert poll(client, tag).status_code == 304
    monkeypatch.setattr(live_watch, "TRUSTED", 0.0)
    assert poll(client, tag).status_code == 200


def test_without_shared_memory_every_poll_asks(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.begin()
    bells = live_bells.Bells(council.app.extensions["settings"].home / "nowhere" / "bells")
    watch = live_watch.Watch(bells)
    for _ in range(2):
        with counted() as asked:
            watch.newest(council.code)
        assert len(asked) == 1
    bells.ring(council.code)


def test_two_processes_hear_each_other(council: Council) -> None:
    path = council.app.extensions["settings"].home / "bells_of_two"
    ours, theirs = live_bells.Bells(path), live_bells.Bells(path)
    before = ours.mark("FT-LH-2026-S01")
    theirs.ring("FT-LH-2026-S01")
    assert ours.mark("FT-LH-2026-S01") == theirs.mark("FT-LH-2026-S01") != before


def test_a_bell_is_rung_after_the_commit_only(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    council.convene()
    heard: list[bool] = []

    def hear(self: object, code: str) -> None:
        heard.append(db.engine.connect().execute(select(SessionLive.version)).scalar_one() > 1)

    monkeypatch.setattr(live_bells.Bells, "ring", hear)
    council.begin()
    assert heard == [True]

    def twice() -> None:
        with act() as now:
            for _ in range(2):
                actions.check_in(council.moderator, council.session, council.member(1).id, "phone", now)

    with pytest.raises(Refused):
        twice()
    assert heard == [True]


def test_who_watches_is_remembered_for_few_sessions(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_watch, "KEPT", 2)
    monkeypatch.setattr(live_watch, "read", lambda code: (1, '{"state":"open"}'))
    watch = live_watch.Watch(live_bells.bells())
    for n in range(5):
        watch.newest(f"X-{n}")
    assert list(watch._known) == ["X-3", "X-4"]
    assert not watch._asking


@pytest.mark.each_database
def test_a_version_only_grows(council: Council, waiting: Waiting) -> None:
    council.convene()
    with pytest.raises(Exception, match="session_live_grows"), act():
        db.session.execute(text("UPDATE session_live SET version = version"))


# -- quorum lost --------------------------------------------------------------------------------------


def acts(council: Council) -> list[str]:
    """What the journal says about quorum and end."""
    rows = db.session.scalars(select(JournalEntry.act).order_by(JournalEntry.id))
    return [a for a in rows if a in ("session.quorum_lost", "session.quorum_back", "session.adjourn")]


def test_a_slip_of_the_finger_ends_no_meeting(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(14)
    council.go(14)
    lost = seen(council)
    assert not lost["count"]["met"]
    assert lost["quorum_lost_at"] == council.now.isoformat()
    assert lost["recall_until"] == (council.now + timedelta(minutes=15)).isoformat()
    council.clock.forward(timedelta(minutes=14))
    council.tick()
    assert council.session.state == "open"
    council.come(15)
    assert seen(council)["quorum_lost_at"] is None
    council.clock.forward(timedelta(minutes=30))
    council.tick()
    assert council.session.state == "open"
    assert acts(council) == ["session.quorum_lost", "session.quorum_back"]


def test_the_clock_adjourns_when_nobody_comes_back(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(15)
    council.open_item()
    council.call()
    council.vote(yes=range(1, 9))
    council.go(14, 15)
    council.clock.forward(timedelta(minutes=15))
    council.tick()
    assert council.session.state == "minutes_drafted"
    assert council.session.without_quorum
    assert council.motion().state == "lapsed"
    assert waiting.decided == []
    assert seen(council)["without_quorum"]
    assert acts(council)[-1] == "session.adjourn"


def test_the_clock_adjourns_nothing_that_has_its_quorum(council: Council, waiting: Waiting) -> None:
    from micro_projects.kernel.actor import CLOCK_ACTOR

    council.convene()
    council.open(14)
    council.go(14)
    for when, then in (("too early", lambda: None), ("back", lambda: council.come(14))):
        then()
        with pytest.raises(Refused) as refused, act() as now:
            actions.adjourn_unrecalled(
                CLOCK_ACTOR, council.session, now + timedelta(minutes=20 if when == "back" else 1)
            )
        assert refused.value.refusal.code == "within_recall", when


def test_calling_without_quorum_does_not_wait(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(14)
    council.open_item()
    council.go(14)
    assert council.call() == "adjourned"


# -- two devices --------------------------------------------------------------------------------------


def test_two_moderators_press_the_same_button(council: Council, waiting: Waiting) -> None:
    """Each second press is refused with words, and nothing is there twice."""
    council.convene("楼道")
    council.open(16)

    def twice(one_act: Callable[..., object], *args: object) -> None:
        with act() as now:
            one_act(council.moderator, council.session, *args, now)
        with pytest.raises(Refused), act() as now:
            one_act(council.moderator, council.session, *args, now)
        seen_is_kept(council.session)

    twice(motion_actions.open_item, council.item(1))
    council.call(1)
    with pytest.raises(Refused):
        council.call(1)
    council.vote(1, yes=range(1, 10))
    council.declare(1)
    with pytest.raises(Refused):
        council.declare(1)
    twice(actions.put_off, council.item(2))
    assert waiting.decided == ["carry"]
    council.close()
    with pytest.raises(Refused):
        council.close()


# -- the doctor ---------------------------------------------------------------------------------------


def test_the_doctor_finds_what_is_shown_and_not_kept(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    council.clock.forward(timedelta(minutes=1))
    with act() as now:
        speech = speaking_actions.ask(council.member(1), council.session, council.member(1).id, "speech", now)
    with act() as now:
        speaking_actions.give(council.moderator, council.session, speech, "", now)
    assert [*live_checks.seen(), *live_checks.spoken()] == []
    with act():
        db.session.execute(text("UPDATE session_live SET version = version + 1, state = '{}'"))
        db.session.execute(text("DROP TRIGGER attendance_unvoted"))
        db.session.execute(
            update(Attendance)
            .where(Attendance.person_id == council.member(1).id)
            .values(left_at=Attendance.came_at)
        )
    said = [f.what for f in (*live_checks.seen(), *live_checks.spoken())]
    assert [w.split(":")[1].strip() for w in said] == [
        "what is shown is not what is kept",
        "somebody spoke who was not there",
    ]
