"""What the ballot shows of each project: the frozen line, and from the frozen text where and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, select

from micro_projects.extensions import db
from micro_projects.kernel.money import Money
from micro_projects.proposals.models import ProposalVersion
from micro_projects.voting.ballot_rules import Terms
from micro_projects.voting.models import Round, RoundProject


class BallotLine(NamedTuple):
    """One project as the ballot lists it. `group`: the exclusive group it is in, or empty."""

    place: int
    code: str
    title: str
    cost: Money
    group: str
    kind: str
    location: str


class Told(NamedTuple):
    """What its text says, for comparing."""

    code: str
    problem: str
    wish: str
    beneficiaries: str


_SAME_TEXT = and_(
    ProposalVersion.proposal_id == RoundProject.proposal_id,
    ProposalVersion.text_hash == RoundProject.text_hash,
)


def lines(round_id: int) -> Sequence[BallotLine]:
    """What may be chosen, in the frozen order. One statement."""
    query = (
        select(
            RoundProject.place,
            RoundProject.code,
            RoundProject.title,
            RoundProject.cost,
            RoundProject.exclusive_group,
            ProposalVersion.kind,
            ProposalVersion.location,
        )
        .outerjoin(ProposalVersion, _SAME_TEXT)
        .where(RoundProject.round_id == round_id, ~RoundProject.withdrawn)
        .order_by(RoundProject.place)
    )
    once = {row[1]: BallotLine(*row[:5], row[5] or "", row[6] or "") for row in db.session.execute(query)}
    return list(once.values())


def told(round_id: int, codes: Sequence[str]) -> dict[str, Told]:
    """The texts of a few projects, as frozen."""
    query = (
        select(
            RoundProject.code, ProposalVersion.problem, ProposalVersion.wish, ProposalVersion.beneficiaries
        )
        .join(ProposalVersion, _SAME_TEXT)
        .where(RoundProject.round_id == round_id, RoundProject.code.in_(codes))
    )
    return {row[0]: Told(*row) for row in db.session.execute(query)}


def terms_of(round_: Round, shown: Sequence[BallotLine]) -> Terms:
    """What is frozen about the round's ballots, from its lines: no further statement."""
    costs = {line.code: line.cost.fen for line in shown}
    return Terms(round_.form, costs, round_.most, round_.points, round_.budget.fen)
