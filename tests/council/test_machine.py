"""Random sessions: members come, leave, stand aside, vote; an independent book-keeping must agree (invariant 7)."""

from __future__ import annotations

from math import ceil
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from makers.council import Council, Waiting
from micro_projects.council import actions, checks
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

pytestmark = [pytest.mark.founded, pytest.mark.slow]
MEMBERS = st.integers(1, 21)
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing session is read as it is: each step is an act, and shrinking would take minutes."""
CHOICES = ("yes", "no", "abstain")


class Sessions(RuleBasedStateMachine):
    """One session with two free items; what the test believes stands beside it."""

    council: ClassVar[Council]

    def __init__(self) -> None:
        super().__init__()
        self.here: set[int] = set()
        self.aside: dict[int, set[int]] = {1: set(), 2: set()}
        self.votes: dict[int, str] = {}
        self.item = 0
        self.motion = 0
        self.voting = False
        self.over = False

    # -- what must be so, by the procedure's words

    @staticmethod
    def quorum(base: int) -> int:
        return ceil(base * 2 / 3)

    @property
    def base(self) -> int:
        return 21 - len(self.aside[self.item])

    @property
    def entitled(self) -> set[int]:
        return self.here - self.aside[self.item]

    @initialize(came=st.sets(MEMBERS, min_size=14))
    def opens(self, came: set[int]) -> None:
        self.council.convene("甲", "乙")
        self.council.begin()
        self.council.come(*sorted(came))
        self.here = set(came)
        with act() as now:
            actions.open_session(self.council.moderator, self.council.session, now)

    @precondition(lambda self: not self.over)
    @rule(who=MEMBERS)
    def comes(self, who: int) -> None:
        if who in self.here:
            with pytest.raises(Refused):
                self.council.come(who)
        else:
            self.council.come(who)
            self.here.add(who)

    @precondition(lambda self: not self.over)
    @rule(many=st.sets(MEMBERS, min_size=1, max_size=4))
    def go(self, many: set[int]) -> None:
        for who in sorted(many):
            self.goes(who)

    def goes(self, who: int) -> None:
        if who not in self.here:
            with pytest.raises(Refused):
                self.council.go(who)
        else:
            self.council.go(who)
            self.here.discard(who)
            self.votes.pop(who, None)

    @precondition(lambda self: not self.over and self.item < 2)
    @rule(many=st.sets(MEMBERS, min_size=1, max_size=18))
    def stand_aside(self, many: set[int]) -> None:
        for who in sorted(many):
            self.stands_aside(who)

    def stands_aside(self, who: int) -> None:
        item = self.item or 1
        if self.council.item(item).state not in ("waiting", "open") or who in self.aside[item]:
            with pytest.raises(Refused):
                self.council.recuse(who, item)
        else:
            self.council.recuse(who, item)
            self.aside[item].add(who)
            self.votes.pop(who, None)

    @precondition(lambda self: not self.over and not self.voting and self.item < 2)
    @rule()
    def next_item(self) -> None:
        if self.item and self.council.item(self.item).state == "open":
            self.council.put_off(self.item)
        self.item += 1
        self.council.open_item(self.item)
        speakers = sorted(self.entitled)
        if len(speakers) < 2:
            return
        motion = self.council.move("main", "就这么办。", by=speakers[0], item=self.item)
        self.motion = motion.number
        self.council.second(self.motion, by=speakers[1])

    def _callable(self) -> bool:
        return bool(
            not self.over
            and not self.voting
            and self.item
            and self.motion
            and self.council.motion(self.motion).state == "seconded"
        )

    @precondition(lambda self: self._callable())
    @rule()
    def calls_the_roll(self) -> None:
        if len(self.here) < self.quorum(21):
            assert self.council.call(self.motion) == "adjourned"
            self.over = True
        elif self.base < 5:
            assert self.council.call(self.motion) == "to_office"
        elif len(self.entitled) < self.quorum(self.base):
            with pytest.raises(Refused):
                self.council.call(self.motion)
        else:
            assert self.council.call(self.motion) == "voting"
            self.voting = True
            self.votes = {}

    @precondition(lambda self: self.voting)
    @rule(who=MEMBERS, choice=st.sampled_from(CHOICES))
    def votes_one(self, who: int, choice: str) -> None:
        if who in self.entitled:
            self.council.vote(self.motion, **{choice: [who]})
            self.votes[who] = choice
        else:
            with pytest.raises(Refused):
                self.council.vote(self.motion, **{choice: [who]})

    @precondition(lambda self: self.voting)
    @rule(yes=st.integers(0, 21), no=st.integers(0, 21))
    def declares(self, yes: int, no: int) -> None:
        for place, who in enumerate(sorted(self.entitled)[: yes + no]):
            self.votes[who] = "yes" if place < yes else "no"
            self.council.vote(self.motion, **{self.votes[who]: [who]})
        said = self.council.declare(self.motion)
        self.voting = False
        motion = self.council.motion(self.motion)
        if len(self.here) < self.quorum(21):
            assert said == "adjourned"
            self.over = True
        elif self.base < 5 or len(self.entitled) < self.quorum(self.base):
            assert said == "put_off"
        else:
            cast = list(self.votes.values())
            assert (motion.ayes, motion.noes, motion.abstentions) == tuple(map(cast.count, CHOICES))
            assert motion.entitled == len(self.entitled)
            assert (said == "carried") == (2 * cast.count("yes") > len(self.entitled))
            return
        assert motion.state == "lapsed"
        assert motion.ayes is None

    @precondition(lambda self: self.over)
    @rule()
    def rests(self) -> None:
        """It has adjourned by itself: what was decided stands, nobody can go on."""
        assert self.council.session.state == "minutes_drafted"
        with pytest.raises(Refused):
            self.council.close()

    @invariant()
    def votes_are_those_of_the_entitled(self) -> None:
        if self.voting:
            ids = {self.council.member(n).id for n in self.votes}
            assert {v.person_id for v in self.council.hall.votes[self.council.motion(self.motion).id]} == ids

    def teardown(self) -> None:
        if not self.over and self.here:
            if self.voting:
                self.over = self.council.declare(self.motion) == "adjourned"
            if not self.over:
                assert self.council.close() == (len(self.here) >= self.quorum(21))
        assert [*checks.results(), *checks.recused_votes(), *checks.openings()] == []


def test_random_sessions_keep_quorum_recusal_and_majority(council: Council, waiting: Waiting) -> None:
    waiting.due = False
    Sessions.council = council
    run_state_machine_as_test(
        Sessions,
        settings=settings(
            max_examples=12,
            stateful_step_count=18,
            phases=NO_SHRINKING,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
