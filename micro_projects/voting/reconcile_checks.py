"""Invariant 4 by channel: what was reconciled is what was opened, and a difference is explained and harmless."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import and_, func, select

from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.finding import Finding
from micro_projects.voting import count_queries, reconcile_queries
from micro_projects.voting.models import RollMark, Round, SealedBallot
from micro_projects.voting.reconcile_models import RoundAccount
from micro_projects.voting.reconcile_rules import Line, differing, in_question

ONE_BALLOT = "4 one ballot"


def reconciled() -> Iterator[Finding]:
    """Marks = ballots + invalid ones, by channel; else the difference is explained, and proven harmless if adopted."""
    accounts, channels = _accounts(), _channels()
    every = select(Round, SubjectRow.code).join(SubjectRow, SubjectRow.id == Round.id)
    every = every.where(Round.opened_at.is_not(None), Round.imported.is_(False)).order_by(Round.id)
    for round_, code in db.session.execute(every).all():
        marks, lines = channels[round_.id], accounts.get(round_.id, [])
        on_paper = marks["paper"]
        by_pile = {"sealed": marks.total() - on_paper, "paper": on_paper}
        opened = (round_.ballots or 0) + round_.invalid
        found = {line.pile: line for line in lines if line.pile != "sheets"}
        if sum(line.actual for line in found.values()) != opened and (found or marks.total() != opened):
            yield Finding(ONE_BALLOT, f"round {code}: {opened} ballots were opened, others were reconciled")
        for pile, line in found.items():
            if line.expected != by_pile[pile]:
                yield Finding(
                    ONE_BALLOT, f"round {code}: {by_pile[pile]} marks, reconciled were {line.expected}"
                )
        differs = differing(lines)
        if differs and not _settled(round_, differs):
            yield Finding(ONE_BALLOT, f"round {code}: its ballots are not its marks, and nobody explained it")
        if differs and round_.state == "adopted" and not _harmless(round_, differs):
            yield Finding(ONE_BALLOT, f"round {code}: adopted with a difference that could change a winner")


def _accounts() -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {}
    for row in db.session.scalars(select(RoundAccount)):
        found.setdefault(row.round_id, []).append(Line(row.pile, row.expected, row.actual))
    return found


def _channels() -> defaultdict[int, Counter[str]]:
    query = select(RollMark.round_id, RollMark.channel, func.count())
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for round_id, channel, marks in db.session.execute(query.group_by(RollMark.round_id, RollMark.channel)):
        found[round_id][channel] = marks
    return found


def _settled(round_: Round, differs: list[Line]) -> bool:
    known = reconcile_queries.in_force(round_.id)
    return reconcile_queries.same(known, differs) and reconcile_queries.explained(known)


def _harmless(round_: Round, differs: list[Line]) -> bool:
    """Judged again from what is stored."""
    return not count_queries.could_change(round_, *in_question(differs)).could


def beside_paper() -> Iterator[Finding]:
    """Nobody has a sealed ballot beside the paper they handed in."""
    query = (
        select(SubjectRow.code, func.count())
        .join(RollMark, RollMark.round_id == SubjectRow.id)
        .join(
            SealedBallot,
            and_(SealedBallot.round_id == RollMark.round_id, SealedBallot.entry_id == RollMark.entry_id),
        )
        .where(RollMark.channel == "paper")
        .group_by(SubjectRow.code)
    )
    for code, ballots in db.session.execute(query):
        yield Finding(ONE_BALLOT, f"round {code}: {ballots} sealed ballots of voters who handed in paper")
