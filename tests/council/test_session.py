"""What a session refuses, and how it ends: quorum, recusal, roll call, minutes' deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select, text

from makers.council import Council, Waiting
from micro_projects.council import (
    actions,
    answers,
    convening_actions,
    minutes_actions,
    motion_actions,
    queries,
    recusal_actions,
    requirement_actions,
    vote_actions,
    vote_effects,
)
from micro_projects.council.desk import desk
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.checks import transitions
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import queries as notices
from micro_projects.web.door import act

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


def now_of(now: datetime) -> datetime:
    """An instant as a raw statement takes it."""
    return now.replace(tzinfo=None) if db.engine.dialect.name == "sqlite" else now


# -- convening ----------------------------------------------------------------------------------------


def test_called_too_late(council: Council, waiting: Waiting) -> None:
    with refused("too_late_to_call"):
        council.convene(days=2)


def test_an_agenda_needs_something(council: Council, waiting: Waiting) -> None:
    waiting.due = False
    with refused("empty_agenda"):
        council.convene()
    council.convene("垃圾分类")


def test_only_the_moderator_of_the_place_calls(council: Council, waiting: Waiting) -> None:
    place = council.founded.place()
    when = council.now + timedelta(days=5)
    for login in ("council01", "moderator9", "worker1", "admin", "resident01"):
        with refused("not_allowed"):
            done(convening_actions.convene, council.as_(login), place, when, "x")
    with refused("ordinary_is_moderators"):
        done(convening_actions.convene, council.as_("officer"), place, when, "x")


def test_the_call_is_disclosed_and_members_told(council: Council, waiting: Waiting) -> None:
    session = council.convene()
    (entry,) = notices.entries_of(session.ref)
    assert entry.kind == "session.called"
    told = db.session.scalar(
        select(func.count()).select_from(Letter).where(Letter.url == f"/sessions/{council.code}")
    )
    assert told == 21


def test_what_is_on_an_agenda_is_not_listed_twice(council: Council, waiting: Waiting) -> None:
    council.convene()
    assert convening_actions.due_motions(council.founded.community, council.now) == []


def test_cancelled_before_its_time_only(council: Council, waiting: Waiting) -> None:
    session = council.convene()
    with refused("empty_reason"):
        done(convening_actions.cancel, council.moderator, session, "")
    council.clock.move_to(session.starts_at)
    with refused("already_started"):
        done(convening_actions.cancel, council.moderator, council.session, "停电")
    other = council.convene("停电")
    done(convening_actions.cancel, council.moderator, other, "会议室停电")
    assert council.session.state == "cancelled"


# -- quorum -------------------------------------------------------------------------------------------


def test_not_opened_below_quorum_nor_before_its_time(council: Council, waiting: Waiting) -> None:
    council.convene()
    with refused("too_early"):
        done(actions.begin, council.moderator, council.session)
    council.begin()
    council.come(*range(1, 14))
    with refused("no_quorum"):
        done(actions.open_session, council.moderator, council.session)
    council.come(14)
    done(actions.open_session, council.moderator, council.session)
    with refused("has_quorum"):
        done(actions.adjourn, council.moderator, council.session)


def test_opening_waits_for_the_hour(council: Council, waiting: Waiting) -> None:
    session = council.convene()
    council.clock.move_to(session.starts_at - timedelta(hours=1))
    done(actions.begin, council.moderator, council.session)
    council.come(*range(1, 17))
    with refused("not_yet_due"):
        done(actions.open_session, council.moderator, council.session)


@pytest.mark.each_database
def test_the_database_opens_no_session_without_a_count(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.begin()
    with pytest.raises(Exception, match="council_session_opened"), act():
        db.session.execute(text("UPDATE council_session SET state = 'open' WHERE state = 'checking_in'"))


def test_no_proxies(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.begin()
    with refused("online_only"):
        done(actions.check_in, council.member(1), council.session, council.member(2).id, "online")
    with refused("online_only"):
        done(actions.check_in, council.member(1), council.session, council.member(1).id, "in_person")
    done(actions.check_in, council.member(1), council.session, council.member(1).id, "online")
    with refused("already_here"):
        council.come(1)
    with refused("no_such_member"):
        done(actions.check_in, council.moderator, council.session, council.as_("resident01").id, "in_person")


def test_below_quorum_the_session_adjourns_and_what_was_decided_stands(
    council: Council, waiting: Waiting
) -> None:
    council.convene("楼道", "电梯")
    council.open(15)
    council.open_item(1)
    council.call(1)
    council.vote(1, yes=range(1, 10))
    council.declare(1)
    council.open_item(2)
    council.move("main", "清理楼道。", item=2)
    council.second(2)
    council.go(14, 15)
    assert council.call(2) == "adjourned"
    session = council.session
    assert session.state == "minutes_drafted"
    assert not session.without_quorum
    assert council.motion(2).state == "lapsed"
    assert [council.item(n).state for n in (1, 2, 3)] == ["decided", "put_off", "put_off"]
    assert "session.adjourned" in [e.kind for e in notices.entries_of(session.ref)]
    assert waiting.decided == ["carry"]


def test_quorum_lost_while_the_roll_is_called(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(14)
    council.open_item()
    council.call()
    council.vote(yes=range(1, 15))
    council.go(14)
    assert council.declare() == "adjourned"
    assert waiting.decided == []
    assert council.motion().state == "lapsed"
    assert council.motion().ayes is None
    assert council.session.without_quorum


def test_quorum_gone_at_closing(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(14)
    council.go(1)
    assert council.close() is False
    assert "此前议决的有效" in minutes_text(council)


def test_only_one_item_lacks_its_quorum(council: Council, waiting: Waiting) -> None:
    council.convene("楼道")
    council.open(14)
    council.recuse(1)
    council.open_item(1)
    with refused("no_quorum_for_item"):
        council.call(1)
    council.put_off(1)
    assert council.session.state == "open"
    council.come(15)
    council.open_item(2)


def test_a_third_session_after_two(council: Council, waiting: Waiting) -> None:
    for _ in range(2):
        council.convene()
        with refused("not_yet_due"):
            done(actions.adjourn, council.moderator, council.session)
        council.begin()
        council.come(1, 2)
        done(actions.adjourn, council.moderator, council.session)
        assert council.session.state == "adjourned"
    told = db.session.scalars(select(Letter.person_id).where(Letter.url == "/c/FT-LH/sessions/new")).all()
    assert set(told) == {council.as_("officer").id, council.as_("officer2").id}
    with refused("third_is_officers"):
        place = council.founded.place()
        done(
            convening_actions.convene,
            council.moderator,
            place,
            council.now + timedelta(days=4),
            "x",
            third=True,
        )
    council.convene(third=True)
    assert council.hall.count().needed == 11
    council.open(11)
    council.open_item()
    council.call()
    council.vote(yes=range(1, 7))
    assert council.declare() == "carried"
    council.close()
    with refused("not_third"):
        council.convene("再开", third=True)


def test_nobody_opened_it(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.clock.move_to(council.session.starts_at + timedelta(hours=23, minutes=59))
    council.tick()
    assert council.session.state == "convened"
    council.clock.forward(timedelta(days=40))
    council.tick()
    assert council.session.state == "adjourned"
    assert council.session.without_quorum
    assert len(convening_actions.due_motions(council.founded.community, council.now)) == 1


def test_nobody_closed_it(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.clock.forward(timedelta(hours=24))
    council.tick()
    assert council.session.state == "minutes_drafted"


# -- recusal ------------------------------------------------------------------------------------------


def test_the_program_finds_the_author(council: Council, waiting: Waiting) -> None:
    waiting.interested = {council.member(5).id}
    council.convene()
    council.open()
    council.open_item()
    council.call()
    with refused("recused"):
        council.vote(yes=[5])
    assert council.hall.count(council.item())[:2] == (14, 19)  # a housemate stands aside too


def test_an_interest_found_while_voting_takes_the_vote_back(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=range(1, 11))
    waiting.interested = {council.member(5).id}  # member 6 is of the same household
    council.declare()
    motion = council.motion()
    assert (motion.ayes, motion.entitled, motion.base, motion.state) == (8, 14, 19, "carried")


def test_recused_after_voting(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=[1, 2])
    council.recuse(2)
    with refused("already_recused"):
        council.recuse(2)
    assert [v.person_id for v in council.hall.votes[council.motion().id]] == [council.member(1).id]
    with refused("ordinary_is_moderators"):
        done(
            recusal_actions.recuse,
            council.member(1),
            council.session,
            council.item(),
            council.member(3).id,
            "",
        )


@pytest.mark.each_database
def test_the_database_takes_no_vote_of_the_recused_or_absent(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.recuse(1)
    council.open_item()
    motion = council.motion()
    insert = "INSERT INTO council_vote (motion_id, person_id, choice, at, entered_by) VALUES (:m, :p, 'yes', :t, :p)"
    council_call = [council.member(2).id, council.member(1).id, council.member(20).id]
    for person in council_call[:1]:  # before the roll is called
        with pytest.raises(Exception, match="council_vote_entitled"), act() as now:
            db.session.execute(text(insert), {"m": motion.id, "p": person, "t": now_of(now)})
    council.call()
    for person in council_call[1:]:
        with pytest.raises(Exception, match="council_vote_entitled"), act() as now:
            db.session.execute(text(insert), {"m": motion.id, "p": person, "t": now_of(now)})
    council.vote(yes=[2])
    with pytest.raises(Exception, match="recusal_unvoted"), act() as now:
        db.session.execute(
            text(
                "INSERT INTO recusal (item_id, person_id, source, reason, at) VALUES (:i, :p, 'declared', '', :t)"
            ),
            {"i": council.item().id, "p": council_call[0], "t": now_of(now)},
        )
    with pytest.raises(Exception, match="attendance_unvoted"), act() as now:
        db.session.execute(
            text("UPDATE attendance SET left_at = :t WHERE person_id = :p"),
            {"p": council_call[0], "t": now_of(now)},
        )


@pytest.mark.each_database
def test_the_database_takes_no_typed_result(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=[1, 2])
    typed = "UPDATE motion SET ayes=9, noes=0, abstentions=0, entitled=16, base=21, quorum=14, needed=9"
    for sql in (
        "UPDATE motion SET state = 'carried'",
        typed + ", state = 'carried'",
        typed.replace("ayes=9", "ayes=2") + ", state = 'carried'",
        typed.replace("ayes=9", "ayes=2").replace("needed=9", "needed=2") + ", state = 'carried'",
        typed.replace("ayes=9", "ayes=2").replace("entitled=16", "entitled=3").replace("needed=9", "needed=2")
        + ", state = 'carried'",
    ):
        with pytest.raises(Exception, match="motion_counted"), act():
            db.session.execute(text(sql))
    assert council.declare() == "lost"
    for sql in ("UPDATE motion SET ayes = 16", "UPDATE motion SET text = 'x'"):
        with pytest.raises(Exception, match="motion_fixed"), act():
            db.session.execute(text(sql))
    with pytest.raises(Exception, match="motion_"), act():
        db.session.execute(text("UPDATE motion SET state = 'carried'"))
    with pytest.raises(Exception, match="motion_steps"), act():
        db.session.execute(text("UPDATE motion SET state = 'seconded'"))
    for sql in ("UPDATE council_vote SET choice = 'no'", "DELETE FROM council_vote"):
        with pytest.raises(Exception, match="council_vote_"), act():
            db.session.execute(text(sql))


def test_too_few_left_a_proposal_goes_to_the_residents(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(21)
    for n in range(1, 18):
        council.recuse(n)
    council.open_item()
    assert council.call() == "to_residents"
    assert waiting.decided == ["to_residents"]
    assert council.item().state == "decided"
    assert "motion.to_residents" in [e.kind for e in notices.entries_of(council.session.ref)]


def test_too_few_left_another_motion_goes_to_the_sub_district(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.answer(calls, "project.vary", monkeypatch)
    council.convene()
    council.open(21)
    for n in range(1, 18):
        council.recuse(n)
    council.open_item()
    assert council.call() == "to_office"
    assert waiting.decided == []
    (item,) = desk(council.as_("officer"), council.now)
    assert item.deadline is not None
    args = (council.session, council.motion(), True, "造价核实无误。")
    with refused("not_allowed"):
        done(vote_effects.decide_in_office, council.moderator, *args)
    waiting.interested = {council.as_("officer").id}
    with refused("office_interested"):
        done(vote_effects.decide_in_office, council.as_("officer"), *args)
    done(
        vote_effects.decide_in_office,
        council.as_("officer2"),
        council.session,
        council.motion(),
        True,
        "无误。",
    )
    assert waiting.decided == ["carry"]
    with refused("wrong_state"):
        done(
            vote_effects.decide_in_office,
            council.as_("officer2"),
            council.session,
            council.motion(),
            False,
            "x",
        )


def test_nobody_is_recused_from_adopting_a_result(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting.answer(calls, "result.adopt", monkeypatch)
    council.convene()
    council.open()
    with refused("nobody_recused"):
        council.recuse(1)


# -- motions ------------------------------------------------------------------------------------------


def test_procedure_is_voted_first_and_a_tie_is_lost(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open(16)
    council.open_item()
    with refused("no_amendment"):
        council.move("amendment", "改成五张座椅。")
    council.move("defer")
    with refused("same_person"):
        council.second(2, by=1)
    with refused("first_others"):
        council.call(1)
    council.second(2)
    council.call(2)
    council.vote(2, yes=range(1, 9), no=range(9, 17))
    assert council.declare(2) == "lost"
    council.move("refer")
    council.second(3)
    council.call(3)
    council.vote(3, yes=range(1, 10))
    council.declare(3)
    assert waiting.decided == ["refer"]
    assert council.motion(1).state == "lapsed"


def test_amendment_first_and_the_text_is_frozen(council: Council, waiting: Waiting) -> None:
    waiting.due = False
    council.convene("楼道")
    council.open(16)
    council.open_item()
    with refused("no_main"):
        council.move("amendment", "x")
    with refused("not_this_kind"):
        council.move("defer")
    council.move("main", "每周清理一次。")
    with refused("has_main"):
        council.move("main", "别的。")
    council.second(1)
    council.move("amendment", "每两周清理一次。", by=3)
    council.second(2, by=4)
    with refused("first_others"):
        council.call(1)
    council.call(2)
    council.vote(2, yes=range(1, 10))
    council.declare(2)
    assert council.motion(1).state == "amended"
    new = council.motion(3)
    assert (new.state, new.moved_by, new.kind) == ("seconded", council.member(1).id, "main")
    council.call(3)
    council.vote(3, yes=range(1, 17))
    assert council.declare(3) == "carried"
    assert waiting.decided == []


def test_papers_changed_after_the_call(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    waiting.text = "同意提案一(改过)交付居民表决。"
    with refused("not_due_any_more"):
        council.open_item()
    council.put_off()


def test_votes_change_until_declared_and_words_are_recorded(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.begin()
    council.come(*range(1, 14))
    council.come(14, channel="phone")
    council.come(15, channel="online")
    done(actions.open_session, council.moderator, council.session)
    council.open_item()
    with refused("not_voting"):
        council.vote(yes=[1])
    council.call()
    council.vote(yes=[1])
    council.vote(no=[1])
    record = vote_actions.record_votes
    args = (council.moderator, council.session, council.motion())
    with refused("own_vote"):
        done(record, *args, [council.member(1).id], "yes")
    with refused("votes_online"):
        done(record, *args, [council.member(15).id], "yes")
    with refused("not_here"):
        done(record, *args, [council.member(16).id], "yes")
    done(record, *args, [council.member(14).id], "yes")
    done(record, *args, [council.member(14).id], "abstain")
    council.declare()
    motion = council.motion()
    assert (motion.ayes, motion.noes, motion.abstentions) == (0, 1, 1)
    with refused("not_voting"):
        council.vote(yes=[2])


def test_who_may_chair(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.call()
    for login in ("council01", "officer", "moderator9", "admin"):
        with refused("not_allowed"):
            done(vote_actions.declare, council.as_(login), council.session, council.motion())
    with refused("vote_running"):
        council.close()


def test_a_member_brings_up_an_item(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    with refused("not_here"):
        done(motion_actions.move_new_item, council.member(20), council.session, "感谢志愿者。")
    with refused("word_only_in_room"):
        done(
            motion_actions.move_new_item,
            council.member(1),
            council.session,
            "x",
            mover_id=council.member(2).id,
        )
    item = done(motion_actions.move_new_item, council.member(1), council.session, "感谢志愿者。")
    assert item.number == 2
    council.open_item(2)
    council.second(1)
    done(motion_actions.withdraw, council.member(1), council.session, council.motion(1))
    assert council.motion(1).state == "withdrawn"


def test_a_term_that_ends_during_the_session(council: Council, waiting: Waiting) -> None:
    from micro_projects.council import member_actions

    council.convene()
    council.open(16)
    council.open_item()
    council.call()
    council.vote(yes=range(1, 10))
    today = queries.day_of(council.session)
    done(
        member_actions.end_member, council.as_("admin"), council.founded.place(), council.member(1).id, today
    )
    assert council.declare() == "carried" or council.motion().state == "lost"
    assert (council.motion().base, council.motion().entitled, council.motion().ayes) == (20, 15, 8)


# -- voids --------------------------------------------------------------------------------------------


def test_an_objection_to_the_procedure_voids_the_session(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=range(1, 10))
    council.declare()
    with act() as now:
        void = calls("objection_upheld", "session", council.session.id, None, "fact", council.moderator, now)
    assert void is None
    assert council.motion().state == "carried"
    with act() as now:
        calls("objection_upheld", "session", council.session.id, None, "procedure", council.moderator, now)
    assert council.motion().state == "voided"


def test_a_proposal_that_goes_back_voids_its_vote(council: Council, waiting: Waiting) -> None:
    council.convene()
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=range(1, 10))
    council.declare()
    proposal = SimpleNamespace(id=waiting.subject.id, ref=waiting.subject)
    with act() as now:
        journal.write(council.as_("officer"), "proposal.return", waiting.subject, now)
        answers.proposal_moved(proposal, "withdraw", now)
    assert council.motion().state == "carried"
    with act() as now:
        answers.proposal_moved(proposal, "return", now)
    assert council.motion().state == "voided"
    assert not [f for f in transitions() if "motion" in f.what]


# -- minutes ------------------------------------------------------------------------------------------


def minutes_text(council: Council) -> str:
    """The minutes as they stand."""
    minutes = queries.minutes(council.session.id)
    assert minutes is not None
    return minutes_actions.text_of(minutes, queries.suggestions(council.session.id))


@pytest.fixture
def ended(council: Council, waiting: Waiting) -> Council:
    """A session that has closed with one result."""
    council.convene()
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=range(1, 10))
    council.declare()
    council.close()
    return council


def test_unsigned_minutes_are_redrawn_once_then_stand(ended: Council) -> None:
    ended.draw()
    first = {s.person_id for s in queries.sign_lines(ended.session.id)}
    assert len(first) == 3
    ended.pass_days(8)
    assert ended.session.state == "minutes_drafted"
    minutes = queries.minutes(ended.session.id)
    assert minutes is not None
    assert minutes.round == 2
    assert minutes.lot_id is not None
    ended.clock.forward(timedelta(days=3))
    for login in ("moderator", "worker1"):
        done(minutes_actions.enter_number, ended.as_(login), ended.session, "123456")
    second = {
        s.person_id for s in queries.sign_lines(ended.session.id) if s.round == 2 and s.part == "member"
    }
    assert len(second) == 2
    assert not second & first
    ended.pass_days(10)
    assert ended.session.state == "stood"
    minutes = queries.minutes(ended.session.id)
    assert minutes is not None
    assert minutes.reservation


def test_signed_by_those_drawn_only_and_after_corrections(ended: Council) -> None:
    ended.draw()
    signers = [s.person_id for s in queries.sign_lines(ended.session.id)]
    outsider = next(ended.member(n) for n in range(1, 17) if ended.member(n).id not in signers)
    with refused("not_signer"):
        done(minutes_actions.sign, outsider, ended.session)
    done(minutes_actions.sign, ended.moderator, ended.session)
    with refused("already_signed"):
        done(minutes_actions.sign, ended.moderator, ended.session)
    with refused("no_paragraph"):
        done(minutes_actions.suggest, outsider, ended.session, 99, "x")
    done(minutes_actions.suggest, outsider, ended.session, 1, "会议晚开五分钟。")
    with refused("open_suggestions"):
        done(minutes_actions.sign, ended.moderator, ended.session)
    done(minutes_actions.decide_suggestion, ended.moderator, ended.session, 1, True, "")
    with refused("already_decided"):
        done(minutes_actions.decide_suggestion, ended.moderator, ended.session, 1, False, "x")
    assert "会议晚开五分钟" in minutes_text(ended)
    ended.sign()  # the moderator's first signature was over the text before
    assert ended.session.state == "stood"
    with refused("already_signed"):
        done(minutes_actions.sign, ended.moderator, ended.session)


def test_not_there_no_correction(ended: Council) -> None:
    with refused("not_attendee"):
        done(minutes_actions.suggest, ended.member(20), ended.session, 1, "x")


def test_the_number_is_named_before_it_is_known(ended: Council) -> None:
    with refused("number_past"):
        done(minutes_actions.name_lot, ended.moderator, ended.session, "x", ended.now)
    with refused("no_lot"):
        done(minutes_actions.enter_number, ended.moderator, ended.session, "1")
    ended.draw()
    with refused("lot_named"):
        done(minutes_actions.name_lot, ended.moderator, ended.session, "x", None)


@pytest.mark.each_database
def test_drafted_minutes_never_change(ended: Council) -> None:
    with pytest.raises(Exception, match="minutes_fixed"), act():
        db.session.execute(text("UPDATE minutes SET paragraphs = '[]'"))


# -- requirements -------------------------------------------------------------------------------------


def test_a_fifth_requires_a_session_and_overdue_is_disclosed(council: Council, waiting: Waiting) -> None:
    place = council.founded.place()
    requirement = done(requirement_actions.start, council.member(1), place, "电梯停运")
    for n in (2, 3, 4):
        done(requirement_actions.sign, council.member(n), requirement)
    assert requirement.state == "open"
    done(requirement_actions.sign, council.member(5), requirement)
    assert requirement.state == "reached"
    with refused("no_requirement"):
        done(requirement_actions.sign, council.member(6), requirement)
    assert any(i.endpoint == "council.convene" for i in desk(council.moderator, council.now))
    council.pass_days(8)
    assert requirement.overdue_at is not None
    kinds = [e.kind for e in notices.entries_below(place.path, 0, 5)]
    assert "session.requirement_overdue" in kinds
    when = council.now + timedelta(days=4)
    session = done(convening_actions.convene, council.as_("officer"), place, when, "二楼")
    assert requirement.state == "met"
    assert requirement.session_id == session.id
    council.code = session.code
    assert "电梯停运" in council.item(2).text_zh


def test_a_requirement_lapses(council: Council) -> None:
    requirement = done(requirement_actions.start, council.member(1), council.founded.place(), "电梯停运")
    council.pass_days(31)
    assert requirement.state == "lapsed"
