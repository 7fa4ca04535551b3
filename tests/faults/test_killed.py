"""Killing every process at any moment loses nothing that was acknowledged and does nothing twice (invariant 13)."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import httpx
import pytest
from flask import Flask
from sqlalchemy import func, select

from config import from_environment
from micro_projects import doctor
from micro_projects.app import create_app
from micro_projects.clockwork import tick
from micro_projects.demo.visitor import Visitor
from micro_projects.extensions import db
from micro_projects.journal.models import JournalEntry
from micro_projects.kernel import sealing
from micro_projects.kernel.clock import ManualClock
from micro_projects.people import queries as people
from micro_projects.people.models import RollEntry
from micro_projects.proposals.models import ProposalDraft
from micro_projects.voting import queries, record_content, round_keys
from micro_projects.voting.models import CastVoteRecord, RollMark, SealedBallot
from support import ballot
from support.databases import Databases
from support.founded import PASSWORD
from support.serving import PATIENCE, Served

pytestmark = [pytest.mark.each_database, pytest.mark.slow]

VOTERS = 24
THREADS = 6
BALLOTS = int(os.environ.get("CAST_BALLOTS", "312"))
"""`CAST_BALLOTS=2000 pytest tests/faults/test_killed.py` is the longer run."""
TIMES = -(-BALLOTS // VOTERS)
"""How often each votes; and a draft after every third."""
KILLS = max(4, TIMES // 6)
WAIT = PATIENCE * max(1, TIMES // 13)
"""Seconds for all of it."""
DRAFT = "/c/FT-LH/2026/proposals/new"


@pytest.fixture
def database_url(databases: Databases, database_kind: str, run_folder: Path, home: Path) -> str:
    """A year in which residents are voting."""
    return ballot.url(databases, database_kind, run_folder, home)


@pytest.fixture
def served(environment: dict[str, str], home: Path, run_folder: Path) -> Iterator[Served]:
    """The house as people reach it; whatever happens, its processes are gone afterwards."""
    made = Served(environment, home / "serve.log", ballot.opened(run_folder))
    made.start()
    yield made
    made.kill()


@dataclass
class Voter:
    """Somebody who votes again and again, and remembers what was acknowledged."""

    login: str
    client: httpx.Client
    token: str
    tried: list[tuple[str, ...]] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    """Which of the tries."""
    drafts: dict[str, bool] = field(default_factory=dict)
    """By title: whether it was acknowledged."""

    def vote(self, choices: tuple[str, ...]) -> bool:
        """Cast; whether the answer came through."""
        self.tried.append(choices)
        answer = self._post(f"/rounds/{ballot.ROUND}/ballot", {"choices": list(choices)})
        if answer is not None:
            self.acknowledged.append(len(self.tried) - 1)
        return answer is not None

    def draft(self, title: str) -> bool:
        """Begin a draft; whether the answer came through."""
        self.drafts[title] = False
        self.drafts[title] = self._post(DRAFT, {"title": title}) is not None
        return self.drafts[title]

    def _post(self, path: str, fields: dict[str, object]) -> httpx.Response | None:
        try:
            answer = self.client.post(path, data={"csrf_token": self.token, **fields})
        except httpx.TransportError:
            return None
        assert answer.status_code in (200, 303), f"{path}: {answer.status_code} {answer.text[:2000]}"
        return answer


def signed_in(served: Served, n: int) -> Voter:
    client = httpx.Client(base_url=served.address, timeout=PATIENCE)
    login = f"resident{n:02d}"
    page = Visitor(client, login).sign_in(PASSWORD).get(f"/rounds/{ballot.ROUND}/vote")
    return Voter(login, client, str(page.form("/vote").values["csrf_token"]))


class Crowd:
    """Threads that keep voting while the house is killed under them."""

    def __init__(self, served: Served, voters: list[Voter], codes: list[str]) -> None:
        self.served, self.voters, self.codes = served, voters, codes
        self.done = 0
        self.moved = threading.Condition()
        self.faults: list[Exception] = []

    def run(self, mine: list[Voter], chance: Random) -> None:
        try:
            for n in range(TIMES):
                for voter in mine:
                    self._one(voter.vote(tuple(chance.sample(self.codes, chance.randint(1, 3)))))
                    if n % 3 == 0:
                        self._one(voter.draft(f"{voter.login}的第{n}份草稿"))
        except Exception as fault:
            self.faults.append(fault)
            with self.moved:
                self.moved.notify_all()

    def _one(self, came_through: bool) -> None:
        with self.moved:
            self.done += 1
            self.moved.notify_all()
        if not came_through and not self.served.answers(PATIENCE):
            raise RuntimeError("it did not come back")

    def kill_at(self, done: int) -> None:
        """Wait until so many requests were answered or lost, then kill everything, then start again."""
        with self.moved:
            assert self.moved.wait_for(lambda: self.done >= done or self.faults, WAIT)
        self.served.kill()
        self.served.start()


def test_nothing_acknowledged_is_lost_and_nothing_done_twice(
    served: Served, environment: dict[str, str], database_kind: str
) -> None:
    seed = Random().randrange(10**6)
    sys.stdout.write(f"seed {seed}\n")
    chance = Random(seed)
    voters = [signed_in(served, n) for n in range(1, VOTERS + 1)]
    page = Visitor(voters[0].client).get(f"/rounds/{ballot.ROUND}/vote")
    crowd = Crowd(served, voters, page.form("/vote").choices["choices"])
    threads = [
        threading.Thread(target=crowd.run, args=(voters[n::THREADS], Random(chance.random())))
        for n in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    total = VOTERS * (TIMES + -(-TIMES // 3))
    for moment in sorted(chance.sample(range(10, total - 20), KILLS)):
        crowd.kill_at(moment)
    for thread in threads:
        thread.join(2 * WAIT)
    served.kill()
    assert not crowd.faults
    lost = sum(len(v.tried) - len(v.acknowledged) for v in voters)
    sys.stdout.write(f"{total} requests on {database_kind}, {lost} ballots unanswered, {KILLS} kills\n")

    clock = ManualClock(served.now())
    app = create_app(from_environment({**environment, "MICRO_PROJECTS_BASE_URL": served.address}), clock)
    with app.app_context():
        _ballots_are_there_once(voters)
        _drafts_are_there_once(voters)
        _journal_tells_each(voters)
        assert [str(finding) for finding in doctor.examine(app)] == []
        _counted_as_cast(app, clock, voters)
        assert [str(finding) for finding in doctor.examine(app)] == []
        db.session.remove()
        db.engine.dispose()


def _ballots_are_there_once(voters: list[Voter]) -> None:
    """One mark and one ballot each; it says what was acknowledged last, or what was tried after that."""
    round_ = queries.round_or_404(ballot.ROUND)
    key = round_keys.private(ballot.ROUND)
    marks = db.session.scalars(select(RollMark.entry_id).where(RollMark.round_id == round_.id)).all()
    sealed = {
        row.entry_id: row.sealed
        for row in db.session.scalars(select(SealedBallot).where(SealedBallot.round_id == round_.id))
    }
    assert sorted(marks) == sorted(sealed)
    assert len(marks) == len(voters)
    for voter in voters:
        entry = db.session.scalar(select(RollEntry.id).where(RollEntry.person_id == _person(voter)))
        assert entry is not None
        opened = sealing.unseal(key, sealed[entry])
        says = set(record_content.opened(opened, round_.frozen_hash).ballot.projects)
        assert voter.acknowledged, f"{voter.login} was never answered"
        assert says in [set(choices) for choices in voter.tried[voter.acknowledged[-1] :]], voter


def _drafts_are_there_once(voters: list[Voter]) -> None:
    titles = Counter(db.session.scalars(select(ProposalDraft.title)))
    for voter in voters:
        for title, acknowledged in voter.drafts.items():
            assert titles[title] == 1 if acknowledged else titles[title] <= 1, title


def _journal_tells_each(voters: list[Voter]) -> None:
    query = select(JournalEntry.person_id, func.count()).where(JournalEntry.act == "ballot.cast")
    told: dict[int | None, int] = defaultdict(int)
    told |= {row[0]: row[1] for row in db.session.execute(query.group_by(JournalEntry.person_id))}
    for voter in voters:
        assert len(voter.acknowledged) <= told[_person(voter)] <= len(voter.tried), voter.login


def _counted_as_cast(app: Flask, clock: ManualClock, voters: list[Voter]) -> None:
    """The vote is closed and counted as if nothing had happened."""
    clock.move_to(queries.round_or_404(ballot.ROUND).closes_at)
    db.session.rollback()
    tick(app)
    db.session.rollback()
    round_ = queries.round_or_404(ballot.ROUND)
    assert round_.state in ("reconciled", "counted")
    records = db.session.scalars(select(CastVoteRecord).where(CastVoteRecord.round_id == round_.id)).all()
    assert len(records) == round_.ballots == len(voters)
    db.session.rollback()


def _person(voter: Voter) -> int:
    account = people.account(voter.login)
    assert account is not None
    return account.person_id
