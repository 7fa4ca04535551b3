"""Red flags (疑点): where an auditor looks first. Each is a plain figure over fixed rows; none accuses: pure.

Every limit stands here once, and is printed beside its figures on the desk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from micro_projects.kernel.money import Money
from micro_projects.kernel.text import bigrams

NEAR_CAP = 97
"""Percent of the cap from which an estimate is close under it."""
SAME_FIRM = 3
"""Contracts of one firm in one place from which it is worth a look."""
SPLIT_DAYS = 60
"""Contracts of one firm in one community signed within so many days are looked at together."""
VARIED = 9
"""Percent of the contract from which variations are close under, or over, the council's 10 %."""
DEARER = 150
"""Percent of the median of similar projects."""
SIMILAR = 2
"""How many similar projects a comparison needs."""
ALIKE = 40
"""Percent of word pairs two titles of one kind share to be similar (Dice)."""
PAPER = 40
"""Percent of a round's votes that came by paper or booth."""
PAPER_TIMES = 2
"""And so many times the share of the other rounds."""
PAPER_VOTES = 20
"""Votes by paper under which a share says nothing."""
SOLVED = 60
"""Percent of residents who say it was solved, under which an acceptance without failed items is odd."""
ANSWERS = 5
"""Residents asked under whom a share says nothing."""
POSTING_DAYS = 1
"""Working days in which a notice should hang on the board."""
LAST = timedelta(minutes=60)
"""Before the end of a window."""
MOST = 50
"""Rows shown of one flag."""


class Project(NamedTuple):
    """What the flags know of one project."""

    code: str
    title: str
    kind: str
    place: str
    approved: Money
    firm_id: int | None
    firm: str | None
    contract: Money | None
    signed_on: date | None
    varied: Money
    """The sum of all variations that took effect, each without its sign."""
    variations: int
    failed: int
    """Acceptances that failed."""
    accepted: bool
    answers: int | None
    yes: int | None
    compared_from: Money
    """From which amount quotations had to be compared (rule pack)."""

    @property
    def url(self) -> str:
        """Its page."""
        return f"/projects/{self.code}"


class Firm(NamedTuple):
    """A firm with many contracts in one place."""

    firm: str
    place: str
    contracts: int
    total: Money
    percent: str
    """Of all that was contracted there."""


class Split(NamedTuple):
    """Contracts that each stay under the amount from which quotations must be compared, together above it."""

    firm: str
    place: str
    codes: str
    total: Money
    limit: Money
    first_on: date
    last_on: date


class Varied(NamedTuple):
    """A project whose variations come close to the council's limit, or pass it."""

    title: str
    url: str
    contract: Money
    varied: Money
    percent: str
    variations: int


class Dear(NamedTuple):
    """A project dearer than those like it."""

    title: str
    url: str
    contract: Money
    median: Money
    percent: str
    similar: int


class Apart(NamedTuple):
    """Accepted without a failed item, and residents say it was not solved."""

    title: str
    url: str
    answers: int
    percent: str


class Paper(NamedTuple):
    """A round with votes by paper out of proportion."""

    round: str
    url: str
    votes: int
    paper: int
    percent: str
    others: str


def near_cap(amount: Money, cap: Money) -> bool:
    """Whether an amount is from `NEAR_CAP` percent of the cap up to the cap itself."""
    return amount.fen * 100 >= cap.fen * NEAR_CAP and amount.fen <= cap.fen


def percent(amount: Money, whole: Money) -> str:
    """``98.5``: for showing, rounded down."""
    return share(amount.fen, whole.fen)


def share(part: int, whole: int) -> str:
    """The same of plain numbers; ``0.0`` of nothing."""
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10}"


def same_firm(projects: Iterable[Project]) -> list[Firm]:
    """Firms with `SAME_FIRM` contracts in one community or more, most first."""
    held: dict[tuple[int, str], list[Project]] = defaultdict(list)
    spent: dict[str, int] = defaultdict(int)
    for p in projects:
        if p.firm_id is not None and p.contract is not None:
            held[p.firm_id, p.place].append(p)
            spent[p.place] += p.contract.fen
    found = []
    for (_firm, place), theirs in held.items():
        if len(theirs) >= SAME_FIRM:
            total = _total(theirs)
            found.append(
                Firm(theirs[0].firm or "", place, len(theirs), total, share(total.fen, spent[place]))
            )
    return sorted(found, key=lambda f: (-f.contracts, -f.total.fen, f.firm))


def split(projects: Iterable[Project]) -> list[Split]:
    """Runs of contracts of one firm in one community within `SPLIT_DAYS`, each under the limit, together over it."""
    held: dict[tuple[int, str], list[Project]] = defaultdict(list)
    for p in projects:
        if p.firm_id is None or p.contract is None or p.signed_on is None:
            continue
        if p.contract.fen < p.compared_from.fen:
            held[p.firm_id, p.place].append(p)
    found = []
    for (_firm, place), theirs in held.items():
        for run in _runs(sorted(theirs, key=lambda p: (p.signed_on or date.min, p.code))):
            limit = max(p.compared_from.fen for p in run)
            if len(run) > 1 and _total(run).fen >= limit:
                days = [p.signed_on for p in run if p.signed_on]
                codes = "、".join(p.code for p in run)
                found.append(
                    Split(run[0].firm or "", place, codes, _total(run), Money(limit), days[0], days[-1])
                )
    return sorted(found, key=lambda s: (-s.total.fen, s.codes))


def _runs(ordered: Sequence[Project]) -> list[list[Project]]:
    """Neighbours no more than `SPLIT_DAYS` after the first of their run."""
    runs: list[list[Project]] = []
    for p in ordered:
        first = runs[-1][0].signed_on if runs else None
        if first and p.signed_on and p.signed_on - first <= timedelta(days=SPLIT_DAYS):
            runs[-1].append(p)
        else:
            runs.append([p])
    return runs


def varied(projects: Iterable[Project]) -> list[Varied]:
    """Projects whose variations reach `VARIED` percent of the contract, largest share first."""
    found = [
        (p.varied.fen * 1000 // p.contract.fen, p)
        for p in projects
        if p.contract and p.variations and p.varied.fen * 100 >= p.contract.fen * VARIED
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].code))
    return [
        Varied(p.title, p.url, p.contract, p.varied, percent(p.varied, p.contract), p.variations)
        for _share, p in found
        if p.contract
    ]


def dear(projects: Sequence[Project]) -> list[Dear]:
    """Projects at `DEARER` percent of the median of at least `SIMILAR` others alike, or more."""
    words = {p.code: frozenset(bigrams(p.title)) for p in projects}
    found = []
    for p in projects:
        if p.contract is None:
            continue
        others = [
            q.contract.fen
            for q in projects
            if q.contract and q.code != p.code and q.kind == p.kind and _alike(words[p.code], words[q.code])
        ]
        if len(others) >= SIMILAR and p.contract.fen * 100 >= median(others) * DEARER:
            middle = Money(int(median(others)))
            found.append(Dear(p.title, p.url, p.contract, middle, percent(p.contract, middle), len(others)))
    return sorted(found, key=lambda d: (-d.contract.fen, d.url))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 200 * len(one & other) >= ALIKE * (len(one) + len(other)) > 0


def apart(projects: Iterable[Project]) -> list[Apart]:
    """Accepted at the first look, but fewer than `SOLVED` percent of at least `ANSWERS` residents say solved."""
    found = [
        (p, p.answers, p.yes)
        for p in projects
        if p.accepted and not p.failed and p.answers and p.yes is not None and p.answers >= ANSWERS
    ]
    return [
        Apart(p.title, p.url, answers, share(yes, answers))
        for p, answers, yes in found
        if yes * 100 < answers * SOLVED
    ]


def paper(rounds: Mapping[str, Mapping[str, int]]) -> list[Paper]:
    """Rounds (code → channel → votes) with a share of paper over `PAPER`, or `PAPER_TIMES` that of the others."""
    counted = {
        code: (sum(by.values()), sum(n for c, n in by.items() if c != "web")) for code, by in rounds.items()
    }
    found = []
    for code, (votes, on_paper) in sorted(counted.items()):
        other_votes = sum(v for c, (v, _p) in counted.items() if c != code)
        other_paper = sum(p for c, (_v, p) in counted.items() if c != code)
        much = on_paper * 100 >= votes * PAPER
        odd = other_votes and on_paper * other_votes >= PAPER_TIMES * other_paper * votes
        if on_paper >= PAPER_VOTES and (much or odd):
            others = share(other_paper, other_votes)
            found.append(
                Paper(code, f"/rounds/{code}/result", votes, on_paper, share(on_paper, votes), others)
            )
    return found


def _total(projects: Iterable[Project]) -> Money:
    return Money(sum(p.contract.fen for p in projects if p.contract))
