"""A witness signs what extends the head it remembers, and keeps the evidence of everything that does not."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from micro_projects.kernel.tlog import cosignature, note
from micro_projects.kernel.tlog.checkpoint import parse
from micro_projects.witnessing.accepting import NotSigned, accept
from micro_projects.witnessing.memory import Log, Memory

ORIGIN = "projects.example/log/QH"
AT = 1_790_000_000


def known(memory: Memory, book) -> Log:
    return memory.log(ORIGIN) or memory.begin(book.keys, ORIGIN)


def refused(memory: Memory, book, raw: str, proof: list[bytes] | None = None) -> str:
    with pytest.raises(NotSigned) as why:
        accept(memory, known(memory, book), raw, proof or [], AT)
    return why.value.code


def test_the_key_is_made_once_and_kept_to_oneself(memory: Memory) -> None:
    kept = memory.folder / "witness.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert Memory(memory.folder, "another.example").line == memory.line
    assert cosignature.parse_key(memory.line).name == "witness.example"


def test_heads_that_extend_each_other_are_cosigned_with_the_time(memory: Memory, book) -> None:
    line = accept(memory, known(memory, book), book.head(), [], AT)
    book.add(9)
    for _again in range(2):  # the same head may be cosigned again, later
        line = accept(memory, known(memory, book), book.head(), book.proof(5), AT)
        text = note.split(book.head())[0]
        verifier, seen = cosignature.verify(line, text, [cosignature.parse_key(memory.line)])
        assert (verifier.name, seen) == ("witness.example", AT)
    last = Memory(memory.folder, "").log(ORIGIN)
    assert last is not None
    assert last.last == parse(text)


def test_a_forked_log_is_not_signed_and_both_heads_are_kept(memory: Memory, book) -> None:
    accept(memory, known(memory, book), book.head(), [], AT)
    before = book.head()
    other = type(book)(book.signers).add(5, "another")
    assert refused(memory, book, other.head()) == "fork"
    (evidence,) = (memory.folder / "logs").glob("*/fork-*")
    assert (evidence / "remembered").read_text() == before
    assert (evidence / "offered").read_text() == other.head()
    other.add(3)
    assert refused(memory, book, other.head(), other.proof(5)) == "inconsistent"
    log = memory.log(ORIGIN)
    assert log is not None
    assert log.last == parse(note.split(before)[0])


@pytest.mark.parametrize("change", ["changed", "removed", "reordered"])
def test_rewritten_entries_do_not_pass_with_any_proof(memory: Memory, book, change: str) -> None:
    accept(memory, known(memory, book), book.head(), [], AT)
    honest = book.add(4).proof(5)
    entries = book.entries
    if change == "changed":
        entries[2] = b"changed"
    elif change == "removed":
        del entries[2]
        book.add(1)
    else:
        entries[1], entries[2] = entries[2], entries[1]
    for proof in (book.proof(5), honest, [], honest[::-1]):
        assert refused(memory, book, book.head(), proof) == "inconsistent"


def test_an_old_head_replayed_and_a_shrunken_log_are_alarms(memory: Memory, book) -> None:
    old = book.head()
    accept(memory, known(memory, book), book.add(4).head(), [], AT)
    assert refused(memory, book, old) == "shrunk"


def test_only_the_logs_keys_and_name_count(memory: Memory, book) -> None:
    stranger = type(book)([note.Signer(ORIGIN, bytes(32))], book.entries)
    assert refused(memory, book, stranger.head()) == "unsigned"
    assert refused(memory, book, book.head().replace(ORIGIN, "projects.example/log/XX", 1)) == "unsigned"
    assert refused(memory, book, book.head(origin="projects.example/log/XX")) == "origin"
    assert refused(memory, book, "no note at all") == "unsigned"
    log = memory.log(ORIGIN)
    assert log is not None
    assert log.last is None


def test_a_new_key_is_trusted_when_it_signed_beside_the_old_one(memory: Memory, book) -> None:
    log = known(memory, book)
    new = note.Signer(ORIGIN, bytes(31) + b"\x01")
    alone = type(book)([new], book.entries)
    read = note.open_note(book.head(), log.keys)
    memory.learn(log, read, alone.keys)
    assert refused(memory, book, alone.head()) == "unsigned"  # it did not sign that head
    both = type(book)([*book.signers, new], book.entries)
    memory.learn(log, note.open_note(both.head(), log.keys), both.keys)
    assert accept(memory, known(memory, book), alone.head(), [], AT)


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(note.BadNote):
        Memory(tmp_path / "x", "two words")
