"""Invariant 6: before closing nothing but sealed bytes; after opening nothing that links a ballot to a person."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from micro_projects import keeping
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import sealing
from micro_projects.voting import keeper_words, queries, record_content
from micro_projects.voting.models import CastVoteRecord
from support.keepers import frozen as frozen_with_keepers
from support.keepers import opened
from support.voting import Story


def key_file(story: Story) -> Path:
    return story.app.extensions["settings"].keys / "rounds" / f"{story.round.code}.key"


def everything(but: set[str] = frozenset()) -> dict[str, str]:
    """Every table's rows as one text each."""
    names = set(inspect(db.engine).get_table_names()) - but
    return {name: repr(db.session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names}


def test_before_closing_there_are_only_sealed_bytes_of_one_length(voting: Story) -> None:
    a, b, c = voting.codes
    before = everything({"sealed_ballot", "roll_mark", "journal"})
    voting.cast("resident01", a)
    voting.cast("resident02", a, b, c)
    assert everything({"sealed_ballot", "roll_mark", "journal"}) == before
    sealed = queries.sealed(voting.round.id)
    assert len({len(body) for body, _ in sealed}) == 1
    assert not any(code.encode() in body for body, _ in sealed for code in (a, b, c))
    rows = db.session.scalars(select(JournalEntry).where(JournalEntry.act == "ballot.cast")).all()
    assert [row.facts for row in rows] == ["{}", "{}"]


def test_the_same_choice_sealed_twice_looks_different(voting: Story) -> None:
    voting.cast("resident01", voting.codes[0])
    voting.cast("resident02", voting.codes[0])
    assert len(set(queries.sealed(voting.round.id))) == 2


def test_the_key_is_a_file_of_its_own_and_goes(voting: Story) -> None:
    path = key_file(voting)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = path.read_bytes()
    assert len(key) == 32
    assert repr(key)[2:-1] not in " ".join(everything().values())
    voting.cast_many([[voting.codes[0]]] * 16)
    round_ = voting.close()
    assert round_.state == "counted"
    assert not path.exists()
    assert round_.key_destroyed_at is not None


def test_after_opening_no_table_links_an_entry_to_a_choice(voting: Story) -> None:
    a, b, _ = voting.codes
    voting.cast_many([[a]] * 10 + [[b]] * 10)
    round_ = voting.close()
    assert db.session.execute(text("SELECT count(*) FROM sealed_ballot")).scalar() == 0
    columns = {column["name"] for column in inspect(db.engine).get_columns("cast_vote_record")}
    assert columns == {"round_id", "id", "content"}
    ids = [id_ for id_, _ in queries.records(round_.id)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 20


def test_records_have_no_hidden_order(voting: Story) -> None:
    database = voting.app.extensions["settings"].database_url.removeprefix("sqlite:///")
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    with sqlite3.connect(database) as connection, pytest.raises(sqlite3.OperationalError, match="rowid"):
        connection.execute("SELECT rowid FROM cast_vote_record")


def test_the_order_of_records_is_not_the_order_of_casting(voting: Story) -> None:
    a, b, _ = voting.codes
    cast = [[a]] * 15 + [[b]] * 15
    voting.cast_many(cast)
    round_ = voting.close()
    stored = [json.loads(content)["choices"] for _, content in queries.records(round_.id)]
    assert sorted(stored) == sorted(cast)
    assert stored != cast  # by chance once in 155 million


def test_both_roots_stand_in_the_log_before_anything_is_opened(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    entries = db.session.execute(text('SELECT kind, "index" FROM log_entry')).all()
    at = {row[0]: row[1] for row in entries}
    assert at["round.closed"] < at["round.reconciled"] < at["round.counted"]
    closed = db.session.execute(
        text(
            'SELECT body FROM content_part p JOIN log_entry e ON e.log_id = p.log_id AND e."index" = p."index" '
            "WHERE e.kind = 'round.closed' AND p.name = 'facts'"
        )
    ).scalar()
    assert closed is not None
    facts = json.loads(closed)
    assert facts["mark_root"] == voting.round.mark_root.hex()
    assert facts["sealed_root"] == voting.round.sealed_root.hex()
    assert db.session.query(CastVoteRecord).count() == 16


def test_no_choice_in_letters_or_journal(voting: Story) -> None:
    a = voting.codes[0]
    tables = ("letter", "journal")
    before = {
        t: db.session.execute(text(f"SELECT count(*) FROM {t} WHERE facts LIKE '%{a}%'")).scalar()
        for t in tables
    }
    voting.cast_many([[a]] * 5)
    after = {
        t: db.session.execute(text(f"SELECT count(*) FROM {t} WHERE facts LIKE '%{a}%'")).scalar()
        for t in tables
    }
    assert before == after


# -- on the disk -----------------------------------------------------------------------------------------

PLAIN = (b'"choices":', b'"receipt":')
"""How every ballot reads before it is sealed and after it is opened (`record_content`)."""


def on_disk(*folders: Path) -> dict[str, bytes]:
    """Every file below these folders: database, WAL, back-up, keys, logs."""
    return {
        str(file): file.read_bytes() for folder in folders for file in folder.rglob("*") if file.is_file()
    }


def database(story: Story) -> Path:
    return Path(story.app.extensions["settings"].database_url.removeprefix("sqlite:///"))


def test_an_error_of_the_database_says_no_value(voting: Story) -> None:
    """What goes wrong is logged whole: what was being written or looked for must not stand in it."""
    with pytest.raises(DBAPIError) as wrong:
        db.session.execute(
            insert(CastVoteRecord), [{"round_id": voting.round.id, "id": "x", "content": "a choice"}]
        )
    db.session.rollback()
    assert "cast_vote_record" in str(wrong.value)
    assert "a choice" not in str(wrong.value)


def test_no_file_says_a_choice_while_people_vote(
    voting: Story, home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    voting.cast_many([[voting.codes[n % 3]] for n in range(20)])
    voting.cast("resident01", *voting.codes)  # replaced, and the old one is overwritten
    keeping.back_up(voting.app, tmp_path / "backup")
    kept = on_disk(home, tmp_path / "backup")
    stored = database(voting)
    for file in (stored, stored.with_name(stored.name + "-wal")):
        kept[str(file)] = file.read_bytes()
    assert len(kept[f"{stored}-wal"]) > 10_000  # the ballots went through it
    sealed = queries.sealed(voting.round.id)
    assert any(sealed[0][0] in body for body in kept.values())
    for where, body in kept.items():
        assert not any(plain in body for plain in PLAIN), where
    assert not any(plain.decode() in caplog.text for plain in PLAIN)
    voting.close()  # and the same search finds them once they are opened
    assert any(PLAIN[0] in body for body in on_disk(stored.parent).values())


def test_the_honest_limit_database_and_key_together_open_every_ballot(voting: Story, tmp_path: Path) -> None:
    """Without keepers whoever copies both while people vote knows who voted what: docs/security.md says so."""
    voting.cast("resident01", voting.codes[2])
    keeping.back_up(voting.app, tmp_path)
    key = PrivateKey(key_file(voting).read_bytes())
    with sqlite3.connect(tmp_path / keeping.SQLITE) as copy:
        ((entry, sealed),) = copy.execute("SELECT entry_id, sealed FROM sealed_ballot").fetchall()
    assert entry == voting.actor("resident01").roll_entry(voting.round.place_id)
    content = record_content.opened(sealing.unseal(key, sealed), voting.round.frozen_hash)
    assert content.ballot.projects == (voting.codes[2],)
    assert not any(file.suffix == ".key" for file in tmp_path.rglob("*"))  # never in a back-up
    with pytest.raises(CryptoError):
        sealing.unseal(PrivateKey.generate(), sealed)


def test_with_keepers_database_and_key_folder_together_open_nothing(story: Story, tmp_path: Path) -> None:
    shares = opened(frozen_with_keepers(story))
    story.cast("resident01", story.codes[2])
    keeping.back_up(story.app, tmp_path / "backup")
    shutil.copytree(story.app.extensions["settings"].keys, tmp_path / "keys")
    assert not [file for file in (tmp_path / "keys" / "rounds").rglob("*") if file.is_file()]
    kept = b"".join(on_disk(tmp_path).values())
    for share in shares.values():
        assert " ".join(keeper_words.words(share)).encode() not in kept
    secret = keeper_words.combine(list(shares.values())[:2])
    assert secret not in kept
    with pytest.raises(ValueError, match="number of mnemonics"):
        keeper_words.combine([shares["moderator"]])


@pytest.mark.postgres
def test_nothing_of_postgresql_tells_in_which_order_ballots_came(voting: Story) -> None:
    a, b, _ = voting.codes
    voting.cast_many([[a]] * 10 + [[b]] * 10)
    voting.close()
    assert voting.round.state == "counted"
    rows = db.session.execute(text("SELECT id, xmin, content FROM cast_vote_record ORDER BY ctid")).all()
    assert len({row.xmin for row in rows}) == 1  # one transaction wrote them all
    assert [row.id for row in rows] == sorted(row.id for row in rows)  # on the disk by random id
    assert [json.loads(row.content)["choices"] for row in rows] != [[a]] * 10 + [[b]] * 10
