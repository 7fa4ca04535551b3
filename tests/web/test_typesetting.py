"""Paper: the same bytes every time, text that stays text, characters that no font has, fonts and standards inside."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import datetime
from io import BytesIO
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micro_projects.web import paper
from micro_projects.web.typesetting import on_one_side, pages, printable, typeset, unprintable

AT = datetime.fromisoformat("2026-03-02T09:00+08:00")


def document(*pieces: paper.Data, **more: Any) -> dict[str, Any]:
    frame = {"title": "会议纪要", "office": "莲花社区 · 民生微实事", "mark": "FT-LH-2026-S01"}
    return {**frame, "paper": "a4", "pieces": list(pieces), **more}


def read(pdf: bytes) -> str:
    """Its text in reading order, without the breaks that lines and spacing make."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    return "".join(text.replace("\u200b", "").split())


def squeezed(text: str) -> str:
    return "".join(text.split())


ORDINARY = document(
    paper.lead("会议定于2026年3月5日召开。"),
    paper.facts([("时间", "19:00"), ("地点", "二楼议事厅"), ("备注", "")]),
    paper.table(
        "议题", [("序号", "text"), ("内容", "text"), ("金额", "money")], [[1, "楼道灯", "¥12,000.00"]]
    ),
    paper.numbered(["第一段。", "第二段。"], [[], ["更正：十五人。"]]),
    paper.blanks("其他", 2),
    paper.signatures(["召集人", "日期"]),
)


def test_the_same_bytes_twice_and_in_another_process() -> None:
    made = typeset("document", ORDINARY, dated=AT)
    assert typeset("document", ORDINARY, dated=AT) == made
    code = (
        "import sys, json, hashlib, datetime; from micro_projects.web.typesetting import typeset; "
        "data = json.load(sys.stdin); "
        f"at = datetime.datetime.fromisoformat({AT.isoformat()!r}); "
        "print(hashlib.sha256(typeset('document', data, dated=at)).hexdigest())"
    )
    environment = {**os.environ, "TZ": "America/Lima", "LC_ALL": "C"}
    told = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(ORDINARY),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert told.stdout.strip() == hashlib.sha256(made).hexdigest()
    assert typeset("document", {**ORDINARY, "title": "别的"}, dated=AT) != made


def test_everything_is_there_in_reading_order() -> None:
    text = read(typeset("document", ORDINARY, dated=AT))
    order = "会议纪要 会议定于 时间 19:00 地点 议题 序号 楼道灯 ¥12,000.00 第一段 第二段 更正 其他 召集人 FT-LH-2026-S01 第1页，共1页"
    places = [text.index(word) for word in order.split()]
    assert places == sorted(places)
    assert "备注" not in text  # a fact without a value is no line


HOSTILE = (
    '#import "x.typ": *',
    "#{ while true {} }",
    '#read("/etc/passwd") #eval("1") #sys.inputs',
    "$ x^2 $ *b* _i_ `raw` = 题 - 点 + 数 / 项 @ref <label> ~ \\ \\u{41} \\#",
    "]] } ) \" ' // 不是注释 /* 也不是 */",
    "<script>alert(1)</script> & &amp; {{ 7*7 }} {% raw %}",
    '=HYPERLINK("http://x")',
    "%(name)s %s {} {0}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_only_text(text: str) -> None:
    everywhere = document(
        paper.lead(text),
        paper.heading(text),
        paper.facts([(text, text)]),
        paper.table(text, [(text, "text"), ("金额", "money")], [[text, text]]),
        paper.numbered([text], [[text]]),
        paper.signatures([text]),
        title=text,
        mark=text,
        office=text,
    )
    shown = read(typeset("document", everywhere, dated=AT))
    assert shown.count(squeezed(text)) >= 8
    assert "莲花" not in shown


def test_nothing_of_the_machine_is_read() -> None:
    """The template cannot leave its folder, whatever the data says."""
    shown = read(typeset("document", document(paper.prose('#read("../../config.py")')), dated=AT))
    assert "SECRET_KEY" not in shown
    assert "#read" in shown


@pytest.mark.parametrize(
    ("typed", "on_paper"),
    [
        ("王𠮷", "王〓"),
        ("修好了👍🏽", "修好了〓〓"),
        ("家👨‍👩‍👧", "家〓〓〓"),
        ("⅔的成员", "2/3的成员"),
        ("\u202e倒着\u2066写\u200f", "倒着写"),
        ("空\x00字\x07符\x1b[31m", "空字符[31m"),
        ("سلام", "〓〓〓〓"),
        ("换\r\n行\u2028段", "换\n行\n段"),
        ("表\t格", "表 格"),
        ("\ud800单个代理", "〓单个代理"),
        ("\ue000私用区", "〓私用区"),
        ("〓", "〓"),
    ],
)
def test_characters_without_a_shape_are_left_out_and_unknown_ones_marked(typed: str, on_paper: str) -> None:
    assert printable(typed) == on_paper
    assert bool(unprintable(typed)) == ("〓" in on_paper and typed != "〓")
    assert squeezed(on_paper) in read(typeset("document", document(paper.lead(typed)), dated=AT))


def test_a_sheet_says_which_characters_it_lacks() -> None:
    shown = read(typeset("document", document(paper.lead("王𠮷和𠮷田")), dated=AT))
    assert "字库没有（U+20BB7）" in shown
    assert "字库没有" not in read(typeset("document", document(paper.lead("王小明")), dated=AT))
    assert unprintable({"a": ["𠮷", {"b": "𠮷👍"}], "n": 3}) == sorted("𠮷👍")


def test_a_very_long_word_stays_on_the_page() -> None:
    word = "a1b2" * 100
    pdf = typeset("document", document(paper.lead(word), paper.facts([("校验值", word)])), dated=AT)
    assert read(pdf).count(word) == 2
    reader = pypdf.PdfReader(BytesIO(pdf))
    rights: list[float] = []

    def note(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            rights.append(cm[0] * tm[4] + cm[4])

    reader.pages[0].extract_text(visitor_text=note)
    assert max(rights) < float(reader.pages[0].mediabox.width)


@settings(max_examples=40)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_at_all_can_be_printed(texts: list[str]) -> None:
    pieces = [
        paper.lead(texts[0]),
        paper.heading(texts[0]),
        paper.numbered(texts),
        paper.facts([(t, t) for t in texts]),
        paper.table(texts[0], [(texts[-1], "text")], [[t] for t in texts]),
        paper.signatures(texts),
    ]
    made = typeset("document", document(*pieces, title=texts[-1]), dated=AT)
    assert made.startswith(b"%PDF-1.7")


def test_fonts_are_inside_as_subsets_and_the_file_keeps_its_promises() -> None:
    made = typeset("document", ORDINARY, dated=AT)
    reader = pypdf.PdfReader(BytesIO(made))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()
        name, described = inner["/BaseFont"], inner["/FontDescriptor"].get_object()
        assert name[7] == "+"
        assert "Noto" in name
        assert len(described["/FontFile3"].get_object().get_data()) < 100_000
        assert "/ToUnicode" in font
    xmp = reader.xmp_metadata
    assert xmp is not None
    raw = xmp.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in raw
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in raw
    assert "<pdfuaid:part>1</pdfuaid:part>" in raw
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "会议纪要"
    assert len(made) < 60_000


def test_a_little_too_much_is_set_smaller_and_far_too_much_is_not() -> None:
    def rows(n: int) -> dict[str, Any]:
        return document(
            paper.table("", [("序号", "number"), ("内容", "text")], [[k, "楼道灯坏了"] for k in range(n)])
        )

    sizes = {n: pages(typeset("document", rows(n), dated=AT)) for n in (20, 90)}
    assert sizes[20] == 1
    just_over = next(n for n in range(20, 60) if pages(typeset("document", rows(n), dated=AT)) == 2)
    assert pages(on_one_side("document", rows(just_over), dated=AT)) == 1
    long = on_one_side("document", rows(90), dated=AT)
    assert pages(long) == len(pypdf.PdfReader(BytesIO(long)).pages) == sizes[90] > 1
    assert long == typeset("document", rows(90), dated=AT)
