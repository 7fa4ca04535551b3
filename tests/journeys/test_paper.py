"""After a played year: what can be printed of a session, a round, a project says what people need on paper."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow

pytestmark = pytest.mark.played
OF = {
    "session": (
        ("agenda.pdf", "居民议事会会议议程 议程 将表决的动议 请在这一项开始前说明并回避"),
        (
            "sign-in-sheet.pdf",
            "居民议事会签到表 应到21人 序号 姓名 席位 签名 回避第几项 21 第1页，共2页 旁听 20",
        ),
        ("minutes.pdf", "居民议事会会议纪要 1. 法定人数14人 签署 召集人 抽签成员"),
    ),
    "round": (("ballot.pdf", "选票（样票） 最多选3项 费用 ¥ 不能用来投票 预算"),),
    "project": (
        ("contract.pdf", "合同摘要 承接 合同编号 质保金 节点和付款计划 权重（%） 已遮盖"),
        ("acceptance.pdf", "验收清单 序号 合格 不合格 现场已清理 其他情况 居民监督员 管养单位"),
        ("visit.pdf", "监督员现场查看清单 符合 不符合 没看到 公示栏贴着这个项目的公示 查看日期"),
    ),
}
AT = {"session": "sessions", "round": "rounds", "project": "projects"}


def read(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("kind", OF)
def test_a_rooms_papers(inside, client, kind) -> None:
    code = db.session.scalars(
        select(SubjectRow.code).where(SubjectRow.kind == kind).order_by(SubjectRow.id)
    ).first()
    for name, words in OF[kind]:
        answer = client.get(f"/{AT[kind]}/{code}/{name}")
        assert answer.status_code == 200, name
        assert len(answer.data) < 150_000
        text = read(answer.data)
        at = 0
        for word in words.split():  # one after the other
            at = text.find(word, at) + len(word)
            assert at >= len(word), (name, word)
        assert code in text
        client.set_cookie("lang", "en", domain="127.0.0.1")  # what is signed and hung is Chinese
        assert client.get(f"/{AT[kind]}/{code}/{name}").data == answer.data
        client.delete_cookie("lang", domain="127.0.0.1")
        page = client.get(f"/{AT[kind]}/{code}").get_data(as_text=True)
        if name not in ("minutes.pdf", "visit.pdf"):  # those are offered where the minutes and the visit are
            assert f"/{code}/{name}" in page, name
    assert client.get(f"/{AT[kind]}/none/{OF[kind][0][0]}").status_code == 404


def test_old_addresses_lead_to_the_files(client, inside) -> None:
    code = db.session.scalars(select(SubjectRow.code).where(SubjectRow.kind == "session")).first()
    for old, new in (("minutes/sheet", "minutes.pdf"), ("sign-in-sheet", "sign-in-sheet.pdf")):
        answer = client.get(f"/sessions/{code}/{old}")
        assert answer.status_code == 301
        assert answer.headers["Location"].endswith(f"/sessions/{code}/{new}")
