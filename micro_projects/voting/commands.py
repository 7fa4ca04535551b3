"""Rounds in and out on the command line."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import Refused, found
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.voting import files, import_actions, queries, recounting, rules
from micro_projects.web.door import act, now

UNREADABLE, REFUSED = 2, 1


@click.group("round")
def round_group() -> None:
    """A closed round in or out (投票轮次)."""


@round_group.command("import")
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--community", required=True, metavar="CODE", help="Whose round it is, such as FT-LH.")
@click.option("--by", "login", default="admin", show_default=True, help="The account that brings it in.")
@click.pass_context
@with_appcontext
def import_command(ctx: click.Context, path: Path, community: str, login: str) -> None:
    """Bring a published round (.pb, or a round's .json) in as counted, with its ballots."""
    try:
        by, counted = _actor(login), import_actions.read(path)
        with act() as at:
            round_ = import_actions.bring_in(by, places.place(community), counted, at)
            code, ballots = round_.code, round_.ballots
    except Refused as no:
        _refuse(ctx, str(path), no)
        return
    base = current_app.extensions["settings"].base_url
    click.echo(f"{code}\t{ballots}\t{base}/rounds/{code}/result")


@round_group.command("export")
@click.argument("code", metavar="ID")
@click.option("--format", "format_", type=click.Choice(list(files.FORMATS)), default="pb", show_default=True)
@click.pass_context
@with_appcontext
def export_command(ctx: click.Context, code: str, format_: str) -> None:
    """Write a counted round to standard output."""
    try:
        click.echo(files.export(queries.round_or_404(code), format_), nl=False)
    except Refused as no:
        _refuse(ctx, code, no)


@round_group.command("recount")
@click.argument("code", metavar="ID")
@click.pass_context
@with_appcontext
def recount_command(ctx: click.Context, code: str) -> None:
    """Count a round anew from its stored records and compare; exit code 1 when anything differs."""
    try:
        again = recounting.of(queries.round_or_404(code))
    except Refused as no:
        _refuse(ctx, code, no)
        return
    click.echo("project\tvotes\tagain\tscore\tagain\tfunded\tagain\t")
    for row in again.rows:
        figures = (row.votes, row.votes_again, row.score, row.score_again, row.funded, row.funded_again)
        click.echo("\t".join([row.code, *map(str, figures), "same" if row.agrees else "DIFFERS"]))
    verdict = "the same" if again.agrees else "NOT the same"
    click.echo(f"{code}: {again.ballots} ballots kept, {again.records} records counted: {verdict}")
    if not again.agrees:
        ctx.exit(REFUSED)


def _actor(login: str) -> Actor:
    account = found(people.account(login), rules.NO_ACCOUNT, login=login)
    return found(people.actor(account.person_id, now()), rules.NO_ACCOUNT, login=login)


def _refuse(ctx: click.Context, what: str, no: Refused) -> None:
    """One line, and the exit code: 2 for input that cannot be read, 1 for a refusal."""
    why = " ".join(text % no.facts if "%(" in text else text for text in (no.refusal.why, no.refusal.next))
    click.echo(f"{what}: {why}", err=True)
    ctx.exit(UNREADABLE if no.refusal.status == 422 else REFUSED)


COMMANDS = (round_group,)
