"""Putting one voter's ballot into the round, whatever the channel: one row each, by constraint (invariant 4).

Every channel ends here: the web and the tablet of a booth through `put_ballot`, a paper's stub through `hand_in`.
The round's lock is held, `now` was read with it, and the caller has permitted the act and found the voter.
"""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects import postgresql, sqlite

from micro_projects.extensions import db
from micro_projects.kernel import sealing
from micro_projects.kernel.refusal import require
from micro_projects.voting import ballot_rules, queries, receipts, record_content, rules
from micro_projects.voting.counting import Ballot
from micro_projects.voting.models import RollMark, Round, SealedBallot


def put_ballot(
    round_: Round, entry_id: int, channel: str, ballot: Ballot, word: str, now: datetime
) -> receipts.Receipt | None:
    """Seal `ballot` as the voter's; it replaces what they cast before. The receipt, where the round gives any.

    `word` is the voter's own, so that no two voters can be shown the same record.
    """
    require_voter(round_, entry_id, now)
    named = ballot_rules.require_ballot(queries.terms(round_), ballot)
    receipt = receipts.new(word) if round_.receipts else None
    content = record_content.Content(named, receipt.hash if receipt else "")
    assert round_.public_key is not None
    sealed = sealing.seal(
        round_.public_key, record_content.payload(round_.frozen_hash, content), round_.ballot_size
    )
    _mark(round_, entry_id, channel)
    _put(SealedBallot, round_, entry_id, {"sealed": sealed, "salt": os.urandom(32)})
    return receipt


def hand_in(round_: Round, entry_id: int, now: datetime) -> None:
    """Paper was handed in: the roll is marked and the voter's sealed ballot goes, in the same act, for good."""
    require_voter(round_, entry_id, now)
    _mark(round_, entry_id, "paper")
    db.session.execute(
        delete(SealedBallot).where(SealedBallot.round_id == round_.id, SealedBallot.entry_id == entry_id)
    )


def require_voter(round_: Round, entry_id: int, now: datetime) -> None:
    """In time, on the frozen roll, and no paper handed in: else refused."""
    rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now)
    mine = queries.mine(round_.id, entry_id)
    require(mine.voter, rules.NOT_VOTER)
    require(mine.channel != "paper", rules.PAPER_IS_IN)


def _mark(round_: Round, entry_id: int, channel: str) -> None:
    _put(RollMark, round_, entry_id, {"channel": channel, "salt": os.urandom(32)})


def _put(table: type[RollMark | SealedBallot], round_: Round, entry_id: int, values: dict[str, Any]) -> None:
    """Insert, or replace where the voter's row is there: two presses at once make one row."""
    statement = _upsert(table, db.session.get_bind().dialect.name, tuple(values))
    db.session.execute(statement, {"round_id": round_.id, "entry_id": entry_id, **values})


@cache
def _upsert(table: type[RollMark | SealedBallot], dialect: str, columns: tuple[str, ...]) -> Any:
    """That statement, put together once: a round is many ballots."""
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table.__table__)
    statement = statement.values({name: bindparam(name) for name in ("round_id", "entry_id", *columns)})
    return statement.on_conflict_do_update(
        index_elements=["round_id", "entry_id"], set_={name: statement.excluded[name] for name in columns}
    )
