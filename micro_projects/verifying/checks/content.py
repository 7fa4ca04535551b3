"""`content`: a disclosure's manifest hashes to its entry's content, each part to its line of the manifest.

A part that is withheld needs a `redaction` entry that names it; nothing else excuses its absence.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from hashlib import sha256
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.verifying import shape
from micro_projects.verifying.case import KEPT, RECORDS, Case, Entry, Log
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.reading.record import PART_NAME, Record
from micro_projects.verifying.report import Broken, Checked, Line, cannot, fault

AS_TEXT = {"text/plain", "application/json"}


def content(record: Record, log: Log, entry: Entry, told: dict[str, Any]) -> Generator[Line, None, None]:
    """Check the manifest and every part; facts that are what was hashed go to `entry`."""
    raw = shape.text(told, "manifest").encode("utf-8")
    if sha256(raw).digest() != log.contents[entry.index]:
        yield fault(entry.where, "other_content")
        return
    try:
        lines = shape.listed(canonical.load(raw), "parts")
    except canonical.NotCanonical:
        yield fault(entry.where, "manifest_not_canonical")
        return
    parts = shape.mapping(told, "parts")
    named = {shape.text(line, "name"): line for line in lines}
    if len(named) != len(lines) or not all(PART_NAME.fullmatch(name) for name in named):
        raise shape.Malformed("name")
    for name in sorted(parts.keys() - named.keys()):
        yield fault(entry.where, "part_more", part=name[:64])
    for name, line in named.items():
        if parts.get(name) is None:
            log.withheld.append((entry.index, name, entry.where))
            continue
        body = yield from _part(record, log, entry, line, shape.mapping(parts, name))
        if body is not None:
            yield Checked(1)
            _keep(entry, name, body)


def _part(
    record: Record, log: Log, entry: Entry, line: dict[str, Any], part: dict[str, Any]
) -> Generator[Line, None, bytes | None]:
    """The part's bytes when they are what the manifest's line says."""
    name, media = shape.text(line, "name"), shape.text(line, "media")
    if shape.text(part, "media") != media:
        yield fault(entry.where, "part_media", part=name)
        return None
    if ("text" in part) != (media in AS_TEXT) or ("text" in part) == ("file" in part):
        raise shape.Malformed(f"parts.{name}")
    where = entry.where
    if "text" in part:
        body = shape.text(part, "text").encode("utf-8")
    else:
        where = record.where(log.id, f"parts/{entry.index}/{name}")
        try:
            body = record.part(log.id, entry.index, name, shape.text(part, "file"))
        except Broken as broken:
            yield broken.fault
            return None
    size = shape.number(line, "size")
    salted = shape.digest(part, "salt") + body
    wrong = len(body) != size or shape.number(part, "size") != size
    if wrong or sha256(salted).digest() != shape.digest(line, "hash"):
        yield fault(where, "other_part", part=name)
        return None
    return body


def _keep(entry: Entry, name: str, body: bytes) -> None:
    if name == "facts" and entry.kind.startswith(KEPT):
        entry.facts = shape.mapping(shape.load(body))
    if name == RECORDS:
        entry.records = body


def withheld(case: Case) -> Iterator[Line]:
    """Every part that is not shown has a redaction in force. Told under `content`, once all was read."""
    in_force: dict[str, set[tuple[str, int, str]]] = {}

    def look(entry: Entry) -> Iterator[Line]:
        if entry.kind == "redaction":
            yield from _redaction(entry, in_force)
        elif entry.kind == "redaction.appeal_decided" and shape.flag(entry.facts, "upheld"):
            in_force.pop(shape.text(entry.facts, "redaction"), None)  # public again

    yield from each(case, look, "redaction", "redaction.")
    named = set().union(*in_force.values())
    for log in case.logs.values():
        for index, part, where in log.withheld:
            if (log.id, index, part) not in named:
                yield fault(where, "part_gone", part=part)
            else:
                yield cannot(where, "part_redacted", part=part)


def _redaction(entry: Entry, in_force: dict[str, set[tuple[str, int, str]]]) -> Iterator[Line]:
    """Which parts it names, on what ground, by which two offices."""
    facts = entry.facts
    log, index = shape.text(facts, "log"), shape.number(facts, "index")
    shape.text(facts, "ground")
    if len(set(shape.texts(facts, "offices"))) < 2:
        yield fault(entry.where, "redaction_offices")
    if log == entry.log and index >= entry.index:
        yield fault(entry.where, "redaction_ahead", index=index)
    in_force[shape.text(facts, "redaction")] = {(log, index, part) for part in shape.texts(facts, "parts")}
