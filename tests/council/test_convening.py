"""Calling a session: its order, what may be left out, supplements, papers as called; residents who require one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from makers.council import Council, Waiting
from makers.cycles import opened
from micro_projects.council import (
    convening_actions,
    convening_rules,
    convening_supplement,
    queries,
    requirement_actions,
    requirement_rules,
)
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import queries as notices
from micro_projects.people.models import RollEntry
from micro_projects.web.door import act
from support.founded import PASSWORD
from support.statements import counted

pytestmark = pytest.mark.founded


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


def done(act_of: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """One act."""
    with act() as now:
        return act_of(*args, now, **more)


WAITING = [("proposal.advance", "A"), ("project.vary", "B"), ("cycle.open", "C"), ("proposal.advance", "D")]


def test_order_is_the_moderators_and_what_has_a_clock_stays() -> None:
    key = convening_rules.key_of
    assert convening_rules.chosen(WAITING, {}, {}) == ([0, 1, 2, 3], [])
    order = {key("proposal.advance", "D"): 1, key("cycle.open", "C"): 2}
    assert convening_rules.chosen(WAITING, order, {}) == ([3, 2, 0, 1], [])
    out = {key("project.vary", "B"): "等报价"}
    assert convening_rules.chosen(WAITING, order, out) == ([3, 2, 0], [1])
    with refused("left_out_without_reason"):
        convening_rules.chosen(WAITING, {}, {key("project.vary", "B"): " "})
    for purpose in ("proposal.advance", "proposal.readmit", "result.adopt", "something.new"):
        with refused("may_not_leave_out"):
            convening_rules.chosen([(purpose, "A")], {}, {key(purpose, "A"): "太多了"})


def test_what_waits_with_a_clock_cannot_be_left_out(council: Council, waiting: Waiting) -> None:
    with refused("may_not_leave_out"):
        council.convene(left_out={"proposal.advance:X-1": "太多了"})
    assert queries.on_live_agendas(council.founded.community) == set()


def test_authors_are_told(council: Council, waiting: Waiting) -> None:
    author = council.as_("resident01").id
    waiting.interested = {author}
    session = council.convene()
    letters = db.session.scalars(select(Letter.url).where(Letter.person_id == author)).all()
    assert letters == [f"/sessions/{session.code}"]


def test_a_supplement_in_time_only(council: Council, waiting: Waiting) -> None:
    waiting.due = False
    session = council.convene("垃圾分类", days=4)
    waiting.due = True
    with refused("nothing_to_add"):
        done(convening_supplement.supplement, council.moderator, session, [], [])
    with refused("not_allowed"):
        done(convening_supplement.supplement, council.member(1), session, ["proposal.advance:X-1"], [])
    done(convening_supplement.supplement, council.moderator, session, ["proposal.advance:X-1"], ["电梯"])
    items = convening_supplement.items_of(council.session)
    assert [(i.number, i.purpose) for i in items] == [(1, "free"), (2, "proposal.advance"), (3, "free")]
    kinds = [e.kind for e in notices.entries_of(session.ref)]
    assert kinds == ["session.called", "session.supplemented"]
    council.clock.forward(timedelta(days=1, minutes=1))
    with refused("too_late_to_supplement"):
        done(convening_supplement.supplement, council.moderator, council.session, [], ["停车"])


def test_papers_stay_as_called_and_say_when_the_subject_changed(council: Council, waiting: Waiting) -> None:
    session = council.convene()
    (paper,) = convening_supplement.papers(session, council.now)
    assert not paper.changed
    assert paper.item.text_zh == waiting.text
    called, waiting.text = waiting.text, "同意提案一（第2版）交付居民表决。"
    (paper,) = convening_supplement.papers(session, council.now)
    assert paper.changed
    assert paper.item.text_zh == called


# -- residents require a session ----------------------------------------------------------------------


@pytest.mark.parametrize(("members", "needed"), [(21, 5), (20, 4), (5, 1), (0, 1)])
def test_how_many_are_needed(members: int, needed: int) -> None:
    assert requirement_rules.needed("members", members, 50) == needed
    assert requirement_rules.needed("residents", members, 50) == 50


def test_residents_require_a_session(council: Council, waiting: Waiting) -> None:
    opened(council.founded, council.now, Pack(residents_require=3, require_days=2))
    place = council.founded.place()
    with refused("not_on_roll"):
        done(requirement_actions.start, council.as_("neighbour01"), place, "电梯停运", who="residents")
    with refused("wrong_choice"):
        done(requirement_actions.start, council.as_("resident01"), place, "电梯停运", who="shops")
    with refused("members_sign"):
        done(requirement_actions.start, council.as_("resident01"), place, "电梯停运")
    one = done(requirement_actions.start, council.as_("resident01"), place, "电梯停运", who="residents")
    done(requirement_actions.start, council.member(1), place, "门禁")
    with refused("one_at_a_time"):
        done(requirement_actions.start, council.as_("resident02"), place, "停车", who="residents")
    with refused("already_signed"):
        done(requirement_actions.sign, council.as_("resident01"), one)
    entry = db.session.query(RollEntry).filter_by(person_id=council.as_("resident02").id).one().code
    with refused("counter_only"):
        done(requirement_actions.sign, council.as_("resident03"), one, entry_code=entry)
    with refused("not_on_roll"):
        done(requirement_actions.sign, council.as_("worker1"), one)
    done(requirement_actions.sign, council.as_("worker1"), one, entry_code=entry)
    with refused("already_signed"):
        done(requirement_actions.sign, council.as_("resident02"), one)
    with pytest.raises(Exception, match="requirement_reached"), act():
        db.session.execute(text("UPDATE requirement SET state = 'reached' WHERE by = 'residents'"))
    one = queries.requirements(place.id)[1][0]
    done(requirement_actions.sign, council.as_("resident03"), one)
    assert (one.state, one.days) == ("reached", 2)
    kinds = [e.kind for e in notices.entries_below(place.path, 0, 5)]
    assert "session.required" in kinds
    council.pass_days(4)
    db.session.rollback()
    assert queries.requirements(place.id)[1][0].overdue_at is not None
    session = done(
        convening_actions.convene, council.as_("officer"), place, council.now + timedelta(days=4), "二楼"
    )
    assert "电梯停运" in "".join(i.text_zh for i in convening_supplement.items_of(session))


# -- pages --------------------------------------------------------------------------------------------


def test_pages(council: Council, waiting: Waiting) -> None:
    browsers: dict[str, Any] = {}

    def of(login: str) -> Any:
        if login not in browsers:
            browsers[login] = council.app.test_client()
            if login:
                browsers[login].post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
        return browsers[login]

    def get(login: str, path: str, status: int = 200, most: int = 0) -> str:
        with counted() as seen:
            answer = of(login).get(path)
        assert answer.status_code == status, (path, answer.status_code)
        assert len(seen) <= (most or (12 if login else 8)), (path, len(seen), seen)
        return str(answer.get_data(as_text=True)) if answer.mimetype.startswith("text/") else ""

    def post(login: str, path: str, status: int = 303, /, **data: Any) -> str:
        answer = of(login).post(path, data=data)
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True)[-3000:])
        return str(answer.get_data(as_text=True))

    assert "居民要求开会" in get("", "/c/FT-LH/sessions")
    where = "/c/FT-LH/sessions/requirement"
    post("resident01", where, by="residents", topic="电梯停运")
    assert "电梯停运" in get("resident02", "/c/FT-LH/sessions")
    post("resident02", where + "/sign", by="residents")
    assert "已有2人联署，需要50人" in get("worker1", "/c/FT-LH/sessions")
    post("resident03", where, 409, by="residents", topic="停车")
    page = get("moderator", "/c/FT-LH/sessions/new", most=20)
    assert "有办理时限，必须列入" in page
    when = {"starts_at": "2026-03-07T19:00", "venue": "二楼会议室", "topics": "楼道堆物怎么办"}
    kept = post("moderator", "/c/FT-LH/sessions/new", 422, **when, **{"out-proposal.advance:X-1": "1"})
    assert "有规定的办理时限" in kept
    post("moderator", "/c/FT-LH/sessions/new", **when)
    at = "/sessions/FT-LH-2026-S01"
    assert "旁听席20个，还空20个" in get("", at)
    assert "会议材料" in get("", at + "/papers")
    assert "BEGIN:VEVENT" in get("", at + ".ics", most=20)
    assert "URL:http" in get("", "/c/FT-LH/sessions.ics", most=20)
    get("moderator", at + "/supplement", most=20)
    get("resident01", at + "/supplement", 403)
    post("moderator", at + "/supplement", 422)
    post("moderator", at + "/supplement", topics="停车")
    assert "停车" in get("", at)
    post("resident01", at + "/observe")
    post("resident01", at + "/observe", 409)
    assert "您已报名旁听" in get("resident01", at)
    get("resident01", at + "/observers", 403)
    assert "旁听名单" in get("moderator", at + "/observers")
    get("moderator", at + "/observers.pdf")
    get("", at + "/agenda.pdf")
    get("", at + "/sign-in-sheet.pdf")
    post("resident01", at + "/observe/cancel")
    assert "还空20个" in get("", at)
