"""A counted round written as a ``.pb`` file that the format's own checker accepts.

The projects stand in rank order with the round's tie rule applied, since the checker counts again with
ties by the order of the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from micro_projects.voting.counting.figures import decimal
from micro_projects.voting.counting.pabulib import WITHDRAWN_COST
from micro_projects.voting.counting.pabulib_format import (
    COMPUTED,
    LISTS,
    MAY_BE_EMPTY,
    META_KEYS,
    METHODS,
    PROJECT_COLUMNS,
    cell,
    described,
    need,
    numbered,
)
from micro_projects.voting.counting.round_data import Ballot, Project, RoundData
from micro_projects.voting.counting.rules import Count

RULE_NAMES = {"greedy": "greedy", "greedy_no_skip": "greedy-no-skip", "greedy_threshold": "greedy-threshold"}
VOTE_TYPES = {"approval": "approval", "ranked": "ordinal", "points": "cumulative"}
OWN_COLUMNS = ("project_id", "cost", "votes", "score", "name", "selected")

Columns = Mapping[str, Mapping[str, str]]
"""Further PROJECTS columns: column → project id → text."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A cast-vote record to publish: its random id, its content, ``internet`` or ``paper`` or unknown."""

    id: str
    ballot: Ballot
    method: str = ""


def write(
    counted: Count,
    about: Mapping[str, str],
    cast: Sequence[Cast] | None = None,
    *,
    unit: int = 1,
    columns: Columns | None = None,
    comments: Iterable[str] = (),
) -> str:
    """The file's text (write it as UTF-8).

    `about`: META's descriptive keys (description, country, unit, instance, date_begin, date_end and any
    optional one; ``max_sum_points`` for points); what follows from the count is added. `unit`: how many
    of our smallest units make one of the currency (100 for fen). Without `cast`, ballots are numbered.
    Refused when the format has no way to say it, or the count still needs a lot.
    """
    data = counted.data
    need(not counted.needs_lot, "lot", ", ".join(counted.order))
    records = _numbered(data) if cast is None else list(cast)
    records = sorted((r for r in records if r.ballot.projects), key=lambda r: r.id)
    empty = (data.cast if cast is None else len(cast)) - len(records)
    meta = described(about)
    meta |= _computed(counted, meta, len(records), unit)
    said = [*comments, *_said(counted, empty)]
    if said:
        meta["comment"] = numbered(said)
    _check_lengths(meta, records)
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerows([["META"], ["key", "value"], *([key, meta[key]] for key in META_KEYS if key in meta)])
    rows.writerows([["PROJECTS"], *_projects(counted, unit, columns or {})])
    rows.writerows([["VOTES"], *_votes(data, records)])
    return out.getvalue()


def _numbered(data: RoundData) -> list[Cast]:
    """Records numbered in an order that tells nothing about when they were cast."""
    width = len(str(data.cast))
    every = [ballot for ballot, times in data.ballots for _ in range(times)]
    return [Cast(str(number).zfill(width), ballot) for number, ballot in enumerate(every, start=1)]


def _computed(counted: Count, meta: Mapping[str, str], ballots: int, unit: int) -> dict[str, str]:
    """The keys of META that follow from the count."""
    data, least = counted.data, counted.allocation.threshold
    budget = Fraction(data.budget, unit)
    found = {"num_projects": str(len(data.projects)), "num_votes": str(ballots), "budget": decimal(budget)}
    found |= {"vote_type": VOTE_TYPES[data.form], "rule": _rule(counted)}
    if "max_length" in meta:
        found["max_length"] = str(min(int(meta["max_length"]), len(data.projects)))
    if data.form == "approval" and found.get("max_length") == "1":
        found |= {"vote_type": "choose-1", "min_length": "1"}
    need(data.form != "points" or "max_sum_points" in meta, "required", "max_sum_points")
    if least is not None:
        found["min_project_score_threshold"] = str(ceil(least))
    if floor(budget) >= sum(floor(_cost(project, unit)) for project in data.projects):
        found["fully_funded"] = "1"
    assert found.keys() <= COMPUTED | {"min_length", "max_length"}
    return found


def _rule(counted: Count) -> str:
    """The format's name for what was done; parameters it does not know make it another rule."""
    name = RULE_NAMES[counted.rule.name]
    over = any(turn.outcome == "funded_over" for turn in counted.allocation.turns)
    if over or (counted.rule.exclusive and name == "greedy-no-skip"):
        return "greedy-custom"
    return "greedy-exclusive" if counted.rule.exclusive else name


def _said(counted: Count, empty: int) -> list[str]:
    """What a reader of the file must know and the keys cannot say."""
    found = []
    if empty:
        found.append(f"Ballots without any project were counted as cast and left out here: {empty}.")
    for group, members in sorted(counted.rule.exclusive.items()):
        found.append(f"At most one of these is funded ({group}): {', '.join(sorted(members))}.")
    for turn in counted.allocation.turns:
        if turn.outcome == "funded_over":
            found.append(f"Project {turn.project} exceeds what remained; a reserve pays the rest (2).")
    if counted.ties:
        found.append("The order of the projects shows how ties were decided.")
    return found


def _check_lengths(meta: Mapping[str, str], records: list[Cast]) -> None:
    """Every ballot within the lengths META names, under an id of its own."""
    least, most = int(meta.get("min_length", 1)), int(meta.get("max_length", meta["num_projects"]))
    seen = set()
    for record in records:
        need(least <= len(record.ballot.projects) <= most, "min_length ≤ vote ≤ max_length", record.id)
        need(record.id == cell(record.id) and record.id not in seen, "voter_id", record.id)
        need(record.method in ("", *METHODS), "internet, paper", record.method)
        seen.add(record.id)


def _cost(project: Project, unit: int) -> Fraction:
    return Fraction(WITHDRAWN_COST) if project.withdrawn else Fraction(project.cost, unit)


def _projects(counted: Count, unit: int, columns: Columns) -> list[list[str]]:
    """The header, then every project in rank order."""
    for column, texts in columns.items():
        need(column in PROJECT_COLUMNS and column not in OWN_COLUMNS, "column", column)
        full = column in MAY_BE_EMPTY or all(texts.get(project, "").strip() for project in counted.order)
        need(full, "empty", column)
    scored = counted.data.form != "approval"
    shown = [c for c in PROJECT_COLUMNS if c in columns or (c in OWN_COLUMNS and (scored or c != "score"))]
    by_id = {project.id: project for project in counted.data.projects}
    over = {turn.project for turn in counted.allocation.turns if turn.outcome == "funded_over"}
    rows = [shown]
    for key in counted.order:
        project, score = by_id[key], counted.scores[key]
        cost = _cost(project, unit)
        dear = not project.withdrawn and cost > Fraction(counted.data.budget, unit)
        need(floor(cost) > 0 and not dear, "0 < cost ≤ budget", key)
        need(score.denominator == 1, "integer", f"score {key}")
        need(key == cell(key, items=True) and "," not in key, "project_id", key)
        own = {
            "project_id": key,
            "cost": decimal(cost),
            "votes": str(counted.votes[key]),
            "score": str(score),
        }
        own["name"] = cell(project.name) or key
        own["selected"] = "2" if key in over else "1" if key in counted.winners else "0"
        more = {c: cell(texts.get(key, ""), items=c in LISTS) for c, texts in columns.items()}
        rows.append([{**own, **more}[column] for column in shown])
    return rows


def _votes(data: RoundData, records: list[Cast]) -> list[list[str]]:
    """The header, then every ballot; projects by falling points where there are any."""
    top = data.borda_top if data.form == "ranked" else None
    pointed = data.form == "points" or top is not None
    methods = bool(records) and all(record.method for record in records)
    rows = [["voter_id", "vote", *(["points"] if pointed else []), *(["voting_method"] if methods else [])]]
    for record in records:
        ballot = record.ballot
        points = ballot.points if top is None else tuple(range(top, top - len(ballot.projects), -1))
        named = list(ballot.projects)
        if data.form == "points":
            pairs = sorted(zip(points, named, strict=True), key=lambda pair: (-pair[0], pair[1]))
            points, named = tuple(n for n, _ in pairs), [p for _, p in pairs]
        row = [record.id, ",".join(named)]
        row += [",".join(decimal(n) for n in points)] if pointed else []
        rows.append(row + ([record.method] if methods else []))
    return rows
