"""Files of a counted round: records as CSV, Pabulib ``.pb`` and JSON that anybody can count again; the result."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from micro_projects.kernel import csv_file
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting import count_queries, explaining, file_about, queries, record_content, rules
from micro_projects.voting.counting import Count
from micro_projects.voting.counting.pabulib_writer import Cast, write
from micro_projects.voting.counting.round_json import Record, write_json
from micro_projects.voting.counting.words import Translate, Voice, how, told
from micro_projects.voting.models import Round


def records_public(round_: Round) -> bool:
    """Whether single records are published: enough ballots that none stands for somebody."""
    return round_.state in rules.COUNTED and (round_.ballots or 0) >= round_.records_from


def require_records(round_: Round) -> None:
    """Refused before counting, and where too few ballots were counted."""
    require(round_.state in rules.COUNTED and round_.ballots is not None, rules.NOT_COUNTED)
    require(records_public(round_), rules.TOO_FEW_RECORDS, ballots=round_.ballots, least=round_.records_from)


def records_csv(round_: Round) -> str:
    """One line per ballot, in the order of random ids: id, choices (and points), space separated, receipt's hash."""
    require_records(round_)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["record_id", "choices", "points", *(["receipt"] if round_.receipts else [])])
    for id_, content in queries.records(round_.id):
        read = record_content.read(content)
        row = [id_, " ".join(read.ballot.projects), " ".join(str(n) for n in read.ballot.points)]
        rows.writerow([*map(csv_file.quoted, row), *([read.receipt] if round_.receipts else [])])
    return out.getvalue()


def records_pb(round_: Round, counted: Count | None = None) -> str:
    """The round in Pabulib's format; `counted` where it was counted already. Refused where the format cannot say it."""
    require_records(round_)
    cast = [Cast(id_, record_content.ballot(content)) for id_, content in queries.records(round_.id)]
    return write(counted or count_queries.counted(round_), file_about.about(round_), cast, unit=FEN)


def round_json(round_: Round, counted: Count | None = None) -> str:
    """The whole round: what was frozen, every record, the result. ``micro-projects tally`` counts it."""
    require_records(round_)
    records = []
    for id_, content in queries.records(round_.id):
        read = record_content.read(content)
        records.append(Record(id_, read.ballot, read.receipt))
    more = {
        "round": round_.code,
        "frozen_hash": round_.frozen_hash.hex(),
        "frozen": json.loads(round_.frozen_json),
        "turnout": queries.turnout(round_.id),
        "invalid": round_.invalid,
    }
    counted = counted or count_queries.counted(round_)
    return write_json(counted, file_about.about(round_), records, unit=FEN, more=more)


def result_json(round_: Round) -> str:
    """The result with every explanation; without single records."""
    require(round_.state in rules.COUNTED, rules.NOT_COUNTED)
    value = {
        "round": round_.code,
        "frozen_hash": round_.frozen_hash.hex(),
        "rule": round_.rule,
        "threshold": round_.least,
        "ties": round_.tie_rule,
        "currency": round_.currency,
        "budget": round_.budget.plain(),
        "ballots": round_.ballots,
        "turnout": queries.turnout(round_.id),
        "projects": [
            {
                "id": line.project.code,
                "name": line.project.title,
                "cost": line.project.cost.plain(),
                "votes": line.tally.votes if line.tally else None,
                "score": line.tally.score if line.tally else None,
                "funded": bool(line.allocation and line.allocation.funded),
                "explanation": json.loads(line.allocation.explanation)
                if line.allocation and line.allocation.explanation
                else None,
            }
            for line in queries.result(round_.id)
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def explanations(lines: Sequence[queries.Line], said: Voice) -> dict[str, str]:
    """One plain explanation per project, by code."""
    kept = [line.allocation.explanation for line in lines if line.allocation]
    known = [explaining.read(text) for text in kept if text]
    return {project: said.text(told_) for project, told_ in told(known, said).items()}


def voice(translate: Translate, lines: Sequence[queries.Line], money: type[Money] = Money) -> Voice:
    """How explanations speak: a language, amounts with their sign, projects by title."""
    titles = {line.project.code: line.project.title for line in lines}
    return Voice(translate, lambda fen: str(money(int(fen))), titles)


def explained(round_: Round, counted: Count) -> str:
    """How it was counted, then each project's explanation, one per line, in Chinese: the binding text."""
    lines = queries.result(round_.id)
    said = voice(str, lines)
    head = how(counted, said, round_.frozen_hash.hex())
    return "\n".join([head, *explanations(lines, said).values()])


Attachments = dict[str, tuple[str, bytes]]
"""Name → media type and bytes."""


def attachments(round_: Round) -> Attachments:
    """What goes with D3: explanations always, records where there are enough of them."""
    if round_.ballots is None:
        return {}
    counted = count_queries.counted(round_)
    parts = {
        "explanations": ("text/plain", explained(round_, counted).encode()),
        "result.json": ("application/json", result_json(round_).encode()),
    }
    if records_public(round_):
        parts["records.csv"] = ("text/csv", records_csv(round_).encode())
        parts["round.json"] = ("application/json", round_json(round_, counted).encode())
        try:
            parts["records.pb"] = ("text/plain", records_pb(round_, counted).encode())
        except Refused:
            pass  # the format has no word for it; the CSV says the same
    return parts


def export(round_: Round, format_: str) -> str:
    """A counted round as ``pb``, ``csv``, ``round`` (JSON of all of it) or ``json`` (the result alone)."""
    require(format_ in FORMATS, rules.NO_FORMAT, format=format_)
    return FORMATS[format_](round_)


FEN = 100
"""Of one yuan: files say amounts in the currency."""
FORMATS = {"pb": records_pb, "json": result_json, "csv": records_csv, "round": round_json}
