"""The ballots of a large file at once: equal rows are read once. What must be refused is left to be read row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from micro_projects.voting.counting.figures import exact
from micro_projects.voting.counting.pabulib_table import Table
from micro_projects.voting.counting.round_data import Ballot, Form, Number

CODES = ("voter_twice", "empty_ballot", "project_twice", "not_choose_1")
"""What may be odd about a row, in the order in which it is noticed."""

SEPARATOR = "\0"
"""Joins the ids of a ballot into a text that sorts as the tuple does: no id holds anything below it."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Ballots with how often each was cast, in order; odd rows by kind: how many, and the first one's line."""

    ballots: tuple[tuple[Ballot, int], ...]
    odd: dict[str, tuple[int, int]]


def distinct_ballots(table: Table, kind: str, form: Form, projects: frozenset[str]) -> Distinct | None:
    """All of them; None when some row has to be refused, or has a character that no row should have."""
    votes = table.column("vote")
    if any(SEPARATOR in project for project in projects):
        return None
    odd: dict[str, tuple[int, int]] = {}
    _voters(table, odd)
    cells: Sequence[object] = votes
    if form == "points":
        cells = pairs = list(zip(votes, table.column("points"), strict=True))
        found = _with_points(Counter(pairs), projects, kind)
    else:
        found = _without(Counter(votes), projects, kind, in_order=form == "ranked")
    if found is None:
        return None
    for code, rows in found[1].items():
        places = [place for place, cell in enumerate(cells) if cell in rows]
        odd[code] = (len(places), table.rows[places[0]].line)
    in_file = sorted(odd, key=lambda code: (odd[code][1], CODES.index(code)))
    return Distinct(found[0], {code: odd[code] for code in in_file})


def _oddities(named: list[str], kind: str) -> list[str]:
    """What is odd about a ballot that names these."""
    found = [] if named else ["empty_ballot"]
    if len(set(named)) < len(named):
        found.append("project_twice")
    if kind == "choose-1" and len(named) != 1:
        found.append("not_choose_1")
    return found


def _voters(table: Table, odd: dict[str, tuple[int, int]]) -> None:
    """Whether two rows have the same voter. The ids are looked at here and go no further."""
    voters = table.column("voter_id")
    if len(set(voters)) == len(voters):
        return
    seen: set[str] = set()
    places = []
    for place, voter in enumerate(voters):
        if voter in seen:
            places.append(place)
        seen.add(voter)
    odd["voter_twice"] = (len(places), table.rows[places[0]].line)


_Found = tuple[tuple[tuple[Ballot, int], ...], dict[str, set[object]]]
"""The ballots, and the odd rows' cells by kind."""


def _names(cell: str, projects: frozenset[str]) -> list[str] | None:
    """The ids in a cell; None when one is unknown."""
    named = cell.split(",")
    if projects.issuperset(named):
        return named
    named = [item.strip() for item in named if item.strip()]
    return named if projects.issuperset(named) else None


def _without(times: Counter[str], projects: frozenset[str], kind: str, *, in_order: bool) -> _Found | None:
    """Ballots without points; `in_order`: whether the order of their ids says something."""
    odd: dict[str, set[object]] = {}
    found: dict[str, int] = {}
    for cell, n in times.items():
        named = cell.split(",")
        once = set(named)
        if len(once) < len(named) or kind == "choose-1" or not once <= projects:  # seldom
            some = _names(cell, projects)
            if some is None:
                return None
            named = some
            for code in _oddities(named, kind):
                odd.setdefault(code, set()).add(cell)
        if not in_order:
            named.sort()
        key = SEPARATOR.join(named)
        found[key] = found.get(key, 0) + n
    ballots = ((Ballot(tuple(key.split(SEPARATOR)) if key else ()), found[key]) for key in sorted(found))
    return tuple(ballots), odd


def _with_points(times: Counter[tuple[str, str]], projects: frozenset[str], kind: str) -> _Found | None:
    """Ballots with points, by id."""
    odd: dict[str, set[object]] = {}
    read: dict[str, Number] = {}
    found: Counter[tuple[tuple[str, ...], tuple[Number, ...]]] = Counter()
    for pair, n in times.items():
        named = _names(pair[0], projects)
        points = [item.strip() for item in pair[1].split(",") if item.strip()]
        if named is None or len(points) != len(named):
            return None
        for text in points:
            if text not in read:
                try:
                    read[text] = exact(text)
                except ValueError:
                    return None
        for code in _oddities(named, kind):
            odd.setdefault(code, set()).add(pair)
        sorted_pairs = sorted((project, read[text]) for project, text in zip(named, points, strict=True))
        found[tuple(p for p, _ in sorted_pairs), tuple(n for _, n in sorted_pairs)] += n
    return tuple((Ballot(*key), found[key]) for key in sorted(found)), odd
