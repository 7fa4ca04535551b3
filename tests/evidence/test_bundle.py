"""The evidence bundle: the same bytes whoever makes it and when; it verifies; nothing in it that is not public."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flask import current_app

from micro_projects.evidence import bundle, queries
from micro_projects.evidence.tree import Tree
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.kernel.tlog import merkle
from micro_projects.notices import disclosing, redaction_queries, signing
from micro_projects.notices import redaction_actions as redactions
from micro_projects.verifying.command import run as verify
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.statements import counted

YEAR = "FT-LH/2026"
PROJECT = "FT-LH-2026-001"
RUN = "from micro_projects.commands import main; main()"
LAW = "《中华人民共和国个人信息保护法》第四十七条"


def _made(code: str, size: int | None = None) -> bytes:
    db.session.rollback()
    return b"".join(bundle.make(code, size))


def _open(made: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(made))


@pytest.mark.played
def test_a_played_year_and_one_of_its_projects(inside, founded, client, environment, tmp_path, capsys):
    """One walk through a whole year, because playing it is what takes the time."""
    year = _made(YEAR)
    _is_as_written(year, YEAR)
    _says_what_everybody_may_read(year, client)
    for name, made in (("year.zip", year), ("project.zip", _made(PROJECT))):
        (tmp_path / name).write_bytes(made)
        assert verify([str(tmp_path / name)]) == 0, capsys.readouterr().out
    _same_in_another_process(year, environment, tmp_path)
    _same_after_more_was_disclosed(year, founded)
    _sent_by_the_button(client)
    _a_redaction_changes_it(founded, tmp_path, capsys)


def _is_as_written(made: bytes, of: str) -> None:
    """docs/evidence.md: stored, sorted, one time stamp; the manifest names every file but itself."""
    opened = _open(made)
    members = opened.infolist()
    names = [member.filename for member in members]
    assert names == sorted(names)
    assert len(set(names)) == len(names)
    assert {member.compress_type for member in members} == {zipfile.ZIP_STORED}
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    told = json.loads(opened.read("manifest.json"))
    assert (told["v"], told["of"]) == (1, of)
    hashes = {name: hashlib.sha256(opened.read(name)).hexdigest() for name in names}
    assert told["files"] == {name: digest for name, digest in hashes.items() if name != "manifest.json"}
    page = opened.read("index.html").decode()
    assert "<script" not in page
    assert "http://" not in page
    assert "object at 0x" not in page
    assert any(name.startswith("data/rounds/") and name.endswith(".pb") for name in names)


def _says_what_everybody_may_read(made: bytes, client) -> None:
    """Each entry of the bundle is, but for where its files are, what the page gives a stranger."""
    opened = _open(made)
    for name in opened.namelist():
        if name.startswith("logs/QH/disclosures/"):
            index = name.rpartition("/")[2].removesuffix(".json")
            there = client.get(f"/disclosures/QH/{index}.json").data.decode()
            assert opened.read(name).decode() == there.replace('"file":"parts/', f'"file":"parts/{index}/')
        elif name.startswith("logs/QH/parts/"):
            index, part = name.split("/")[-2:]
            assert opened.read(name) == client.get(f"/disclosures/QH/{index}/parts/{part}").data
        elif name.startswith("logs/QH/proofs/"):
            told = json.loads(opened.read(name))
            address = f"/log/QH/proof/inclusion?index={told['index']}&size={told['size']}"
            assert told == json.loads(client.get(address).data)
        elif name.startswith("logs/QH/tile/"):
            assert opened.read(name) == client.get(f"/log/QH/{name.removeprefix('logs/QH/')}").data


def _same_in_another_process(made: bytes, environment: dict[str, str], folder: Path) -> None:
    command = [sys.executable, "-c", RUN, "evidence", YEAR, "-o", str(folder / "again.zip")]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | environment, timeout=120)
    assert (folder / "again.zip").read_bytes() == made


def _same_after_more_was_disclosed(made: bytes, founded) -> None:
    size = queries.heads(queries.scope(YEAR))[-1].checkpoint.size
    place = founded.place()
    with act() as now:
        disclosing.disclose(
            "deliberation.agenda_opinion",
            say("又一条"),
            place_id=place.id,
            path=place.path,
            at=now,
            facts={"cycle": "FT-LH-2026", "silent": True, "text": ""},
        )
    _sign()
    assert queries.heads(queries.scope(YEAR))[-1].checkpoint.size > size
    assert _made(YEAR, size) == made
    assert _made(YEAR) != made


def _sign() -> None:
    """The signer's turn."""
    signing.sign_due(current_app._get_current_object())
    db.session.rollback()


def _sent_by_the_button(client) -> None:
    for address, code in (("/evidence/FT-LH/2026.zip", YEAR), (f"/evidence/{PROJECT}.zip", PROJECT)):
        with counted() as asked:
            answer = client.get(
                address, buffered=True
            )  # read to its end where it was begun, as a server does
        assert answer.data == _made(code)
        assert len(asked) < 60
        again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/evidence/FT-LH/1999.zip").status_code == 404
    assert client.get("/evidence/FT-LH-2026-999.zip").status_code == 404


def _a_redaction_changes_it(founded, folder: Path, capsys) -> None:
    """Withheld: gone from every file; all else is as before and verifies; older heads are refused."""
    before = _open(_made(YEAR))
    size = queries.heads(queries.scope(YEAR))[-1].checkpoint.size
    index, part = _a_comment(before)
    words = json.loads(before.read(f"logs/QH/disclosures/{index}.json"))["parts"][part]["text"]
    entry, log = redaction_queries.entry("QH", index)
    with act() as now:
        asked = redactions.request(founded.actor("officer", now), entry, log, [part], "personal", LAW, now)
    with act() as now:
        row = redaction_queries.case(asked.code).redaction
        redactions.confirm(founded.actor("district", now), row, log, now)
    _sign()
    with pytest.raises(Refused) as refused:
        _made(YEAR, size)
    assert refused.value.refusal.code == "before_redaction"
    made = _made(YEAR)
    for name in _open(made).namelist():
        if name.startswith(("logs/", "index.html")):
            assert words.encode() not in _open(made).read(name), name
    assert LAW in _open(made).read("index.html").decode()
    (folder / "redacted.zip").write_bytes(made)
    assert verify([str(folder / "redacted.zip")]) == 0, capsys.readouterr().out


def _a_comment(opened: zipfile.ZipFile) -> tuple[int, str]:
    for name in opened.namelist():
        if name.startswith("logs/QH/disclosures/"):
            told = json.loads(opened.read(name))
            if json.loads(told["entry"])["kind"] == "notice.D2":
                return told["index"], "said-1"
    raise AssertionError("no D2 in the year")


@pytest.mark.founded
def test_nothing_before_it_is_signed(inside):
    with pytest.raises(Refused) as refused:
        _made("FT-LH/2026")
    assert refused.value.refusal.status == 404


def test_the_tree_is_the_published_one():
    leaves = [hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(700)]
    tree = Tree(leaves)
    assert tree.root == merkle.root_of(leaves)
    for index in (0, 255, 256, 511, 699):
        assert merkle.verify_inclusion(leaves[index], index, 700, tree.proof(index), tree.root)
    tiles = dict(tree.tiles())
    assert list(tiles) == sorted(tiles)
    assert tiles["tile/0/002.p/188"] == b"".join(leaves[512:])
    assert tiles["tile/1/000.p/2"] == tree.node(8, 0) + tree.node(8, 1)
