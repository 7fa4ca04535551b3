"""``calendar import``, ``place map``: new editions of the working-day calendar and of a map, from a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask_babel import gettext as _

from micro_projects.kernel import csv_file
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.places import actions, calendar_file, map_actions, map_rules, queries
from micro_projects.web.door import act


@click.group()
def calendar() -> None:
    """Working days and holidays."""


@calendar.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_calendar(file: Path) -> None:
    """Make a new edition of the calendar from a CSV file; the years it names replace those before."""
    with file.open("rb") as opened:
        data = opened.read(csv_file.LARGEST + 1)
    days, faults = calendar_file.read(csv_file.rows(data, calendar_file.COLUMNS, calendar_file.NEEDED))
    for fault in faults:
        why = _(fault.why)
        why = why % dict(fault.facts) if fault.facts else why
        click.echo(_("第 %(line)d 行：%(why)s", line=fault.line, why=why), err=True)
    if faults:
        sys.exit(2)
    lines = [actions.DayLine(d.on, d.working, d.name, d.source, d.provisional) for d in days]
    with act() as at:
        version = actions.import_calendar(CLOCK_ACTOR, lines, at)
    years = sorted({d.on.year for d in days})
    click.echo(f"calendar edition {version.id}: {', '.join(map(str, years))}")


@click.group()
def place() -> None:
    """What belongs to a place."""


@place.command("map")
@click.argument("community")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_map(community: str, file: Path) -> None:
    """Put a community's map in force from a GeoJSON file; COMMUNITY is its code, such as FT-LH."""
    found = queries.community(community)
    with file.open("rb") as opened:
        data = opened.read(map_rules.LARGEST + 1)
    checked = map_rules.read(data, {grid.code for grid in queries.grids(found.id)})
    with act() as at:
        row = map_actions.put_map(CLOCK_ACTOR, found, checked, at)
    click.echo(f"map of {found.code}, edition {row.edition}: {len(checked.grids)} grids")


COMMANDS = (calendar, place)
