"""The written procedures (docs/operations.md) by the commands that carry them out: rotation, loss, restore, witnesses."""

from __future__ import annotations

import io
import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects import keeping
from micro_projects.app import create_app
from micro_projects.commands import attach
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.tlog import cosignature, note
from micro_projects.notices import checks, disclosing, log_checks, log_keys, log_queries
from micro_projects.notices.log_actions import MOST_OF_ONE
from micro_projects.notices.log_models import LogCheckpoint, LogCosignature, LogKey
from micro_projects.notices.models import ContentPart, Log, LogEntry
from micro_projects.notices.signing import sign_due
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.databases import Databases

pytestmark = pytest.mark.founded

NAME, SEED = "witness.example/w1", b"\x05" * 32
WITNESS = cosignature.Verifier(NAME, note.public_of(SEED))


@pytest.fixture(autouse=True)
def newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """These databases are made from the models, without a migration's mark."""
    monkeypatch.setattr(keeping.schema, "is_newest", lambda engine: True)


@pytest.fixture
def folder(inside: Flask) -> Path:
    """The signer's."""
    found: Path = inside.extensions["settings"].keys
    return found


@pytest.fixture
def house(inside: Flask) -> Flask:
    """A log of a few entries, signed."""
    grow(inside, 3)
    return inside


@pytest.fixture
def run(environment: dict[str, str]) -> Any:
    """The command line, as somebody who operates the machine."""

    def command(*words: str) -> Result:
        db.session.rollback()
        done = CliRunner().invoke(attach(), words, env=environment)
        db.session.rollback()
        return done

    return command


def grow(app: Flask, count: int = 1) -> None:
    place = places.place("QH")
    for n in range(count):
        with act() as now:
            disclosing.disclose(
                "cycle.ended",
                say(f"第{n}条"),
                place_id=place.id,
                path=place.path,
                at=now,
                facts={"cycle": "FT-LH-2026", "year": 2026},
            )
    sign_due(app)
    db.session.rollback()


def head() -> LogCheckpoint:
    newest = log_queries.head()
    assert newest is not None
    return log_queries.checkpoint(newest.id, newest.signed)


def newest_facts() -> dict[str, Any]:
    entry = db.session.scalars(
        select(LogEntry).order_by(LogEntry.log_id.desc(), LogEntry.index.desc()).limit(1)
    ).one()
    part = db.session.get_one(ContentPart, (entry.log_id, entry.index, "facts"))
    return {"kind": entry.kind, **json.loads(part.body or b"{}")}


def begun_facts() -> dict[str, Any]:
    """Of the newest log's first entry."""
    log = db.session.scalars(select(Log.id).order_by(Log.id.desc())).first()
    entry = db.session.get_one(LogEntry, (log, 0))
    part = db.session.get_one(ContentPart, (log, 0, "facts"))
    return {"kind": entry.kind, **json.loads(part.body or b"{}")}


def stands(code: str) -> int:
    """What a log says of how things stood when it began, right after its first entry; how many entries that are."""
    told = []
    query = select(LogEntry).join(Log, Log.id == LogEntry.log_id).where(Log.code == code)
    for entry in db.session.scalars(query.order_by(LogEntry.index)):
        part = db.session.get_one(ContentPart, (entry.log_id, entry.index, "facts"))
        facts = json.loads(part.body or b"{}")
        told.append((entry.kind, facts.get("place"), facts.get("size"), len(facts.get("holders", ()))))
    rest = [one for one in told if one[0] in ("calendar.version", "people.holders", "roll.size")]
    assert told[1][0] == "calendar.version"
    assert rest == told[1 : len(rest) + 1]
    rolls = {place: size for kind, place, size, _ in rest if kind == "roll.size"}
    assert rolls == {one.code: people.roll_size(one.id) for one in places.communities()}
    held = {place: count for kind, place, _, count in rest if kind == "people.holders"}
    assert held.keys() >= {"QH", "FT", "FT-LH"}
    assert all(held.values())
    return len(rest)


def findings() -> list[str]:
    db.session.rollback()
    every = (checks.log_findings, *log_checks.CHECKS)
    return [found.what for check in every for found in check()]


def signed_by(row: LogCheckpoint) -> list[bytes]:
    known = log_queries.verifiers(log_queries.by_id(row.log_id).origin, log_queries.keys(row.log_id))
    return [key.public for key in note.open_note(row.note, known).keys]  # type: ignore[attr-defined]


# -- rotation ----------------------------------------------------------------------------------------------


def test_both_keys_sign_until_the_rotation_is_finished(
    house: Flask, run: Any, folder: Path, client: Any
) -> None:
    old = head()
    assert run("log", "rotate", "--finish").exit_code == 1
    begun = run("log", "rotate")
    assert begun.exit_code == 0, begun.output
    assert run("log", "rotate").exit_code == 1, "one at a time"
    assert run("log", "rotate", "--finish").exit_code == 1, "the new key has not signed yet"
    assert newest_facts()["kind"] == "log.key_added"
    sign_due(house)
    db.session.rollback()
    first, second = db.session.scalars(select(LogKey.public).order_by(LogKey.number))
    assert signed_by(old) == [first]
    assert signed_by(head()) == [first, second]
    assert client.get("/log/QH/key").get_data(as_text=True).count("\n") == 2
    assert client.get(f"/log/QH/key?size={old.size}").get_data(as_text=True).count("\n") == 1

    finished = run("log", "rotate", "--finish")
    assert finished.exit_code == 0, finished.output
    assert [path.name for path in log_keys.files(folder)] == ["log-QH-2.key", "log-QH.checkpoint"]
    assert newest_facts() == {
        "kind": "log.key_ended",
        "key": 1,
        "log": "QH",
        "signed_size": head().size,
    }
    sign_due(house)
    db.session.rollback()
    assert signed_by(head()) == [second]
    assert findings() == []
    page = client.get("/log/QH").get_data(as_text=True)
    assert note.fingerprint(first) in page
    assert note.fingerprint(second) in page


def test_a_new_key_counts_only_once_it_was_witnessed(house: Flask, run: Any) -> None:
    assert run("log", "witness", "add", WITNESS.line, "社区法律服务所").exit_code == 0
    assert run("log", "rotate").exit_code == 0
    sign_due(house)
    refused = run("log", "rotate", "--finish")
    assert refused.exit_code == 1
    assert "见证人" in refused.output
    leave(house.test_client(), head())
    assert run("log", "rotate", "--finish").exit_code == 0


# -- loss of the key ---------------------------------------------------------------------------------------


def test_a_lost_key_is_followed_by_a_new_log(house: Flask, run: Any, folder: Path, client: Any) -> None:
    assert run("log", "succeed", "--lost-key").exit_code == 1, "it is not lost"
    old = head()
    shutil.rmtree(folder)
    grow(house)  # disclosed, and signed by nobody
    assert head().size == old.size
    done = run("log", "succeed", "--lost-key")
    assert done.exit_code == 0, done.output
    assert begun_facts() | {"origin": ""} == {
        "kind": "log.begun",
        "why": "lost_key",
        "log": "QH-2",
        "origin": "",
        "predecessor": "QH",
        "predecessor_origin": log_queries.by_id(old.log_id).origin,
        "signed_size": old.size,
        "signed_root": old.root.hex(),
        "held_size": old.size + 1,
        "lost_first": None,
        "lost_last": None,
    }
    grow(house)
    assert head().size == (size := 2 + stands("QH-2"))
    assert findings() == []
    first, second = client.get("/log").json
    assert (first["id"], first["current"], first["successor"]) == ("QH", False, "QH-2")
    assert (second["id"], second["current"], second["size"]) == ("QH-2", True, size)
    assert "QH-2" in client.get("/log/QH").get_data(as_text=True)
    assert client.get("/log/QH/checkpoint").get_data(as_text=True) == old.note, "still there to be checked"
    assert "钥匙丢失" in client.get("/disclosures/QH-2/0").get_data(as_text=True)
    with pytest.raises(DBAPIError, match="log_succeeded"):
        db.session.execute(text("UPDATE log SET size = size + 1 WHERE code = 'QH'"))
    db.session.rollback()


def test_a_second_loss_counts_on(house: Flask, run: Any, folder: Path) -> None:
    for code in ("QH-2", "QH-3"):
        shutil.rmtree(folder)
        assert run("log", "succeed", "--lost-key").exit_code == 0
        grow(house)
        assert newest_log() == code
    assert findings() == []


def newest_log() -> str:
    db.session.rollback()
    return db.session.scalars(select(Log.code).order_by(Log.id.desc())).first() or ""


# -- an older back-up --------------------------------------------------------------------------------------


@pytest.mark.each_database
def test_an_older_back_up_goes_on_in_a_new_log_that_says_what_is_lost(
    house: Flask,
    databases: Databases,
    database_kind: str,
    clock: ManualClock,
    tmp_path: Path,
) -> None:
    keeping.back_up(house, tmp_path / "copy")
    held = head().size
    grow(house, 4)
    lost = head()
    db.session.remove()
    settings = replace(house.extensions["settings"], database_url=databases.bare(database_kind))
    elsewhere = create_app(settings, clock)
    with elsewhere.app_context():
        begun = keeping.restore(elsewhere, tmp_path / "copy")
        assert begun is not None
        assert begun_facts() | {"origin": "", "predecessor_origin": ""} == {
            "kind": "log.begun",
            "why": "restored",
            "log": "QH-2",
            "origin": "",
            "predecessor": "QH",
            "predecessor_origin": "",
            "signed_size": lost.size,
            "signed_root": lost.root.hex(),
            "held_size": held,
            "lost_first": held,
            "lost_last": lost.size - 1,
        }
        grow(elsewhere)
        assert head().size == 2 + stands("QH-2")
        assert findings() == []
        db.session.remove()
        db.engine.dispose()


def test_a_back_up_that_misses_nothing_goes_on_in_its_log(
    house: Flask, databases: Databases, clock: ManualClock, tmp_path: Path, run: Any
) -> None:
    keeping.back_up(house, tmp_path / "copy")
    before = head()
    db.session.remove()
    settings = replace(house.extensions["settings"], database_url=databases.bare("sqlite"))
    elsewhere = create_app(settings, clock)
    with elsewhere.app_context():
        assert keeping.restore(elsewhere, tmp_path / "copy") is None
        grow(elsewhere)
        assert (newest_log(), head().size) == ("QH", before.size + 1)
        assert findings() == []
        db.session.remove()
        db.engine.dispose()


def test_signing_again_after_a_restore_that_nobody_told(house: Flask, run: Any, folder: Path) -> None:
    """The database file was put back by hand: the signer refuses, until somebody says what happened."""
    url = house.extensions["settings"].database_url.removeprefix("sqlite:///")
    db.session.remove()
    db.engine.dispose()
    held = head().size
    db.session.remove()
    db.engine.dispose()
    shutil.copyfile(url, f"{url}.copy")
    grow(house, 2)
    db.session.remove()
    db.engine.dispose()
    for end in ("-wal", "-shm"):
        Path(url + end).unlink(missing_ok=True)
    shutil.copyfile(f"{url}.copy", url)
    house.extensions.pop("signer_at_rest", None)
    assert sign_due(house) == 0
    assert any("shrunk" in what for what in findings())
    done = run("log", "succeed", "--restored")
    assert done.exit_code == 0, done.output
    assert begun_facts()["held_size"] == held
    grow(house)
    assert findings() == []
    assert run("log", "succeed", "--restored").exit_code == 1, "nothing is missing now"


# -- witnesses ---------------------------------------------------------------------------------------------


def leave(client: Any, row: LogCheckpoint, line: str | None = None, size: int | None = None) -> Any:
    text, _lines = note.split(row.note)
    line = line or cosignature.sign(text, NAME, SEED, int(row.signed_at.timestamp()) + 5)
    return client.post(f"/log/QH/cosignatures?size={size or row.size}", data=line.encode())


def test_a_named_witnesss_line_is_kept_and_shown_with_its_date(house: Flask, run: Any, client: Any) -> None:
    assert leave(house.test_client(), head()).status_code == 422, "not named yet"
    named = run("log", "witness", "add", WITNESS.line, "社区法律服务所")
    assert named.exit_code == 0, named.output
    assert run("log", "witness", "add", WITNESS.line, "又一次").exit_code == 1
    assert run("log", "witness", "add", head().note.split("\n")[0], "不是").exit_code == 2
    assert newest_facts()["witness"] == NAME
    row = head()
    assert "还没有作证" in client.get("/log/QH").get_data(as_text=True)
    assert leave(house.test_client(), row).status_code == 201
    assert leave(house.test_client(), row).status_code == 200, "the same again changes nothing"
    db.session.rollback()
    kept = db.session.scalars(select(LogCosignature)).one()
    shown = client.get("/log/QH/checkpoint").get_data(as_text=True)
    assert shown == row.note + kept.line
    known = log_queries.verifiers(log_queries.by_id(row.log_id).origin, log_queries.keys(row.log_id))
    assert note.open_note(shown, [*known, WITNESS]).verified[-1] == NAME
    page = client.get("/log/QH").get_data(as_text=True)
    assert "社区法律服务所" in page
    assert "还没有作证" not in page
    assert f"{row.size} entries" in run("log", "witness", "list").output
    assert findings() == []


def test_a_line_that_is_no_witnesss_changes_nothing(house: Flask, run: Any) -> None:
    run("log", "witness", "add", WITNESS.line, "社区法律服务所")
    sign_due(house)
    row = head()
    client = house.test_client()
    text, _lines = note.split(row.note)
    ahead = int(row.signed_at.timestamp()) + 3600
    other = cosignature.sign(text.replace(f"\n{row.size}\n", f"\n{row.size + 1}\n"), NAME, SEED, ahead - 3600)
    for line in (
        "",
        "x",
        row.note.split("\n")[-2],
        cosignature.sign(text, NAME, b"\x06" * 32, 1_700_000_000),
        cosignature.sign(text, NAME, SEED, ahead),
        cosignature.sign(text, NAME, SEED, 2**60),
        other,
        "— " + "x" * 20_000,
    ):
        assert leave(client, row, line or "\n").status_code == 422, line
    assert leave(client, row, size=row.size + 1).status_code == 404, "only signed heads"
    db.session.rollback()
    assert db.session.scalars(select(LogCosignature)).all() == []


def test_a_stolen_witness_key_fills_no_disk(house: Flask, run: Any) -> None:
    run("log", "witness", "add", WITNESS.line, "社区法律服务所")
    sign_due(house)
    row, client = head(), house.test_client()
    text, _lines = note.split(row.note)
    at = int(row.signed_at.timestamp())
    lines = [cosignature.sign(text, NAME, SEED, at - n).removesuffix("\n") for n in range(MOST_OF_ONE + 1)]
    assert leave(client, row, "\n".join(lines[:MOST_OF_ONE])).status_code == 201
    assert leave(client, row, lines[-1]).status_code == 422
    assert leave(client, row, lines[0]).status_code == 200, "what is known is known"
    db.session.rollback()
    assert len(db.session.scalars(select(LogCosignature)).all()) == MOST_OF_ONE


def test_no_more_of_a_body_is_read_than_a_few_lines_take(house: Flask) -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.taken += len(buffer)
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    body = Endless()
    sent = {"wsgi.input": body, "CONTENT_LENGTH": str(12 * 1024 * 1024)}
    answer = house.test_client().post("/log/QH/cosignatures", environ_overrides=sent)
    assert answer.status_code == 422
    assert body.taken < 64 * 1024


# -- the signer's own command ------------------------------------------------------------------------------


def test_the_signer_runs_alone_and_ends_when_told(
    house: Flask, environment: dict[str, str], home: Path
) -> None:
    import os
    import signal
    import subprocess
    import sys

    from support.code import ROOT
    from support.serving import COMMAND

    place = places.place("QH")
    with act() as now:
        disclosing.disclose(
            "cycle.ended",
            say("又一条"),
            place_id=place.id,
            path=place.path,
            at=now,
            facts={"cycle": "FT-LH-2026", "year": 2026},
        )
    waiting = head().size + 1
    db.session.rollback()
    with (home / "signer.log").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "signer"], cwd=ROOT, env=os.environ | environment, stderr=out
        )
    until = time.monotonic() + 60
    while head().size < waiting and time.monotonic() < until:
        db.session.rollback()
        assert process.poll() is None, (home / "signer.log").read_text()
        time.sleep(0.05)
    assert head().size == waiting
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_exposed_keys_stop_every_command_with_one_line(house: Flask, run: Any, folder: Path) -> None:
    (folder / "log-QH-1.key").chmod(0o644)
    for words in (("signer",), ("log", "rotate"), ("log", "succeed", "--lost-key")):
        refused = run(*words)
        assert refused.exit_code == 2
        assert "chmod 600" in refused.output
    from micro_projects.serving import serve

    assert serve(house) == 2
