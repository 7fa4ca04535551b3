"""One voter, one counted ballot, under any concurrency (invariant 4); the closing minute with ballots in flight."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from micro_projects.clockwork import tick
from micro_projects.extensions import db
from micro_projects.kernel import sealing
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import actions, queries, record_content, round_keys
from micro_projects.voting.counting import Ballot
from micro_projects.voting.models import CastVoteRecord
from micro_projects.web.door import act
from support.crowd import at_once, in_processes
from support.voting import Story

pytestmark = [pytest.mark.founded, pytest.mark.each_database]

PROCESSES, THREADS, PRESSES = 4, 10, 5


def caster(story: Story, login: str, *codes: str) -> Callable[[], datetime]:
    """Casts one ballot as the web does; when it was in."""
    by, code = story.actor(login), story.round.code

    def cast() -> datetime:
        round_ = queries.round_or_404(code)
        with act(shared=True) as now:
            actions.cast(by, round_, Ballot(tuple(codes)), "", now)
        return now

    return cast


def test_one_voter_in_many_processes_has_one_ballot(voting: Story) -> None:
    code, codes = voting.round.code, voting.codes
    casts = [caster(voting, "resident01", c) for c in codes]

    def press(n: int) -> Callable[[], str]:
        def presses() -> str:
            for k in range(PRESSES):
                casts[(n + k) % len(casts)]()
            return "in"

        return presses

    answers = in_processes(voting.app, [[press(n) for n in range(THREADS)] for _ in range(PROCESSES)])
    assert answers == ["in"] * (PROCESSES * THREADS)
    round_ = queries.round_or_404(code)
    assert queries.turnout(round_.id) == {"web": 1}
    ((sealed, _),) = queries.sealed(round_.id)
    opened = sealing.unseal(round_keys.private(code), sealed)
    assert record_content.opened(opened, round_.frozen_hash).ballot.projects[0] in codes


def test_every_ballot_acknowledged_before_closing_counts_and_none_after(voting: Story) -> None:
    codes, closes, app = voting.codes, voting.round.closes_at, voting.app
    voting.clock.move_to(closes - timedelta(microseconds=1))
    voters = [f"resident{n:02d}" for n in range(1, 21)]
    voting.cast_many([[codes[0]]] * 16)  # four more come in the last instant only
    last: dict[str, str] = dict.fromkeys(voters[:16], codes[0])
    casts = {login: [caster(voting, login, c) for c in codes] for login in voters}
    many = threading.Event()

    def keep_casting(n: int, login: str) -> Callable[[], str]:
        def work() -> str:
            for k in range(1000):
                try:
                    at = casts[login][(n + k) % 3]()
                except Refused as refused:
                    return refused.refusal.code
                assert at < closes, "acknowledged at or after closing"
                last[login] = codes[(n + k) % 3]
                if k == 3:
                    many.set()
            return "never closed"

        return work

    def close() -> str:
        assert many.wait(30)
        voting.clock.move_to(closes)
        tick(app)
        return "round_closed"

    answers = at_once(app, [keep_casting(n, login) for n, login in enumerate(voters)] + [close])
    assert set(answers) == {"round_closed"}
    round_ = voting.round
    assert round_.state in ("reconciled", "counted")
    assert round_.ballots == len(last)
    records = db.session.scalars(select(CastVoteRecord.content).where(CastVoteRecord.round_id == round_.id))
    assert Counter(record_content.ballot(c).projects[0] for c in records) == Counter(last.values())
