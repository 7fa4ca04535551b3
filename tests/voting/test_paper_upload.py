"""A table of ballots: every bad line by number and reason, good ones only by a second press, hostile files refused."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import paper_numbers, paper_queries, paper_table, paper_upload
from micro_projects.voting.paper_models import PaperEntry
from support import papers
from support.voting import Story


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as no:
        paper_table.rows(data)
    return no.value.refusal.code


def repacked(data: bytes, **members: bytes) -> bytes:
    """The same file with members replaced or added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in members:
                new.writestr(one.filename, old.read(one))
        for name, body in members.items():
            new.writestr(name, body)
    return kept.getvalue()


def test_cells_of_a_spreadsheet_are_text_numbers_or_a_fault() -> None:
    rows, faults = paper_table.rows(
        xlsx(
            ("票号", "选择"),
            (12345678, 3),
            ("1234 5678", "3 7"),
            (None, None),
            ("12345678", date(2026, 3, 5)),
            ("12345678", 1.3),
            ("12345678", "=1+1"),
            (12345678.0, True),
        )
    )
    assert [(row.line, row.cells["serial"], row.cells["marks"]) for row in rows] == [
        (2, "12345678", "3"),
        (3, "1234 5678", "3 7"),
    ]
    assert [fault.line for fault in faults] == [5, 6, 7, 8]
    rows, faults = paper_table.rows("票号,选择\n12345678,3 7\n12345678,=1+1\n".encode("gb18030"))
    assert ([row.line for row in rows], [fault.line for fault in faults]) == ([2], [3])


def test_hostile_files_are_refused_in_bounded_memory() -> None:
    good = xlsx(("票号", "选择"), ("12345678", "3"))
    bomb = repacked(good, **{"xl/sharedStrings.xml": b"<a>" + b" " * (30 * 1024 * 1024) + b"</a>"})
    assert len(bomb) < 200_000
    assert refused(bomb) == "table_too_big"
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    assert refused(repacked(good, **{"xl/worksheets/sheet1.xml": entity})) == "not_a_table"
    wide = "<!DOCTYPE a []><worksheet/>".encode("utf-16")
    assert refused(repacked(good, **{"xl/worksheets/sheet1.xml": wide})) == "not_a_table"
    assert refused(repacked(good, **{f"x{n}.bin": b"" for n in range(300)})) == "not_a_table"
    assert refused(good[:200]) == "not_a_table"
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    styles += b"<xf/>" * 200_000 + b"</cellXfs></styleSheet>"  # a file of 6 KB that took five seconds
    assert refused(repacked(good, **{"xl/styles.xml": styles})) == "table_too_formatted"
    assert refused(b"PK\x03\x04 and then nothing") == "not_a_table"
    assert refused(b"\x00" * 100) == "not_csv"
    assert refused(b"x" * (paper_table.LARGEST + 1)) == "table_too_big"
    assert refused("票号,选择\n".encode() + b"12345678,3\n" * 5001) == "table_too_big"
    with zipfile.ZipFile(io.BytesIO(good)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    sparse = (
        sheet.replace(b'r="2"', b'r="1048576"')
        .replace(b'"A2"', b'"A1048576"')
        .replace(b'"B2"', b'"B1048576"')
    )
    assert refused(repacked(good, **{"xl/worksheets/sheet1.xml": sparse})) == "table_too_big"
    lying = bytearray(bomb)
    at = lying.rindex(b"PK\x01\x02")  # the declared size in the last entry of the directory
    lying[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    assert refused(bytes(lying)) == "not_a_table"
    assert refused(xlsx(("别的", "列"), (1, 2))) == "no_column"


@pytest.fixture
def box(story: Story) -> tuple[Story, list[str]]:
    """Five ballots in the box of a closed round."""
    story.open_cycle(min_turnout=0)
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    story.to(story.round.opens_at)
    serials = papers.handed_in(story, [f"resident{n:02d}" for n in range(1, 6)], spare=0)
    papers.to_entering(story)
    return story, serials


def test_a_file_that_cannot_be_unpacked_is_refused_like_any_other() -> None:
    good = xlsx(("票号", "选择"), ("12345678", "3"))
    with zipfile.ZipFile(io.BytesIO(good)) as packed:
        sheet = packed.getinfo("xl/worksheets/sheet1.xml")
    body = sheet.header_offset + 30 + len(sheet.filename)
    broken = bytes(b ^ 0xFF if body <= at < body + 40 else b for at, b in enumerate(good))
    assert refused(broken) == "not_a_table"
    kept = io.BytesIO(good)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_LZMA) as packed:
        packed.writestr("xl/media/1.bin", b"1")
    assert refused(kept.getvalue()) == "not_a_table"


def test_every_bad_line_and_only_confirmed_good_ones(box: tuple[Story, list[str]], client, sign_in) -> None:  # type: ignore[no-untyped-def]
    story, (a, b, c, d, e) = box
    foreign = paper_numbers.draw_serials(1, [a, b, c, d, e])[0]
    papers.read_by(story, "worker1", {c: "1"})
    lines = [(a, "1 2"), (b, "9"), (c, "1"), (a, "1"), ("1", "1"), (foreign, "1"), (d, "0"), (e, "")]
    for data, name in (
        (("票号,选择\n" + "".join(f"{s},{m}\n" for s, m in lines)).encode(), "b.csv"),
        (xlsx(("票号", "选择"), *lines), "b.xlsx"),
    ):
        sign_in("worker1")
        before = db.session.query(PaperEntry).count()
        page = client.post("/rounds/FT-LH-2026-R1/paper/upload", data={"file": (io.BytesIO(data), name)})
        assert page.status_code == 200, page.text
        for told in (
            "第 3 行：选票上没有 9 号项目",
            f"第 4 行：票号 {paper_numbers.serial(c)} 您已经录过",
            "第 5 行：票号和第2行重复",
            "第 6 行：“1”不是选票上的票号",
            f"第 7 行：本轮没有票号 {paper_numbers.serial(foreign)} 的选票",
            "第 9 行：没有输入选了哪几号",
        ):
            assert told in page.text
        assert "录入这 2 张" in page.text
        assert db.session.query(PaperEntry).count() == before
    token = page.text.split('name="token"')[1].split('value="')[1].split('"')[0]
    sign_in("worker2")
    stolen = client.post("/rounds/FT-LH-2026-R1/paper/upload/confirm", data={"token": token})
    assert stolen.status_code == 409
    sign_in("worker1")
    done = client.post("/rounds/FT-LH-2026-R1/paper/upload/confirm", data={"token": token})
    assert done.status_code == 303
    db.session.rollback()
    assert db.session.query(PaperEntry).count() == 3
    papers.read_by(story, "worker2", {a: "1 2", d: "0", c: "1"})
    assert paper_queries.entered(story.round.id) == (2, 1, 0, 2)


def test_nothing_is_half_done(box: tuple[Story, list[str]], client, sign_in) -> None:  # type: ignore[no-untyped-def]
    story, (a, b, *_rest) = box
    checked = paper_upload.check(
        story.round, story.actor("worker1").id, f"票号,选择\n{a},1\n{b},2\n".encode()
    )
    assert (len(checked.good), checked.faults) == (2, [])
    sign_in("worker1")
    page = client.post(
        "/rounds/FT-LH-2026-R1/paper/upload",
        data={"file": (io.BytesIO(f"票号,选择\n{a},1\n{b},2\n".encode()), "b.csv")},
    )
    token = page.text.split('name="token"')[1].split('value="')[1].split('"')[0]
    papers.read_by(story, "worker2", {b: "2"})
    papers.read_by(story, "worker3", {b: "2"})  # meanwhile two others have read the second
    answer = client.post("/rounds/FT-LH-2026-R1/paper/upload/confirm", data={"token": token})
    assert answer.status_code == 409
    db.session.rollback()
    assert db.session.query(PaperEntry).count() == 2
