"""`leaf`: a disclosure's entry is canonical under the narrow profile, of the known keys, and hashes to its leaf."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.kernel.tlog import merkle
from micro_projects.verifying import shape
from micro_projects.verifying.case import Entry, Log
from micro_projects.verifying.report import Checked, Fault, Line, fault

KEYS = {"content", "issued_at", "kind", "place", "reason_code", "subject", "supersedes", "v"}
_CONTENT = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9._-]{1,100}", re.ASCII)
_SUBJECT = re.compile(r"[a-z_]{1,40}:[A-Za-z0-9._-]{1,100}", re.ASCII)
"""Codes only: no free text and no names in what can never be removed."""


def entry_of(log: Log, index: int, where: str, told: dict[str, Any]) -> Generator[Line, None, Entry | None]:
    """Check one machine form's entry; it comes back when it is the leaf at `index`."""
    said = told.get("index")
    if told.get("log") != log.id or said != index or isinstance(said, bool):
        yield fault(where, "elsewhere", log=str(told.get("log"))[:64], index=str(said)[:20])
        return None
    if log.head is not None and index >= log.head.size:
        yield fault(where, "beyond", size=log.head.size)
        return None
    raw = shape.text(told, "entry").encode("utf-8")
    try:
        value = canonical.load_entry(raw)
    except canonical.NotCanonical:
        yield fault(where, "entry_not_canonical")
        return None
    if log.tree is not None and merkle.leaf_hash(raw) != log.tree.leaf(index):
        yield fault(where, "other_leaf", index=index)
        return None
    made = _entry(log.id, index, where, value)
    if isinstance(made, Fault):
        yield made
        return None
    entry, content = made
    log.contents[index] = content
    log.subjects[index] = (entry.kind, entry.subject)
    if log.tree is not None:
        yield Checked(1)
    return entry


def _entry(log: str, index: int, where: str, value: object) -> tuple[Entry, bytes] | Fault:
    try:
        said = shape.mapping(value)
        if said.keys() != KEYS:
            return fault(where, "entry_keys", keys=" ".join(sorted(said.keys() ^ KEYS))[:100])
        if shape.number(said, "v") != 1:
            raise shape.Malformed("v")
        content = shape.text(said, "content")
        for key, form in (("content", _CONTENT), ("kind", _CODE), ("place", _CODE)):
            if not form.fullmatch(shape.text(said, key)):
                raise shape.Malformed(key)
        for key, form in (("reason_code", _CODE), ("subject", _SUBJECT)):
            if said[key] is not None and not form.fullmatch(shape.text(said, key)):
                raise shape.Malformed(key)
        supersedes = None if said["supersedes"] is None else shape.number(said, "supersedes")
        issued = shape.instant(said, "issued_at")
    except shape.Malformed as wrong:
        return fault(where, "malformed", key=wrong.key)
    subject = said["subject"] or ""
    entry = Entry(log, index, where, said["kind"], said["place"], subject, issued, supersedes)
    return entry, bytes.fromhex(content[7:])
