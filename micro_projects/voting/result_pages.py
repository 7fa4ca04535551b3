"""What the result's pages show: the order, the line and the spending, or the rounds of equal shares; the reasons.

Everything comes from what was kept when the round was counted; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import found
from micro_projects.voting import explaining, files, queries, rules
from micro_projects.voting.counting.explained import Explanation, Shares
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.counting.ties import TieRule
from micro_projects.voting.counting.words import Method, Voice, bought_in, how, sentences, tie_sentence
from micro_projects.voting.counting.words_shares import votes
from micro_projects.voting.models import Round
from micro_projects.voting.pages import amounts

BEYOND = Fraction(5, 4)
"""A bar that goes over its line ends a quarter further on."""
_TIES: dict[str, TieRule] = {"lot": "lot", "file": "file"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Two lengths, one after the other, and a line; `whole` is the width of the picture."""

    first: Number
    second: Number
    line: Number
    whole: Number


@dataclass(frozen=True, slots=True)
class Row:
    """One project. `why` is its first sentence, `rest` the others; `official` what an imported file says."""

    rank: int
    code: str
    title: str
    url: str
    score: Number
    cost: Money
    spent: Money
    funded: bool
    why: str
    rest: tuple[str, ...]
    official: str
    plain: Explanation | None
    bar: Bar | None = None

    @property
    def shares(self) -> Shares | None:
        """How it fared under equal shares."""
        return self.plain.shares if self.plain else None

    @property
    def differs(self) -> bool:
        """Whether an imported file says otherwise."""
        return (self.official == "1") != self.funded

    @property
    def payers(self) -> int:
        """How many paid for it."""
        return (self.shares.full or 0) + (self.shares.part or 0) if self.shares else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """The result as its page shows it."""

    rows: list[Row]
    budget: Money
    spent: Money
    threshold: Number | None
    most: Number
    """The highest score, or the threshold if that is more: the width of the bars of scores."""
    unit: str
    how: str
    ties: list[str]
    agrees: bool | None
    """Whether it equals the published winners of an imported file; None when none are given."""
    by_shares: bool = False
    rounds: list[Row] = field(default_factory=list)
    """Under equal shares: what was bought, round after round, then what the completion added."""

    @property
    def funded(self) -> list[Row]:
        """In the order of the rule."""
        return [row for row in self.rows if row.funded]

    @property
    def unfunded(self) -> list[Row]:
        """In the order of the rule."""
        return [row for row in self.rows if not row.funded]


def amount(round_: Round) -> Callable[[Number], Money]:
    """An exact figure in the round's money, rounded down."""
    money = amounts(round_.currency)
    return lambda value: money(int(value))


def shown(round_: Round) -> Shown:
    """The result, in the order of the rule."""
    lines = queries.result(round_.id)
    voice = files.voice(_, lines, amounts(round_.currency))
    rows = _rows(round_, lines, voice)
    known = [row.plain for row in rows if row.plain]
    named = [line.project.official for line in lines if line.project.official]
    threshold = explaining.figure(round_.least) if round_.least is not None else None
    by_shares = any(plain.shares for plain in known)
    return Shown(
        rows=rows,
        budget=amounts(round_.currency)(round_.budget.fen),
        spent=amounts(round_.currency)(sum(row.cost.fen for row in rows if row.funded)),
        threshold=threshold,
        most=max([*(row.score for row in rows), threshold or 0, 1]),
        unit=_unit(round_),
        how=_how(round_, known, voice),
        ties=_ties(known, voice, by_shares),
        agrees=not any(row.differs for row in rows) if named else None,
        by_shares=by_shares,
        rounds=[row for row in rows if row.funded] if by_shares else [],
    )


def _rows(round_: Round, lines: Sequence[queries.Line], voice: Voice) -> list[Row]:
    money, rows, spent = amounts(round_.currency), [], 0
    plains = {line.project.code: _plain(line) for line in lines}
    winners = bought_in(plain for plain in plains.values() if plain)
    for rank, line in enumerate(lines, start=1):
        plain, cost = plains[line.project.code], line.project.cost.fen
        funded = bool(line.allocation and line.allocation.funded)
        said = sentences(plain, voice, winners) if plain else [_council(funded)]
        before, spent = spent, spent + (cost if funded else 0)
        rows.append(
            Row(
                rank=rank,
                code=line.project.code,
                title=line.project.title,
                url=_url(line),
                score=explaining.figure(line.tally.score) if line.tally else 0,
                cost=money(cost),
                spent=money(spent),
                funded=funded,
                why=_without_name(said[0], line.project.title),
                rest=tuple(said[1:]),
                official=line.project.official or "",
                plain=plain,
                bar=_bar(round_, plain, before, cost, funded),
            )
        )
    return rows


def _without_name(said: str, name: str) -> str:
    """The sentence below the project's own name, which it need not say again."""
    rest = said.removeprefix(f"“{name}”").strip()
    return said if rest == said else str(_("%(how_it_fared)s", how_it_fared=rest))


def _plain(line: queries.Line) -> Explanation | None:
    """Its explanation, where a count made one."""
    kept = line.allocation.explanation if line.allocation else ""
    return explaining.read(kept) if kept else None


def _url(line: queries.Line) -> str:
    if line.project.proposal_id is None:
        return ""
    return str(url_for("proposals.proposal", code=line.project.code))


def _council(funded: bool) -> str:
    """The council resolved one by one; there was no count."""
    return str(_("议事会表决通过。") if funded else _("议事会表决没有通过，或者预算已经用完。"))


def _bar(round_: Round, plain: Explanation | None, before: int, cost: int, funded: bool) -> Bar | None:
    """For a funded project, or one whose turn came: what was spent before, its cost, the budget. For one that
    its supporters could not buy: what they had left, what they had paid elsewhere, its cost."""
    shares = plain.shares if plain else None
    if shares is not None and not funded:
        left = shares.money if shares.left is None else shares.left
        return Bar(left, sum(part.amount for part in shares.spent), cost, cost * BEYOND) if cost else None
    if funded or (plain and plain.outcome == "too_dear" and plain.remaining is not None):
        budget = round_.budget.fen
        used = before if funded or not plain or plain.remaining is None else budget - plain.remaining
        return Bar(max(0, used), cost, budget, budget * BEYOND) if budget else None
    return None


def _unit(round_: Round) -> str:
    return "" if round_.form in ("approval", "budgeted") else _(" 分")


def _ties(known: Sequence[Explanation], voice: Voice, by_shares: bool) -> list[str]:
    """Every tie that mattered, with both orders."""
    return [
        tie_sentence(tie, None if by_shares else plain.form, voice) for plain in known for tie in plain.ties
    ]


def _how(round_: Round, known: Sequence[Explanation], voice: Voice) -> str:
    """The rule in words, its variant, the tie rule and the fingerprint of what was counted."""
    if round_.ballots is None or not known:
        return ""
    first = known[0]
    by = Method(
        rule=round_.rule,
        tie_rule=first.tie_rule,
        form=first.form,
        budget=first.budget,
        ballots=round_.ballots,
        least=first.threshold,
        overshoot=Fraction(round_.overshoot, 10_000),
        start=first.shares.start if first.shares else None,
    )
    return how(by, voice, round_.frozen_hash.hex())


# -- one project -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class One:
    """One project's reasons in full."""

    row: Row
    rounds: list[dict[str, Any]]
    """Under equal shares: per round who was bought, with its effective votes, and the project's own."""
    money: list[dict[str, Any]]
    """What its supporters paid for what, and what they had left."""
    together: Money | None


def one(round_: Round, number: int) -> One:
    """The project in place `number` of the result; refused when there is none."""
    all_ = shown(round_)
    row = found(next((row for row in all_.rows if row.rank == number), None), rules.NO_PLACE)
    return One(row, _course(all_, row), *_money(round_, all_, row))


def _course(all_: Shown, row: Row) -> list[dict[str, Any]]:
    shares = row.shares
    if shares is None:
        return []
    told = []
    for other in all_.rounds:
        theirs = other.shares
        if theirs is None or theirs.round is None or theirs.course != "bought":
            continue
        own = shares.own[theirs.round - 1] if theirs.round <= len(shares.own) else None
        told.append(
            {
                "round": _("第 %(round)s 轮", round=theirs.round),
                "winner": other.title,
                "theirs": votes(theirs.effective or 0),
                "own": _("钱不够") if own is None else votes(own),
            }
        )
        if other is row or own is None:
            break
    return told


def _money(round_: Round, all_: Shown, row: Row) -> tuple[list[dict[str, Any]], Money | None]:
    shares, money = row.shares, amounts(round_.currency)
    if shares is None or shares.left is None:
        return [], None
    titles = {other.code: other.title for other in all_.rows}
    parts = [(titles[part.project], part.amount) for part in shares.spent]
    lines = [{"what": what, "amount": money(int(n))} for what, n in [*parts, (_("还剩"), shares.left)]]
    return lines, money(int(shares.money))
