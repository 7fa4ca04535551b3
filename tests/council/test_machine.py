"""Random sessions with every motion and form of vote; an independent book-keeping must agree (invariant 7).

The book is kept from the procedure's words alone: base = members − those who stand aside (and − the one whose recusal is
voted), quorum ⌈⅔⌉ of it, more than half of those present and entitled, amendments first, a tie lost. At every step what
is kept agrees with the book, doctor finds nothing, and what is seen is what is kept.
Longer: `COUNCIL_SESSIONS=70x35` (sessions × steps), with `--hypothesis-seed`.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil
from typing import Any, ClassVar

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
from micro_projects.council import actions, checks, live
from micro_projects.council.live_models import SessionLive
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act

pytestmark = [pytest.mark.founded, pytest.mark.slow]
MEMBERS = st.integers(1, 21)
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing session is read as it is: each step is an act, and shrinking would take minutes."""
CHOICES = ("yes", "no", "abstain")
FORMS = ("open", "roll_call", "secret")
TEXT = "楼道每周清理；门口装灯。"
HALVES = ("楼道每周清理；", "门口装灯。")
WAITS = ("seconded", "voting")


@dataclass
class Moved:
    """A motion as the book has it."""

    kind: str
    item: int
    state: str = "seconded"
    amends: int = 0
    target: int = 0
    place: tuple[int, ...] = ()
    text: str = TEXT
    mover: int = 0


@dataclass
class Book:
    """What must be so, by the procedure's words."""

    here: set[int] = field(default_factory=set)
    aside: dict[int, set[int]] = field(default_factory=lambda: {1: set(), 2: set()})
    items: dict[int, str] = field(default_factory=lambda: {1: "waiting", 2: "waiting"})
    motions: dict[int, Moved] = field(default_factory=dict)
    challenged: dict[int, list[int]] = field(default_factory=lambda: {1: [], 2: []})
    voting: int = 0
    form: str = "open"
    votes: dict[int, str] = field(default_factory=dict)
    silent: dict[int, int] = field(default_factory=dict)

    @staticmethod
    def quorum(base: int) -> int:
        """Two thirds, rounded up."""
        return ceil(base * 2 / 3)

    @property
    def in_session(self) -> bool:
        """Whether enough are here at all."""
        return len(self.here) >= self.quorum(21)

    @property
    def item(self) -> int:
        """The item being dealt with."""
        return next((n for n, state in self.items.items() if state == "open"), 0)

    def out(self, number: int) -> set[int]:
        """Who has no part in a motion."""
        moved = self.motions[number]
        return self.aside[moved.item] | ({moved.target} - {0})

    def entitled(self, number: int) -> set[int]:
        """Who may vote on it."""
        return self.here - self.out(number)

    def base(self, number: int) -> int:
        """Its base."""
        return 21 - len(self.out(number))

    def pending(self, item: int) -> dict[int, Moved]:
        """What waits on an item."""
        return {n: m for n, m in self.motions.items() if m.item == item and m.state in WAITS}

    def first(self, number: int) -> int:
        """How many pending motions come before it."""
        mine = self.motions[number]
        return sum(
            self.rank(m) < self.rank(mine) for m in self.pending(mine.item).values() if not self.moot(m)
        )

    def rank(self, moved: Moved) -> tuple[Any, ...]:
        """Recusals, to table, then each part with its amendments before it."""
        if moved.kind == "amendment":
            return (2, self.motions[moved.amends].place, 0)
        return {"recuse": (0,), "table": (1,), "main": (2, moved.place, 1)}[moved.kind]

    def moot(self, moved: Moved) -> bool:
        """Whether who is challenged stands aside already."""
        return moved.kind == "recuse" and moved.target in self.aside[moved.item]

    def called(self) -> int:
        """Whose name is called: by seat, the silent once more at the end."""
        for times in (0, 1):
            for n in range(1, 22):
                waits = n in self.entitled(self.voting) and n not in self.votes
                if waits and self.silent.get(n, 0) == times:
                    return n
        return 0

    def ends(self, item: int, state: str) -> None:
        """An item is over: what waits on it lapses."""
        for moved in self.pending(item).values():
            moved.state = "lapsed"
        self.items[item] = state

    def ends_all(self) -> None:
        """The session is over."""
        for item, state in self.items.items():
            if state in ("waiting", "open"):
                self.ends(item, "put_off")
        self.voting = 0

    def forgets(self, who: int) -> None:
        """Somebody leaves or stands aside: vote and silence go with them."""
        self.votes.pop(who, None)
        self.silent.pop(who, None)


class Sessions(RuleBasedStateMachine):
    """One session with two free items."""

    council: ClassVar[Council]
    fault: ClassVar[BaseException | None] = None
    """The first failure. What it left in the database makes the next examples fail otherwise, which Hypothesis then
    reports as data that cannot be drawn again: the first is the one to read."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Book()
        self.over = False

    @initialize(came=st.sets(MEMBERS, min_size=14), meant=st.lists(MEMBERS, max_size=2, unique=True))
    def opens(self, came: set[int], meant: list[int]) -> None:
        self.council.convene("甲", "乙")
        for who in meant:
            self.council.challenge(who, 1, by=1 if who != 1 else 2)
            self.book.challenged[1].append(who)
        self.council.begin()
        self.council.come(*sorted(came))
        self.book.here = set(came)
        with act() as now:
            actions.open_session(self.council.moderator, self.council.session, now)

    # -- coming, leaving, standing aside

    @precondition(lambda self: not self.over)
    @rule(who=MEMBERS)
    def comes(self, who: int) -> None:
        if who in self.book.here:
            self.refuses(self.council.come, who)
        else:
            self.council.come(who)
            self.book.here.add(who)

    @precondition(lambda self: not self.over)
    @rule(many=st.sets(MEMBERS, min_size=1, max_size=4))
    def leave(self, many: set[int]) -> None:
        for who in sorted(many & self.book.here):
            self.council.go(who)
            self.book.here.discard(who)
            self.book.forgets(who)

    @precondition(lambda self: not self.over and self.book.item)
    @rule(many=st.sets(MEMBERS, min_size=1, max_size=12))
    def stand_aside(self, many: set[int]) -> None:
        item = self.book.item
        for who in sorted(many):
            if who in self.book.aside[item]:
                self.refuses(self.council.recuse, who, item)
                continue
            self.council.recuse(who, item)
            self.book.aside[item].add(who)
            self.book.forgets(who)

    # -- items and motions

    @precondition(
        lambda self: not self.over and not self.book.voting and "waiting" in self.book.items.values()
    )
    @rule()
    def next_item(self) -> None:
        if self.book.item:
            self.council.put_off(self.book.item)
            self.book.ends(self.book.item, "put_off")
        item = next(n for n, state in self.book.items.items() if state == "waiting")
        self.council.open_item(item)
        self.book.items[item] = "open"
        for who in self.book.challenged[item]:
            if who not in self.book.aside[item]:
                self.book.motions[len(self.book.motions) + 1] = Moved("recuse", item, target=who)
        self.moves("main", 0)

    @precondition(lambda self: not self.over and self.book.item)
    @rule(kind=st.sampled_from(("amendment", "table", "main")), which=st.integers(0, 3))
    def moves(self, kind: str, which: int) -> None:
        item = self.book.item
        speakers = sorted(self.book.here - self.book.aside[item])
        mains = [n for n, m in self.book.pending(item).items() if m.kind == "main"]
        mains.sort(key=lambda n: self.book.motions[n].place)
        if len(speakers) < 2:
            return
        may = {
            "main": not mains,
            "table": not self.book.voting,
            "amendment": bool(mains) and self.book.motions[mains[0]].state == "seconded",
        }[kind]
        text = "改成这样；别的照旧。"
        if not may:
            self.refuses(self.council.move, kind, text, speakers[0], item)
            return
        number = self.council.move(kind, TEXT if kind == "main" else text, by=speakers[0], item=item).number
        self.council.second(number, by=speakers[1])
        self.book.motions[number] = Moved(
            kind,
            item,
            amends=mains[0] if kind == "amendment" else 0,
            text=TEXT if kind == "main" else text,
            mover=speakers[0],
        )

    @precondition(lambda self: not self.over and self.book.item and not self.book.voting)
    @rule()
    def divides(self) -> None:
        item = self.book.item
        for number, moved in list(self.book.pending(item).items()):
            if moved.kind != "main" or moved.text != TEXT:
                continue
            if any(m.amends == number for m in self.book.pending(item).values()):
                self.refuses(self.council.divide, number, *HALVES)
                return
            if moved.mover not in self.book.here:  # nobody divides it without its mover's word
                self.refuses(self.council.divide, number, *HALVES)
                return
            made = self.council.divide(number, *HALVES)
            moved.state = "split"
            for place, (motion, text) in enumerate(zip(made, HALVES, strict=True), 1):
                self.book.motions[motion.number] = Moved(
                    "main", item, place=(*moved.place, place), text=text, mover=moved.mover
                )

    # -- votes

    @precondition(lambda self: not self.over and self.book.item and not self.book.voting)
    @rule(which=st.integers(0, 5), form=st.sampled_from(FORMS))
    def calls(self, which: int, form: str) -> None:
        book, waiting = self.book, sorted(self.book.pending(self.book.item))
        if not waiting:
            return
        number = min(waiting, key=book.first) if which else waiting[0]
        moved = book.motions[number]
        if book.first(number) or book.moot(moved):
            self.refuses(self.council.call, number, form)
        elif not book.in_session:
            assert self.council.call(number, form) == "adjourned"
            self.over = True
            book.ends_all()
        elif book.base(number) < 5:
            assert self.council.call(number, form) == "to_office"
            mains = [m for m in book.pending(moved.item).values() if m.kind == "main"]
            for passed in (mains or [moved]) if moved.kind != "recuse" else [moved]:
                passed.state = "to_office"
            book.ends(moved.item, "put_off" if moved.kind == "recuse" else "decided")
        elif len(book.entitled(number)) < book.quorum(book.base(number)) or (
            form == "secret" and len(book.entitled(number)) < 5
        ):
            self.refuses(self.council.call, number, form)
        else:
            assert self.council.call(number, form) == "voting"
            moved.state = "voting"
            book.voting, book.form, book.votes, book.silent = number, form, {}, {}

    @precondition(lambda self: self.book.voting)
    @rule(who=MEMBERS, choice=st.sampled_from(CHOICES))
    def votes_one(self, who: int, choice: str) -> None:
        book = self.book
        turn = book.form != "roll_call" or book.called() == who
        if who in book.entitled(book.voting) and turn:
            self.council.vote(book.voting, **{choice: [who]})
            book.votes[who] = choice
        else:
            with pytest.raises(Refused):
                self.council.vote(book.voting, **{choice: [who]})

    @precondition(lambda self: self.book.voting and self.book.form == "roll_call" and self.book.called())
    @rule()
    def is_silent(self) -> None:
        who = self.book.called()
        self.council.pass_over(who, self.book.voting)
        self.book.silent[who] = self.book.silent.get(who, 0) + 1

    @precondition(lambda self: self.book.voting)
    @rule()
    def calls_off(self) -> None:
        book = self.book
        if book.form == "secret" and len(book.votes) < 5:
            self.council.call_off(book.voting)
            book.motions[book.voting].state = "seconded"
            book.voting = 0
        else:
            self.refuses(self.council.call_off, book.voting)

    @precondition(lambda self: self.book.voting)
    @rule(yes=st.integers(0, 21), no=st.integers(0, 21))
    def declares(self, yes: int, no: int) -> None:
        book, number = self.book, self.book.voting
        order = sorted(book.entitled(number))
        for place, who in enumerate(order):
            choice = "yes" if place < yes else "no" if place < yes + no else None
            if book.form == "roll_call":
                while (called := book.called()) and choice and called == who and who not in book.votes:
                    self.council.vote(number, **{choice: [who]})
                    book.votes[who] = choice
            elif choice:
                self.council.vote(number, **{choice: [who]})
                book.votes[who] = choice
        enough = len(book.entitled(number)) >= book.quorum(book.base(number)) and book.base(number) >= 5
        if book.in_session and enough and book.form == "roll_call" and book.called():
            self.refuses(self.council.declare, number)
            while book.called():
                self.is_silent()
        if book.in_session and enough and book.form == "secret" and len(book.votes) < 5:
            self.refuses(self.council.declare, number)
            return
        self.is_declared(number, self.council.declare(number), enough)

    def is_declared(self, number: int, said: str, enough: bool) -> None:
        book, moved = self.book, self.book.motions[number]
        if not book.in_session:
            assert said == "adjourned"
            self.over = True
            book.ends_all()
            return
        if not enough:
            assert said == "put_off"
            book.ends(moved.item, "put_off")
            book.voting = 0
            return
        cast = list(book.votes.values())
        entitled, motion = len(book.entitled(number)), self.council.motion(number)
        assert (motion.ayes, motion.noes, motion.abstentions) == tuple(map(cast.count, CHOICES))
        assert (motion.entitled, motion.base) == (entitled, book.base(number))
        carried = 2 * cast.count("yes") > entitled
        assert said == moved_to(carried)
        moved.state, book.voting = said, 0
        self.follows(number, carried)

    def follows(self, number: int, carried: bool) -> None:
        """What a result means."""
        book, moved = self.book, self.book.motions[number]
        if moved.kind == "recuse" and carried:
            book.aside[moved.item].add(moved.target)
        elif moved.kind == "table" and carried:
            book.ends(moved.item, "put_off")
        elif moved.kind == "amendment" and carried:
            old = book.motions[moved.amends]
            old.state = "amended"
            new = max(book.motions) + 1
            book.motions[new] = Moved("main", moved.item, place=old.place, text=moved.text, mover=old.mover)
            for other in book.pending(moved.item).values():
                if other.amends == moved.amends:
                    other.amends = new
        elif moved.kind == "main" and not any(m.kind == "main" for m in book.pending(moved.item).values()):
            book.ends(moved.item, "decided")

    # -- the end

    @precondition(lambda self: not self.over and not self.book.in_session)
    @rule()
    def nobody_comes_back(self) -> None:
        """The clock adjourns a session whose quorum is not found again."""
        minutes = self.council.session.recall_minutes
        self.council.clock.forward(timedelta(minutes=minutes + 1))
        self.council.tick()
        self.over = True
        self.book.ends_all()

    @precondition(lambda self: self.over)
    @rule()
    def rests(self) -> None:
        """It has adjourned by itself: what was decided stands, nobody can go on."""
        assert self.council.session.state == "minutes_drafted"
        self.refuses(self.council.close)

    @staticmethod
    def refuses(action: Any, *args: Any) -> None:
        with pytest.raises(Refused):
            action(*args)

    @invariant()
    def what_is_kept_agrees_with_the_book(self) -> None:
        if not self.council.code:
            return
        hall = self.council.hall
        assert {m.number: m.state for m in hall.motions} == {n: m.state for n, m in self.book.motions.items()}
        assert {i.number: i.state for i in hall.items} == self.book.items
        if self.book.voting:
            ids = {self.council.member(n).id for n in self.book.votes}
            assert hall.voted(self.council.motion(self.book.voting)) == ids

    @invariant()
    def doctor_is_content_and_what_is_seen_is_what_is_kept(self) -> None:
        if not self.council.code:
            return
        assert [finding for check in checks.CHECKS for finding in check()] == []
        row = db.session.get_one(SessionLive, self.council.session.id, populate_existing=True)
        assert json.loads(row.state) == live.state(self.council.session)

    def teardown(self) -> None:
        fault = sys.exc_info()[
            1
        ]  # an Exception is a failure; Hypothesis ends what it will not go on with by another
        if isinstance(fault, Exception):
            Sessions.fault = Sessions.fault or fault
            return
        if self.over or not self.council.code:
            return
        if self.book.voting:
            self.declares(0, 21)
        if not self.over and not self.book.voting:
            assert self.council.close() == self.book.in_session
            self.book.ends_all()
            self.what_is_kept_agrees_with_the_book()


def moved_to(carried: bool) -> str:
    """The state a result leads to."""
    return "carried" if carried else "lost"


def test_random_sessions_keep_to_the_procedure(council: Council, waiting: Waiting) -> None:
    waiting.due = False
    Sessions.council, Sessions.fault = council, None
    examples, steps = map(int, os.environ.get("COUNCIL_SESSIONS", "10x20").split("x"))
    try:
        run_state_machine_as_test(
            Sessions,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                phases=NO_SHRINKING,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    except BaseException as said:
        if Sessions.fault is not None:
            raise Sessions.fault from said
        raise
