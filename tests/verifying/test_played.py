"""A year played through the pages, as its evidence bundle says it: clean, and every file of it flipped is found."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from verifying.bench import zipped
from verifying.conftest import asked

from micro_projects.evidence import bundle
from micro_projects.notices.signing import sign_due
from micro_projects.verifying.case import Case
from micro_projects.verifying.checks.files import MANIFEST, files
from micro_projects.verifying.progress import Progress
from micro_projects.verifying.reading.zip_file import ZipFiles
from micro_projects.verifying.report import Broken, Fault

pytestmark = [pytest.mark.played, pytest.mark.slow]
CYCLE, PROJECT = "FT-LH/2026", "FT-LH-2026-001"


def made(app: Flask, code: str, path: Path) -> Path:
    """The bundle of `code`, as the command writes it."""
    sign_due(app)
    with path.open("wb") as file:
        for piece in bundle.make(code):
            file.write(piece)
    return path


class Flipped:
    """A bundle's files, all but the manifest with one byte changed: the check of files takes each by itself."""

    name = "flipped"

    def __init__(self, bodies: Mapping[str, bytes]) -> None:
        self.bodies = bodies
        self.sizes = {path: len(body) for path, body in bodies.items()}

    def read(self, path: str, most: int = 0) -> bytes:
        if path not in self.bodies:
            raise Broken(path, "missing")
        changed = bytearray(self.bodies[path])
        if changed and path != MANIFEST:
            changed[len(path) * 7919 % len(changed)] ^= 0x20
        return bytes(changed)


class Record:
    """As much of a record as the check of files asks for."""

    name = "flipped"

    def __init__(self, files: Flipped) -> None:
        self.files = files


def test_a_played_year_is_clean_and_every_flipped_byte_is_found(inside: Flask, tmp_path: Path) -> None:
    path = made(inside, CYCLE, tmp_path / "year.zip")
    status, report = asked(path)
    assert (status, report["findings"]) == (0, [])
    for check in ("period", "gate", "lot", "tally", "ledger", "payment"):
        assert report["checked"][check] > 0, check
    cannot = {line["code"] for line in report["cannot"]}
    assert cannot <= {"nothing_known", "key_unproved", "only_hashes", "not_drawn"}, cannot
    archive = ZipFiles(path)
    bodies = {name: archive.read(name) for name in archive.sizes}
    archive.close()
    case = Case(cast(Any, Record(Flipped(bodies))))
    found = [line.where for line in files(case, Progress(StringIO())) if isinstance(line, Fault)]
    assert found == sorted(name for name, body in bodies.items() if body and name != MANIFEST)
    _by_the_command(bodies, tmp_path)


def _by_the_command(bodies: Mapping[str, bytes], tmp_path: Path) -> None:
    """The whole command, for one file of each folder and for the manifest."""
    seen = set()
    for name in sorted(bodies, reverse=True):
        kind = "/".join(part for part in name.split("/")[:-1] if not part.isdecimal())
        if kind.startswith("verifier/") or kind in seen or not bodies[name]:
            continue
        seen.add(kind)
        body = bytearray(bodies[name])
        body[len(body) // 3] ^= 0x01
        status, report = asked(zipped({**bodies, name: bytes(body)}, tmp_path / "flipped.zip"))
        lines = [f"{line['where']} {line['what']}" for line in report.get("findings", [])]
        told = status == 2 and report["unreadable"]["where"] == name
        assert told or (status == 1 and any(name in line for line in lines)), name


def test_a_project_of_it_is_clean_too(inside: Flask, tmp_path: Path) -> None:
    status, report = asked(made(inside, PROJECT, tmp_path / "project.zip"))
    assert (status, report["findings"]) == (0, [])
    assert report["checked"]["payment"] > 0
