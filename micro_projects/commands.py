"""The command line: ``micro-projects …``. Exit 0 done, 1 refused or findings, 2 wrong usage or unreadable input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask

from config import WrongSetting, from_environment


class Stopped(click.ClickException):
    """One line that says what stopped the start; exit 2."""

    exit_code = 2


class NotDone(click.ClickException):
    """One line that says why something was refused, and what to do next; exit 1."""

    exit_code = 1


class Unreadable(NotDone):
    """The same for what cannot be read; exit 2."""

    exit_code = 2


@contextmanager
def house() -> Iterator[Flask]:
    """The house with its context, for a command; a wrong setting is one line and exit 2, a refusal one and exit 1."""
    from micro_projects.app import create_app
    from micro_projects.kernel.refusal import Refused
    from micro_projects.web.refusals import line

    try:
        app = create_app(from_environment())
    except WrongSetting as wrong:
        raise Stopped(str(wrong)) from wrong
    with app.app_context():
        try:
            yield app
        except Refused as refused:
            kind = Unreadable if refused.refusal.status == 422 else NotDone
            raise kind(line(refused)) from refused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """民生微实事 · participatory micro-projects."""


@cli.command()
def init() -> None:
    """Make the database, or migrate it to the newest schema."""
    with house():
        _migrate()
    click.echo("database ready")


@cli.command()
def demo() -> None:
    """Fill an empty database with the fictional community."""
    with house() as app:
        _migrate()
        _fill_demo(app)


@cli.command()
def serve() -> None:
    """Serve on 127.0.0.1: web workers and the clockwork, started and stopped together."""
    with house() as app:
        _migrate()
        if app.extensions["settings"].demo:
            _fill_demo(app)
    from micro_projects.serving import serve as run

    sys.exit(run(app))


@cli.command()
@click.option("--until", metavar="TIME", help="Pretend it is TIME (ISO with zone); demo clocks only.")
def tick(until: str | None) -> None:
    """Do all due work now, once."""
    from micro_projects.clockwork import tick as run
    from micro_projects.kernel.clock import ManualClock

    with house() as app:
        if until:
            if app.extensions["settings"].production:
                raise click.UsageError("--until is for demo clocks, not for production")
            app.extensions["clock"] = ManualClock(_instant(until))
        click.echo(f"{run(app)} done")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(as_json: bool) -> None:
    """Check settings, schema, ledger, log and every invariant on the data."""
    from micro_projects.doctor import examine

    with house() as app:
        findings = examine(app)
    if as_json:
        click.echo(json.dumps([f._asdict() for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.check}: {finding.what}")
        click.echo(f"{len(findings)} findings")
    sys.exit(1 if findings else 0)


@cli.command()
def tour() -> None:
    """Play a whole cycle over HTTP on a throw-away copy, printing each step with its page's address."""
    from micro_projects.demo.tour import tour as run

    sys.exit(run(click.echo))


@cli.command()
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Copy the database and the stored files to the folder PATH while everything runs. Keys stay where they are."""
    from micro_projects.keeping import back_up

    with house() as app:
        back_up(app, path)
    click.echo(f"backed up to {path}")


@cli.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
def restore(path: Path) -> None:
    """Bring back a back-up into an empty database, once its log is found whole."""
    from micro_projects.keeping import restore as run

    with house() as app:
        begun = run(app, path)
    click.echo("restored")
    if begun is not None:
        click.echo(f"the back-up holds less than was signed: the new log {begun.code} says what is missing")


def _migrate() -> None:
    from micro_projects import schema
    from micro_projects.extensions import db

    if not schema.is_newest(db.engine):
        from micro_projects import migrating  # Alembic takes its time to load, and is seldom needed

        migrating.upgrade(db.engine)
        _derive()


def _derive() -> None:
    """What is only derived and a migration cannot compute."""
    from micro_projects.council import live
    from micro_projects.proposals import similar_actions
    from micro_projects.web.door import act

    with act() as now:
        similar_actions.index_all()
        live.write_missing(now)


def _fill_demo(app: Flask) -> None:
    from micro_projects.demo.filling import fill, is_filled

    if not is_filled():
        click.echo("filling the demo community (once, about a minute) …")
        fill(app)


def _instant(typed: str) -> datetime:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as wrong:
        raise click.UsageError(f"{typed} is no time; give 2026-03-02T09:00+08:00") from wrong
    if at.tzinfo is None:
        raise click.UsageError("the time needs its zone, as in 2026-03-02T09:00+08:00")
    return at


def in_house(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a room's command inside the house; a refusal is one line and exit 1."""
    from functools import wraps

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        from micro_projects.kernel.refusal import Refused
        from micro_projects.web.refusals import line

        with house() as app, app.test_request_context():
            try:
                return command(*args, **kwargs)
            except Refused as refused:
                click.echo(line(refused), err=True)
                sys.exit(2 if refused.refusal.status == 422 else 1)

    return run


# What runs without the house is loaded when it is asked for: it brings its own libraries, and a start is waited for.
_AS_ASKED: dict[str, Any] = {"ignore_unknown_options": True, "help_option_names": []}


@click.command(context_settings=_AS_ASKED)
@click.argument("asked", nargs=-1, type=click.UNPROCESSED)
def witness(asked: tuple[str, ...]) -> None:
    """Remember a log's head, check that each later one extends it, and cosign with the time (见证)."""
    from micro_projects.witnessing.command import witness as run

    run.main(list(asked), prog_name="micro-projects witness")


@click.command(context_settings=_AS_ASKED)
@click.argument("asked", nargs=-1, type=click.UNPROCESSED)
def verify(asked: tuple[str, ...]) -> None:
    """Check an evidence bundle or a house's log (核对), without database or server."""
    from micro_projects.verifying.command import run

    sys.exit(run(asked))


def attach() -> click.Group:
    """The whole command line: ours and each room's (``commands.COMMANDS``), wrapped to run inside the house."""
    from micro_projects import rooms
    from micro_projects.voting.counting.comparing_command import simulate_command
    from micro_projects.voting.counting.tally import tally_command

    if "tally" not in cli.commands:
        cli.add_command(tally_command, "tally")
        cli.add_command(simulate_command, "simulate")
        cli.add_command(verify)
        cli.add_command(witness)
        for module in rooms.modules("commands"):
            for command in module.COMMANDS:
                cli.add_command(_wrapped(command))
    return cli


def _wrapped(command: click.Command) -> click.Command:
    """A copy that runs inside the house; a room's own command stays as it is."""
    made = copy(command)
    if isinstance(made, click.Group):
        made.commands = {name: _wrapped(sub) for name, sub in made.commands.items()}
    elif made.callback is not None:
        made.callback = in_house(made.callback)
    return made


def main() -> None:
    """What ``micro-projects`` runs."""
    attach()()
