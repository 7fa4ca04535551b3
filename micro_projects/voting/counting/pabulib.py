"""A published round read from Pabulib's ``.pb`` format (pabulib.org) into a plain value.

Strict about what decides the count, forgiving where published files differ: LF or CRLF, a BOM, blank
lines, unknown columns and keys, trailing empty cells, wrong totals. What is odd and harmless is a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from math import floor

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting.counting import pabulib_problems as problems
from micro_projects.voting.counting.figures import exact
from micro_projects.voting.counting.pabulib_ballots import VOTE_TYPES, read_ballots
from micro_projects.voting.counting.pabulib_problems import Note, note
from micro_projects.voting.counting.pabulib_table import Row, Table, tables
from micro_projects.voting.counting.round_data import Ballot, Form, Number, Project, in_order
from micro_projects.voting.counting.round_file import Published, RoundFile
from micro_projects.voting.counting.told_terms import BAD_TERMS, Told, from_comment

WITHDRAWN_COST = 999_999_999
"""Marks a project withdrawn after voting: never funded, passed over also in no-skip."""


def read(source: bytes) -> RoundFile:
    """Read a file's bytes. Refused, with the line, when anything the count needs is unreadable."""
    text, notes = _decode(source)
    found = tables(text)
    meta, lines = _meta(found["META"])
    for key in ("budget", "vote_type"):
        require(meta.get(key), problems.NO_KEY, line=found["META"].line, key=key)
    budget = _amount(meta["budget"], lines["budget"], "budget", notes)
    kind = meta["vote_type"].lower()
    require(kind in VOTE_TYPES, problems.UNKNOWN_VOTE_TYPE, line=lines["vote_type"], value=meta["vote_type"])
    told = from_comment(meta.get("comment", ""), lines.get("comment", 1))
    published = _projects(found["PROJECTS"], notes, told.beyond if told else {})
    ids = frozenset(p.project.id for p in published)
    form, top, ballots, odd = read_ballots(found["VOTES"], kind, ids)
    totals = {"num_projects": len(published), "num_votes": len(found["VOTES"].rows)}
    for key, total in totals.items():
        if meta.get(key, str(total)) != str(total):
            notes.append(note("counts_differ", key=key, value=meta[key], found=total))
    if told is not None:
        top = _top(told, form, top, ballots, lines["comment"])
        ballots = _with_empty(ballots, told)
    digest = sha256(source).hexdigest()
    return RoundFile(meta, published, ballots, budget, form, (*notes, *odd), digest, told, top)


def _top(
    told: Told, form: Form, top: int | None, ballots: tuple[tuple[Ballot, int], ...], line: int
) -> int | None:
    """k of the Borda count: as told, which the points, where there are any, must agree with."""
    if told.borda_top is None:
        return top
    longest = max((len(ballot.projects) for ballot, _ in ballots), default=0)
    fits = form == "ranked" and top in (None, told.borda_top) and longest <= told.borda_top
    require(fits, BAD_TERMS, line=line, what="borda_top")
    return told.borda_top


def _with_empty(ballots: tuple[tuple[Ballot, int], ...], told: Told) -> tuple[tuple[Ballot, int], ...]:
    """The ballots with those a ``.pb`` has no row for."""
    if not told.empty:
        return ballots
    found = dict(ballots)
    found[Ballot(())] = found.get(Ballot(()), 0) + told.empty
    return in_order(found)


def _decode(source: bytes) -> tuple[str, list[Note]]:
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(problems.NOT_UTF8, line=source.count(b"\n", 0, error.start) + 1) from None
    if text.startswith("\ufeff"):
        return text[1:], [note("bom")]
    return text, []


def _meta(table: Table) -> tuple[dict[str, str], dict[str, int]]:
    """Keys to values, and to their lines. An unquoted ``;`` in a value is part of it."""
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        key = row.cells[0]
        require(key, problems.EMPTY_ID, line=row.line)
        require(key not in meta, problems.TWO_KEYS, line=row.line, key=key)
        meta[key] = ";".join(row.cells[1:]).rstrip(";")
        lines[key] = row.line
    return meta, lines


def _projects(table: Table, notes: list[Note], beyond: Mapping[str, Number]) -> tuple[Published, ...]:
    """The projects in file order; ids unique, costs not negative. `beyond`: costs the file tells elsewhere."""
    for column in ("project_id", "cost"):
        table.require_column(column)
    found: dict[str, Published] = {}
    for row in table.rows:
        key = table.cell(row, "project_id")
        require(key, problems.EMPTY_ID, line=row.line)
        require(key not in found, problems.TWO_PROJECTS, line=row.line, project=key)
        cost = _amount(table.cell(row, "cost"), row.line, "cost", notes)
        withdrawn = floor(cost) == WITHDRAWN_COST and key not in beyond
        project = Project(key, beyond.get(key, cost), table.cell(row, "name"), withdrawn)
        votes, score = _official(table, row, "votes"), _official(table, row, "score")
        found[key] = Published(project, votes, score, table.cell(row, "selected"), row.line)
    return tuple(found.values())


def _amount(text: str, line: int, column: str, notes: list[Note]) -> Number:
    """An amount not below zero; a decimal comma is read as a point, and said."""
    if text.count(",") == 1 and "." not in text:
        notes.append(note("decimal_comma", line=line, column=column))
        text = text.replace(",", ".")
    value = _number(text, line, column)
    require(value >= 0, problems.NEGATIVE, line=line, column=column, value=text)
    return value


def _official(table: Table, row: Row, column: str) -> Number | None:
    text = table.cell(row, column)
    return _number(text, row.line, column) if text else None


def _number(text: str, line: int, column: str) -> Number:
    try:
        return exact(text)
    except ValueError:
        raise Refused(problems.NOT_A_NUMBER, line=line, column=column, value=text[:40]) from None


def differences(file: RoundFile, votes: Mapping[str, int], scores: Mapping[str, Number]) -> list[Note]:
    """Where a recount differs from the published figures."""
    found = []
    for row in file.published:
        key = row.project.id
        for column, official, own in (("votes", row.votes, votes[key]), ("score", row.score, scores[key])):
            if official is not None and official != own:
                found.append(note("published_differs", project=key, column=column, value=official, found=own))
    return found
