"""Every disclosure the house makes in any test keeps to its schema: facts and manifest are looked at as written.

What a test discloses by its own call, to have something on a page, is its own business and counts for nothing.

Which kinds were made is noted in the run's folder; when the whole suite has run, a kind that no test ever made is a
failure (`never_made`).
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jsonschema import Draft202012Validator

from support.code import ROOT

SCHEMAS = ROOT / "docs/schemas"
FORMS = ("entry", "machine-form", "manifest")
"""Schemas of the formats themselves; every other one is of a kind's facts."""


@lru_cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a schema file, formats checked as well."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(name: str, value: Any) -> list[str]:
    """What is wrong with a value, a line each."""
    return [
        f"{name}: {fault.json_path}: {fault.message[:300]}" for fault in validator(name).iter_errors(value)
    ]


def watch(folder: Path) -> None:
    """Look at every entry this process writes to a log from now on."""
    from micro_projects.notices.models import ContentPart, LogEntry

    noted: set[str] = set()

    @sa.event.listens_for(LogEntry, "before_insert")
    def entry(mapper: Any, connection: Any, row: LogEntry) -> None:
        if _made_up():
            return
        if row.kind not in noted:
            noted.add(row.kind)
            with (folder / "kinds-made").open("a") as kinds:
                kinds.write(f"{row.kind}\n")
        wrong = faults("entry", json.loads(row.entry)) + faults("manifest", json.loads(row.manifest))
        assert not wrong, "\n".join(wrong)

    @sa.event.listens_for(ContentPart, "before_insert")
    def part(mapper: Any, connection: Any, row: ContentPart) -> None:
        if row.name == "facts" and row.body is not None and not _made_up():
            found = sa.orm.object_session(row).get(LogEntry, (row.log_id, row.index))  # type: ignore[union-attr]
            said = json.loads(row.body)
            if said.get("purpose") in OF_TESTS:
                said["purpose"] = "tie"
            wrong = faults(found.kind, said)
            assert not wrong, "\n".join(wrong)


OF_TESTS = ("notice_test", "tie2")
"""Purposes of lots that only tests draw."""


def _made_up() -> bool:
    """Whether a test itself called `disclose` or `post_notice`."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_name != "disclose":
        frame = frame.f_back
    while frame.f_back is not None and frame.f_code.co_name in ("disclose", "post_notice"):
        frame = frame.f_back
    return frame.f_code.co_filename.startswith(str(ROOT / "tests"))


def never_made(folder: Path) -> set[str]:
    """The kinds that no test of this run made."""
    from micro_projects.kernel.disclosure import disclosure_kinds
    from micro_projects.rooms import modules

    made = set((folder / "kinds-made").read_text().split())
    listed = {kind.code for module in modules("disclosures") for kind in module.KINDS}
    assert listed >= {kind.code for kind in disclosure_kinds}
    return listed - made
