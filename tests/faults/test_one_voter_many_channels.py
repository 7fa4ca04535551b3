"""One voter over every channel at once, in four processes of fifty threads: one counted, and paper ends the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

import pytest
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel import base32, sealing
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import (
    actions,
    booth_actions,
    casting,
    code_actions,
    code_checks,
    code_queries,
    code_rules,
    queries,
    record_content,
    round_keys,
)
from micro_projects.voting.code_models import BoothCheckin, VotingCode
from micro_projects.voting.code_rules import Proof
from micro_projects.voting.counting import Ballot
from micro_projects.web.door import act
from support.crowd import in_processes
from support.voting import Story

pytestmark = [pytest.mark.founded, pytest.mark.each_database]

PROCESSES, THREADS = 4, 50
Work = Callable[[], str]


def told(press: Callable[[], Any]) -> Work:
    """What a press was answered: ``in``, or the refusal's code."""

    def pressed() -> str:
        try:
            press()
        except Refused as refused:
            return refused.refusal.code
        return "in"

    return pressed


class Voter:
    """resident01, with an account, a letter, and a code at a booth."""

    def __init__(self, story: Story) -> None:
        self.code, self.projects = story.round.code, story.codes
        self.by, worker = story.actor("resident01"), story.actor("worker1")
        entry = self.by.roll_entry(story.round.place_id)
        assert entry is not None
        self.entry: int = entry
        with act() as now:
            code_actions.issue(worker, story.round, {entry: base32.drawn(code_rules.LETTER_LENGTH)}, now)
        starts, ends = story.round.opens_at, story.round.closes_at
        with act() as now:
            shift = booth_actions.open_shift(worker, story.round, "南门", starts, ends, now)
        with act() as now:
            booth_actions.check_in(worker, story.round, shift, entry, now)
        self.letter = Proof("letter_code", db.session.scalars(select(VotingCode.id)).one())
        self.checkin = Proof("booth", db.session.scalars(select(BoothCheckin.id)).one())

    def web(self, n: int) -> Work:
        def press() -> None:
            round_ = queries.round_or_404(self.code)
            with act(shared=True) as now:
                actions.cast(self.by, round_, Ballot((self.projects[n % 3],)), "", now)

        return told(press)

    def by_code(self, proof: Proof, n: int) -> Work:
        def press() -> None:
            round_ = queries.round_or_404(self.code)
            with act(shared=True) as now:
                code_actions.cast_by_code(
                    code_actions.VISITOR, proof, round_, Ballot((self.projects[n % 3],)), "", now
                )

        return told(press)

    def paper(self) -> Work:
        def press() -> None:
            round_ = queries.round_or_404(self.code)
            with act() as now:
                casting.hand_in(round_, self.entry, now)

        return told(press)


def at_once(story: Story, works: list[Work]) -> Counter[str]:
    """All of them, dealt out to the processes; how often which answer came."""
    crowd = list(islice(cycle(works), PROCESSES * THREADS))
    return Counter(in_processes(story.app, [crowd[n::PROCESSES] for n in range(PROCESSES)]))


def test_web_letter_and_booth_make_one_ballot(voting: Story) -> None:
    voter = Voter(voting)
    works = [voter.web(n) for n in range(3)] + [voter.by_code(voter.letter, n) for n in range(3)]
    answers = at_once(voting, [*works, voter.by_code(voter.checkin, 1)])
    booth = PROCESSES * THREADS // 7
    assert answers["in"] + answers["code_used"] == PROCESSES * THREADS, answers
    assert answers["code_used"] in (booth - 1, booth)  # the code at the booth served once
    round_ = voting.round
    assert sum(queries.turnout(round_.id).values()) == 1
    ((sealed, _),) = queries.sealed(round_.id)
    opened = sealing.unseal(round_keys.private(round_.code), sealed)
    assert record_content.opened(opened, round_.frozen_hash).ballot.projects[0] in voter.projects
    figures = code_queries.account(round_.id)
    assert (figures.letters_used, figures.checkins_used) == (1, 1)
    voting.cast_many([[voter.projects[0]]] * 16, first=2)
    assert voting.close().ballots == 17
    assert not list(code_checks.marks())


def test_with_paper_among_them_paper_alone_is_marked(voting: Story) -> None:
    voter = Voter(voting)
    works = [voter.web(0), voter.by_code(voter.letter, 1), voter.paper(), voter.web(2)]
    answers = at_once(voting, [*works, voter.by_code(voter.checkin, 2)])
    assert set(answers) <= {"in", "paper_is_in", "code_used"}, answers
    assert answers["paper_is_in"] >= PROCESSES * THREADS // 5 - 1  # of all hand-ins one was taken
    assert queries.turnout(voting.round.id) == {"paper": 1}
    assert not queries.sealed(voting.round.id)
    assert not list(code_checks.marks())
