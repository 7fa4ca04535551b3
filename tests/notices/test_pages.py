"""The pages of notices, objections, lots and the log: they open, say the right thing, and cost what they may."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from sqlalchemy import event

from makers.pictures import picture
from micro_projects.extensions import db
from micro_projects.kernel.tlog import merkle as tree
from micro_projects.notices import lots, objection_actions, objection_deciding
from micro_projects.notices.models import LogEntry
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.sheets import make_due
from micro_projects.notices.signing import sign_due
from micro_projects.web.door import act
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


@pytest.fixture
def statements(inside):
    said: list[str] = []

    def note(connection, cursor, statement, parameters, context, many):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


def sign_in(client, login):
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


FACTS = {
    "proposals": [
        {
            "proposal": "FT-LH-2026-001",
            "outcome": "screened_in",
            "reason": None,
            "seconds": 6,
            "text": {
                "title": "楼道灯",
                "problem": "三号楼楼道的灯坏了半年。",
                "wish": "换成声控灯。",
                "estimate": 1200000,
                "kind": "works",
            },
            "text_hash": "ab" * 32,
            "strange_key": "照样显示",
        }
    ]
}


def test_a_notice_says_what_until_when_and_how(story, client):
    subjects = story.subjects(2)
    code = story.post("D1", subjects, **FACTS)
    page = client.get(f"/notices/{code}").get_data(as_text=True)
    for said in (
        "提议公开",
        "测试公示",
        "楼道灯",
        "¥12,000.00",
        "初审通过",
        "strange key",
        "照样显示",
        "24:00",
        "0000-1234567",
        "提出异议",
        "没有收到异议",
        "莲花路 18 号",
    ):
        assert said in page, said
    assert "{&#34;" not in page.split("核对")[0]


def test_facts_of_a_rooms_own_never_pass_for_the_period(story, client):
    code = story.post("E6", story.subjects(1), days=15, period="x")
    page = client.get(f"/notices/{code}").get_data(as_text=True)
    assert "公示 3 个工作日" in page
    assert ">15<" in page


def test_the_rule_pack_shows_guidance_and_defaults(story, client):
    page = client.get("/notices/FT-LH-2026-C1").get_data(as_text=True)
    for said in ("规则包公示", "年度资金池", "¥2,000,000.00", "公开的政府指引", "系统默认"):
        assert said in page, said


@pytest.mark.parametrize(
    "path",
    [
        "/notices/{code}",
        "/notices/{code}.json",
        "/notices/{code}.pdf",
        "/disclosures/QH/1.pdf",
        "/c/FT-LH/notices",
        "/objections/{code}-O1",
        "/log",
        "/log/QH",
        "/log/QH/entries",
        "/log/QH/proof/inclusion?index=0",
        "/log/QH/proof/consistency?from=1",
        "/disclosures/QH/1",
        "/disclosures/QH/1.json",
        "/lots/{lot}",
    ],
)
def test_pages_cost_the_same_however_much_there_is(story, app, statements, path):
    def asked(client, limit):
        client.get(url)  # whatever is read once per process
        statements.clear()
        answer = client.get(url, headers={"Accept": "text/html"})
        assert answer.status_code == 200
        assert len(statements) <= limit, "\n".join(statements)
        return len(statements)

    code = story.post("D1", story.subjects(5), **FACTS)
    notice = story.notice(code)
    story.do(objection_actions.file_objection, "resident01", notice, Said(None, "程序不对"))
    lot = prepared(story)
    url = path.format(code=code, lot=lot.code)
    sign_due(story.app)
    make_due(story.app)
    first = asked(app.test_client(), 8)
    for n in range(2, 9):
        one = Said(objection_queries_subject(notice.id, n % 5 + 1), "不同意")
        story.do(objection_actions.file_objection, f"resident{n:02d}", notice, one)
    sign_due(story.app)
    assert asked(app.test_client(), 8) == first
    signed_in = app.test_client()
    sign_in(signed_in, "worker1")
    asked(signed_in, 12)


def objection_queries_subject(notice_id, n):
    from micro_projects.notices import objection_queries

    return objection_queries.by_code_in_notice(notice_id, f"FT-LH-2026-{n:03d}")


def prepared(story):
    with act() as now:
        return lots.prepare(
            story.actor("worker1"), "tie", story.cycle.subject, [1, 2, 3, 4, 5], "骰子", now, now
        )


def test_objecting_on_the_web_keeps_what_was_typed(story, client):
    code = story.post("D1", story.subjects(2), **FACTS)
    assert client.get(f"/notices/{code}/object").status_code == 302
    sign_in(client, "resident01")
    assert client.get(f"/notices/{code}/object").status_code == 200
    form = {"about": "FT-LH-2026-001", "text": ""}
    assert client.post(f"/notices/{code}/object", data=form).status_code == 422
    form["text"] = "金额算错了，应为一万元"
    made = client.post(f"/notices/{code}/object", data=form)
    assert made.status_code == 303
    assert made.headers["Location"] == f"/objections/{code}-O1"
    again = client.post(f"/notices/{code}/object", data=form)
    assert again.status_code == 409
    page = again.get_data(as_text=True)
    assert "已经提过异议" in page
    assert "金额算错了，应为一万元" in page
    own = client.get(f"/objections/{code}-O1").get_data(as_text=True)
    assert "金额算错了" in own
    assert "撤回这件异议" in own


def test_the_public_sees_neither_text_nor_a_shielded_name(story, client, app):
    code = story.post("D1", story.subjects(1), **FACTS)
    said = Said(None, "这段话只给办理人看", shielded=True)
    story.do(objection_actions.file_objection, "resident01", story.notice(code), said)
    page = client.get(f"/objections/{code}-O1").get_data(as_text=True)
    assert "这段话只给办理人看" not in page
    assert "不公开" in page
    assert story.actor("resident01").name not in page
    assert story.actor("resident01").name not in client.get(f"/notices/{code}").get_data(as_text=True)


def test_a_handler_acknowledges_looks_and_decides_in_the_browser(story, client, heard):
    code = story.post("D1", story.subjects(1), **FACTS)
    said = Said(None, "程序不对", shielded=True)
    made = story.do(objection_actions.file_objection, "resident01", story.notice(code), said)
    login = next(n for n in ("officer", "officer2") if story.actor(n).id == made.handler_id)
    sign_in(client, login)
    at = f"/objections/{made.code}"
    assert "受理这件异议" in client.get(at).get_data(as_text=True)
    assert client.post(f"{at}/acknowledge").status_code == 303
    seen = client.post(f"{at}/identity").get_data(as_text=True)
    assert "已记录本次查看" in seen
    assert client.post(f"{at}/decide", data={"outcome": "procedure"}).status_code == 422
    answer = {"outcome": "procedure", "answer": "没有按时张贴，程序违规，重新公示。"}
    assert client.post(f"{at}/decide", data=answer).status_code == 303
    page = client.get(at).get_data(as_text=True)
    assert "没有按时张贴" in page
    assert set(heard.upheld) == {(story_subject(code), code, "procedure")}  # shown first, then done


def story_subject(code):
    from micro_projects.notices import queries

    return queries.subjects(queries.notice(code).id)[0].subject.id


def test_a_worker_reports_enters_and_confirms(story, client):
    code = story.post("D1", story.subjects(1), **FACTS)
    sign_in(client, "worker1")
    assert client.get(f"/notices/{code}/report").status_code == 200
    sign_due(story.app)
    make_due(story.app)
    report = {
        "board": "三号楼公告栏",
        "photo": (BytesIO(picture()), "board.jpg"),
        "photo_alt": "公告栏上的公示",
    }
    assert client.post(f"/notices/{code}/report", data=report).status_code == 303
    assert "三号楼公告栏" in client.get(f"/notices/{code}").get_data(as_text=True)
    form = {
        "channel": "letter",
        "name": "王小明",
        "phone": "13800000000",
        "about": "procedure",
        "text": "信里这样写",
    }
    missing = client.post(f"/notices/{code}/enter", data=form)
    assert missing.status_code == 422
    assert "请填写信投进意见箱的日期" in missing.get_data(as_text=True)
    form |= {"box_on": "2026-03-02", "affected": "住在隔壁小区，施工影响出入"}
    assert client.post(f"/notices/{code}/enter", data=form).status_code == 303
    assert client.post(f"/notices/{code}/letter-box").status_code == 409
    story.at("2026-03-10T09:00+08:00")
    assert client.post(f"/notices/{code}/letter-box").status_code == 303
    assert client.post(f"/notices/{code}/letter-box").status_code == 409


def test_another_communitys_worker_is_turned_away(story, client):
    code = story.post("D1", story.subjects(1), **FACTS)
    sign_in(client, "worker9")
    for path in ("report", "enter"):
        assert client.get(f"/notices/{code}/{path}").status_code == 403
    assert client.post(f"/notices/{code}/report", data={"board": "别处"}).status_code == 403
    story.at("2026-03-10T09:00+08:00")
    assert client.post(f"/notices/{code}/letter-box").status_code == 403


def test_a_list_has_running_notices_first_and_pages_by_key(story, client):
    story.at("2026-03-20T09:00+08:00")
    subjects = story.subjects(1)
    codes = [story.post("D1", subjects) for _ in range(35)]
    first = client.get("/c/FT-LH/notices").get_data(as_text=True)
    assert "现在有" in first
    assert codes[-1] in first
    link = re.search(r'href="(/c/FT-LH/notices\?after=[^"]+)"', first)
    assert link
    second = client.get(link[1]).get_data(as_text=True)
    assert "FT-LH-2026-C1" in second
    assert "已经结束" in second
    assert f"{codes[0]}<" in second or codes[0] in second
    for odd in ("x", "5-5", "0-", "-", "0-9" * 40):
        assert client.get(f"/c/FT-LH/notices?after={odd}").status_code == 200


def test_an_empty_place_says_what_comes(story, client):
    page = client.get("/c/FT-XM/notices").get_data(as_text=True)
    assert "还没有公示" in page


def test_proofs_convince_an_independent_reader(story, client):
    one = story.subjects(1)
    for _ in range(5):
        story.post("D1", one)
    story.tick()
    size = client.get("/log").json[0]["size"]
    for index in range(size):
        told = client.get(f"/log/QH/proof/inclusion?index={index}&size={size}").json
        entry = client.get(f"/disclosures/QH/{index}.json").json
        assert tree.leaf_hash(entry["entry"].encode()).hex() == told["leaf"]
        proof = [bytes.fromhex(h) for h in told["proof"]]
        leaf, root = bytes.fromhex(told["leaf"]), bytes.fromhex(told["root"])
        assert tree.verify_inclusion(leaf, index, size, proof, root)
    for old in range(1, size + 1):
        told = client.get(f"/log/QH/proof/consistency?from={old}&to={size}").json
        proof = [bytes.fromhex(h) for h in told["proof"]]
        roots = bytes.fromhex(told["from_root"]), bytes.fromhex(told["to_root"])
        assert tree.verify_consistency(old, size, *roots, proof)
    for wrong in ("index=999", "index=0&size=0", "index=x", "index=-1", "index=1&size=1", ""):
        assert client.get(f"/log/QH/proof/inclusion?{wrong}").status_code == 422, wrong
    for wrong in ("from=5&to=2", "from=999", "from=0&to=9999", ""):
        assert client.get(f"/log/QH/proof/consistency?{wrong}").status_code == 422, wrong


def test_a_correction_points_both_ways(story, client):
    one = story.subjects(1)
    first = story.post("D1", one)
    from micro_projects.notices import actions
    from micro_projects.web.sentence import say

    with act() as now:
        second = actions.post_notice(
            story.actor("worker1"),
            "D1",
            story.cycle.subject,
            one,
            say("更正"),
            now,
            facts={},
            supersedes=story.notice(first),
        )
    old = client.get(f"/notices/{first}").get_data(as_text=True)
    assert "更正或补充，以后者为准" in old
    assert second.code in old
    assert "这份公示更正或补充" in client.get(f"/notices/{second.code}").get_data(as_text=True)
    indexes = db.session.query(LogEntry.index).filter(LogEntry.kind == "notice.D1").all()
    before, after = (client.get(f"/disclosures/QH/{i[0]}").get_data(as_text=True) for i in indexes)
    assert "已由" in before
    assert "这一条更正或补充" in after


def test_what_was_withheld_is_said_and_never_breaks_a_page(story, client):
    code = story.post("D1", story.subjects(1), **FACTS)
    entry = story.notice(code)
    with act():
        db.session.execute(
            db.text('UPDATE content_part SET body = NULL, salt = NULL WHERE "index" = :i'),
            {"i": entry.log_index},
        )
    assert "已依法遮盖" in client.get(f"/notices/{code}").get_data(as_text=True)
    assert client.get(f"/disclosures/QH/{entry.log_index}").status_code == 200
    assert client.get(f"/disclosures/QH/{entry.log_index}/parts/facts").status_code == 404
    assert client.get(f"/disclosures/QH/{entry.log_index}.json").json["parts"]["facts"] is None


NOWHERE = (
    "/notices/none /notices/none.json /notices/none.pdf /objections/none /lots/none /log/none "
    "/log/none/entries /disclosures/QH/99999 /disclosures/none/0 /c/none/notices"
)


@pytest.mark.parametrize("path", NOWHERE.split())
def test_what_is_not_there_is_404(story, client, path):
    assert client.get(path).status_code == 404


def test_every_page_in_english(story, client):
    code = story.post("D1", story.subjects(2), **FACTS)
    story.do(objection_actions.file_objection, "resident01", story.notice(code), Said(None, "程序不对"))
    client.set_cookie("lang", "en", domain="127.0.0.1")
    for path in (f"/notices/{code}", "/log/QH", f"/objections/{code}-O1", "/c/FT-LH/notices"):
        assert client.get(path).status_code == 200


@pytest.mark.unhung
def test_the_desk_lists_what_waits(story, heard):
    from micro_projects.notices import desk

    code = story.post("D1", story.subjects(1), **FACTS)
    made = story.do(
        objection_actions.file_objection, "resident01", story.notice(code), Said(None, "程序不对")
    )

    def lines(login):
        return {item.what for item in desk.items(story.actor(login), story.clock.now())}

    handler = next(n for n in ("officer", "officer2") if story.actor(n).id == made.handler_id)
    assert "张贴公示%(code)s并登记" in lines("worker1")
    assert "受理异议%(code)s" in lines(handler)
    assert "您的异议%(code)s：等待受理" in lines("resident01")
    assert lines("resident02") == set()
    prepared(story)
    assert "录入公开抽签的号码：%(source)s" in lines("worker1")
    story.do(objection_deciding.acknowledge, handler, made)
    assert "答复异议%(code)s" in lines(handler)
    story.at("2026-03-10T09:00+08:00")
    assert "核对公示%(code)s的意见箱" in lines("worker1")
