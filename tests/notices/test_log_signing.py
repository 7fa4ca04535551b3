"""The signer signs what extends its last, and nothing else; a crash at any point loses and doubles nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from micro_projects.extensions import TRIGGERS, db
from micro_projects.kernel import kept_file
from micro_projects.kernel.tlog import merkle, note
from micro_projects.kernel.tlog.checkpoint import Checkpoint, parse
from micro_projects.notices import checks, disclosing, log_checks, log_keys, log_queries, signing
from micro_projects.notices.log_models import LogAlarm, LogCheckpoint
from micro_projects.notices.models import Log, LogEntry, LogNode
from micro_projects.notices.signing import sign_due
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.statements import counted

pytestmark = pytest.mark.founded


def disclose(count: int = 1) -> None:
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


def heads() -> list[LogCheckpoint]:
    db.session.rollback()
    return list(db.session.scalars(select(LogCheckpoint).order_by(LogCheckpoint.size)))


def alarms() -> list[tuple[str, bool]]:
    db.session.rollback()
    return [(a.what, a.over_at is None) for a in db.session.scalars(select(LogAlarm).order_by(LogAlarm.id))]


def log() -> Log:
    db.session.rollback()
    return db.session.scalars(select(Log).order_by(Log.id)).all()[-1]


def findings() -> list[str]:
    db.session.rollback()
    return [found.what for check in log_checks.CHECKS for found in check()]


def without_guards(statement: str, **values: Any) -> None:
    """As somebody with the file could write."""
    db.session.rollback()
    db.session.execute(text("PRAGMA foreign_keys = OFF"))
    for name in TRIGGERS:
        db.session.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
    db.session.execute(text(statement), values)
    db.session.commit()


@pytest.fixture
def folder(inside: Flask) -> Path:
    """The signer's."""
    found: Path = inside.extensions["settings"].keys
    return found


@pytest.fixture
def signed(inside: Flask) -> list[LogCheckpoint]:
    """A log of a few entries, signed."""
    disclose(3)
    assert sign_due(inside) == 1
    return heads()


# -- what is signed ----------------------------------------------------------------------------------------


def test_a_grown_log_is_signed_once_and_remembered(
    inside: Flask, folder: Path, signed: list[LogCheckpoint]
) -> None:
    head = signed[-1]
    entries = db.session.scalars(select(LogEntry.entry).order_by(LogEntry.index)).all()
    keys = log_queries.verifiers(log().origin, log_queries.keys(head.log_id))
    opened = note.open_note(head.note, keys)
    assert parse(opened.text) == Checkpoint(
        log().origin, len(entries), merkle.root_of(map(merkle.leaf_hash, entries))
    )
    assert log_keys.kept(folder, "QH") == head.note
    assert sign_due(inside) == 0
    disclose()
    assert sign_due(inside) == 1
    assert [h.size for h in heads()] == [*(h.size for h in signed), head.size + 1]
    assert findings() == []


def test_an_empty_log_has_no_head(inside: Flask) -> None:
    with act() as now:
        disclosing.begin_log("QH-9", "127.0.0.1", now)
    assert sign_due(inside) == 0
    assert alarms() == []


def test_at_rest_a_pass_is_one_statement(inside: Flask, signed: list[LogCheckpoint]) -> None:
    sign_due(inside)
    with counted() as said:
        assert sign_due(inside) == 0
    assert len(said) == 1


# -- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told", [None, {"signed_size": 1}, {"predecessor": "XX"}, {"signed_root": "00" * 32}]
)
def test_another_log_is_not_begun_behind_the_signers_back(
    inside: Flask, folder: Path, signed: list[LogCheckpoint], told: dict[str, Any] | None
) -> None:
    """Who may write to the database leaves the log that was signed, and goes on in one of their own."""
    head, place, origin = signed[-1], places.place("QH"), log().origin
    with act() as now:
        begun = disclosing.begin_log("QH-2", "127.0.0.1", now)
        right = {
            "predecessor": "QH",
            "predecessor_origin": origin,
            "signed_size": head.size,
            "signed_root": head.root.hex(),
            "log": "QH-2",
            "origin": begun.origin,
            "why": "lost_key",
            "held_size": head.size,
            "lost_first": None,
            "lost_last": None,
        }
        if told is not None:
            disclosing.disclose(
                "log.begun",
                say("新的日志开始了。"),
                place_id=place.id,
                path=place.path,
                at=now,
                facts={**right, **told},
            )
    if told is None:
        disclose()
    assert sign_due(inside) == 0
    assert alarms() == [("fork", True)]
    assert log_keys.signers(folder, "QH-2") == []
    assert heads() == signed


def test_a_forked_tree_is_not_signed_until_it_is_whole_again(
    inside: Flask, signed: list[LogCheckpoint]
) -> None:
    right = list(db.session.execute(select(LogNode.level, LogNode.hash).where(LogNode.index == 0)))
    without_guards('UPDATE log_node SET hash = :h WHERE "index" = 0', h=bytes(32))
    disclose()
    assert sign_due(inside) == 0
    assert sign_due(inside) == 0
    assert heads() == signed
    assert alarms() == [("fork", True)], "said once"
    assert any("nothing is signed" in what for what in findings())
    for level, digest in right:
        without_guards('UPDATE log_node SET hash = :h WHERE level = :l AND "index" = 0', h=digest, l=level)
    assert sign_due(inside) == 1
    assert alarms() == [("fork", False)]


def test_a_tree_that_is_not_over_its_entries_is_not_signed(
    inside: Flask, signed: list[LogCheckpoint]
) -> None:
    disclose(2)
    without_guards('UPDATE log_entry SET entry = :e WHERE "index" = :i', e=b"{}", i=signed[-1].size)
    assert sign_due(inside) == 0
    assert alarms() == [("entries", True)]
    assert heads() == signed


def test_a_shorter_log_is_not_signed(inside: Flask, signed: list[LogCheckpoint], client: Any) -> None:
    size = signed[-1].size
    without_guards("UPDATE log SET size = :s", s=size - 1)
    without_guards("DELETE FROM log_checkpoint WHERE size = :s", s=size)
    assert sign_due(inside) == 0
    assert alarms() == [("shrunk", True)]
    inside.extensions["settings"].home.joinpath("last_tick").touch()
    assert client.get("/readyz").status_code == 503
    page = client.get("/log/QH").get_data(as_text=True)
    assert "签名已经停下来" in page
    assert "少了已经签过名的内容" in page


def test_another_logs_head_is_not_taken_for_ours(
    inside: Flask, folder: Path, signed: list[LogCheckpoint]
) -> None:
    key = log_keys.read(folder, "QH", 1)
    assert key is not None
    other = Checkpoint("elsewhere.example/log/QH", signed[-1].size, signed[-1].root)
    log_keys.keep(folder, "QH", note.sign(other.text(), [key]))
    disclose()
    assert sign_due(inside) == 0
    assert alarms() == [("fork", True)]


def test_an_older_memory_is_not_gone_on_from(
    inside: Flask, folder: Path, signed: list[LogCheckpoint]
) -> None:
    old = log_keys.kept(folder, "QH")
    disclose()
    sign_due(inside)
    assert old is not None
    log_keys.keep(folder, "QH", old)  # the folder of keys came back from a copy
    disclose()
    assert sign_due(inside) == 0
    assert alarms() == [("memory", True)]


@pytest.mark.parametrize("lost", ["memory", "key"])
def test_without_key_or_memory_nothing_is_signed(
    inside: Flask, folder: Path, signed: list[LogCheckpoint], lost: str
) -> None:
    (folder / ("log-QH.checkpoint" if lost == "memory" else "log-QH-1.key")).unlink()
    disclose()
    assert sign_due(inside) == 0
    assert alarms() == [(lost, True)]
    assert not (folder / "log-QH-2.key").exists(), "no new key by itself"
    assert heads() == signed


def test_a_memory_that_was_written_over_is_no_memory(
    inside: Flask, folder: Path, signed: list[LogCheckpoint]
) -> None:
    kept = log_keys.kept(folder, "QH") or ""
    (folder / "log-QH.checkpoint").write_text(kept.replace(f"\n{signed[-1].size}\n", "\n1\n"))
    disclose()
    assert sign_due(inside) == 0
    assert alarms() == [("memory", True)]


@pytest.mark.parametrize(
    ("name", "mode"), [("log-QH-1.key", 0o640), ("log-QH.checkpoint", 0o604), (".", 0o750)]
)
def test_what_others_may_read_is_refused_with_a_line(
    inside: Flask, folder: Path, signed: list[LogCheckpoint], name: str, mode: int
) -> None:
    (folder / name).chmod(mode)
    assert "chmod" in log_keys.exposed(folder)
    disclose()
    assert sign_due(inside) == 0
    assert alarms() == [("key", True)]
    (folder / name).chmod(0o700 if name == "." else 0o600)
    assert sign_due(inside) == 1
    assert alarms() == [("key", False)]


def test_keys_are_made_for_their_owner_alone(folder: Path, signed: list[LogCheckpoint]) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in log_keys.files(folder)} == {
        "log-QH-1.key": 0o600,
        "log-QH.checkpoint": 0o600,
    }
    assert folder.stat().st_uid == os.geteuid()


# -- crashes -----------------------------------------------------------------------------------------------


class Power(BaseException):
    """It went."""


def cut(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """The power goes as soon as the signer comes to `where`."""

    def gone(*args: Any, **kwargs: Any) -> None:
        raise Power

    module = log_keys if hasattr(log_keys, where) else signing
    if where == "write":
        module, where = kept_file, "keep"
    monkeypatch.setattr(module, where, gone)


@pytest.mark.parametrize("where", ["make", "keep", "write", "_store"])
@pytest.mark.parametrize("first", [True, False], ids=["the first head", "a later head"])
def test_after_a_crash_anywhere_the_next_pass_goes_on(
    inside: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch, where: str, first: bool
) -> None:
    if first:
        without_guards("DELETE FROM log_checkpoint")
        without_guards("DELETE FROM log_key")
        for path in log_keys.files(folder):
            path.unlink()
    disclose()
    before = heads()
    with monkeypatch.context() as patch:
        cut(patch, where)
        if where == "make" and not first:
            assert sign_due(inside) == 1
        else:
            with pytest.raises(Power):
                sign_due(inside)
            assert heads() == before, "nobody saw what was not remembered"
    disclose()
    remembered = log_keys.kept(folder, "QH")
    while sign_due(inside):
        pass
    assert [h.note for h in heads()][-1] == log_keys.kept(folder, "QH")
    if remembered is not None:
        assert remembered in [h.note for h in heads()], "what was signed is published"
    assert heads()[-1].size == log().size
    assert findings() == []
    assert alarms() == []


# -- doctor ------------------------------------------------------------------------------------------------

BROKEN = {
    "another root": ("UPDATE log_checkpoint SET root = :x", {"x": bytes(32)}, "make another root"),
    "another note": (
        "UPDATE log_checkpoint SET note = replace(note, 'log/QH', 'log/QX')",
        {},
        "no known key",
    ),
    "another key": ("UPDATE log_key SET public = :x", {"x": bytes(32)}, "no known key"),
    "no key": ("UPDATE log_key SET from_size = 9999", {}, "no known key"),
    "a head lost": (
        "DELETE FROM log_checkpoint WHERE size = (SELECT MAX(size) FROM log_checkpoint)",
        {},
        "remember",
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_doctor_names_what_is_wrong_with_a_signed_head(signed: list[LogCheckpoint], how: str) -> None:
    assert findings() == []
    statement, values, said = BROKEN[how]
    without_guards(statement, **values)
    assert any(said in what for what in findings())


def test_doctor_tells_of_entries_nobody_signs(signed: list[LogCheckpoint], clock: Any) -> None:
    disclose(2)
    assert findings() == []
    clock.move_to(clock.now() + log_queries.PATIENCE * 2)
    assert [what for what in findings() if "2 entries wait" in what]


def test_the_log_itself_is_still_whole(signed: list[LogCheckpoint]) -> None:
    assert list(checks.log_findings()) == []


# -- guards of the database --------------------------------------------------------------------------------

FORBIDDEN = [
    "UPDATE log_checkpoint SET note = 'x'",
    "DELETE FROM log_checkpoint",
    "INSERT INTO log_checkpoint SELECT log_id, size + 1, root, note, signed_at FROM log_checkpoint LIMIT 1",
    "INSERT INTO log_checkpoint SELECT log_id, 1, root, note, signed_at FROM log_checkpoint LIMIT 1",
    "INSERT INTO log_checkpoint SELECT log_id, 0, root, note, signed_at FROM log_checkpoint LIMIT 1",
    "UPDATE log_key SET from_size = 5",
    "DELETE FROM log_key",
]


@pytest.mark.each_database
def test_what_was_signed_is_not_rewritten_in_the_database(inside: Flask) -> None:
    disclose(3)
    sign_due(inside)
    assert heads()
    for statement in FORBIDDEN:
        with pytest.raises(DBAPIError):
            db.session.execute(text(statement))
        db.session.rollback()
