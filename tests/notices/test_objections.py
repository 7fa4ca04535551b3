"""Objections: who, when, who decides, what follows; and that they hold the gate (invariants 2 and 11)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import actions, lots, objection_deciding, objection_queries, queries
from micro_projects.notices import objection_actions as objections
from micro_projects.notices.models import LogEntry, NoticeSubject
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection, ObjectionVote
from micro_projects.web.door import act

pytestmark = pytest.mark.founded

SECOND = timedelta(seconds=1)
LAST = "2026-03-09T23:59:59.999999+08:00"
"""The last instant of a five-day notice posted on Monday 2 March 2026."""
OVER = "2026-03-10T00:00+08:00"
NOON = "2026-03-10T12:00+08:00"
THIRD_NOON = "2026-03-12T12:00+08:00"


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.refusal.code == code


@pytest.fixture
def d1(story):
    story.things = story.subjects(3)
    story.code = story.post("D1", story.things)
    return story


def file(story, login="resident01", about=0, **said):
    """File an objection on the web; `about` None: against the procedure."""
    target = None if about is None else story.things[about]
    notice = story.notice(story.code)
    return story.do(objections.file_objection, login, notice, Said(target, "这里写错了", **said))


def handler(story, objection):
    logins = ("officer", "officer2", "district")
    return next(n for n in logins if story.actor(n).id == objection.handler_id)


def again(objection):
    return db.session.get_one(Objection, objection.id, populate_existing=True)


def acknowledged(story, objection):
    story.do(objection_deciding.acknowledge, handler(story, objection), objection)
    return again(objection)


def decided(story, objection, outcome, answer="查过了，理由如下。"):
    one = acknowledged(story, objection)
    story.do(objection_deciding.decide, handler(story, one), one, outcome, answer)
    return again(one)


def confirm(story):
    story.at(OVER)
    story.do(actions.confirm_letter_box, "worker1", story.notice(story.code))


def kinds(prefix="objection."):
    return list(
        db.session.scalars(
            select(LogEntry.kind).where(LogEntry.kind.startswith(prefix)).order_by(LogEntry.index)
        )
    )


# -- filing ----------------------------------------------------------------------------------------------


def test_an_objection_is_filed_told_disclosed_and_given_to_somebody_without_part(d1):
    made = file(d1)
    assert made.code == f"{d1.code}-O1"
    assert (made.office, made.state, made.level, made.standing) == ("officer", "received", 0, "roll")
    assert made.due_at == datetime.fromisoformat("2026-03-06T00:00+08:00")
    assert handler(d1, made) in ("officer", "officer2")
    assert kinds() == ["objection.received"]
    entry = db.session.scalars(select(LogEntry).where(LogEntry.kind == "objection.received")).one()
    name = d1.actor("resident01").name.encode()
    parts = queries.parts(entry)
    assert all(name not in (p.body or b"") and "写错了".encode() not in (p.body or b"") for p in parts)
    told = db.session.scalars(select(Letter.person_id).where(Letter.url == f"/objections/{made.code}"))
    assert {d1.actor("resident01").id, made.handler_id} <= set(told)


def test_the_last_instant_is_in_time_and_midnight_is_not(d1):
    d1.at(LAST)
    assert file(d1).state == "received"
    d1.at(OVER)
    refused("period_over", file, d1, "resident02")


@pytest.mark.each_database
def test_the_database_refuses_what_came_too_late(d1):
    made = file(d1)
    late = datetime.fromisoformat(OVER)
    twin = twin_of(made, code="X", number=9, received_at=late, entered_at=late, person_id=2)
    with pytest.raises(DBAPIError, match="objection_in_time"), act():
        db.session.add(twin)


def twin_of(made, **changed):
    """The same objection once more, written straight into the table."""
    return Objection(
        **({c.key: getattr(made, c.key) for c in Objection.__table__.columns if c.key != "id"} | changed)
    )


@pytest.mark.each_database
@pytest.mark.parametrize("about", [0, None])
def test_the_database_holds_one_open_objection_per_person_and_thing(d1, about):
    twin = twin_of(file(d1, about=about), code="X", number=9)
    with pytest.raises(DBAPIError, match=r"(?i)unique"), act():
        db.session.add(twin)


def test_a_notice_without_a_period_takes_none(story):
    story.things = story.subjects(1)
    story.code = story.post("E2", story.things)
    refused("no_period", file, story)


def test_only_what_the_notice_speaks_of_can_be_objected_to(d1):
    other = d1.things[0]._replace(id=d1.cycle.id)
    notice = d1.notice(d1.code)
    refused("not_in_notice", d1.do, objections.file_objection, "resident01", notice, Said(other, "错"))


def test_one_open_objection_per_person_and_thing_but_never_less(d1):
    first = file(d1)
    refused("already_open", file, d1)
    assert file(d1, about=1).number == 2  # another thing
    assert file(d1, about=None).number == 3  # the procedure
    assert file(d1, "resident02").number == 4  # another person
    d1.do(objections.withdraw, "resident01", first)
    assert file(d1).number == 5  # the first is closed


def test_who_is_not_on_the_roll_says_how_it_touches_them(d1):
    refused("say_how_affected", file, d1, "neighbour01")
    assert file(d1, "neighbour01", affected="每天从这里过").standing == "affected"
    refused("say_how_affected", file, d1, "contractor1")


def test_any_supplier_may_object_to_an_award(story):
    story.things = story.subjects(1)
    story.code = story.post("E1", story.things)
    assert file(story, "contractor2").standing == "supplier"


def test_a_shielded_objector_is_named_nowhere_but_to_the_handler_and_that_is_journalled(d1):
    made = file(d1, shielded=True)
    assert made.objector == "不公开"
    for login in ("worker1", "resident01", "admin", "auditor", "moderator"):
        refused("not_handler", d1.do, objection_deciding.reveal, login, made)
    name, phone = d1.do(objection_deciding.reveal, handler(d1, made), made)
    assert name
    assert phone.startswith("000")
    looks = db.session.scalars(select(JournalEntry).where(JournalEntry.act == "objection.reveal")).all()
    assert [look.subject_id for look in looks] == [made.id]
    assert name not in looks[0].facts


# -- the counter and the letter box --------------------------------------------------------------------------


def enter(
    story, box_on=None, name="王小明", phone="13800000001", login="worker1", about=0, affected="住对面"
):
    notice = story.notice(story.code)
    target = None if about is None else story.things[about]
    said = Said(target, "信里这样写", affected=affected)
    return story.do(objections.enter_objection, login, notice, said, name, phone, box_on)


def test_a_worker_enters_what_is_said_at_the_counter(d1):
    made = enter(d1)
    assert (made.channel, made.objector) == ("counter", "王**")
    row = db.session.scalars(select(JournalEntry).where(JournalEntry.act == "objection.receive")).one()
    assert row.person_id == d1.actor("worker1").id
    assert row.on_behalf_of == made.person_id
    assert enter(d1, about=1).person_id == made.person_id  # the same person is not made twice
    refused("already_open", enter, d1)
    for login in ("resident01", "worker9", "officer"):
        refused("not_allowed", enter, d1, login=login)
    d1.at(OVER)
    refused("period_over", enter, d1, about=2)


def test_a_letter_counts_by_the_day_it_was_put_in_the_box(d1):
    d1.at("2026-03-11T09:00+08:00")
    assert enter(d1, date(2026, 3, 9)).received_at == datetime.fromisoformat("2026-03-09T23:59:59+08:00")
    for day in (date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 30)):
        refused("box_date", enter, d1, day, about=1)


def test_a_letter_of_the_posting_day_is_in_time(d1):
    assert enter(d1, date(2026, 3, 2)).channel == "letter"


@pytest.mark.each_database
def test_a_timely_letter_found_after_the_gate_opened_holds_again(d1, heard):
    d1.at(THIRD_NOON)
    d1.tick()
    assert len(heard.opened) == 3
    with act() as now:
        actions.require_gate(d1.things[0], "D1", now)
    made = enter(d1, date(2026, 3, 9))
    with act() as now:
        refused("held", actions.require_gate, d1.things[0], "D1", now)
        actions.require_gate(d1.things[1], "D1", now)
    one = decided(d1, made, "rejected")
    with act() as now:
        refused("held", actions.require_gate, d1.things[0], "D1", now)  # the appeal's time runs
    d1.do(objections.accept, "worker1", one)
    with act() as now:
        actions.require_gate(d1.things[0], "D1", now)


def test_no_letter_once_everything_it_bears_on_has_gone_on(d1):
    d1.at(THIRD_NOON)
    d1.tick()
    d1.clock.forward(SECOND)
    with act() as now:
        journal.write(CLOCK_ACTOR, "notice_test.go", d1.things[0], now, **{"from": "here", "to": "there"})
    refused("moved_on", enter, d1, date(2026, 3, 9))
    assert enter(d1, date(2026, 3, 9), about=1).state == "received"
    assert enter(d1, date(2026, 3, 9), about=None).state == "received"


# -- gates -------------------------------------------------------------------------------------------------


def test_a_gate_opens_at_noon_after_the_letter_box_is_confirmed(d1, heard):
    confirm(d1)
    d1.at("2026-03-10T11:59:59+08:00")
    d1.tick()
    assert heard.opened == []
    with act() as now:
        refused("notice_running", actions.require_gate, d1.things[0], "D1", now)
    d1.at(NOON)
    d1.tick()
    assert sorted(heard.opened) == sorted((s.id, "D1") for s in d1.things)
    assert kinds("notice.unconfirmed") == []


def test_unconfirmed_it_opens_at_noon_of_the_third_day_and_that_is_disclosed(d1, heard):
    d1.at(NOON)
    d1.tick()
    d1.at("2026-03-12T11:59:59+08:00")
    d1.tick()
    assert heard.opened == []
    d1.at(THIRD_NOON)
    d1.tick()
    assert len(heard.opened) == 3
    assert kinds("notice.unconfirmed") == ["notice.unconfirmed"] * 2  # D1's and C1's, each once


def test_one_subjects_objection_holds_that_one_only(d1, heard):
    file(d1, about=1)
    confirm(d1)
    d1.at(NOON)
    d1.tick()
    assert {i for i, _ in heard.opened} == {d1.things[0].id, d1.things[2].id}
    with act() as now:
        refused("held", actions.require_gate, d1.things[1], "D1", now)


def test_an_objection_to_the_procedure_holds_them_all(d1, heard):
    file(d1, about=None)
    confirm(d1)
    d1.at(NOON)
    d1.tick()
    assert heard.opened == []
    for thing in d1.things:
        with act() as now:
            refused("held", actions.require_gate, thing, "D1", now)


@pytest.mark.each_database
def test_the_last_second_and_the_release_cannot_both_win(d1, heard):
    d1.at(LAST)
    made = file(d1)
    confirm(d1)
    d1.at(NOON)
    d1.tick()
    assert d1.things[0].id not in {i for i, _ in heard.opened}
    let_go = update(NoticeSubject).where(NoticeSubject.subject_id == made.subject_id)
    with pytest.raises(DBAPIError, match="notice_subject_held"), act() as now:
        db.session.execute(let_go.values(released_at=now))


def test_the_database_lets_no_gate_open_early(d1):
    let_go = update(NoticeSubject).where(NoticeSubject.subject_id == d1.things[0].id)
    with pytest.raises(DBAPIError, match="notice_subject_early"), act() as now:
        db.session.execute(let_go.values(released_at=now))


def test_only_the_clock_lets_a_gate_open(d1):
    d1.at(THIRD_NOON)
    notice = d1.notice(d1.code)
    refused("not_allowed", d1.do, actions.release, "admin", notice, d1.things[0])


def test_no_gate_without_a_notice(d1):
    with act() as now:
        refused("no_notice", actions.require_gate, d1.things[0], "D2", now)


def test_the_box_is_confirmed_once_after_the_end_by_a_worker_of_the_place(d1):
    notice = d1.notice(d1.code)
    refused("not_over_yet", d1.do, actions.confirm_letter_box, "worker1", notice)
    d1.at(OVER)
    for login in ("worker9", "officer", "resident01"):
        refused("not_allowed", d1.do, actions.confirm_letter_box, login, d1.notice(d1.code))
    confirm(d1)
    refused("already_confirmed", d1.do, actions.confirm_letter_box, "worker1", d1.notice(d1.code))


# -- who decides -------------------------------------------------------------------------------------------


def take_part(story, login, thing):
    with act() as now:
        journal.write(story.actor(login), "notice_test.touch", thing, now)


def test_nobody_who_took_part_decides(d1):
    take_part(d1, "officer", d1.things[0])
    assert handler(d1, file(d1)) == "officer2"
    assert handler(d1, file(d1, about=None)) == "officer2"


def test_nobody_with_an_interest_decides(d1, heard):
    heard.interested[d1.things[0].id] = {d1.actor("officer2").id}
    assert handler(d1, file(d1)) == "officer"


def test_work_is_spread(d1):
    assert {handler(d1, file(d1, f"resident0{n}", about=n)) for n in (1, 2)} == {"officer", "officer2"}


def test_only_the_handler_acts_and_one_who_then_took_part_no_longer(d1):
    made = file(d1)
    others = {"officer", "officer2"} - {handler(d1, made)}
    for login in (*others, "worker1", "resident01", "district", "admin"):
        refused("not_handler", d1.do, objection_deciding.acknowledge, login, made)
        refused("not_handler", d1.do, objection_deciding.decide, login, made, "rejected", "不成立")
    one = acknowledged(d1, made)
    take_part(d1, handler(d1, one), d1.things[0])
    refused("took_part", d1.do, objection_deciding.decide, handler(d1, one), one, "rejected", "不成立")


def test_decisions_come_after_acknowledging_once_with_an_answer(d1):
    made = file(d1)
    who = handler(d1, made)
    refused("wrong_state", d1.do, objection_deciding.decide, who, made, "rejected", "不成立")
    one = acknowledged(d1, made)
    assert one.due_at == datetime.fromisoformat("2026-03-17T00:00+08:00")
    refused("wrong_state", d1.do, objection_deciding.acknowledge, who, one)
    refused("no_answer", d1.do, objection_deciding.decide, who, one, "rejected", "  ")
    refused("wrong_outcome", d1.do, objection_deciding.decide, who, one, "perhaps", "也许")
    d1.do(objection_deciding.decide, who, one, "rejected", "查过了，不成立。")
    refused("wrong_state", d1.do, objection_deciding.decide, who, again(one), "fact", "又成立了")


def test_an_answer_is_disclosed_in_full_as_its_own_part(d1):
    decided(d1, file(d1), "rejected", "查过三家报价，估价合理。")
    entry = db.session.scalars(select(LogEntry).where(LogEntry.kind == "objection.decided")).one()
    assert {p.name: p.body for p in queries.parts(entry)}["answer"] == "查过三家报价，估价合理。".encode()


# -- what follows ------------------------------------------------------------------------------------------

OUTCOMES = ("fact", "substance", "procedure")
ALLOWED = {
    "D1": OUTCOMES,
    "D2": OUTCOMES,
    "D3": OUTCOMES,
    "E1": OUTCOMES,
    "E3": OUTCOMES,
    "E6": OUTCOMES,
    "C1": ("fact",),
}


@pytest.mark.parametrize("kind", ALLOWED)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_each_kind_may_be_upheld_as(story, heard, kind, outcome):
    story.things = story.subjects(2)
    story.code = story.post(kind, story.things)
    made = acknowledged(story, file(story))
    who = handler(story, made)
    if outcome not in ALLOWED[kind]:
        refused("wrong_outcome", story.do, objection_deciding.decide, who, made, outcome, "成立")
        return
    story.do(objection_deciding.decide, who, made, outcome, "成立")
    assert heard.upheld == [(story.things[0].id, story.code, outcome)]
    assert again(made).state == "upheld"


def test_upheld_against_the_procedure_it_reaches_every_subject(d1, heard):
    decided(d1, file(d1, about=None), "procedure")
    assert heard.upheld == [(s.id, d1.code, "procedure") for s in d1.things]


@pytest.mark.each_database
def test_an_upheld_notice_never_opens_and_its_supplement_does(d1, heard):
    decided(d1, file(d1), "fact")
    confirm(d1)
    d1.at(THIRD_NOON)
    d1.tick()
    assert d1.things[0].id not in {i for i, _ in heard.opened}
    with act() as now:
        refused("upheld", actions.require_gate, d1.things[0], "D1", now)
        actions.require_gate(d1.things[1], "D1", now)
    supplement = d1.post("D1", [d1.things[0]])
    assert supplement == f"{d1.code}.2"
    d1.clock.forward(timedelta(days=20))
    d1.tick()
    assert d1.things[0].id in {i for i, _ in heard.opened}
    with act() as now:
        assert actions.require_gate(d1.things[0], "D1", now).code == supplement


def test_a_replaced_notice_lets_nothing_go(d1, heard):
    d1.clock.forward(timedelta(hours=1))
    d1.post("D1", [d1.things[0]])
    confirm(d1)
    d1.at(NOON)
    d1.tick()
    assert d1.things[0].id not in {i for i, _ in heard.opened}


def test_a_rejection_holds_until_the_appeals_time_has_run(d1, heard):
    one = decided(d1, file(d1), "rejected")
    assert one.due_at == datetime.fromisoformat("2026-03-06T00:00+08:00")
    d1.at("2026-03-05T23:59:59+08:00")
    d1.tick()
    assert again(one).state == "rejected"
    with act() as now:
        refused("not_due", objection_deciding.lapse, CLOCK_ACTOR, again(one), now)
    d1.at("2026-03-06T00:00+08:00")
    d1.tick()
    assert again(one).state == "settled"
    refused("appeal_late", d1.do, objections.appeal, "resident01", again(one), "不服")
    assert kinds()[-1] == "objection.settled"


def test_after_forty_days_down_the_rejection_lapses_and_then_the_gate_opens(d1, heard):
    one = decided(d1, file(d1), "rejected")
    d1.clock.forward(timedelta(days=40))
    d1.tick()
    assert again(one).state == "settled"
    assert len(heard.opened) == 3


def test_appeals_go_to_another_officer_then_to_the_district_and_end_there(d1):
    one = decided(d1, file(d1), "rejected")
    first = handler(d1, one)
    refused("not_objector", d1.do, objections.appeal, "resident02", one, "不服")
    refused("not_objector", d1.do, objections.appeal, "worker1", one, "不服")
    d1.do(objections.appeal, "resident01", one, "不服")
    one = again(one)
    second = handler(d1, one)
    assert (one.level, one.state, one.outcome) == (1, "received", None)
    assert {first, second} == {"officer", "officer2"}
    one = decided(d1, one, "rejected", "复核后仍不成立。")
    d1.do(objections.appeal, "resident01", one, "还是不服")
    one = again(one)
    assert (one.level, one.office, handler(d1, one)) == (2, "district", "district")
    one = decided(d1, one, "rejected", "最后答复。")
    assert (one.state, one.due_at) == ("settled", None)
    refused("appeal_late", d1.do, objections.appeal, "resident01", one, "再不服")
    assert [d.office for d in objection_queries.decisions(one.id)] == ["officer", "officer", "district"]
    assert len(objection_queries.appeals(one.id)) == 2


def test_an_appeal_with_nobody_left_at_the_sub_district_goes_to_the_district(d1):
    take_part(d1, "officer", d1.things[0])
    one = decided(d1, file(d1), "rejected")
    d1.do(objections.appeal, "resident01", one, "不服")
    one = again(one)
    assert (one.level, one.office) == (1, "district")


def test_withdrawing_is_the_objectors_and_ends_the_hold(d1):
    made = file(d1)
    refused("not_objector", d1.do, objections.withdraw, "resident02", made)
    refused("not_objector", d1.do, objections.withdraw, "worker1", made)
    d1.do(objections.withdraw, "resident01", made)
    assert queries.open_objections(d1.things[0].id, "D1") == 0
    refused("wrong_state", d1.do, objections.withdraw, "resident01", again(made))
    assert kinds()[-1] == "objection.withdrawn"


def test_a_worker_acts_for_somebody_who_came_in_person(d1):
    made = enter(d1)
    d1.do(objections.withdraw, "worker2", made)
    row = db.session.scalars(select(JournalEntry).where(JournalEntry.act == "objection.withdraw")).one()
    assert row.on_behalf_of == made.person_id


# -- overdue, and panels ---------------------------------------------------------------------------------


def overdue(story, objection):
    story.clock.move_to(again(objection).due_at)
    story.tick()
    return again(objection)


def test_overdue_it_goes_to_the_district_then_to_a_panel_each_time_disclosed(d1):
    made = file(d1)
    d1.clock.move_to(made.due_at - SECOND)
    d1.tick()
    assert again(made).office == "officer"
    one = overdue(d1, made)
    assert (one.office, handler(d1, one), one.state) == ("district", "district", "received")
    one = overdue(d1, one)
    assert (one.office, one.handler_id) == ("panel", None)
    assert one.panel_lot_id
    assert kinds() == ["objection.received", "objection.overdue", "objection.overdue"]


def panelists(story, objection):
    """Draw the panel; its members' logins."""
    lot = db.session.get_one(lots.Lot, again(objection).panel_lot_id)
    story.clock.move_to(lot.number_due_at)
    story.do(lots.enter_number, "worker1", lot, "305")
    story.do(lots.enter_number, "moderator", lot, "305")
    by_id = {story.actor(f"council{n:02d}").id: f"council{n:02d}" for n in range(1, 22)}
    return [by_id[v.person_id] for v in objection_queries.panel(again(objection))]


@pytest.fixture
def with_panel(d1):
    """An objection nobody without part can decide, and its drawn panel."""
    for login in ("officer", "officer2"):
        take_part(d1, login, d1.things[0])
    d1.made = file(d1)
    assert d1.made.office == "panel"
    d1.panel = panelists(d1, d1.made)
    return d1


@pytest.mark.each_database
def test_two_of_three_decide(with_panel, heard):
    s = with_panel
    assert len(s.panel) == 3
    refused("not_handler", s.do, objection_deciding.acknowledge, "officer", s.made)
    s.do(objection_deciding.acknowledge, s.panel[0], again(s.made))
    one = again(s.made)
    refused("panel_votes", s.do, objection_deciding.decide, s.panel[0], one, "fact", "成立")
    s.do(objection_deciding.vote, s.panel[0], one, "substance", "理由甲")
    refused("voted", s.do, objection_deciding.vote, s.panel[0], one, "fact", "改")
    s.do(objection_deciding.vote, s.panel[1], one, "rejected", "理由乙")
    assert again(one).state == "acknowledged"
    s.do(objection_deciding.vote, s.panel[2], one, "substance", "理由丙")
    one = again(one)
    assert (one.state, one.outcome) == ("upheld", "substance")
    assert one.answer == "理由甲\n\n理由丙"
    assert heard.upheld == [(s.things[0].id, s.code, "substance")]


def test_two_agreeing_need_no_third(with_panel):
    s = with_panel
    s.do(objection_deciding.acknowledge, s.panel[1], again(s.made))
    for login in s.panel[:2]:
        s.do(objection_deciding.vote, login, again(s.made), "rejected", "不成立")
    assert again(s.made).state == "rejected"
    refused("wrong_state", s.do, objection_deciding.vote, s.panel[2], again(s.made), "fact", "成立")


def test_three_opinions_draw_a_fresh_panel_at_once(with_panel):
    s = with_panel
    s.do(objection_deciding.acknowledge, s.panel[0], again(s.made))
    for login, outcome in zip(s.panel, ("fact", "substance", "rejected"), strict=True):
        s.do(objection_deciding.vote, login, again(s.made), outcome, "我的理由")
    before = set(s.panel)
    assert again(s.made).state == "acknowledged"
    refused("not_handler", s.do, objection_deciding.vote, s.panel[0], again(s.made), "fact", "再投")
    fresh = panelists(s, s.made)
    assert not before & set(fresh)
    assert kinds().count("objection.undecided") == 1
    for login in fresh[:2]:
        s.do(objection_deciding.vote, login, again(s.made), "fact", "成立")
    assert again(s.made).state == "upheld"


def test_an_undecided_panel_is_replaced_publicly_until_one_decides(with_panel):
    s = with_panel
    drawn = set(s.panel)
    for _ in range(2):
        one = overdue(s, s.made)
        assert one.office == "panel"
        fresh = set(panelists(s, s.made))
        assert not drawn & fresh
        drawn |= fresh
    assert kinds().count("objection.overdue") == 2


def test_a_panel_has_neither_the_objector_nor_the_interested(d1, heard):
    heard.interested[d1.things[0].id] = {d1.actor(f"council{n:02d}").id for n in range(1, 16)}
    for login in ("officer", "officer2"):
        take_part(d1, login, d1.things[0])
    made = file(d1, "council16")
    members = {p.member_id for p in queries.lot_places(made.panel_lot_id)}
    assert members == {d1.actor(f"council{n:02d}").id for n in range(17, 22)}


@pytest.mark.each_database
def test_votes_and_texts_are_not_rewritten(with_panel):
    s = with_panel
    s.do(objection_deciding.acknowledge, s.panel[0], again(s.made))
    s.do(objection_deciding.vote, s.panel[0], again(s.made), "fact", "成立")
    for statement in (
        "UPDATE objection_vote SET outcome = 'rejected' WHERE voted_at IS NOT NULL",
        "DELETE FROM objection_vote",
        "DELETE FROM objection",
        "UPDATE objection SET text = '别的'",
        "UPDATE objection SET state = 'settled'",
        "UPDATE objection SET state = 'upheld'",
    ):
        with pytest.raises(DBAPIError), act():
            db.session.execute(text(statement))
    assert db.session.query(ObjectionVote).count() == 3


def test_the_clock_decides_nothing(d1):
    made = file(d1)
    for step in (objection_deciding.acknowledge, objection_deciding.reveal):
        with act() as now:
            refused("not_allowed", step, CLOCK_ACTOR, made, now)
    with act() as now:
        refused("not_allowed", objection_deciding.decide, CLOCK_ACTOR, made, "rejected", "不", now)
        refused("not_allowed", objection_deciding.vote, CLOCK_ACTOR, made, "rejected", "不", now)
    for step in (objection_deciding.escalate, objection_deciding.lapse):
        refused("not_allowed", d1.do, step, "admin", made)


def test_who_has_a_part_is_told_when_a_notice_speaks_of_it(story, heard):
    things = story.subjects(1)
    heard.interested[things[0].id] = {story.actor("resident05").id}
    code = story.post("D1", things)
    told = db.session.scalars(select(Letter.person_id).where(Letter.url == f"/notices/{code}")).all()
    assert list(told) == [story.actor("resident05").id]


def test_a_rule_pack_found_wrong_goes_on_notice_again(story):
    story.code = "FT-LH-2026-C1"
    story.things = [story.cycle.ref]
    take_part(story, "officer2", story.cycle.ref)  # `officer` opened it
    made = file(story, about=None)
    assert made.office == "panel"
    panel = panelists(story, made)
    story.do(objection_deciding.acknowledge, panel[0], again(made))
    for login in panel[:2]:
        story.do(objection_deciding.vote, login, again(made), "fact", "金额单位写错")
    again_posted = story.notice("FT-LH-2026-C1.2")
    assert queries.entry_of(again_posted).supersedes == story.notice("FT-LH-2026-C1").log_index
