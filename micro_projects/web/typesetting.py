"""Paper: a template of ``templates/print`` and plain data become a PDF, the same bytes every time.

Data reaches the template as JSON through `sys_inputs`, so what a person typed is text and never markup. Only the
packaged Chinese fonts are used, never the machine's. The files are PDF/A-2a and PDF/UA-1 (kept for years, read
aloud). Why this way: ``docs/decisions/sheets.md``.
"""

from __future__ import annotations

import json
import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst

from micro_projects.web.show import ZONE

TEMPLATES = Path(__file__).parents[2] / "templates" / "print"
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
SUBSTITUTE = "〓"
"""Stands where the font has no such character; the sheet says below which one it was."""
LONGEST_WORD = 24
"""Letters without a place to break; after so many one is made."""
_NO_BREAK = re.compile(rf"[!-~\u00a1-\u024f]{{{LONGEST_WORD}}}(?=[!-~\u00a1-\u024f])")
_BREAK = "\u200b"
_PLANES = 0x30000
"""Code points that are looked at: no packaged font reaches beyond the first three planes."""
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def typeset(template: str, data: Mapping[str, Any], *, dated: datetime) -> bytes:
    """The PDF of ``templates/print/<template>.typ`` with `data` (text, numbers, lists, maps).

    `dated` is the document's date and time stamp: with the same data it gives the same bytes, in any process.
    """
    local = dated.astimezone(ZONE)
    stamp = [local.year, local.month, local.day, local.hour, local.minute, local.second]
    clean = _clean(dict(data))
    told = {**clean, "dated": stamp, "missing": [_named(char) for char in unprintable(data)]}
    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=int(dated.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def on_one_side(template: str, data: Mapping[str, Any], *, dated: datetime) -> bytes:
    """The same, set a little smaller when that brings it onto one page; otherwise as many pages as it needs."""
    plain = typeset(template, data, dated=dated)
    if pages(plain) != 2:  # three pages will not become one
        return plain
    dense = typeset(template, {**data, "dense": True}, dated=dated)
    return dense if pages(dense) == 1 else plain


def pages(pdf: bytes) -> int:
    """How many pages a PDF has that was typeset here."""
    tree = _PAGES.search(pdf)
    assert tree is not None
    return int(tree.group(1))


def unprintable(data: Any) -> list[str]:
    """The characters in `data` that the fonts lack, each once, in order of their code."""
    return sorted({char for text in _texts(data) for char in text if _lacking(char)})


def _named(char: str) -> str:
    return f"U+{ord(char):04X}"


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)


def _clean(data: Any) -> Any:
    """`data` with every text made printable; what is no text stays."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, Mapping):
        return {str(key): _clean(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(value) for value in data]
    return data


def printable(text: str) -> str:
    """`text` as it can be printed: what has no shape (controls, direction marks) is left out, what the fonts lack
    is spelled in plainer characters (⅔ as 2/3) or replaced by `SUBSTITUTE`, and words too long for a line may break.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    return _NO_BREAK.sub(lambda word: word.group() + _BREAK, "".join(map(_shape, lines)))


def _shape(char: str) -> str:
    if char == "\n" or _has(char):
        return char
    return "" if _shapeless(char) else _spelled(char) or SUBSTITUTE


def _shapeless(char: str) -> bool:
    """Controls, formats (direction marks, joiners) and variation selectors: nothing to see."""
    return unicodedata.category(char) in ("Cc", "Cf") or 0xFE00 <= ord(char) <= 0xFE0F or ord(char) >= 0xE0000


def _spelled(char: str) -> str:
    """The same in plainer characters that the fonts have; empty when there are none."""
    plain = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    return plain if all(map(_has, plain)) else ""


def _lacking(char: str) -> bool:
    return _shape(char) == SUBSTITUTE != char and not _LINE_ENDS.match(char) and char != "\t"


def drawn_code(address: str, error: str = "m") -> str:
    """The square code of an address, as an SVG of lines. Its address is long: level M still survives a smudge."""
    code = segno.make(address, error=error, micro=False)
    drawn: str = code.svg_inline(scale=1, border=4, omitsize=True)
    return drawn


# -- the fonts ------------------------------------------------------------------------------------------


@cache
def _fonts() -> typst.Fonts:
    folder = str(pylopdf_fonts_zh_cn.sans_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _has(char: str) -> bool:
    """Whether both fonts have a shape for it."""
    return ord(char) < _PLANES and bool(_covered()[ord(char)])


@cache
def _covered() -> bytes:
    """A byte for each code point: 1 where both fonts have it."""
    fonts = (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path())
    sans, serif = (int.from_bytes(_code_points(_cmap(font)), "big") for font in fonts)
    return (sans & serif).to_bytes(_PLANES, "big")


def _cmap(font: Path) -> bytes:
    """The ``cmap`` table of an OpenType font."""
    with font.open("rb") as file:
        (tables,) = struct.unpack_from(">H", file.read(12), 4)
        for _ in range(tables):
            tag, _sum, offset, size = struct.unpack(">4sIII", file.read(16))
            if tag == b"cmap":
                file.seek(offset)
                return file.read(size)
    raise ValueError(f"{font.name} has no cmap")


def _code_points(cmap: bytes) -> bytes:
    """What a ``cmap`` covers (OpenType 1.9, format 12), a byte for each code point."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    found = bytearray(_PLANES)
    for n in range(count):
        (offset,) = struct.unpack_from(">I", cmap, 4 + 8 * n + 4)
        (form,) = struct.unpack_from(">H", cmap, offset)
        if form != 12:
            continue
        (groups,) = struct.unpack_from(">I", cmap, offset + 12)
        for group in range(groups):
            first, last, glyph = struct.unpack_from(">III", cmap, offset + 16 + 12 * group)
            first += glyph == 0  # the shape of what is missing
            found[first : min(last + 1, _PLANES)] = b"\x01" * (min(last + 1, _PLANES) - first)
    return bytes(found)
