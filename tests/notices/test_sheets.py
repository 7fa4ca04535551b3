"""The printed sheet: made once after signing, the same for ever, its square code read back, posted by its hash."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO

import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from makers.pictures import picture
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import actions, checking, page_queries, sheet_actions, sheet_queries
from micro_projects.notices.log_models import LogKey
from micro_projects.notices.models import Notice, PostingReport
from micro_projects.notices.own_parts import said
from micro_projects.notices.sheet_models import FORMS, NoticeSheet
from micro_projects.notices.sheets import make_due
from micro_projects.notices.signing import sign_due
from micro_projects.web.access import NOT_ALLOWED
from micro_projects.web.door import act
from support.founded import PASSWORD
from support.photo import photographed, read_code, rendered

pytestmark = pytest.mark.founded
ADDRESS = {"a4": "/notices/{}.pdf", "a3": "/notices/{}/poster.pdf", "large": "/notices/{}/large.pdf"}


def facts(n: int, title: str = "三号楼前坡道加装扶手和防滑条") -> dict[str, object]:
    return {
        "proposals": [
            {
                "proposal": f"FT-LH-2026-{k:03d}",
                "outcome": "screened_in" if k % 4 else "screened_out",
                "ground": None if k % 4 else "manager_duty",
                "reason": None if k % 4 else said("楼道粉刷属于物业服务合同约定的日常维护。"),
                "seconds": 6 + k,
                "text": {
                    "title": f"{title}（{k}）",
                    "problem": "坡道又陡又滑，下雨天已有两位老人摔倒。",
                    "wish": "加装不锈钢扶手，坡面贴防滑条。",
                    "estimate": 1200000 + k * 31000,
                    "kind": "works",
                    "location": "第1网格三号楼北门",
                    "beneficiaries": "三号楼96户",
                },
                "text_hash": "ab" * 32,
                "version": 1,
            }
            for k in range(1, n + 1)
        ]
    }


def print_all(story) -> int:
    sign_due(story.app)
    made = make_due(story.app)
    db.session.rollback()
    return made


def stored(code: str) -> dict[str, NoticeSheet]:
    rows = db.session.scalars(select(NoticeSheet).join(Notice).where(Notice.code == code))
    return {row.form: row for row in rows}


def read(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    return "".join(text.replace("\u200b", "").split())


def sign_in(client, login: str) -> None:
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


def photo() -> tuple[BytesIO, str]:
    return BytesIO(picture()), "board.jpg"


@pytest.mark.each_database
def test_sheets_are_made_once_after_signing(story, client) -> None:
    print_all(story)  # of the rule pack
    code = story.post("D1", story.subjects(1), **facts(2))
    assert make_due(story.app) == 0
    for address in ADDRESS.values():
        answer = client.get(address.format(code))
        assert answer.status_code == 409
        assert "几秒钟" in answer.get_data(as_text=True)
    assert not stored(code)  # no GET makes one

    assert print_all(story) == 1
    made = stored(code)
    assert set(made) == set(FORMS)
    for form, row in made.items():
        assert row.pdf is not None
        assert row.sha256 == hashlib.sha256(row.pdf).digest()
        answer = client.get(ADDRESS[form].format(code))
        assert answer.data == row.pdf
        assert answer.mimetype == "application/pdf"
        assert answer.headers["ETag"] == f'"{row.sha256.hex()}"'
        assert answer.headers["Cache-Control"] == "no-cache", "a part may be withheld: no copy may outlive it"
        again = client.get(ADDRESS[form].format(code), headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    kept = {form: row.sha256 for form, row in made.items()}

    story.post("D1", story.subjects_again(1), **facts(1))
    story.app.extensions.pop("sheets")  # as after a restart
    assert print_all(story) == 1
    assert {form: row.sha256 for form, row in stored(code).items()} == kept
    assert make_due(story.app) == 0
    acts = db.session.scalars(select(JournalEntry.act).where(JournalEntry.act == "notice.make_sheet")).all()
    assert len(acts) == 3


def test_two_processes_at_once_and_somebody_else(story) -> None:
    code = story.post("D1", story.subjects(1), **facts(1))
    print_all(story)
    notice, before = story.notice(code), stored(code)
    head = sheet_queries.newest_head(notice.log_id, notice.log_index)
    with act() as now:
        sheet_actions.keep(CLOCK_ACTOR, notice, dict.fromkeys(FORMS, b"%PDF other"), head, now)
    assert {f: r.sha256 for f, r in stored(code).items()} == {f: r.sha256 for f, r in before.items()}
    with pytest.raises(Refused) as refused, act() as now:
        sheet_actions.keep(story.actor("worker1"), notice, {}, head, now)
    assert refused.value.refusal == NOT_ALLOWED


def test_one_notice_that_cannot_be_printed_does_not_keep_the_others_back(story) -> None:
    print_all(story)
    broken = story.post("D1", story.subjects(1), **facts(1))
    fine = story.post("D1", story.subjects_again(1), **facts(1))
    sign_due(story.app)
    with act():  # a notice whose cycle's pack does not know its kind any more
        db.session.execute(db.text("UPDATE notice SET kind = 'E9' WHERE code = :c"), {"c": broken})
    assert make_due(story.app) == 1
    assert not stored(broken)
    assert stored(fine)
    assert make_due(story.app) == 0
    with act():
        db.session.execute(db.text("UPDATE notice SET kind = 'D1' WHERE code = :c"), {"c": broken})
    story.app.extensions.pop("sheets")
    assert make_due(story.app) == 1
    assert stored(broken)


@pytest.mark.each_database
def test_the_database_keeps_a_sheet_as_it_is(story) -> None:
    code = story.post("D1", story.subjects(1), **facts(1))
    print_all(story)
    row = next(iter(stored(code).values()))
    for change in ("pdf = :other", "sha256 = :hash", "form = 'a3'", "log_size = 1"):
        with pytest.raises(DBAPIError), act():
            db.session.execute(
                db.text(f"UPDATE notice_sheet SET {change} WHERE id = :id"),
                {"id": row.id, "other": b"%PDF", "hash": bytes(32)} | {},
            )
    with pytest.raises(DBAPIError), act():
        db.session.execute(db.text("DELETE FROM notice_sheet WHERE id = :id"), {"id": row.id})


def test_what_stands_on_it(story) -> None:
    code = story.post("D1", story.subjects(2), **facts(2))
    print_all(story)
    row, notice = stored(code)["a4"], story.notice(code)
    posted = page_queries.posted(code)
    assert row.pdf is not None
    text = read(row.pdf)
    key = db.session.scalars(select(LogKey.public)).one()
    order = (
        "莲花社区·民生微实事",
        "2026年提议公开",
        "测试公示",
        "三号楼前坡道加装扶手和防滑条（1）",
        "FT-LH-2026-001",
        "初审通过",
        "¥12,310.00",
        "公示截止：2026年3月9日周一24:00",
        "公示5个工作日",
        "本周期规则包",
        "有不同意见怎么提",
        "带身份证",
        f"写明公示编号{code}",
        "三个工作日内受理",
        "手机扫码",
        f"QH第{notice.log_index}条",
        posted.entry.content.hex(),
        f"前{row.log_size}条",
        row.log_root.hex(),
        checking.fingerprint(key),
        checking.page_hash(),
        f"/v/QH/{notice.log_index}",
    )
    places = [text.index("".join(said.split())) for said in order]
    assert places == sorted(places)
    assert text.endswith("第1页，共1页")
    assert row.log_size > notice.log_index


@pytest.mark.parametrize("form", FORMS)
def test_the_square_code_is_read_from_the_page_and_from_a_photo_of_it(story, form) -> None:
    code = story.post("D1", story.subjects(2), **facts(2))
    print_all(story)
    row, posted = stored(code)[form], page_queries.posted(code)
    assert row.pdf is not None
    key = db.session.scalars(select(LogKey.public)).one()
    address = checking.address(
        story.app.extensions["settings"].base_url,
        "QH",
        posted.entry.index,
        posted.entry.content,
        row.log_size,
        row.log_root,
        key,
    )
    assert read_code(rendered(row.pdf, dpi=96)) == address
    assert read_code(photographed(rendered(row.pdf, dpi=200))) == address


def test_sixty_proposals_take_several_pages_and_still_little_room(story) -> None:
    code = story.post("D1", story.subjects(2), **facts(60))
    print_all(story)
    for form, row in stored(code).items():
        assert row.pdf is not None
        assert len(row.pdf) < 150_000, form
        text = read(row.pdf)
        assert "（60）" in text
        total = len(pypdf.PdfReader(BytesIO(row.pdf)).pages)
        assert total > 1
        assert f"第{total}页，共{total}页" in text


def test_large_print_is_large_and_the_poster_is_the_sheet_enlarged(story) -> None:
    code = story.post("D1", story.subjects(2), **facts(3))
    print_all(story)
    made = {form: pypdf.PdfReader(BytesIO(row.pdf)) for form, row in stored(code).items()}

    def sizes(reader: pypdf.PdfReader) -> dict[str, float]:
        found: dict[str, float] = {}

        def note(text, cm, tm, font, size) -> None:
            for word in ("测试公示", "有不同意见怎么提", "初审通过"):
                if word[:3] in text:
                    found[word] = size * abs(tm[0]) * abs(cm[0])

        for page in reader.pages:
            page.extract_text(visitor_text=note)
        return found

    assert min(sizes(made["large"]).values()) >= 22
    assert len(made["large"].pages) > 1
    assert [round(float(made[f].pages[0].mediabox.width)) for f in ("a4", "a3", "large")] == [595, 842, 595]
    assert len(made["a3"].pages) == len(made["a4"].pages) == 1
    small, big = sizes(made["a4"]), sizes(made["a3"])
    assert all(big[word] / small[word] == pytest.approx(1.414, abs=0.02) for word in small)


def test_the_posting_names_the_sheet_and_the_photo(story, client) -> None:
    code = story.post("D1", story.subjects(1), **facts(1))
    sign_in(client, "worker1")
    report = f"/notices/{code}/report"

    def form(**more):
        return {"board": "三号楼公告栏", "photo": photo(), "photo_alt": "三号楼公告栏上的公示", **more}

    assert "几秒钟" in client.get(report).get_data(as_text=True)
    early = client.post(report, data=form())
    assert early.status_code == 409
    assert "还没有生成" in early.get_data(as_text=True)
    print_all(story)
    for missing in ("board", "photo", "photo_alt"):
        left = {name: value for name, value in form().items() if name != missing}
        assert client.post(report, data=left).status_code == 422
    with pytest.raises(Refused) as refused, act() as now:
        actions.report_posted(story.actor("worker1"), story.notice(code), "公告栏", None, now)
    assert refused.value.refusal.code == "no_photo"
    boards = set(db.session.scalars(select(PostingReport.board)))
    assert not boards & {"公告栏", "三号楼公告栏"}
    db.session.rollback()

    assert client.post(report, data=form()).status_code == 303
    told = client.get("/log/QH/entries").get_data(as_text=True)
    assert "已张贴在三号楼公告栏" in told
    entry = page_queries.entries(story.notice(code).log_id, None, 1)[0]
    disclosed = json.loads(page_queries.parts(entry)["facts"].body or b"")
    assert disclosed["sheet"] == stored(code)["a4"].sha256.hex()
    assert len(disclosed["photo"]) == 64
    assert disclosed["board"] == "三号楼公告栏"


def test_a_character_no_font_has_is_told_to_the_worker(story, client) -> None:
    plain = story.post("D1", story.subjects(1), **facts(1))
    strange = story.post("D1", story.subjects_again(1), **facts(1, "王𠮷提的"))
    print_all(story)
    sign_in(client, "worker1")
    assert "𠮷（U+20BB7）" in client.get(f"/notices/{strange}/report").get_data(as_text=True)
    assert "U+" not in client.get(f"/notices/{plain}/report").get_data(as_text=True)
    pdf = stored(strange)["a4"].pdf
    assert pdf is not None
    assert "王〓提的" in read(pdf)


def test_a_sheet_with_something_withheld_is_not_given_out(story, client) -> None:
    code = story.post("D1", story.subjects(1), **facts(1))
    print_all(story)
    notice = story.notice(code)
    with act():
        db.session.execute(
            db.text(
                "UPDATE content_part SET body = NULL, salt = NULL WHERE \"index\" = :i AND name = 'facts'"
            ),
            {"i": notice.log_index},
        )
    for address in ADDRESS.values():
        assert client.get(address.format(code)).status_code == 410
    assert "已依法遮盖" in read(client.get(f"/disclosures/QH/{notice.log_index}.pdf").data)
    with act():
        sheet_actions.destroy(notice.log_id, notice.log_index)
    assert [row.pdf for row in stored(code).values()] == [None] * 3
    page = client.get(f"/notices/{code}").get_data(as_text=True)
    assert "不再提供下载" in page
    assert f"/notices/{code}.pdf" not in page


def test_any_disclosure_on_paper_is_the_same_whenever_and_whoever_asks(story, client) -> None:
    code = story.post("D1", story.subjects(1), **facts(2))
    index = story.notice(code).log_index
    address = f"/disclosures/QH/{index}.pdf"
    assert client.get(address).status_code == 409
    print_all(story)
    made = client.get(address)
    assert made.status_code == 200
    assert "坡道又陡又滑" in read(made.data)  # everything, not only a glance
    story.post("D1", story.subjects_again(1), **facts(1))
    print_all(story)
    client.set_cookie("lang", "en", domain="127.0.0.1")
    assert client.get(address).data == made.data
    assert client.get(address, headers={"If-None-Match": made.headers["ETag"]}).status_code == 304
    assert read_code(rendered(made.data)).endswith(
        f"&k={checking.fingerprint(db.session.scalars(select(LogKey.public)).one())}"
    )


def test_the_page_offers_each_form_with_its_size(story, client) -> None:
    code = story.post("D1", story.subjects(1), **facts(1))
    assert "签名后自动生成" in client.get(f"/notices/{code}").get_data(as_text=True)
    print_all(story)
    page = client.get(f"/notices/{code}").get_data(as_text=True)
    for form, row in stored(code).items():
        assert ADDRESS[form].format(code) in page
        assert f"{round(len(row.pdf or b'') / 1024)} KB" in page
    old = client.get(f"/notices/{code}/print")
    assert old.status_code == 301
    assert old.headers["Location"].endswith(f"/notices/{code}.pdf")
    assert client.get("/notices/none.pdf").status_code == 404


@pytest.mark.played
def test_every_sheet_of_a_played_year_is_small(inside) -> None:
    rows = db.session.execute(select(Notice.code, NoticeSheet.form, NoticeSheet.pdf).join(NoticeSheet)).all()
    codes = set(db.session.scalars(select(Notice.code)))
    assert {(row[0], row[1]) for row in rows} == {(code, form) for code in codes for form in FORMS}
    assert len(codes) > 20
    assert max(len(row[2]) for row in rows) < 150_000
