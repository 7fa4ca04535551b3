"""Whatever somebody hands in, the answer is one clean line, in bounded memory and time, and never a pass."""

from __future__ import annotations

import io
import json
import os
import resource
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from verifying.bench import unpacked, with_manifest, zipped
from verifying.conftest import Ask, asked, found
from verifying.story import story

from micro_projects.verifying import limits
from micro_projects.verifying.command import run
from micro_projects.verifying.reading.zip_file import ZipFiles

CENTRAL, LOCAL, END = "<4s6H3L5H2L", "<4s5H3L2H", "<4s4H2LH"


def raw_zip(
    members: list[tuple[bytes, bytes]],
    *,
    flags: int = 0,
    method: int = 0,
    size: int | None = None,
    unix: int = 0,
    count: int | None = None,
    same_place: bool = False,
) -> bytes:
    """A ZIP written byte by byte, so that it can lie. `members` are names and packed bytes."""
    out, listing = io.BytesIO(), io.BytesIO()
    for name, packed in members:
        offset = 0 if same_place else out.tell()
        told = len(packed) if size is None else size
        crc = zlib.crc32(packed)
        if not same_place or not out.tell():
            out.write(
                struct.pack(LOCAL, b"PK\3\4", 20, flags, method, 0, 33, crc, len(packed), told, len(name), 0)
            )
            out.write(name + packed)
        listing.write(struct.pack(
            CENTRAL, b"PK\1\2", 0x0314 if unix else 20, 20, flags, method, 0, 33, crc, len(packed), told,
            len(name), 0, 0, 0, 0, unix << 16, offset,
        ) + name)  # fmt: skip
    out.write(ending(listing.getvalue(), out.tell(), len(members) if count is None else count))
    return out.getvalue()


def ending(listing: bytes, at: int, count: int) -> bytes:
    """A ZIP's list of files and its end, in the long form (ZIP64) where the short one cannot say it."""
    if count < 0xFFFF:
        return listing + struct.pack(END, b"PK\5\6", 0, 0, count, count, len(listing), at, 0)
    behind = at + len(listing)
    long = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(listing), at)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, behind, 1)
    short = struct.pack(END, b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return listing + long + locator + short


def deflated(body: bytes) -> bytes:
    pack = zlib.compressobj(1, zlib.DEFLATED, -15)
    return pack.compress(body) + pack.flush()


MANIFEST = (b"manifest.json", b"{}")
ZIPS: dict[str, tuple[Callable[[], bytes], str]] = {
    "not a zip": (lambda: b"PK" + bytes(1000), "not_a_zip"),
    "empty": (lambda: b"", "not_a_zip"),
    "cut short": (lambda: raw_zip([MANIFEST])[:-5], "not_a_zip"),
    "something in front": (lambda: b"#!/bin/sh\n" + raw_zip([MANIFEST]), "not_a_zip"),
    "something behind": (lambda: raw_zip([MANIFEST]) + b"x", "not_a_zip"),
    "out of the folder": (lambda: raw_zip([MANIFEST, (b"../../etc/passwd", b"x")]), "path_outside"),
    "out, in the middle": (lambda: raw_zip([MANIFEST, (b"logs/../../x", b"x")]), "path_outside"),
    "absolute": (lambda: raw_zip([MANIFEST, (b"/etc/passwd", b"x")]), "path_outside"),
    "a drive": (lambda: raw_zip([MANIFEST, (b"C:/windows/x", b"x")]), "path_signs"),
    "backslashes": (lambda: raw_zip([MANIFEST, (b"..\\x", b"x")]), "path_signs"),
    "NUL in a name": (lambda: raw_zip([MANIFEST, (b"data/x\0.csv", b"x")]), "path_signs"),
    "not UTF-8": (lambda: raw_zip([MANIFEST, (b"data/\xff\xfe", b"x")]), "path_signs"),
    "written backwards": (lambda: raw_zip([MANIFEST, ("data/\u202egpj.exe".encode(), b"x")]), "path_signs"),
    "a very long name": (lambda: raw_zip([MANIFEST, (b"a" * 5000, b"x")]), "path_long"),
    "very deep": (lambda: raw_zip([MANIFEST, (b"a/" * 100 + b"x", b"x")]), "path_long"),
    "the same name twice": (lambda: raw_zip([MANIFEST, (b"a", b"x"), (b"a", b"y")]), "path_twice"),
    "names that differ in case": (
        lambda: raw_zip([MANIFEST, (b"data/A", b"x"), (b"data/a", b"y")]),
        "path_twice",
    ),
    "a link": (lambda: raw_zip([MANIFEST, (b"a", b"/etc/passwd")], unix=0o120777), "link"),
    "encrypted": (lambda: raw_zip([MANIFEST], flags=1), "encrypted"),
    "packed in another way": (lambda: raw_zip([MANIFEST], method=14), "method"),
    "a bomb that says its size": (
        lambda: raw_zip([(b"manifest.json", deflated(bytes(50_000_000)))], method=8, size=50_000_000),
        "bomb",
    ),
    "a file that says four gigabytes": (
        lambda: raw_zip([(b"manifest.json", b"x" * 2**20)], method=8, size=2**28 - 1),
        "bomb",
    ),
    "files that share their bytes": (
        lambda: raw_zip([(b"%d" % n, b"x" * 10_000) for n in range(50)], same_place=True),
        "bomb",
    ),
    "more files than it lists": (lambda: raw_zip([MANIFEST, (b"a", b"x")], count=1), "not_a_zip"),
    "fewer files than it says": (lambda: raw_zip([MANIFEST], count=7), "not_a_zip"),
    "no manifest": (lambda: raw_zip([(b"index.html", b"x")]), "no_manifest"),
    "no logs": (lambda: raw_zip([MANIFEST]), "no_logs"),
    "a log of a strange name": (lambda: raw_zip([MANIFEST, (b"logs/a b/key", b"x")]), "log_name"),
    "a negative index": (lambda: raw_zip([MANIFEST, (b"logs/QH/disclosures/-1.json", b"{}")]), "index_name"),
    "an index with zeros": (
        lambda: raw_zip([MANIFEST, (b"logs/QH/disclosures/01.json", b"{}")]),
        "index_name",
    ),
}


@pytest.mark.parametrize("what", ZIPS)
def test_a_zip_made_to_do_harm(tmp_path: Path, what: str) -> None:
    make, code = ZIPS[what]
    path = tmp_path / "bundle.zip"
    path.write_bytes(make())
    status, report = asked(path)
    assert (status, report["unreadable"]["code"]) == (2, code)
    err = io.StringIO()
    assert run([str(path)], io.StringIO(), err) == 2
    assert len(err.getvalue().splitlines()) == 1


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    body = deflated(bytes(100_000_000))
    path = tmp_path / "bundle.zip"
    path.write_bytes(raw_zip([(b"manifest.json", body), (b"logs/QH/key", body)], method=8, size=len(body)))
    assert asked(path)[1]["unreadable"]["code"] == "damaged"


def test_a_damaged_file_is_named_and_the_rest_still_checked(tmp_path: Path) -> None:
    path = zipped(story().files(), tmp_path / "b.zip")
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"code,cost")] ^= 1
    path.write_bytes(bytes(raw))
    status, report = asked(path)
    assert (status, found(report)) == (1, {("files", "damaged")})
    assert report["findings"][0]["where"] == "data/projects.csv"
    assert report["checked"]["leaf"] == 33


def test_a_million_files_are_refused_before_they_are_kept(tmp_path: Path) -> None:
    one = struct.pack(CENTRAL, b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    for said, code in ((10**6, "too_many_files"), (199_999, "path_twice"), (0, "not_a_zip")):
        path = tmp_path / f"{said}.zip"
        path.write_bytes(ending(one * 10**6, 0, said))
        began = time.monotonic()
        status, report = asked(path)
        assert (status, report["unreadable"]["code"]) == (2, code)
        assert time.monotonic() - began < 2


def test_more_than_65535_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(raw_zip([(b"data/%d" % number, b"x") for number in range(65_600)]))
    files = ZipFiles(path)
    assert (len(files.sizes), files.read("data/65599")) == (65_600, b"x")
    files.close()


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def _with(part: str, value: str) -> Callable[[dict[str, Any]], bytes]:
    return lambda told: json.dumps({**told, part: "@"}).replace('"@"', value).encode()


TOLD: dict[str, tuple[Callable[[dict[str, Any]], bytes], tuple[str, str]]] = {
    "not JSON": (lambda _told: b"<html>", ("leaf", "malformed")),
    "a list": (lambda _told: b"[]", ("leaf", "malformed")),
    "not UTF-8": (lambda _told: b'{"log":"\xff"}', ("leaf", "malformed")),
    "a key twice": (lambda told: json.dumps(told).encode()[:-1] + b',"index":1}', ("leaf", "malformed")),
    "a float": (_with("index", "1.0"), ("leaf", "malformed")),
    "not a number": (_with("index", "NaN"), ("leaf", "malformed")),
    "a huge number": (_with("index", "1" * 100_000), ("leaf", "malformed")),
    "a number past 53 bits": (_with("index", str(2**53)), ("leaf", "malformed")),
    "a negative index": (_with("index", "-1"), ("leaf", "elsewhere")),
    "another index": (_with("index", "2"), ("leaf", "elsewhere")),
    "true for one": (_with("index", "true"), ("leaf", "elsewhere")),
    "very deep": (_with("parts", nested(100_000)), ("leaf", "malformed")),
    "half a surrogate pair": (_with("log", '"\\ud800"'), ("leaf", "malformed")),
    "parts a list": (_with("parts", "[]"), ("content", "malformed")),
    "no entry": (_with("entry", "null"), ("leaf", "malformed")),
    "an entry that is not canonical": (
        lambda told: json.dumps({**told, "entry": " " + told["entry"]}).encode(),
        ("leaf", "entry_not_canonical"),
    ),
    "a manifest that is none": (_with("manifest", '"{}"'), ("content", "other_content")),
}


@pytest.mark.parametrize("what", TOLD)
def test_a_disclosure_made_to_do_harm(ask: Ask, what: str) -> None:
    files = story().files()
    path = "logs/QH/disclosures/1.json"
    make, expected = TOLD[what]
    status, report = ask(with_manifest({**files, path: make(json.loads(files[path]))}))
    assert status == 1
    assert expected in found(report)
    assert path in {line["where"] for line in report["findings"]}


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b'{"v":1}', b'{"v":1,"v":1,"of":"x","logs":{},"files":{}}', nested(10**6).encode(),
     b'{"files":{},"logs":{},"of":"x","v":2}', b'{"files":{},"logs":{},"of":"x","v":1e9}'],
)  # fmt: skip
def test_a_manifest_made_to_do_harm(ask: Ask, manifest: bytes) -> None:
    status, report = ask({**story().files(), "manifest.json": manifest})
    assert (status, report["unreadable"]["where"]) == (2, "manifest.json")


@pytest.mark.parametrize(
    "note",
    [b"", b"\n\n", b"o\n-1\nx\n\n", b"o\n99999999999999999999\nx\n\n", b"o\n1\n" + b"A" * 44 + b"\n\n"],
)
def test_a_checkpoint_made_to_do_harm(ask: Ask, note: bytes) -> None:
    status, report = ask(with_manifest({**story().files(), "logs/QH/checkpoint": note}))
    assert status == 1
    assert any(line["where"] == "logs/QH/checkpoint" for line in report["findings"])


def test_a_log_longer_than_is_read(ask: Ask) -> None:
    files = story().files()
    note = files["logs/QH/checkpoint"].split(b"\n")
    note[1] = str(limits.MOST_LEAVES + 1).encode()
    status, report = ask(with_manifest({**files, "logs/QH/checkpoint": b"\n".join(note)}))
    assert (status, report["unreadable"]["code"]) == (2, "log_too_long")


def test_a_part_said_to_be_elsewhere_is_not_followed(ask: Ask) -> None:
    files = story().files()
    path = next(p for p in files if "/parts/" in p and p.endswith("photo-1"))
    index = path.split("/")[3]
    told = json.loads(files[f"logs/QH/disclosures/{index}.json"])
    told["parts"]["photo-1"]["file"] = "../../../../etc/passwd"
    raw = json.dumps(told).encode()
    _, report = ask(with_manifest({**files, f"logs/QH/disclosures/{index}.json": raw}))
    assert found(report) == {("content", "part_elsewhere")}


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe"])
def test_a_folder_with_something_that_is_no_file(tmp_path: Path, kind: str) -> None:
    folder = unpacked(story().files(), tmp_path / "b")
    if kind == "pipe":
        os.mkfifo(folder / "data" / "pipe")
    else:
        (folder / "data" / "more").symlink_to("/etc/passwd" if kind == "link" else "/etc")
    status, report = asked(folder)
    assert (status, report["unreadable"]["code"]) == (2, "link")


def test_nothing_there(tmp_path: Path) -> None:
    for what in (tmp_path / "no.zip", "/dev/null", "", "\0"):
        assert asked(what)[0] == 2


def test_no_more_lines_than_anybody_reads(ask: Ask) -> None:
    files = story().files() | {f"more/{n}": b"" for n in range(5000)}
    status, report = ask(files)
    assert status == 1
    assert len(report["findings"]) == limits.MOST_LINES + 1
    assert report["findings"][-1]["code"] == "more"


def test_memory_stays_bounded(tmp_path: Path) -> None:
    """Bombs of every kind, in a process that may not have more than 400 MiB at all."""
    bombs = {
        "ratio": raw_zip([(b"manifest.json", deflated(bytes(120_000_000)))], method=8, size=120_000_000),
        "lying": raw_zip(
            [(b"manifest.json", deflated(bytes(400_000_000))), (b"logs/QH/key", deflated(bytes(999)))],
            method=8,
            size=999,
        ),
    }
    for name, raw in bombs.items():
        (tmp_path / f"{name}.zip").write_bytes(raw)
    files = story().files()
    deep = b'{"a":' * 3_000_000 + b"1" + b"}" * 3_000_000
    zipped(
        with_manifest({**files, "logs/QH/disclosures/1.json": deep[: limits.MOST_DISCLOSURE]}),
        tmp_path / "deep.zip",
    )
    for name in (*bombs, "deep"):
        ran = subprocess.run(
            [sys.executable, "-m", "micro_projects.verifying", str(tmp_path / f"{name}.zip"), "--lang", "en"],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20)),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert ran.returncode in (1, 2), name
        assert "Traceback" not in ran.stderr, name
        assert "MemoryError" not in ran.stderr, name
