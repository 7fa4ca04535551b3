"""A code as it is typed: mistyped, unknown, too often unknown, no longer in force; or found.

A right code is always let through, however many wrong ones came from the same address: nobody locks a voter out. What
is limited is how often a wrong one is looked up and remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from micro_projects.kernel.refusal import Refused, require
from micro_projects.people import queries as people
from micro_projects.people.rules import WINDOW, wait
from micro_projects.voting import booth_queries, code_actions, code_queries, code_rules, queries, rules
from micro_projects.voting.code_models import BoothCheckin, BoothShift, VotingCode
from micro_projects.web.door import act, now


def letter(typed: str, address: str) -> VotingCode:
    """The letter of a typed code whose voter may cast now; `address` is where the request came from."""
    code = code_rules.require_typed(typed, code_rules.LETTER_LENGTH)
    row = code_queries.typed(code)
    if row is None:
        raise _wrong({f"letter|{address}": code_rules.LETTER_TRIES, "letter": code_rules.ALL_TRIES})
    require(row.cancelled_at is None, code_rules.CANCELLED)
    _require_voting(row.round_id, row.entry_id)
    return row


def booth(shift: BoothShift, typed: str) -> BoothCheckin:
    """The check-in of a code typed on that shift's tablet, in force still."""
    code = code_rules.require_typed(typed, code_rules.BOOTH_LENGTH)
    row = booth_queries.typed(shift, code)
    if row is None:
        raise _wrong({f"booth|{shift.token}": code_rules.BOOTH_TRIES})
    require(not row.used, code_rules.USED)
    require(row.cancelled_at is None and now() < row.expires_at, code_rules.LAPSED)
    _require_voting(row.round_id, row.entry_id)
    return row


def _require_voting(round_id: int, entry_id: int) -> None:
    """In time, and no paper handed in: told before the ballot is filled in. The act asks again."""
    round_ = queries.by_id(round_id)
    rules.require_in_time(round_.state, round_.opens_at, round_.closes_at, now())
    require(queries.mine(round_id, entry_id).channel != "paper", rules.PAPER_IS_IN)


def _wrong(limits: Mapping[str, int]) -> Refused:
    """A code that nobody has: remembered under each key, or where there are too many already, only refused."""
    keys = {people.vault().index("code_attempt", key): most for key, most in limits.items()}
    minutes = max(_minutes(key, most, now()) for key, most in keys.items())
    if minutes:
        return Refused(code_rules.WAIT, minutes=minutes)
    with act() as at:
        code_actions.note_wrong(code_actions.VISITOR, list(keys), at)
    return Refused(code_rules.UNKNOWN)


def _minutes(key: bytes, most: int, at: datetime) -> int:
    return wait(people.attempts([key], at - WINDOW), at, most)
