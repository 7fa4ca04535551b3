"""``evidence CODE -o FILE.zip``: the bundle an auditor takes along."""

from __future__ import annotations

from pathlib import Path

import click

from micro_projects.evidence import bundle, queries
from micro_projects.notices import log_queries


@click.command()
@click.argument("code")
@click.option(
    "-o", "output", type=click.Path(path_type=Path), required=True, help="Where to write it: FILE.zip"
)
@click.option("--size", type=click.IntRange(min=1), help="At the head signed at this size; else the newest.")
def evidence(code: str, output: Path, size: int | None) -> None:
    """Write the evidence bundle of CODE (a project's or proposal's code, or PLACE/YEAR) to FILE.zip.

    Witnesses' cosignatures go beside it, into FILE.zip.cosignatures.
    """
    about = queries.scope(code)
    heads = queries.heads(about, size)
    part = output.with_name(f"{output.name}.part")
    with part.open("wb") as file:
        for piece in bundle.stream(about, heads):
            file.write(piece)
    part.replace(output)
    newest = heads[-1]
    lines = [c.line for c in log_queries.cosignatures(newest.log.id, newest.checkpoint.size)]
    if lines:
        output.with_name(f"{output.name}.cosignatures").write_text("".join(lines), "utf-8")
    click.echo(f"{output}: {output.stat().st_size:,} bytes, {newest.log.code} {newest.checkpoint.size}")


COMMANDS = (evidence,)
