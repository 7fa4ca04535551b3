"""Commands of proposals."""

from __future__ import annotations

import click

from micro_projects.proposals import similar_actions
from micro_projects.web.door import act


@click.command("index-similar")
def index_similar() -> None:
    """Write anew by which words proposals are found while a similar one is typed."""
    with act():
        count = similar_actions.index_all()
    click.echo(f"{count} proposals")


COMMANDS = (index_similar,)
