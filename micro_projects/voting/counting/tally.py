"""`tally`: count a Pabulib file into the plain result that scripts rely on, and the command for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from micro_projects.kernel.refusal import N_, Refusal, Refused
from micro_projects.voting.counting.figures import decimal, grouped
from micro_projects.voting.counting.file_count import FILE_TIES, FileCount, as_json, count_file
from micro_projects.voting.counting.rules import RULES
from micro_projects.voting.counting.words import Voice, how, tie_sentence, told

TRANSLATE = "micro_projects.translate"
"""Where the command line keeps the language's `translate` (``ctx.meta``); without it, Chinese."""

CANNOT_OPEN = Refusal("cannot_open", N_("打不开文件“%(path)s”。"), N_("请核对路径和读取权限。"), 422)
SPENT = N_("入选 %(winners)s 个，共 %(spent)s，剩余 %(left)s。")
HEADS = (N_("名次"), N_("入选"), N_("得分"), N_("费用"), N_("项目"))
TIES = N_("影响结果的并列：")
NOTES = N_("读文件时发现：")
REASONS = N_("逐项说明：")
UNREADABLE, REFUSED = 2, 1


def tally(
    path: str | Path, rule: str | None = None, ties: str | None = None, budget: str | int | None = None
) -> dict[str, Any]:
    """Count the file at `path`; the result is plain and ready for JSON. Refused: the file cannot be opened or
    read, the rule or tie rule is unknown, the budget no number.

    Keys: rule, budget, ballots, votes, scores, winners (in the order of funding), spent, ties,
    explanations; and notes, where it says what was odd and when `greedy` stands in for an unknown rule.
    """
    return as_json(count_file(file_bytes(Path(path)), rule, ties, budget))


@click.command("tally")
@click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--rule", help=f"{', '.join(RULES)}; without it, the rule and threshold the file names")
@click.option(
    "--ties", type=click.Choice(FILE_TIES), help="who comes first among equals; default: as the file tells"
)
@click.option("--budget", help="instead of the file's own")
@click.option("--json", "as_text", is_flag=True, help="the result as JSON")
@click.pass_context
def tally_command(
    ctx: click.Context, path: Path, rule: str | None, ties: str | None, budget: str | None, as_text: bool
) -> None:
    """Count a Pabulib file, or a round's JSON (计票)."""
    translate: Callable[[str], str] = ctx.meta.get(TRANSLATE, str)
    try:
        counted = count_file(file_bytes(path), rule, ties, budget)
    except Refused as no:
        why = f"{translate(no.refusal.why) % no.facts} {translate(no.refusal.next) % no.facts}"
        click.echo(f"{path}: {why}", err=True)
        ctx.exit(UNREADABLE if no.refusal.status == 422 else REFUSED)
    if as_text:
        click.echo(json.dumps(as_json(counted), ensure_ascii=False, indent=1))
    else:
        click.echo(table(counted, translate))


def file_bytes(path: Path) -> bytes:
    """A file to count; refused when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError:
        raise Refused(CANNOT_OPEN, path=str(path)) from None


def table(counted: FileCount, translate: Callable[[str], str] = str) -> str:
    """The result for people: the rule, the list in rank order, ties, reasons, what was odd."""
    result = counted.count
    voice = Voice(translate, grouped, {p.id: p.name for p in result.data.projects})
    lines = [how(result, voice, counted.file.digest), "\t".join(translate(head) for head in HEADS)]
    for why in counted.explanations.values():
        rank = "–" if why.rank is None else str(why.rank)
        mark = "✓" if why.funded else "·"
        lines.append(
            "\t".join([rank, mark, decimal(why.score), grouped(why.cost), f"{why.project} {why.name}"])
        )
    left = grouped(max(0, result.data.budget - result.spent))
    winners = str(len(result.winners))
    lines.append(voice.say(SPENT, winners=winners, spent=grouped(result.spent), left=left))
    form = None if result.allocation.trace else result.data.form
    if result.ties:
        lines += ["", translate(TIES)]
        lines += [tie_sentence(tie, form, voice) for tie in result.ties]
    lines += ["", translate(REASONS)]
    lines += [voice.text(said) for said in told(counted.explanations.values(), voice).values()]
    if counted.notes:
        lines += ["", translate(NOTES), *(odd.say(translate) for odd in counted.notes)]
    return "\n".join(lines)
