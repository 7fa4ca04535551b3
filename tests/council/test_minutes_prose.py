"""Minutes as prose: a session with everything that can happen, told word for word; each kind of event has its sentence."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from conftest import START
from pypdf import PdfReader

from makers.council import Council, Waiting
from micro_projects.clockwork import tick
from micro_projects.council import (
    actions,
    drafting_words,
    minutes_actions,
    minutes_rules,
    motion_actions,
    observer_actions,
    queries,
    recusal_rules,
    rules,
    speaking_actions,
    speaking_queries,
    speaking_rules,
    vote_rules,
    wording,
)
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def later(council: Council, minutes: int = 1) -> None:
    council.clock.forward(timedelta(minutes=minutes))


def order(council: Council, n: int, ruling: str, reason: str) -> None:
    """A member interrupts with a point of order; the chair rules on it a minute later."""
    with act() as now:
        who = council.member(n)
        asked = speaking_actions.ask(who, council.session, who.id, "point_of_order", now)
        speaking_actions.give(council.moderator, council.session, asked, "", now)
    later(council)
    with act() as now:
        speech = speaking_queries.speech(council.session.id, asked.number)
        if ruling:
            speaking_actions.rule_on(council.moderator, council.session, speech, ruling, reason, now)
        else:
            speaking_actions.end(council.member(n), council.session, speech, now)


def speak(council: Council, n: int, kind: str = "speech", reason: str = "") -> None:
    """A member asks; the chair gives the floor, and it ends a minute later."""
    with act() as now:
        asked = speaking_actions.ask(council.member(n), council.session, council.member(n).id, kind, now)
    give(council, asked.number, reason)


def give(council: Council, number: int, reason: str = "") -> None:
    with act() as now:
        speech = speaking_queries.speech(council.session.id, number)
        speaking_actions.give(council.moderator, council.session, speech, reason, now)
    later(council)
    with act() as now:
        speech = speaking_queries.speech(council.session.id, number)
        speaking_actions.end(council.moderator, council.session, speech, now)


def everything(council: Council, waiting: Waiting) -> str:
    """Held, and its minutes' text."""
    waiting.interested = {council.member(3).id}
    council.convene("会议室开放时间", "下季度安排")
    with act() as now:
        observer_actions.sign_up(council.as_("resident20"), council.session, now)
    council.recuse(16, 1, "亲属住在三号楼。")
    council.challenge(5, 1)
    council.begin()
    council.come(*range(1, 15))
    council.come(15, channel="online")
    council.come(16, channel="phone")
    with act() as now:
        actions.open_session(council.moderator, council.session, now)
    later(council, 5)
    council.come(17)
    proposal(council)
    free(council)
    lost(council)
    return text(council)


def proposal(council: Council) -> None:
    """Item 1: recusals, a challenge voted, speeches, a motion to defer that falls, a roll call."""
    council.open_item(1)
    council.call(1)
    council.vote(1, yes=(1, 2, 6, 7, 8, 9), no=(10, 11, 12, 13, 14, 15, 17))
    council.declare(1)
    speak(council, 6)
    speak(council, 7)
    for n in (8, 9):
        with act() as now:
            speaking_actions.ask(council.member(n), council.session, council.member(n).id, "speech", now)
    give(council, 4, "要先走。")
    give(council, 3)
    order(council, 10, "sustained", "第六条规定先议程序动议。")
    order(council, 11, "not_sustained", "人数够")
    order(council, 12, "", "")
    council.move("defer", by=11)
    with act() as now:
        motion_actions.let_fall(council.moderator, council.session, council.motion(3), now)
    council.call(2, "roll_call")
    while (turn := council.hall.turn(council.motion(2))) is not None:
        n = next(
            n for n in range(1, 22) if council.member(n).id == turn.person_id
        )  # by name, in the order of seats
        if n == 17:
            council.pass_over(17, 2)
        else:
            council.vote(2, yes=(n,) if n < 13 else (), no=(n,) if n >= 13 else ())
    council.declare(2)


def free(council: Council) -> None:
    """Item 2: moved, amended, divided, one part secret, one part tied; then a motion withdrawn."""
    later(council)
    council.open_item(2)
    first = council.move("main", "会议室每晚开放；由值班员管钥匙。", by=1, item=2).number
    council.second(first)
    change = council.move("amendment", "会议室每周二、周四晚开放；由值班员管钥匙。", by=3, item=2).number
    council.second(change, by=5)
    council.call(change)
    council.vote(change, yes=range(1, 16), abstain=(16,))
    council.declare(change)
    parts = council.divide(change + 1, "会议室每周二、周四晚开放；", "由值班员管钥匙。")
    one, two = (p.number for p in parts)
    council.call(one)
    council.vote(one, yes=range(1, 9), no=range(9, 17), abstain=(17,))
    council.declare(one)
    council.call(two, "secret")
    council.vote(two, yes=range(1, 13), no=(13, 14))
    council.declare(two)


def lost(council: Council) -> None:
    """Item 3: opened, a motion moved; members leave, one comes back, they leave again, and nobody returns."""
    later(council)
    council.open_item(3)
    council.move("main", "下季度每月第一周开会。", by=1, item=3)
    council.go(11, 12, 13, 14)
    later(council, 3)
    council.come(11)
    later(council)
    council.go(11)
    later(council, 16)
    tick(council.app)
    db.session.rollback()
    db.session.expire_all()


def text(council: Council) -> str:
    minutes = queries.minutes(council.session.id)
    assert minutes is not None
    return minutes_actions.text_of(minutes, [])


TOLD = (
    "1. 莲花社区居民议事会会议FT-LH-2026-S01于2026年3月6日 周五 09:00在二楼会议室召开，由召集人魏浩然主持，09:36结束。\n"
    "2. 会议开始时应到21人，法定人数14人，实到16人，符合开会条件。现场到会14人：朱浩然、梁雨桐、冯子涵、董思远、叶静怡、沈明哲、陈若曦、孙俊杰、罗欣怡、许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文。线"
    "上到会1人：周诗涵。电话到会1人：何天佑。未到会4人：彭立新、蒋红梅、魏大伟、李秀英。居民1人登记旁听。\n"
    "3. 09:05，宋梓萱到会。09:16，肖嘉怡、余一鸣、丁晨曦、张博文离会。09:16，在场13人，不足法定人数14人，会议中断，等候成员返回。09:19，肖嘉怡到会。09:19，在场恢复到14人，"
    "会议继续。09:20，肖嘉怡离会。09:20，在场13人，不足法定人数14人，会议中断，等候成员返回。\n"
    "4. 第1项，提案一。系统查出冯子涵是提案人，依规则回避。系统查出董思远与提案人同户，依规则回避。何天佑主动回避：亲属住在三号楼。会前有人书面提出，叶静怡与本项有利害关系，应当回避。\n"
    "5. 先就回避申请表决：“叶静怡回避第1项，不参加这一项的讨论和表决”。公开表决：应到17人，法定人数12人，在场有表决权13人，赞成达到7票为通过。赞成6票，反对7票，弃权0票。赞成：朱浩然、梁雨桐"
    "、沈明哲、陈若曦、孙俊杰、罗欣怡。反对：许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文、周诗涵、宋梓萱。未通过。\n"
    "6. 沈明哲、陈若曦先后发言。召集人请罗欣怡提前发言，理由：要先走。孙俊杰发言。许泽宇就程序提出意见，会议先予听取。召集人裁定许泽宇提出的程序问题成立：第六条规定先议程序动议。"
    "肖嘉怡就程序提出意见，会议先予听取。召集人裁定肖嘉怡提出的程序问题不成立：人数够。余一鸣就程序提出意见，会议先予听取。余一鸣提出的程序问题没有裁定。\n"
    "7. 肖嘉怡提出程序动议：“本件顺延到下次会议再议”。无人附议，不付表决。\n"
    "8. 按程序提出动议：“同意提案一交付居民表决”。唱名表决：应到18人，法定人数12人，在场有表决权14人，赞成达到8票为通过。赞成10票，反对3票，弃权0票。赞成：朱浩然、梁雨桐、叶静怡、沈明哲、陈"
    "若曦、孙俊杰、罗欣怡、许泽宇、肖嘉怡、余一鸣。反对：丁晨曦、张博文、周诗涵。两次唱名没有应答：宋梓萱。通过。\n"
    "9. 第2项，讨论：会议室开放时间。\n"
    "10. 朱浩然动议：“会议室每晚开放；由值班员管钥匙”。梁雨桐附议。\n"
    "11. 冯子涵提出修正案，把动议改为：“会议室每周二、周四晚开放；由值班员管钥匙”。叶静怡附议。公开表决：应到21人，法定人数14人，在场有表决权17人，赞成达到9票为通过。赞成15票，反对0票，弃权"
    "1票。赞成：朱浩然、梁雨桐、冯子涵、董思远、叶静怡、沈明哲、陈若曦、孙俊杰、罗欣怡、许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文、周诗涵。弃权：何天佑。在场未表态：宋梓萱。通过。\n"
    "12. 动议按通过的修正案改为：“会议室每周二、周四晚开放；由值班员管钥匙”。动议拆成几部分，分别表决。\n"
    "13. 其中第1部分：“会议室每周二、周四晚开放”。公开表决：应到21人，法定人数14人，在场有表决权17人，赞成达到9票为通过。赞成8票，反对8票，弃权1票。赞成：朱浩然、梁雨桐、冯子涵、董思远、叶"
    "静怡、沈明哲、陈若曦、孙俊杰。反对：罗欣怡、许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文、周诗涵、何天佑。弃权：宋梓萱。票数相同，未通过。\n"
    "14. 其中第2部分：“由值班员管钥匙”。无记名表决：应到21人，法定人数14人，在场有表决权17人，赞成达到9票为通过。赞成12票，反对2票，弃权0票。在场没有投票的有3人。通过。\n"
    "15. 第3项，讨论：下季度安排。\n"
    "16. 朱浩然动议：“下季度每月第一周开会”。没有付诸表决。\n"
    "17. 本项没有议决，留待下次会议。\n"
    "18. 会议共作出3项决定，其中通过2项。留待下次会议的：第3项。人数不足后等候了16分钟，没有恢复。会议结束时人数不足：应到21人，法定人数14人，在场13人，会议就此休会，此前议决的有效。"
)


def test_a_session_with_everything_is_told_word_for_word(council: Council, waiting: Waiting) -> None:
    assert everything(council, waiting) == TOLD
    minutes = queries.minutes(council.session.id)
    assert minutes is not None
    with council.app.test_request_context(headers={"Cookie": "lang=en"}):
        english = [wording.paragraph_shown(p) for p in json.loads(minutes.paragraphs)]
    said = [re.sub("“[^”]*”", "", paragraph) for paragraph in english]
    assert not [p for p in said if re.search("[，。；：、（）]", p)]
    assert "A tie: not carried." in english[12]
    assert "Called twice without an answer: 宋梓萱." in english[7]


def test_nothing_that_can_happen_is_without_its_sentence() -> None:
    assert set(drafting_words.FOUND) == set(recusal_rules.GROUNDS.values())
    assert set(drafting_words.RULED) == {*speaking_rules.RULINGS, ""}
    assert set(drafting_words.CALLED) == set(vote_rules.FORMS)
    assert set(drafting_words.MOVED) | {"recuse"} == set(rules.MOTION_KINDS)
    assert set(drafting_words.CAME) == set(drafting_words.LATE) == set(rules.CHANNELS)
    told = set(drafting_words.RESULT) | {"amended"}
    before, after = {"moved", "seconded", "voting"}, {"granted", "denied", "voided"}
    assert told | before | after == set(rules.MOTION_STATES)


def test_corrections_are_tracked_word_by_word_and_the_newest_accepted_is_read() -> None:
    def asked(
        number: int, text: str, at: int, state: str = "open", decided: int | None = None
    ) -> SimpleNamespace:
        when = None if decided is None else START + timedelta(hours=decided)
        return SimpleNamespace(
            number=number,
            paragraph=1,
            text=text,
            at=START + timedelta(hours=at),
            state=state,
            decided_at=when,
        )

    draft = "会议九点开始，到会十六人。"
    first = asked(1, "会议九点半开始，到会十六人。", 1, "accepted", 2)
    second = asked(2, "会议九点半开始，到会十七人。", 3)
    third = asked(3, "会议十点开始，到会十六人。", 1, "rejected", 2)
    all_ = [first, second, third]
    assert minutes_rules.reads(draft, all_) == first.text
    assert minutes_rules.reads(draft, all_, START + timedelta(hours=1)) == draft
    tracked = minutes_rules.tracked([draft], all_)
    gone = {n: "".join(c.text for c in t.changes if c.kind != "new") for n, t in tracked.items()}
    assert gone == {1: draft, 2: first.text, 3: draft}
    second.state, second.decided_at = "accepted", START + timedelta(hours=4)
    assert minutes_rules.reads(draft, all_) == second.text


def test_a_paragraph_is_corrected_in_its_own_words(council: Council) -> None:
    council.convene("楼道照明")
    council.open()
    council.close()
    minutes = queries.minutes(council.session.id)
    assert minutes is not None
    before = minutes_actions.drafts_of(minutes)[0]
    member = council.member(5)
    with pytest.raises(Refused) as caught, act() as now:
        minutes_actions.suggest(member, council.session, 1, before, now)
    assert caught.value.refusal.code == "minutes_unchanged"
    with act() as now:
        minutes_actions.suggest(member, council.session, 1, before.replace("二楼", "三楼"), now)
    client = council.app.test_client()
    page = client.get(f"/sessions/{council.code}/minutes").get_data(as_text=True)
    assert "<del>" in page
    assert "等待召集人处理" in page
    assert "第1段不对，提出更正" not in page
    client.post("/sign-in", data={"login": "council05", "password": PASSWORD, "next": ""})
    form = client.get(f"/sessions/{council.code}/minutes?paragraph=1").get_data(as_text=True)
    assert before in form
    assert "第1段不对，提出更正" in form


def test_a_carried_challenge_and_a_tabled_item_are_told_and_paper_says_the_same(
    council: Council, waiting: Waiting
) -> None:
    waiting.due = False
    council.convene("会议室开放时间")
    council.challenge(5, 1)
    council.open()
    council.open_item(1)
    council.call(1)
    council.vote(1, yes=[n for n in range(1, 14) if n != 5])
    assert council.declare(1) == "carried"
    council.move("main", "会议室每晚开放。")
    council.second(2)
    council.move("table", by=3)
    council.second(3, by=4)
    council.call(3)
    council.vote(3, yes=[n for n in range(1, 14) if n != 5])
    assert council.declare(3) == "carried"
    council.close()
    minutes = queries.minutes(council.session.id)
    assert minutes is not None
    told = minutes_actions.drafts_of(minutes)
    name = council.hall.names[council.member(5).id]
    assert f"会前有人书面提出，{name}与本项有利害关系，应当回避。" in told[2]
    assert told[3].startswith(f"先就回避申请表决：“{name}回避第1项")
    assert told[3].endswith("通过。")
    assert "提出程序动议：“" in told[4]
    assert "应到20人" in told[4]
    assert told[4].endswith("通过。")
    assert told[5].endswith("没有付诸表决。")
    assert told[6] == "本项没有议决，留待下次会议。"
    on_paper(council, "正在核对、签署", *told)
    council.pass_days(40)
    assert council.session.state == "stood"
    on_paper(council, "未按期签署", "两次期限内签署不全", *told)


def on_paper(council: Council, *said: str) -> None:
    """The minutes' PDF says each of these, and so does the page."""
    at = f"/sessions/{council.code}/minutes"
    client = council.app.test_client()
    pdf = PdfReader(BytesIO(client.get(f"{at}.pdf").data))
    paper = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    page = client.get(at).text
    for one in said:
        assert re.sub(r"\s", "", one) in paper
        assert one in page
