"""Counting a round anew from its stored records, beside what was kept at its count: for the auditor and the command.

Where too few ballots were cast to publish each record, this is how the count is checked (5-voting: Secrecy).
"""

from __future__ import annotations

from dataclasses import dataclass

from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import require
from micro_projects.voting import count_queries, queries, rules
from micro_projects.voting.models import Round


@dataclass(frozen=True, slots=True)
class Row:
    """One project: what was kept at the count, and what counting anew gives."""

    code: str
    title: str
    cost: Money
    votes: int
    score: str
    funded: bool
    votes_again: int
    score_again: str
    funded_again: bool

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return (self.votes, self.score, self.funded) == (
            self.votes_again,
            self.score_again,
            self.funded_again,
        )


@dataclass(frozen=True, slots=True)
class Recount:
    """A whole round. `ballots` as kept, `records` as found now."""

    ballots: int
    records: int
    rows: tuple[Row, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return self.ballots == self.records and all(row.agrees for row in self.rows)


def of(round_: Round) -> Recount:
    """Count again; refused for a round that residents' ballots did not decide, or not yet."""
    require(round_.state in rules.COUNTED and round_.ballots is not None, rules.NOT_COUNTED)
    counted, lines = count_queries.counted(round_), queries.result(round_.id)
    rows = tuple(
        Row(
            code=line.project.code,
            title=line.project.title,
            cost=line.project.cost,
            votes=line.tally.votes if line.tally else 0,
            score=line.tally.score if line.tally else "",
            funded=bool(line.allocation and line.allocation.funded),
            votes_again=counted.votes[line.project.code],
            score_again=str(counted.scores[line.project.code]),
            funded_again=line.project.code in counted.winners,
        )
        for line in lines
    )
    assert round_.ballots is not None
    return Recount(round_.ballots, counted.data.cast, rows)
