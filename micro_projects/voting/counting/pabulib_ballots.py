"""The ballots of a ``.pb`` file: every vote type into one plain ballot, equal ones put together."""

from __future__ import annotations

from collections.abc import Iterator

from micro_projects.kernel.refusal import Refused, require
from micro_projects.voting.counting import pabulib_problems as problems
from micro_projects.voting.counting.figures import exact
from micro_projects.voting.counting.pabulib_distinct import distinct_ballots
from micro_projects.voting.counting.pabulib_problems import Note, note
from micro_projects.voting.counting.pabulib_table import Row, Table
from micro_projects.voting.counting.round_data import Ballot, Form, Number, distinct

VOTE_TYPES: dict[str, Form] = {
    "approval": "approval",
    "choose-1": "approval",
    "ordinal": "ranked",
    "cumulative": "points",
    "scoring": "points",
}


class _Oddities:
    """Counts odd ballots by kind and remembers the first line of each."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[int, int]] = {}

    def add(self, code: str, line: int) -> None:
        """One more of `code`."""
        times, first = self.found.get(code, (0, line))
        self.found[code] = (times + 1, first)

    def notes(self) -> list[Note]:
        """One note a kind."""
        return [note(code, ballots=n, line=line) for code, (n, line) in self.found.items()]


def read_ballots(
    table: Table, kind: str, projects: frozenset[str]
) -> tuple[Form, int | None, tuple[tuple[Ballot, int], ...], list[Note]]:
    """The form, k of a Borda count k, k−1, …, the distinct ballots with multiplicities, and what was odd.

    `kind` is the vote type. Ordinal ballots that carry points are scored by them, as published scores
    are; points k, k−1, … on every ballot are that Borda count. Refused for an unknown project, points that
    are no numbers or do not match, a missing column.
    """
    for column in ("voter_id", "vote"):
        table.require_column(column)
    form = VOTE_TYPES[kind]
    top = None
    if form == "ranked" and any(table.cell(row, "points") for row in table.rows):
        top = _borda_top(table)
        form = "points" if top is None else form
    if form == "points":
        require("points" in table.columns, problems.NO_POINTS, line=table.line + 1, value=kind)
    if quick := distinct_ballots(table, kind, form, projects):
        notes = [note(code, ballots=n, line=line) for code, (n, line) in quick.odd.items()]
        return form, top, quick.ballots, notes
    odd = _Oddities()
    ballots = distinct(_ballots(table, kind, form, projects, odd))
    return form, top, ballots, odd.notes()


def _borda_top(table: Table) -> int | None:
    """k, when every ballot gives k, k−1, … in its order."""
    tops = set()
    for row in table.rows:
        points, named = _items(table.cell(row, "points")), _items(table.cell(row, "vote"))
        if len(points) != len(named) or len(set(named)) != len(named):
            return None
        if points:
            first = points[0]
            if not first.isascii() or not first.isdigit() or len(first) > 9:
                return None
            tops.add(top := int(first))
            if len(tops) > 1 or top < len(points):
                return None
            if points != [str(top - place) for place in range(len(points))]:
                return None
    return tops.pop() if tops else None


def _ballots(
    table: Table, kind: str, form: Form, projects: frozenset[str], odd: _Oddities
) -> Iterator[Ballot]:
    """Each row's ballot. The voters' ids are looked at here and go no further."""
    voters = set()
    for row in table.rows:
        voter = table.cell(row, "voter_id")
        if voter in voters:
            odd.add("voter_twice", row.line)
        voters.add(voter)
        named = _items(table.cell(row, "vote"))
        for project in named:
            require(project in projects, problems.UNKNOWN_PROJECT, line=row.line, project=project[:40])
        if not named:
            odd.add("empty_ballot", row.line)
        if len(set(named)) < len(named):
            odd.add("project_twice", row.line)
        if kind == "choose-1" and len(named) != 1:
            odd.add("not_choose_1", row.line)
        yield _ballot(table, row, form, named)


def _ballot(table: Table, row: Row, form: Form, named: list[str]) -> Ballot:
    """The order is kept only where it means something, so that more ballots are equal."""
    if form == "approval":
        return Ballot(tuple(sorted(named)))
    if form == "ranked":
        return Ballot(tuple(named))
    points = [_points(row.line, text) for text in _items(table.cell(row, "points"))]
    even = len(points) == len(named)
    require(even, problems.UNEVEN_POINTS, line=row.line, projects=len(named), points=len(points))
    pairs = sorted(zip(named, points, strict=True))
    return Ballot(tuple(p for p, _ in pairs), tuple(n for _, n in pairs))


def _items(cell: str) -> list[str]:
    return [item.strip() for item in cell.split(",") if item.strip()]


def _points(line: int, text: str) -> Number:
    try:
        return exact(text)
    except ValueError:
        raise Refused(problems.NOT_A_NUMBER, line=line, column="points", value=text[:40]) from None
