"""``signer`` and ``log …``: signing under an account of its own, keys, witnesses, and a new log after a loss.

What touches private keys runs as the account that owns them, on the machine where they lie.
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

import click
from flask import current_app

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import found
from micro_projects.kernel.tlog import note
from micro_projects.notices import log_actions as actions
from micro_projects.notices import log_keys, log_queries, log_succession, signing
from micro_projects.notices import log_refusals as refusals
from micro_projects.notices.log_queries import Head
from micro_projects.web.door import act


@click.command()
def signer() -> None:
    """Sign the log until told to stop: for an account that alone may read the keys (then serve with SIGNER=0)."""
    _owned()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    signing.run_signer(current_app._get_current_object(), stop)  # type: ignore[attr-defined]


@click.group()
def log() -> None:
    """The public log: its keys, its witnesses, and what to do after a loss."""


@log.command()
@click.option("--finish", is_flag=True, help="The old key signs no more; its private half is destroyed.")
def rotate(finish: bool) -> None:
    """Give the log a new key. Both sign until ``rotate --finish``, so that readers can come along."""
    folder = _owned()
    with log_keys.alone(folder):
        head = _head()
        if finish:
            with act() as now:
                ended = actions.end_key(CLOCK_ACTOR, log_queries.by_id(head.id), now)
            log_keys.destroy(folder, head.code, ended.number)
            click.echo(f"key {ended.number} of {head.code} signs no more")
            return
        with act() as now:
            key = actions.add_key(
                CLOCK_ACTOR,
                log_queries.by_id(head.id),
                lambda number: log_keys.make(folder, head.code, number, head.origin).verifier.public,
                now,
            )
    click.echo(f"key {key.number} of {head.code} signs from now on: {note.fingerprint(key.public)}")
    click.echo(note.Verifier(head.origin, key.public).line)


@log.command()
@click.option("--lost-key", "why", flag_value="lost_key", help="The private key is gone.")
@click.option("--restored", "why", flag_value="restored", help="An older back-up was restored.")
def succeed(why: str | None) -> None:
    """Begin a new log whose first entry names the old one, what was signed of it, and what is lost."""
    if why is None:
        raise click.UsageError("say --lost-key or --restored")
    folder, address = _owned(), current_app.extensions["settings"].base_url
    begin = log_succession.after_loss if why == "lost_key" else log_succession.after_restore
    begun = found(begin(folder, address), refusals.NOTHING_LOST)
    click.echo(f"the log goes on as {begun.code}; its key is made when it is first signed")


@log.group()
def witness() -> None:
    """Who outside the operator cosigns the log."""


@witness.command("add")
@click.argument("line")
@click.argument("title")
def add_witness(line: str, title: str) -> None:
    """Name a witness: LINE is the key line they gave (name+id+key), TITLE who they are, in Chinese."""
    with act() as now:
        named = actions.name_witness(CLOCK_ACTOR, line.strip(), title.strip(), now)
    click.echo(f"{named.name} is a witness")


@witness.command("list")
def list_witnesses() -> None:
    """Each named witness, and the last head it cosigned."""
    for seen in log_queries.witnesses(_head().id):
        last = seen.cosignature
        when = f"{last.size} entries, {last.seen_at.isoformat()}" if last else "nothing yet"
        click.echo(f"{seen.witness.name}\t{seen.witness.title}\t{when}")


@witness.command("ask")
@click.argument("address")
def ask_witness(address: str) -> None:
    """Ask a witness that waits at ADDRESS (tlog-witness) to cosign the newest signed head."""
    from micro_projects.notices import log_asking  # its library takes its time to load

    head = _head()
    new = log_asking.ask(head.code, address)
    click.echo(f"{new} new cosignatures of {head.code}")


def _head() -> Head:
    return found(log_queries.head(), refusals.NO_LOG_YET)


def _owned() -> Path:
    """The folder of keys; a line and exit 2 when others may read it."""
    folder: Path = current_app.extensions["settings"].keys
    if line := log_keys.exposed(folder):
        click.echo(line, err=True)
        sys.exit(2)
    return folder


COMMANDS = (signer, log)
