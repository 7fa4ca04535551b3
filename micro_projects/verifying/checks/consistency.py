"""`consistency`: each log extends the checkpoint known from elsewhere; a replayed older log and a fork do not.

The key that came with a record proves nothing by itself: whoever made the record could have made the key. Where
nothing from elsewhere names it (a sheet, a signed note, a witness), that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry, Log
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.known import Known
from micro_projects.verifying.report import Cannot, Checked, Fault, Line, cannot, fault

OTHER_KEY = ("known_other_key", "sheet_key", "no_keys_read")


def consistency(case: Case) -> Iterator[Line]:
    """Hold every known checkpoint against the log it is of, and each log against the one it goes on from."""
    begun: list[tuple[str, str]] = []

    def look(entry: Entry) -> Iterator[Line]:
        begun.append((shape.text(entry.facts, "predecessor"), shape.text(entry.facts, "predecessor_origin")))
        return _goes_on(case, entry)

    yield from each(case, look, "log.begun")
    if not case.known:
        yield cannot(case.record.name, "nothing_known")
    proved: set[str] = {log.id for log in case.logs.values() if log.witnessed}
    for known in case.known:
        meant = _meant(case, known)
        if not meant:
            name = known.log or known.origin
            succeeded = {name} & {log for one in begun for log in one}
            say = cannot if succeeded else fault  # a log that was succeeded need not be in the record
            yield say(case.record.name, "known_log_missing", log=name)
            continue
        tried = [(log, list(_of(case, log, known))) for log in meant]
        # a bare size and root does not say of which log: one that extends it is enough
        log, lines = min(tried, key=lambda one: sum(isinstance(line, Fault) for line in one[1]))
        yield from lines
        if _proves_key(known, lines):
            proved.add(log.id)
    for log in case.logs.values():
        if log.keys and log.id not in proved:
            digits = ", ".join(_fingerprint(key) for key in log.keys)
            yield cannot(case.record.where(log.id, "key"), "key_unproved", fingerprint=digits)


def _proves_key(known: Known, lines: Sequence[Line]) -> bool:
    """A sheet or a signed note names the key; a bare size and root says nothing of who signed what came later."""
    if not known.fingerprint and not known.note:
        return False
    return not any(
        isinstance(line, Fault) or (isinstance(line, Cannot) and line.code in OTHER_KEY) for line in lines
    )


def _fingerprint(key: bytes) -> str:
    """As sheets print it: four groups of eight."""
    digits = sha256(key).hexdigest()
    return " ".join(digits[n : n + 8] for n in range(0, 32, 8))


def _goes_on(case: Case, entry: Entry) -> Iterator[Line]:
    """A log begun after a loss names the last signed root of the one before: if that one is here, it has it."""
    before = case.logs.get(shape.text(entry.facts, "predecessor"))
    size = shape.number(entry.facts, "signed_size")
    if before is None or before.tree is None:
        yield cannot(entry.where, "predecessor_missing", log=shape.text(entry.facts, "predecessor")[:64])
    elif size and size <= before.tree.size:
        if before.tree.root(size) != shape.digest(entry.facts, "signed_root"):
            yield fault(entry.where, "predecessor_root", size=size)
        yield Checked(1)


def _meant(case: Case, known: Known) -> list[Log]:
    logs = case.logs.values()
    if known.log:
        return [log for log in logs if log.id == known.log]
    if known.origin:
        return [log for log in logs if log.head is not None and log.head.origin == known.origin]
    return list(logs)


def _of(case: Case, log: Log, known: Known) -> Iterator[Line]:
    where = case.record.where(log.id, "checkpoint")
    if known.note:
        yield from _signed(case, log, known)
    if log.head is None:
        yield cannot(where, "no_leaves")
    elif known.size > log.head.size:
        yield fault(where, "older", size=log.head.size, known=known.size)
    elif log.tree is None:
        yield cannot(where, "no_leaves")
    elif log.tree.root(known.size) != known.root:
        yield fault(where, "forked", known=known.size)
    else:
        yield Checked(1)
    yield from _on_paper(case, log, known)


def _signed(case: Case, log: Log, known: Known) -> Iterator[Line]:
    where = case.record.where(log.id, "key")
    try:
        from micro_projects.kernel.tlog import note
    except ImportError:
        yield fault(where, "no_cryptography")
        return
    assert log.head is not None
    try:
        note.open_note(known.note, [note.Verifier(log.head.origin, key) for key in log.keys])
    except note.BadNote:
        say = cannot if case.rotated(log) else fault
        yield say(where, "known_other_key")


def _on_paper(case: Case, log: Log, known: Known) -> Iterator[Line]:
    """What a sheet says besides: the entry's content and the log's key."""
    if known.index is not None:
        found = log.contents.get(known.index)
        where = case.record.where(log.id, f"disclosures/{known.index}.json")
        if found is None:
            yield cannot(where, "sheet_entry_missing", index=known.index)
        elif found != known.content:
            yield fault(where, "sheet_content", index=known.index)
    if known.fingerprint:
        where = case.record.where(log.id, "key")
        if not log.keys:
            yield cannot(where, "no_keys_read")
        elif not any(sha256(key).hexdigest().startswith(known.fingerprint) for key in log.keys):
            say = cannot if case.rotated(log) else fault
            yield say(where, "sheet_key", fingerprint=known.fingerprint)
