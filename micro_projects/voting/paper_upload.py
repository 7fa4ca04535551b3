"""A table of ballots held against the round: every bad line with its number and reason, and the good ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from micro_projects.kernel.csv_file import Fault, Row
from micro_projects.kernel.refusal import N_, Refusal, Refused
from micro_projects.voting import (
    paper_entry_queries,
    paper_marks,
    paper_numbers,
    paper_rules,
    paper_table,
    queries,
)
from micro_projects.voting.models import Round
from micro_projects.voting.paper_marks import Marks
from micro_projects.web.refusals import words

_TWICE = N_("票号和第%(other)d行重复。")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as read: `good` are (serial, marks) in the order of the file."""

    good: list[tuple[str, Marks]]
    faults: list[Fault]

    def kept(self) -> str:
        """The good lines, to be carried until they are confirmed."""
        return json.dumps([[serial, marks.content, marks.reason] for serial, marks in self.good])


def taken(kept: str) -> list[tuple[str, Marks]]:
    """The good lines as they were carried."""
    return [(serial, Marks(content, reason)) for serial, content, reason in json.loads(kept)]


def check(round_: Round, person_id: int, data: bytes) -> Checked:
    """Read a file as this worker's reading; a `Refused` when it cannot be read at all."""
    rows, faults = paper_table.rows(data)
    good: list[tuple[str, Marks]] = []
    seen: dict[str, int] = {}
    terms, numbers = queries.terms(round_), paper_entry_queries.numbers(round_.id)
    for row, serial in _with_good_serials(round_, person_id, rows, seen, faults):
        try:
            good.append((serial, paper_marks.read(row.cells["marks"], terms, numbers)))
        except Refused as no:
            faults.append(_fault(row, no.refusal, no.facts))
    return Checked(good, sorted(faults, key=lambda fault: fault.line))


def _with_good_serials(
    round_: Round, person_id: int, rows: Sequence[Row], seen: dict[str, int], faults: list[Fault]
) -> list[tuple[Row, str]]:
    """The rows whose serial may be entered by this worker; the others become faults."""
    read: list[tuple[Row, str]] = []
    for row in rows:
        try:
            serial = paper_numbers.read_serial(row.cells["serial"])
        except Refused as no:
            faults.append(_fault(row, no.refusal, no.facts))
            continue
        if serial in seen:
            faults.append(Fault(row.line, _(_TWICE) % {"other": seen[serial]}))
            continue
        seen[serial] = row.line
        read.append((row, serial))
    serials = [serial for _row, serial in read]
    known = paper_entry_queries.known(round_.id, serials)
    entered = paper_entry_queries.entered_by(round_.id, serials)
    good: list[tuple[Row, str]] = []
    for row, serial in read:
        against = _against(known.get(serial), entered.get(serial, []), person_id)
        if against is None:
            good.append((row, serial))
        else:
            faults.append(_fault(row, against, {"serial": paper_numbers.serial(serial)}))
    return good


def _against(cancelled: bool | None, entered: Sequence[int], person_id: int) -> Refusal | None:
    if cancelled is None:
        return paper_rules.NO_SERIAL
    if cancelled:
        return paper_rules.CANCELLED
    if person_id in entered:
        return paper_rules.ENTERED_BY_YOU
    return paper_rules.ENTERED_BY_TWO if len(entered) >= 2 else None


def _fault(row: Row, no: Refusal, facts: dict[str, object]) -> Fault:
    return Fault(row.line, words(no, facts)[0])


def said(fault: Fault) -> str:
    """A fault as one line: where and why."""
    return str(_("第 %(line)d 行：%(why)s", line=fault.line, why=_(fault.why)))
