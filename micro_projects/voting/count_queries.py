"""The count of a round from what is stored: records, frozen rule, drawn lot. Anyone's recount is this."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from micro_projects.notices import queries as notices
from micro_projects.notices.models import LotPlace
from micro_projects.voting import explaining, frozen_terms, queries, record_content
from micro_projects.voting.counting import Count, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.could_change import Verdict
from micro_projects.voting.counting.could_change import could_change as judge
from micro_projects.voting.counting.round_data import Ballot, Number
from micro_projects.voting.counting.score_reach import Allowed
from micro_projects.voting.counting.ties import TieRule
from micro_projects.voting.models import Round, RoundProject

_TIES: dict[str, TieRule] = {"lot": "lot", "file": "file", "cost": "cost", "id": "id"}


def counted(round_: Round) -> Count:
    """Count the round's cast-vote records."""
    data, rule, ties = what_is_counted(round_)
    return count(data, rule, ties)


def could_change(round_: Round, missing: int, surplus: int) -> Verdict:
    """Whether so many ballots more or less, whatever they say, could fund others than the count of the records."""
    data, rule, ties = what_is_counted(round_)
    allowed = Allowed(round_.most, round_.points, round_.form == "budgeted")
    least = partial(_frozen_least, round_)  # it moves with the number of ballots
    return judge(data, rule, ties, allowed, missing=missing, surplus=surplus, least=least)


def what_is_counted(round_: Round) -> tuple[RoundData, Rule, Ties]:
    lines = queries.projects(round_.id)
    ballots: list[Ballot] = []
    for content, times in queries.contents(round_.id):
        ballots += [record_content.ballot(content)] * times
    data = RoundData(
        tuple(Project(line.code, line.cost.fen, line.title, line.withdrawn) for line in lines),
        distinct(ballots),
        round_.budget.fen,
        frozen_terms.COUNTED_AS[round_.form],
        _borda_top(round_),
    )
    return data, rule_of(round_, lines, data.cast), ties_of(round_, lines)


def _borda_top(round_: Round) -> int | None:
    """k of the Borda count k, k−1, …: how many may be ranked; of an imported round what its file said, if it did."""
    if not round_.imported or round_.form != "ranked":
        return frozen_terms.borda_top(round_.form, round_.most)
    found: int | None = json.loads(round_.frozen_json).get("borda_top")
    return found


def rule_of(round_: Round, lines: Sequence[RoundProject], ballots: int) -> Rule:
    """The frozen rule with its parameters."""
    groups = [(line.code, line.exclusive_group) for line in lines]
    return frozen_terms.counting_rule(
        round_.rule, _least(round_, ballots), groups, round_.overshoot, round_.add_step.fen
    )


def _least(round_: Round, ballots: int) -> Number | None:
    """What is written (after the count, or in an imported file), else as frozen for these many ballots."""
    if round_.least is not None:
        return explaining.figure(round_.least)
    return _frozen_least(round_, ballots)


def _frozen_least(round_: Round, ballots: int) -> Number | None:
    """The threshold for so many ballots."""
    return frozen_terms.least_of(round_.rule, round_.least_floor, round_.least_share, ballots)


def ties_of(round_: Round, lines: Sequence[RoundProject]) -> Ties:
    """Who comes first among equals: of a file its order; of a round lower cost, then the lot once drawn."""
    lot = queries.tie_lot(round_.id) if round_.tie_rule == "lot" else None
    if lot is None or lot.drawn_at is None:
        return Ties(_TIES[round_.tie_rule])
    by_id = {line.id: line.code for line in lines}
    return Ties("lot", {by_id[place.member_id]: place.rank or 0 for place in lot_places(lot.id)})


def lot_places(lot_id: int) -> Sequence[LotPlace]:
    """The population of a lot."""
    return notices.lot_places(lot_id)
