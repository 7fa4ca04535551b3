"""A session of 21 members, held by people with browsers from its call to minutes that nobody had to correct.

In it: a recusal that the program found, a quorum lost in the middle of a vote and found again, an amendment, a secret
vote, a tie. What only a browser does (wall, phones, a broken line) is in browser/test_session.py; every kind of event
with its sentence in council/test_minutes_prose.py.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from makers import conditions
from makers.proposals import TEXT, Story
from micro_projects import doctor
from micro_projects.council import minutes_actions, queries
from micro_projects.demo import debating, meeting
from micro_projects.demo.founding import COMMUNITY, Founded
from micro_projects.demo.meeting import first
from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Page
from micro_projects.kernel.calls import calls
from micro_projects.kernel.clock import ManualClock
from micro_projects.web.door import act
from support.boards import HEARD, hang

pytestmark = pytest.mark.founded

AUTHOR = "council03"
TIED = "楼道里的旧报箱拆不拆"


@pytest.fixture
def proposal(app: Flask, clock: ManualClock, founded: Founded, monkeypatch: pytest.MonkeyPatch) -> str:
    """A member's own proposal, which waits for the council."""
    with app.app_context():
        monkeypatch.setattr(calls, "_listeners", {**calls._listeners, HEARD: [hang]})
        story = Story(app, clock, founded).begin()
        made = story.deliberating(who=AUTHOR)
        with act() as now:
            conditions.opine(story.as_("officer"), made, TEXT.estimate, now)
        return str(made.code)


def test_a_session_from_its_call_to_minutes_that_nobody_corrects(
    stage: Stage, app: Flask, proposal: str
) -> None:
    code = meeting.call(stage, COMMUNITY, 4, f"{debating.TOPIC}\n{TIED}")
    meeting.check_in(stage, code)
    stage.by("moderator").submit(f"/sessions/{code}/chair", f"/sessions/{code}/open")
    on_the_proposal(stage, code)
    on_the_topic(stage, code)
    on_what_ends_in_a_tie(stage, code)
    stage.clock.forward(timedelta(minutes=2))
    stage.by("moderator").submit(f"/sessions/{code}/chair", "/close")
    meeting.sign(stage, code, "352614")
    with app.app_context():
        assert read(code) == TOLD
        found = [
            str(one) for one in doctor.examine(app) if one.check != "schema"
        ]  # no migration made these tables
        assert found == []


def read(code: str) -> str:
    """The minutes as they stand."""
    session = queries.session(code)
    assert session.state == "stood"
    minutes = queries.minutes(session.id)
    assert minutes is not None
    return minutes_actions.text_of(minutes, [])


def chair(stage: Stage, code: str) -> Page:
    return stage.by("moderator").get(f"/sessions/{code}/chair")


def opened(stage: Stage, code: str, number: int) -> Page:
    stage.clock.forward(timedelta(minutes=2))
    return stage.by("moderator").send(chair(stage, code), f"/items/{number}/open")


def wall(stage: Stage, code: str) -> str:
    """What everybody in the room sees."""
    return stage.by("").get(f"/sessions/{code}/projector").text


def on_the_proposal(stage: Stage, code: str) -> None:
    """The author stands aside, found by the program; four leave in the middle of the vote and come back."""
    page = opened(stage, code, 1)
    assert "提案人" in wall(stage, code)
    assert stage.by(AUTHOR).tries(f"/sessions/{code}/seat", "/recusals", item="1", reason="x").status >= 400
    page = stage.by("moderator").send(page, "/call")
    page = stage.by("moderator").send(
        page, "/votes", member=page.form("/votes").choices["member"][:6], choice="yes"
    )
    stage.clock.forward(timedelta(minutes=1))
    gone = page.form("/votes").choices["member"][:4]
    page = stage.by("moderator").send(page, "/leave", member=gone)
    assert "人数不够" in wall(stage, code)
    stage.clock.forward(timedelta(minutes=3))
    page = stage.by("moderator").send(page, "/attendance", member=gone, channel="in_person")
    assert "够法定人数" in wall(stage, code)
    meeting.record(stage, code, page, (4, 2, 1))


def on_the_topic(stage: Stage, code: str) -> None:
    """Moved, amended, the amendment voted first; the motion as amended is voted secretly."""
    opened(stage, code, 2)
    debating.debate(stage, code)
    assert "无记名表决，只公布票数" in stage.by("").get(f"/sessions/{code}").text


def on_what_ends_in_a_tie(stage: Stage, code: str) -> None:
    """Eight to eight is lost."""
    opened(stage, code, 3)
    stage.by("council02").submit(
        f"/sessions/{code}/seat", "/motions", text="旧报箱下月统一拆除。", kind="main"
    )
    page = stage.by("council03").get(f"/sessions/{code}/seat")
    stage.by("council03").send(page, str(first(page, f"/sessions/{code}/motions/", "/second")))
    page = stage.by("moderator").submit(f"/sessions/{code}/chair", "/call", form="open")
    stage.by("council01").submit(f"/sessions/{code}/seat", "/vote", choice="no")
    meeting.record(stage, code, page, (8, 7, 0))
    assert "未通过" in wall(stage, code)


TOLD = (
    "1. 莲花社区居民议事会会议FT-LH-2026-S01于2026年4月7日 周二 15:00在社区党群服务中心二楼议事厅召开，由召集人魏浩然主持，15:15结束。\n"
    "2. 会议开始时应到21人，法定人数14人，实到16人，符合开会条件。现场到会15人：梁雨桐、冯子涵、董思远、叶静怡、沈明哲、陈若曦、孙俊杰、罗欣怡、许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文、"
    "周诗涵、何天佑。线上到会1人：朱浩然。未到会5人：宋梓萱、彭立新、蒋红梅、魏大伟、李秀英。居民1人登记旁听。\n"
    "3. 15:03，许泽宇、肖嘉怡、余一鸣、丁晨曦离会。15:03，在场12人，不足法定人数14人，会议中断，等候成员返回。15:06，许泽宇、肖嘉怡、余一鸣、丁晨曦到会。15:06，在场恢复"
    "到16人，会议继续。\n"
    "4. 第1项，是否交付表决：提案FT-LH-2026-001《三号楼加装休息座椅》。开议时核对，会前发给成员的材料没有改动。系统查出冯子涵是提案人，依规则回避。系统查出董思远与提案人同户，依"
    "规则回避。\n"
    "5. 按程序提出动议：“同意提案FT-LH-2026-001《三号楼加装休息座椅》（第1版，价格¥18,000.00）交付居民表决”。公开表决：应到19人，法定人数13人，在场有表决权14人"
    "，赞成达到8票为通过。赞成10票，反对2票，弃权1票。赞成：梁雨桐、叶静怡、沈明哲、陈若曦、孙俊杰、罗欣怡、许泽宇、肖嘉怡、余一鸣、丁晨曦。反对：张博文、周诗涵。弃权：何天佑。在场未表态：朱"
    "浩然。通过。\n"
    "6. 第2项，讨论：社区会议室晚上开放给居民。\n"
    "7. 梁雨桐动议：“社区会议室每天晚上开放，由值班员管钥匙”。冯子涵附议。\n"
    "8. 董思远提出修正案，把动议改为：“社区会议室每周二、周四晚上开放到九点，由值班员管钥匙”。叶静怡附议。公开表决：应到21人，法定人数14人，在场有表决权16人，赞成达到9票为通过。赞成1"
    "3票，反对1票，弃权1票。赞成：梁雨桐、冯子涵、董思远、叶静怡、沈明哲、陈若曦、孙俊杰、罗欣怡、许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文。反对：周诗涵。弃权：何天佑。在场未表态：朱浩然。通过。\n"
    "9. 动议按通过的修正案改为：“社区会议室每周二、周四晚上开放到九点，由值班员管钥匙”。沈明哲要求无记名表决。无记名表决：应到21人，法定人数14人，在场有表决权16人，赞成达到9票为通过。"
    "赞成10票，反对3票，弃权0票。在场没有投票的有3人。通过。\n"
    "10. 第3项，讨论：楼道里的旧报箱拆不拆。\n"
    "11. 梁雨桐动议：“旧报箱下月统一拆除”。冯子涵附议。公开表决：应到21人，法定人数14人，在场有表决权16人，赞成达到9票为通过。赞成8票，反对8票，弃权0票。赞成：梁雨桐、冯子涵、董思"
    "远、叶静怡、沈明哲、陈若曦、孙俊杰、罗欣怡。反对：朱浩然、许泽宇、肖嘉怡、余一鸣、丁晨曦、张博文、周诗涵、何天佑。票数相同，未通过。\n"
    "12. 会议共作出3项决定，其中通过2项。会议结束时应到21人，法定人数14人，在场16人。"
)
