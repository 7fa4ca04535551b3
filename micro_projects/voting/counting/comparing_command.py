"""`simulate`: what each rule would have funded from a file's ballots, on the command line, without a database."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from micro_projects.kernel.refusal import Refused
from micro_projects.voting.counting.comparing import Outcome, compare, variants
from micro_projects.voting.counting.figures import grouped, json_number
from micro_projects.voting.counting.file_count import budget_of, named, read_file
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.tally import REFUSED, TRANSLATE, UNREADABLE, file_bytes
from micro_projects.voting.counting.words_comparing import beside, headline, rule_name
from micro_projects.voting.counting.words_voice import Voice

SHARE = 20
"""Without a threshold asked for: one in so many ballots."""
HEADS = ("#", "winners", "spent", "left", "served", "realised")


def outcomes_of(
    source: bytes, least: Sequence[str] = (), budget: str | None = None
) -> tuple[list[Outcome], dict[str, str]]:
    """A file's round by every rule, its own first, and the projects' names. Refused as `tally` would."""
    file = read_file(source)
    rule, ties, _notes = named(file)
    data = file.data(budget_of(budget))
    asked: list[Number] = [budget_of(text) or 0 for text in least] or [-(-data.cast // SHARE)]
    return compare(data, variants(rule, asked), ties), {p.id: p.name for p in data.projects}


@click.command("simulate")
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--least", multiple=True, help="a threshold for greedy_threshold; may be given several times")
@click.option("--budget", help="instead of the file's own")
@click.option("--json", "as_text", is_flag=True, help="the comparison as JSON")
@click.pass_context
def simulate_command(
    ctx: click.Context, path: Path, least: tuple[str, ...], budget: str | None, as_text: bool
) -> None:
    """Compare what each counting rule would fund from a file's ballots (比较计票规则)."""
    translate: Callable[[str], str] = ctx.meta.get(TRANSLATE, str)
    try:
        outcomes, names = outcomes_of(file_bytes(path), least, budget)
    except Refused as no:
        why = f"{translate(no.refusal.why) % no.facts} {translate(no.refusal.next) % no.facts}"
        click.echo(f"{path}: {why}", err=True)
        ctx.exit(UNREADABLE if no.refusal.status == 422 else REFUSED)
    if as_text:
        click.echo(json.dumps([plain(one) for one in outcomes], ensure_ascii=False, indent=1))
        return
    voice = Voice(translate, _money, names)
    click.echo(headline(outcomes, voice))
    click.echo("\t".join(HEADS))
    for at, one in enumerate(outcomes):
        figures = (
            len(one.counted.winners),
            grouped(one.spent),
            grouped(one.left),
            one.served,
            _percent(one.realised),
        )
        click.echo("\t".join([str(at + 1), *map(str, figures)]))
    for at, one in enumerate(outcomes):
        name = rule_name(one.rule, one.counted.data.form, voice)
        click.echo(f"{at + 1} {name}\t{beside(outcomes, at, voice)}".rstrip())


def _money(value: Number) -> str:
    """Two decimals at most, rounded down."""
    return grouped(Fraction(int(value * 100), 100))


def _percent(basis_points: int | None) -> str:
    return "–" if basis_points is None else f"{basis_points // 100}.{basis_points % 100 // 10} %"


def plain(one: Outcome) -> dict[str, Any]:
    """One rule's outcome as JSON knows it."""
    least = one.rule.min_score
    return {
        "rule": one.rule.name,
        "min_score": None if least is None else str(Fraction(least)),
        "winners": list(one.counted.winners),
        "spent": json_number(one.spent),
        "left": json_number(one.left),
        "served": one.served,
        "ballots": one.counted.data.cast,
        "realised_basis_points": one.realised,
        "same_as": one.like + 1,
    }
