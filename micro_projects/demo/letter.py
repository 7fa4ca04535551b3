"""A printed voting letter as its reader has it: the code in large type. Enough of PDF for the files made here."""

from __future__ import annotations

import re
import zlib

from micro_projects.kernel import base32
from micro_projects.voting.code_rules import LETTER_LENGTH

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_GLYPH = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>")
_LINE = re.compile(rb"\[((?:(?:\((?:\\.|[^\\()])*\)|<[0-9A-F]*>)[-\d.]*)+)\]TJ", re.DOTALL)
_PART = re.compile(rb"\(((?:\\.|[^\\()])*)\)|<([0-9A-F]*)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def codes(pdf: bytes) -> list[str]:
    """The voting code on each page, in order: what its check character says is one."""
    streams = [_unpacked(match[1]) for match in _STREAM.finditer(pdf)]
    fonts = [dict(_GLYPH.findall(stream)) for stream in streams if b"beginbfchar" in stream]
    lines = [_glyphs(line[1]) for stream in streams for line in _LINE.finditer(stream)]
    read = ("".join(_sign(font, glyph) for glyph in line) for line in lines for font in fonts)
    return [line for line in read if base32.is_whole(base32.plain(line), LETTER_LENGTH)]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def _glyphs(line: bytes) -> list[bytes]:
    """Two bytes each, in hexadecimal as the font's table has them."""
    parts = ((match[1], match[2]) for match in _PART.finditer(line))
    raw = b"".join(
        bytes.fromhex(hexed.decode()) if text is None else _ESCAPE.sub(_escaped, text)
        for text, hexed in parts
    )
    return [raw[n : n + 2].hex().upper().encode() for n in range(0, len(raw), 2)]


def _escaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else _NAMED.get(found[1], found[1])


def _sign(font: dict[bytes, bytes], glyph: bytes) -> str:
    return chr(int(font.get(glyph, b"FFFD"), 16))
