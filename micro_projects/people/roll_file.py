"""A roll file against what is known: every bad line named, and what is good ready to be put on the roll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel import csv_file
from micro_projects.kernel.csv_file import Fault
from micro_projects.people import queries, roll_rules
from micro_projects.people.roll_rules import RollLine
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.show import ZONE

SAMPLE = "姓名,证件号码,电话,户号,网格,年龄段,性别\r\n"  # zh only


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as read: nothing may be imported while there is a fault."""

    lines: list[RollLine]
    faults: list[Fault]

    def summary(self) -> dict[str, int]:
        """How many people and households the file holds."""
        return {"people": len(self.lines), "households": len({line.household for line in self.lines})}


def check(place: Place, data: bytes, now: datetime) -> Checked:
    """Read a file for a community's roll; a `Refused` when it cannot be read at all."""
    rows = csv_file.rows(data, roll_rules.COLUMNS, roll_rules.NEEDED)
    grids = {key: grid.id for grid in places.grids(place.id) for key in (grid.code, grid.name)}
    lines, faults = roll_rules.read(rows, grids, now.astimezone(ZONE).date())
    known = queries.known([line.national_id for line in lines if line.national_id])
    there = queries.rolls_of(list(known.values()))
    listed = {number: there[person] for number, person in known.items() if person in there}
    faults += roll_rules.already(lines, listed, place.id)
    return Checked(lines, sorted(faults, key=lambda fault: fault.line))


def said(fault: Fault) -> str:
    """A fault as one line: where and why."""
    facts: dict[str, Any] = dict(fault.facts)
    why = _(fault.why)
    return str(_("第 %(line)d 行：%(why)s", line=fault.line, why=why % facts if facts else why))
