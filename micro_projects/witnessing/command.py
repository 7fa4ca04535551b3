"""``micro-projects witness``: for somebody outside the operator; needs neither database nor settings."""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path

import click

from micro_projects.witnessing import answering, words
from micro_projects.witnessing.accepting import NotSigned
from micro_projects.witnessing.memory import Memory
from micro_projects.witnessing.watching import leave, look

STATE = (
    Path(os.environ.get("XDG_STATE_HOME", "") or Path.home() / ".local" / "state") / "micro-projects-witness"
)


@click.command()
@click.argument("url", required=False)
@click.option("--state", type=click.Path(path_type=Path), default=STATE, help="The witness's folder.")
@click.option("--name", default=socket.gethostname, help="What its key is called, when it is made.")
@click.option("--key", default="", help="The log's key line to trust at the first look.")
@click.option(
    "--print", "only_print", is_flag=True, help="Print the cosignature instead of leaving it there."
)
@click.option("--every", type=click.IntRange(1), help="Look again every so many seconds.")
@click.option(
    "--serve", "port", type=click.IntRange(0, 65535), help="Wait for logs: tlog-witness on this port."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default=None, help="zh or en.")
def witness(
    url: str | None,
    state: Path,
    name: str,
    key: str,
    only_print: bool,
    every: int | None,
    port: int | None,
    lang: str | None,
) -> None:
    """Remember a log's head, check that each later one extends it, and cosign with the time (见证)."""
    said = lang or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    if (url is None) == (port is None):
        raise click.UsageError("give the address of a log, or --serve PORT")
    made = not (state / "witness.key").exists()
    memory = Memory(state, name)
    if made:
        click.echo(words.say(words.MINE, said), err=True)
        click.echo(memory.line, err=True)
    if port is not None:
        _serve(memory, port, said)
        return
    assert url is not None
    while True:
        code = _look(memory, url, key, only_print, said)
        if every is None:
            sys.exit(code)
        time.sleep(every)


def _look(memory: Memory, url: str, key: str, only_print: bool, lang: str) -> int:
    """One look. 0 signed, 1 refused (an alarm, or a log that does not take it), 2 unreachable or unreadable."""
    try:
        seen = look(memory, url, _seconds, key=key)
        for fingerprint in seen.trusted:
            click.echo(words.say(words.TRUSTED, lang, seen.log, fingerprint), err=True)
        click.echo(words.say(words.SEEN, lang, seen.log, seen.size), err=True)
        if only_print:
            click.echo(seen.line, nl=False)
        else:
            leave(seen, url)
            click.echo(words.say(words.LEFT, lang), err=True)
    except NotSigned as refused:
        click.echo(words.say(words.WHY[refused.code], lang, refused.detail), err=True)
        return 2 if refused.code in ("unreachable", "unreadable", "no_log") else 1
    return 0


def _serve(memory: Memory, port: int, lang: str) -> None:
    waiting = answering.server(memory, port, _seconds)
    click.echo(words.say(words.SERVING, lang, f"http://127.0.0.1:{waiting.server_port}"), err=True)
    waiting.serve_forever()


def _seconds() -> int:
    return int(time.time())
