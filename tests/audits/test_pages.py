"""The audit's pages: the desk, the journal, masks, and what the public reads."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest

from makers.oversight import Watched
from makers.pictures import picture
from micro_projects.audits import desk_reading
from micro_projects.extensions import db
from micro_projects.files import actions as files
from micro_projects.files.preparing import prepare
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.people import actions as people
from micro_projects.people.queries import secret
from micro_projects.places import queries as places
from micro_projects.web.door import act
from support.founded import PASSWORD
from support.statements import counted

pytestmark = pytest.mark.founded


def signed_in(client, login: str):
    client.post("/sign-out")
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})
    return client


def text(answer) -> str:
    return answer.get_data(as_text=True)


def opened(works: Watched, client, place: str = "QH") -> str:
    """The auditor opens an audit; its address."""
    today = works.today()
    answer = client.post(
        "/audits/new",
        data={
            "place": place,
            "title": "合同抽查",
            "questions": "合同有没有拆分？",
            "since": (today - timedelta(days=300)).isoformat(),
            "until": today.isoformat(),
            "ends": (today + timedelta(days=60)).isoformat(),
        },
    )
    assert answer.status_code == 303, text(answer)
    return answer.headers["Location"]


@pytest.mark.parametrize("login", ["resident01", "worker1", "officer", "admin", "affairs"])
def test_only_auditors_read_the_audit_pages(works: Watched, client, login: str) -> None:
    signed_in(client, login)
    for address in ("/audit", "/audit/journal", "/audit/files", "/audit/journal/1"):
        assert client.get(address).status_code == 403
    assert client.post("/audit/journal/1", data={"reason": "x"}).status_code == 403


@pytest.mark.unhung
def test_the_auditor_sees_flags_with_figures(works: Watched, client) -> None:
    from dataclasses import replace

    from makers.proposals import TEXT
    from micro_projects.kernel.money import Money

    works.drawn()
    works.submitted(replace(TEXT, title="贴着上限", estimate=Money.yuan(197_000)), "resident05")
    works.submitted(replace(TEXT, title="远离上限", estimate=Money.yuan(150_000)), "resident06")
    works.pass_days(10)
    signed_in(client, "auditor")
    with counted() as seen:
        page = text(client.get("/audit"))
    assert "贴着上限" in page
    assert "98.5" in page
    assert "远离上限" not in page
    assert "FT-LH-2026-C1" in page  # never reported on the board
    assert len(seen) <= 12, "\n".join(s[:150] for s in seen)


def test_an_auditor_of_another_place_sees_nothing_of_it(works: Watched, client) -> None:
    from micro_projects.people import actions as people

    works.drawn()
    with act() as now:
        people.hold(
            works.as_("admin"),
            works.founded.other,
            works.person("resident50"),
            "auditor",
            works.today(),
            None,
            now,
        )
    row = db.session.scalars(
        db.select(JournalEntry.id).where(JournalEntry.act == "supervision.consent")
    ).first()
    signed_in(client, "resident50")
    page = text(client.get("/audit/journal"))
    assert works.code not in page
    assert "<span>登录</span>" not in page
    assert client.get(f"/audit/journal/{row}").status_code == 404
    assert client.post(f"/audit/journal/{row}", data={"reason": "x"}).status_code == 404


def test_the_journal_is_filtered_and_paged(works: Watched, client) -> None:
    works.drawn()
    signed_in(client, "auditor")
    page = text(client.get(f"/audit/journal?act=supervision.&code={works.code}"))
    assert "报名做监督员" in page
    assert "<span>登录</span>" not in page
    assert "<span>登录</span>" in text(client.get("/audit/journal?act=people.sign_in"))
    assert "没有符合条件的操作" in text(client.get("/audit/journal?act=%25"))
    assert (
        client.get("/audit/journal?since=never&until=9999-12-31&after=x&act=" + "x" * 500).status_code == 200
    )
    with counted() as seen:
        client.get("/audit/journal")
    assert len(seen) <= 5


def test_unmasking_is_a_post_with_a_reason_journalled_and_counted_publicly(works: Watched, client) -> None:
    works.drawn()
    row = db.session.scalars(
        db.select(JournalEntry).where(JournalEntry.act == "supervision.consent").limit(1)
    ).one()
    name = secret(row.person_id or 0, "name") or "?"
    signed_in(client, "auditor")
    address = f"/audit/journal/{row.id}"
    assert name not in text(client.get(address))
    assert client.post(address, data={"reason": ""}).status_code == 422
    refused = client.post(address, data={"reason": "核对抽签名单"})
    assert refused.status_code == 403
    assert "先登记一项审计" in text(refused)
    assert name not in text(refused)
    opened(works, client)
    before = desk_reading.unmasked("QH/").total
    answer = client.post(address, data={"reason": "核对抽签名单"})
    assert name in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert desk_reading.unmasked("QH/FT/FT-LH/").total == before + 1
    noted = db.session.scalars(db.select(JournalEntry).where(JournalEntry.act == "audit.unmask")).one()
    assert name not in noted.facts
    assert "核对抽签名单" not in noted.facts
    client.post("/sign-out")
    assert "1次" in text(client.get("/c/FT-LH/oversight"))


def test_a_file_that_is_not_public_opens_for_the_auditor_by_post_only(works: Watched, client) -> None:
    ready = prepare(BytesIO(picture()))
    place = works.founded.place()
    with act() as now:
        row = files.keep(works.as_("worker1"), ready, None, place.id, place.path, "报价单", now, public=False)
        token = row.token
    signed_in(client, "auditor")
    assert client.get(f"/files/{token}/960").status_code == 404
    assert "报价单" in text(client.get("/audit/files"))
    assert client.post(f"/audit/files/{token}", data={"reason": ""}).status_code == 422
    assert "先登记一项审计" in text(client.post(f"/audit/files/{token}", data={"reason": "核对报价"}))
    opened(works, client, "FT-LH")
    assert desk_reading.unmasked("QH/").total == 0
    sent = client.post(f"/audit/files/{token}", data={"reason": "核对报价"})
    assert sent.mimetype == "image/jpeg"
    assert desk_reading.unmasked("QH/").total == 1


def test_an_auditor_of_elsewhere_reads_no_working_paper(works: Watched, client) -> None:
    """Neither the papers in order, nor those that the form of the next one shows."""
    works.drawn()
    signed_in(client, "auditor")
    address = opened(works, client, "FT-LH")
    client.post(f"{address}/samples", data={"what": "notices", "size": "1"})
    form = f"{address}/papers/new?sample=1&rank=1"
    client.post(form, data={"title": "公示张贴", "text": "看了照片", "outcome": "clean"})
    assert "看了照片" in text(client.get(form))
    assert client.get(f"{address}/papers/new?sample=1&rank={10**30}").status_code in (200, 404)
    with act() as now:
        elsewhere = places.place("FT-XM")
        people.hold(
            CLOCK_ACTOR, elsewhere.id, works.person("resident09"), "auditor", works.today(), None, now
        )
    signed_in(client, "resident09")
    assert client.get("/audit").status_code == 200
    for page in (form, f"{address}/papers/new", f"{address}/papers"):
        assert client.get(page).status_code == 404, page
    assert client.post(form, data={"title": "", "text": ""}).status_code == 404


def test_an_audit_over_the_pages(works: Watched, client) -> None:
    works.drawn()
    signed_in(client, "auditor")
    bad = client.post("/audits/new", data={"title": "只写了名称"})
    assert bad.status_code == 422
    assert "只写了名称" in text(bad)
    address = opened(works, client, "FT-LH")
    page = text(client.get(address))
    assert "需抽" in page  # how many to draw is offered
    late = client.post(f"{address}/samples", data={"what": "notices", "size": "999"})
    assert late.status_code == 422
    assert "总共有" in text(late)
    assert client.post(f"{address}/samples", data={"what": "notices", "size": "1"}).status_code == 303
    paper = f"{address}/papers/new?sample=1&rank=1"
    assert client.get(f"{address}/papers/new?sample=1&rank=9").status_code == 404
    written = {"title": "公示张贴", "text": "看了照片", "outcome": "clean"}
    kept = client.post(paper, data={**written, "outcome": ""})
    assert kept.status_code == 422
    assert "看了照片" in text(kept)
    assert client.post(paper, data=written).status_code == 303
    assert "看了照片" in text(client.get(f"{address}/papers"))
    assert client.post(f"{address}/hear", data={"draft": "草稿一份"}).status_code == 303
    with counted() as seen:
        assert "草稿一份" in text(client.get(address))
    assert len(seen) <= 12, "\n".join(s[:150] for s in seen)
    signed_in(client, "officer")
    assert "草稿一份" in text(client.get(address))
    assert "提书面意见" in text(client.get("/desk"))
    assert client.post(f"{address}/respond", data={"text": "没有意见"}).status_code == 303
    assert client.get(f"{address}/papers").status_code == 403
    client.post("/sign-out")
    public = text(client.get(address))
    assert "草稿一份" not in public
    assert "看了照片" not in public
    assert "没有意见" not in public
    signed_in(client, "auditor")
    assert client.post(f"{address}/report", data={"report": "报告全文"}).status_code == 303
    client.post("/sign-out")
    with counted() as seen:
        public = text(client.get(address))
    assert len(seen) <= 8
    assert "报告全文" in public
    assert "没有意见" in public
    assert "看了照片" not in public
    assert "有95%的把握" in public
    assert "合同抽查" in text(client.get("/audits"))


def test_the_audits_pages_read_in_english(works: Watched, client) -> None:
    client.set_cookie("lang", "en", domain="127.0.0.1")
    signed_in(client, "auditor")
    address = opened(works, client, "FT-LH")
    client.post(f"{address}/samples", data={"what": "notices", "size": "1"})
    chinese = re.compile("[\u4e00-\u9fff]{5,}")
    for page in ("/audit", "/audit/journal", "/audit/files", "/audits", "/audits/new", address):
        seen = re.sub(r"<[^>]+>", " ", text(client.get(page)))
        assert "audit" in seen.lower()
        left = [m for m in chinese.findall(seen) if m not in "合同抽查合同有没有拆分莲花社区福田坊街道"]
        assert not left, (page, left)
