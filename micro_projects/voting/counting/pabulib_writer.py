"""A counted round written as a ``.pb`` file that the format's own checker accepts.

Under the greedy kinds the projects stand in rank order with the round's tie rule applied, since the checker counts
again with ties by the order of the file. What the format's keys cannot say stands in its comment (told_terms.py).
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
from micro_projects.voting.counting.pabulib_agrees import Shown, rule_shown
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
from micro_projects.voting.counting.round_data import Ballot, Number, RoundData
from micro_projects.voting.counting.rules import Count
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.told_terms import Told, comment

VOTE_TYPES = {"approval": "approval", "ranked": "ordinal", "points": "scoring"}
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
    optional one; ``max_sum_points`` makes points ``cumulative``, without it they are ``scoring``); what follows
    from the count is added. `unit`: how many of our smallest units make one of the currency (100 for fen).
    Without `cast`, ballots are numbered. Refused when the format has no way to say it, or the count still needs
    a lot.
    """
    data = counted.data
    need(not counted.needs_lot, "lot", ", ".join(counted.order))
    records = _numbered(data) if cast is None else list(cast)
    records = sorted((r for r in records if r.ballot.projects), key=lambda r: r.id)
    empty = (data.cast if cast is None else len(cast)) - len(records)
    shown = _shown(counted, unit, len(records))
    meta = described(about)
    meta |= _computed(counted, shown, meta, len(records))
    said = [*comments, *_said(counted, empty, meta["rule"]), comment(_told(counted, shown, empty, unit))]
    meta["comment"] = numbered(said)
    _check_lengths(meta, records)
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerows([["META"], ["key", "value"], *([key, meta[key]] for key in META_KEYS if key in meta)])
    rows.writerows([["PROJECTS"], *_projects(counted, shown, columns or {})])
    rows.writerows([["VOTES"], *_votes(data, records)])
    return out.getvalue()


def _shown(counted: Count, unit: int, ballots: int) -> Shown:
    """The figures as the file gives them: in the currency, what can never be funded by its mark, in order."""
    budget = Fraction(counted.data.budget, unit)
    by_id = {project.id: project for project in counted.data.projects}
    order = counted.order if counted.rule.name.startswith("greedy") else tuple(by_id)
    costs, beyond = {}, {}
    for key in order:
        project, cost = by_id[key], Fraction(by_id[key].cost, unit)
        if not project.withdrawn and cost > budget:
            beyond[key] = cost
        marked = project.withdrawn or key in beyond
        costs[key] = Fraction(WITHDRAWN_COST) if marked else cost
        need(floor(costs[key]) > 0, "0 < cost", key)
    whole = all(score.denominator == 1 for score in counted.scores.values())
    scored = counted.data.form != "approval" and whole
    over = frozenset(turn.project for turn in counted.allocation.turns if turn.outcome.endswith("_over"))
    return Shown(order, costs, beyond, budget, ballots, scored, whole, over)


def _told(counted: Count, shown: Shown, empty: int, unit: int) -> Told:
    """How it was counted, in the currency."""
    rule, data = counted.rule, counted.data
    step = None if rule.step is None else Fraction(rule.step) / unit
    if step is None and unit != 1:
        step = Fraction(1, unit)
    least = counted.allocation.threshold if rule.name.startswith("greedy") else rule.min_score
    told = Rule(rule.name, least, rule.exclusive, rule.overshoot, step, Fraction(rule.whole) / unit)
    top = data.borda_top if data.form == "ranked" else None
    beyond: dict[str, Number] = {**shown.beyond}
    return Told(told, counted.standing.ties, top, empty, beyond)


def _numbered(data: RoundData) -> list[Cast]:
    """Records numbered in an order that tells nothing about when they were cast."""
    width = len(str(data.cast))
    every = [ballot for ballot, times in data.ballots for _ in range(times)]
    return [Cast(str(number).zfill(width), ballot) for number, ballot in enumerate(every, start=1)]


def _computed(counted: Count, shown: Shown, meta: Mapping[str, str], ballots: int) -> dict[str, str]:
    """The keys of META that follow from the count."""
    data, least = counted.data, counted.allocation.threshold
    found = {"num_projects": str(len(data.projects)), "num_votes": str(ballots)}
    found |= {"budget": decimal(shown.budget), "vote_type": VOTE_TYPES[data.form]}
    found["rule"] = rule_shown(counted, shown)
    if "max_length" in meta:
        found["max_length"] = str(min(int(meta["max_length"]), len(data.projects)))
    if data.form == "approval" and found.get("max_length") == "1":
        found |= {"vote_type": "choose-1", "min_length": "1"}
    if data.form == "points" and "max_sum_points" in meta:
        found["vote_type"] = "cumulative"
    if least is not None and shown.whole and found["rule"] not in ("greedy", "unknown"):
        found["min_project_score_threshold"] = str(ceil(least))
    if floor(shown.budget) >= sum(floor(cost) for cost in shown.costs.values()):
        found["fully_funded"] = "1"
    assert found.keys() <= COMPUTED | {"min_length", "max_length"}
    return found


METHODS_IN_WORDS = {
    "mes": "the Method of Equal Shares with cost utilities",
    "mes_add1": "the Method of Equal Shares with cost utilities, every share raised step by step (Add1)",
}


def _said(counted: Count, empty: int, shown: str) -> list[str]:
    """What a reader of the file must know and the keys cannot say."""
    found = []
    method, _, completed = counted.rule.name.partition("+")
    if method in METHODS_IN_WORDS:
        then = ", then greedily with what remained" if completed else ""
        found.append(f"Counted by {METHODS_IN_WORDS[method]}{then}.")
    elif shown == "greedy-custom":
        found.append(f"Counted by {method}, with the terms below.")
    if empty:
        found.append(f"Ballots without any project were counted as cast and left out here: {empty}.")
    for group, members in sorted(counted.rule.exclusive.items()):
        found.append(f"At most one of these is funded ({group}): {', '.join(sorted(members))}.")
    for turn in counted.allocation.turns:
        if turn.outcome.endswith("_over"):
            found.append(f"Project {turn.project} exceeds what remained; a reserve pays the rest (2).")
    if counted.ties:
        found.append("The terms say how ties were decided.")
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


def _projects(counted: Count, shown: Shown, columns: Columns) -> list[list[str]]:
    """The header, then every project in the file's order."""
    for column, texts in columns.items():
        need(column in PROJECT_COLUMNS and column not in OWN_COLUMNS, "column", column)
        full = column in MAY_BE_EMPTY or all(texts.get(project, "").strip() for project in counted.order)
        need(full, "empty", column)
    own = [c for c in OWN_COLUMNS if shown.scored or c != "score"]
    header = [c for c in PROJECT_COLUMNS if c in columns or c in own]
    names = {project.id: project.name for project in counted.data.projects}
    rows = [header]
    for key in shown.order:
        need(key == cell(key, items=True) and "," not in key, "project_id", key)
        row = {
            "project_id": key,
            "cost": decimal(shown.costs[key]),
            "votes": str(counted.votes[key]),
            "score": str(counted.scores[key]),
            "name": cell(names[key]) or key,
            "selected": "2" if key in shown.over else "1" if key in counted.winners else "0",
        }
        row |= {c: cell(texts.get(key, ""), items=c in LISTS) for c, texts in columns.items()}
        rows.append([row[column] for column in header])
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
