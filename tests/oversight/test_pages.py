"""The pages: what each reader sees first, what forms refuse and keep, who is turned away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from sqlalchemy import event

from makers.oversight import Watched
from makers.pictures import picture
from micro_projects.extensions import db
from micro_projects.files import storage
from micro_projects.oversight import finding_actions as findings
from micro_projects.oversight import finding_queries, queries, rules
from micro_projects.web.door import act
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def signed_in(client, login: str):
    client.post("/sign-out")
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
    return client


def text(answer) -> str:
    return answer.get_data(as_text=True)


@contextmanager
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def visit_data(works: Watched, **more) -> dict:
    return {"visited_on": works.today().isoformat(), "text": "座椅已装好两张", "safety": "no", **more}


# -- the call -----------------------------------------------------------------------------------------


def test_a_resident_puts_themselves_forward_and_changes_their_mind(works: Watched, client) -> None:
    works.born()
    address = f"/projects/{works.code}/supervise"
    assert "登录后报名" in text(client.get(address))
    signed_in(client, "resident11")
    unticked = client.post(address, data={})
    assert unticked.status_code == 422
    assert "请确认没有利害关系" in text(unticked)
    assert client.post(address, data={"declared": "y"}).status_code == 303
    assert "您已经报名" in text(client.get(address))
    again = client.post(address, data={"declared": "y"})
    assert again.status_code == 409
    assert client.post(f"{address}/withdraw").status_code == 303
    assert "我报名" in text(client.get(address))


def test_the_author_reads_why_not_and_is_refused(works: Watched, client) -> None:
    works.born()
    signed_in(client, "resident01")
    address = f"/projects/{works.code}/supervise"
    assert "您不能报名监督这个项目" in text(client.get(address))
    assert client.post(address, data={"declared": "y"}).status_code == 403


def test_the_lot_is_prepared_on_a_page_and_keeps_what_was_typed(works: Watched, client) -> None:
    works.called()
    signed_in(client, "worker1")
    address = f"/projects/{works.code}/supervise/lot"
    late = client.post(address, data={"number_source": "昨天的号码", "number_due_at": "2026-01-01T09:00"})
    assert late.status_code == 422
    assert "昨天的号码" in text(late)
    assert "必须是将来才产生的" in text(late)
    made = client.post(address, data={"number_source": "福彩3D", "number_due_at": "2026-12-01T09:00"})
    assert re.fullmatch(r"/lots/[0-9a-f]{12}", made.headers["Location"])
    assert client.get(made.headers["Location"]).status_code == 200
    again = client.post(address, data={"number_source": "福彩3D", "number_due_at": "2026-12-02T09:00"})
    assert again.status_code == 409


@pytest.mark.parametrize("address", ["supervise/lot", "visits/new"])
@pytest.mark.parametrize("login", ["resident20", "officer", "contractor1", "auditor"])
def test_who_has_no_part_in_it_is_turned_away(works: Watched, client, address: str, login: str) -> None:
    works.born()
    signed_in(client, login)
    assert client.get(f"/projects/{works.code}/{address}").status_code == 403
    assert client.post(f"/projects/{works.code}/{address}").status_code == 403


# -- visits -------------------------------------------------------------------------------------------


def test_a_supervisor_records_a_visit_with_a_photo(works: Watched, client) -> None:
    works.drawn()
    signed_in(client, works.seated()[0])
    address = f"/projects/{works.code}/visits/new"
    assert rules.CHECKS["safety"] in text(client.get(address))
    data = visit_data(works, photo1=(BytesIO(picture()), "a.jpg"), alt1="座椅旁的电线")
    made = client.post(address, data=data, content_type="multipart/form-data")
    assert made.status_code == 303
    page = text(client.get(made.headers["Location"]))
    assert "看到1项不符合" in page
    assert 'alt="座椅旁的电线"' in page
    source = re.search(r'src="(/files/[^"]+)"', page)
    assert source is not None
    assert client.get(source[1]).mimetype == "image/jpeg"
    assert "不符合" in text(client.get(f"/projects/{works.code}/oversight"))


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({"photo1": (b"no photo", "a.jpg"), "alt1": "x"}, 422, "不是能打开的照片"),
        ({"photo1": (picture(), "a.jpg")}, 422, "还没有写这张照片"),
        ({"visited_on": "2027-01-01"}, 422, "不能是将来"),
        ({"text": "", "safety": "unseen"}, 422, "什么也没有写"),
        ({"safety": "maybe"}, 422, ""),
    ],
)
def test_a_visit_refused_keeps_what_was_typed_and_no_file(works: Watched, client, more, status, said) -> None:
    works.drawn()
    signed_in(client, works.seated()[0])
    for key, value in list(more.items()):
        if isinstance(value, tuple):
            more = {**more, key: (BytesIO(value[0]), value[1])}
    data = visit_data(works, **more)
    answer = client.post(f"/projects/{works.code}/visits/new", data=data, content_type="multipart/form-data")
    assert answer.status_code == status
    assert said in text(answer)
    assert data["text"] in text(answer)
    assert not list(storage.tokens())
    assert queries.visits(works.project.id) == []


def test_the_database_takes_visits_of_serving_supervisors_only(works: Watched) -> None:
    works.drawn()
    with pytest.raises(Exception, match="inspection_by_supervisor refused"), act():
        db.session.execute(
            db.text(
                "INSERT INTO inspection (code, project_id, number, by_id, at, visited_on, text) "
                "SELECT 'x', id, 9, author_id, born_at, '2026-03-02', 'x' FROM project"
            )
        )


# -- findings -----------------------------------------------------------------------------------------


def test_a_finding_from_raising_to_closing_on_pages(works: Watched, client) -> None:
    works.drawn()
    first = works.seated()[0]
    signed_in(client, first)
    new = f"/findings/new/project/{works.code}"
    assert "同时暂缓这个项目的下一笔付款" in text(client.get(new))
    empty = client.post(new, data={"severity": "defect", "text": ""})
    assert empty.status_code == 422
    made = client.post(new, data={"severity": "defect", "text": "座椅松动", "hold": "y"})
    address = made.headers["Location"]
    assert address == f"/findings/{works.code}-F1"
    page = text(client.get(address))
    assert "下一笔付款已暂缓" in page
    assert "书面答复</button>" not in page
    signed_in(client, "worker1")
    assert "答复并公开" in text(client.get(address))
    assert client.post(f"{address}/answer", data={"text": "已拧紧"}).status_code == 303
    twice = client.post(f"{address}/answer", data={"text": "再答一次"})
    assert twice.status_code == 409
    signed_in(client, first)
    back = client.post(f"{address}/review", data={"outcome": "send_back", "text": ""})
    assert back.status_code == 422
    assert client.post(f"{address}/review", data={"outcome": "close", "text": "好了"}).status_code == 303
    client.post("/sign-out")
    page = text(client.get(address))
    assert "这件事已经了结" in page
    assert "已拧紧" in page


def test_a_late_finding_says_whose_it_is(works: Watched, client) -> None:
    works.drawn()
    finding = works.found()
    works.pass_days(12)
    for address in (f"/findings/{finding.code}", f"/projects/{works.code}/oversight", "/c/FT-LH/oversight"):
        page = text(client.get(address))
        assert "逾期" in page
        assert "社区工作者、承接单位或街道专员" in page


def test_public_pages_need_few_statements_however_much_there_is(works: Watched, client) -> None:
    works.drawn()
    addresses = [
        f"/projects/{works.code}/oversight",
        f"/projects/{works.code}/supervise",
        "/c/FT-LH/oversight",
    ]
    finding = works.found()
    addresses.append(f"/findings/{finding.code}")
    counts = []
    for _ in range(2):
        counts.append([])
        for address in addresses:
            with statements() as seen:
                assert client.get(address).status_code == 200
            counts[-1].append(len(seen))
        for n in range(6):
            works.found(text=f"第{n}处")
        works.answered(finding)
        with act() as now:
            findings.send_back(works.as_(works.seated()[0]), finding, "还没好", now)
    assert max(counts[0]) <= 8
    assert counts[0] == counts[1]


def test_the_community_page_pages_by_key(works: Watched, client) -> None:
    works.drawn()
    for n in range(33):
        works.found(text=f"第{n:02d}处")
    first = text(client.get("/c/FT-LH/oversight"))
    assert "第32处" in first
    assert "第01处" not in first
    following = re.search(r'href="(/c/FT-LH/oversight\?after=\d+)"', first)
    assert following is not None
    assert "第01处" in text(client.get(following[1]))


def test_the_auditor_changes_nothing_but_findings(works: Watched, client) -> None:
    works.drawn()
    signed_in(client, "auditor")
    new = f"/findings/new/project/{works.code}"
    page = text(client.get(new))
    assert "暂缓" not in page
    assert client.post(new, data={"severity": "serious", "text": "合同缺附件"}).status_code == 303
    assert client.post(f"/findings/{works.code}-F1/hold").status_code == 403
    assert client.post(f"/findings/{works.code}-F1/answer", data={"text": "x"}).status_code == 403
    assert finding_queries.hold_of(finding_queries.finding(f"{works.code}-F1").id) is None


@pytest.mark.parametrize(
    "address",
    [
        "/findings/none",
        "/inspections/none",
        "/findings/new/x/y",
        "/c/none/oversight",
        "/projects/none/oversight",
        "/projects/none/supervise",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(works: Watched, client, address: str) -> None:
    signed_in(client, "auditor")
    assert client.get(address).status_code == 404


def test_desks_name_what_waits(works: Watched, client) -> None:
    works.called()
    signed_in(client, "worker1")
    assert "监督员抽签" in text(client.get("/desk"))
    works.numbered(works.prepared())
    works.found()
    assert "书面答复发现事项" in text(client.get("/desk"))
    signed_in(client, works.seated()[0])
    assert "到现场看看并记录" in text(client.get("/desk"))


def test_every_page_reads_in_english(works: Watched, client) -> None:
    works.drawn()
    finding = works.answered(works.found(text="loose screws"), "tightened")
    client.set_cookie("lang", "en", domain="127.0.0.1")
    signed_in(client, works.seated()[0])
    chinese = re.compile("[\u4e00-\u9fff]{4,}")
    for address, said in (
        (f"/projects/{works.code}/oversight", "Who supervises"),
        (f"/projects/{works.code}/supervise", "What to do"),
        (f"/projects/{works.code}/visits/new", "Look at these six points"),
        (f"/findings/{finding.code}", "Your second look"),
        (f"/findings/new/project/{works.code}", "What was found"),
        ("/c/FT-LH/oversight", "How often auditors looked"),
        ("/letters", "unread"),
    ):
        page = text(client.get(address))
        assert said.lower() in page.lower(), address
        left = [m for m in chinese.findall(re.sub(r"<[^>]+>", " ", page)) if m not in works.project.title]
        assert not left or address == "/letters", (address, left)
