"""`signature`: each checkpoint is signed by its log's key; cosignatures of witnesses, where their keys are given."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from micro_projects.verifying.case import Case, Log
from micro_projects.verifying.heads import BadHead, head_of
from micro_projects.verifying.report import Broken, Checked, Line, cannot, fault

if TYPE_CHECKING:
    from micro_projects.kernel.tlog import cosignature, note

MOST_KEY_LINES = 32


def read_heads(case: Case) -> Iterator[Line]:
    """Read every log's checkpoint, signed or not. Told under `signature`."""
    for log in case.logs.values():
        where = case.record.where(log.id, "checkpoint")
        try:
            log.head = head_of(case.record.checkpoint(log.id))
        except Broken as broken:
            yield broken.fault
        except BadHead:
            yield fault(where, "bad_checkpoint")


def signature(case: Case) -> Iterator[Line]:
    """Check every note with its log's keys, and the cosignatures with the witnesses'."""
    try:
        import cryptography  # noqa: F401 - asked for here, so that a machine without it says so and nothing passes
    except ImportError:
        for log in case.logs.values():
            yield fault(case.record.where(log.id, "checkpoint"), "no_cryptography")
        return
    for log in case.logs.values():
        yield from _of_log(case, log)


def _of_log(case: Case, log: Log) -> Iterator[Line]:
    from micro_projects.kernel.tlog import note

    where = case.record.where(log.id, "checkpoint")
    try:
        raw = case.record.checkpoint(log.id)
        keys = yield from _keys(case, log)
    except Broken as broken:
        yield broken.fault
        return
    if log.head is None or not keys:
        return  # said already
    try:
        opened = note.open_note(raw, keys)
    except note.BadNote:
        yield fault(where, "bad_signature")
        return
    if any(name != log.head.origin for name in opened.verified):
        yield fault(where, "other_origin", origin=log.head.origin)
    yield Checked(len(opened.verified))
    yield from _cosignatures(case, log, opened)


def _keys(case: Case, log: Log) -> Generator[Line, None, list[note.Verifier]]:
    from micro_projects.kernel.tlog import note

    where, keys = case.record.where(log.id, "key"), list[note.Verifier]()
    try:
        lines = case.record.key(log.id).decode("utf-8").split("\n")
    except UnicodeDecodeError:
        yield fault(where, "bad_key")
        return keys
    for line in [line for line in lines if line][:MOST_KEY_LINES]:
        try:
            keys.append(note.parse_key(line))
        except note.BadNote:
            yield fault(where, "bad_key")
    if not keys:
        yield fault(where, "no_key")
    log.keys = [key.public for key in keys]
    return keys


def _cosignatures(case: Case, log: Log, opened: note.Note) -> Iterator[Line]:
    """Lines of witnesses in the note itself (at an address) and beside the bundle."""
    own = {key.key_hash for key in opened.keys}
    lines = [one.line for one in opened.signatures if one.key_hash not in own]
    where = f"{case.record.name}.cosignatures" if case.cosignatures is not None else ""
    beside = (case.cosignatures or b"").decode("utf-8", "replace").split("\n")
    lines += [line + "\n" for line in beside if line.startswith("\u2014 ")]
    witnesses = yield from _witnesses(case)
    for line in dict.fromkeys(lines):
        for said in _cosigned(where or case.record.where(log.id, "checkpoint"), line, opened.text, witnesses):
            log.witnessed |= isinstance(said, Checked)
            yield said


def _witnesses(case: Case) -> Generator[Line, None, list[cosignature.Verifier]]:
    from micro_projects.kernel.tlog import cosignature, note

    found = list[cosignature.Verifier]()
    for line in case.witnesses:
        try:
            found.append(cosignature.parse_key(line))
        except note.BadNote:
            yield fault(line, "bad_witness_key")
    return found


def _cosigned(where: str, line: str, text: str, witnesses: list[cosignature.Verifier]) -> Iterator[Line]:
    from micro_projects.kernel.tlog import cosignature, note

    try:
        one = note.parse_signature(line.removesuffix("\n"))
    except note.BadNote:
        yield fault(where, "bad_cosignature", witness=line[:40])
        return
    if all((w.name, w.key_hash) != (one.name, one.key_hash) for w in witnesses):
        yield cannot(where, "unknown_witness", witness=one.name)
        return
    try:
        _, at = cosignature.verify(line, text, witnesses)
        datetime.fromtimestamp(at, UTC)
    except (note.BadNote, OverflowError, ValueError, OSError):
        yield fault(where, "bad_cosignature", witness=one.name)
        return
    yield Checked(1)
