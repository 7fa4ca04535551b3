"""`files`: every file is the one the bundle's manifest names, no file more, none less."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from hashlib import sha256
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.verifying import shape
from micro_projects.verifying.case import Case
from micro_projects.verifying.limits import MOST_MANIFEST
from micro_projects.verifying.progress import Progress
from micro_projects.verifying.reading.files import Files
from micro_projects.verifying.report import Broken, Checked, Line, Unreadable, cannot, fault

MANIFEST = "manifest.json"
_KEYS = {"files", "logs", "of", "v"}


def files(case: Case, progress: Progress) -> Iterator[Line]:
    """Hash every file; also keep the manifest for the checks after this one."""
    found = case.record.files
    if found is None:
        yield cannot(case.record.name, "no_file_list")
        return
    named = yield from _manifest(case, found)
    for path in progress.over("files", sorted(found.sizes)):
        if path == MANIFEST:
            continue
        if path not in named:
            yield fault(path, "file_more")
            continue
        try:
            digest = sha256(found.read(path)).hexdigest()
        except Broken as broken:
            yield broken.fault
            continue
        if digest != named[path]:
            yield fault(path, "file_hash")
        yield Checked(1)
    for path in sorted(named.keys() - found.sizes.keys()):
        yield fault(path, "missing")


def _manifest(case: Case, found: Files) -> Generator[Line, None, dict[str, Any]]:
    """Read the manifest; what it names, by path. Without one there is nothing to go by: Unreadable."""
    try:
        raw = found.read(MANIFEST, MOST_MANIFEST)
        told = shape.mapping(shape.load(raw))
        named = shape.mapping(told, "files")
        shape.mapping(told, "logs")
        shape.text(told, "of")
        version = shape.number(told, "v")
    except Broken as broken:
        raise Unreadable(MANIFEST, broken.fault.code, **broken.fault.facts) from None
    except shape.Malformed as wrong:
        raise Unreadable(MANIFEST, "malformed", key=wrong.key) from None
    if version != 1:
        raise Unreadable(MANIFEST, "version", version=version)
    if told.keys() != _KEYS or not _is_canonical(raw):
        yield fault(MANIFEST, "not_canonical")
    for path, digest in named.items():
        if not isinstance(digest, str):
            yield fault(path, "malformed", key="files")
    case.manifest = told
    return named


def _is_canonical(raw: bytes) -> bool:
    try:
        canonical.load(raw)
    except canonical.NotCanonical:
        return False
    return True


def agreed(case: Case) -> Iterator[Line]:
    """What the manifest says of the logs and of its subject is what the logs say. Told under `files`."""
    if case.manifest is None:
        return
    told: dict[str, Any] = case.manifest["logs"]
    for log in case.logs.values():
        said = told.get(log.id)
        right = {"size": log.head.size, "root": log.head.root.hex()} if log.head else None
        if said != right:
            yield fault(MANIFEST, "manifest_log", log=log.id)
    for name in sorted(told.keys() - case.logs.keys()):
        yield fault(MANIFEST, "manifest_log", log=name)
    of = case.manifest["of"]
    code = of.replace("/", "-")
    named = (subject.partition(":")[2] for log in case.logs.values() for _, subject in log.subjects.values())
    if not any(one == code or one.startswith(f"{code}-") for one in named):
        yield fault(MANIFEST, "manifest_of", of=of)
