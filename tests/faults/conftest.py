"""A community in the middle of something, for the moment at which something goes wrong."""

from __future__ import annotations

import pytest
from flask import Flask

from makers.council import Council, Waiting
from makers.projects import Works
from micro_projects.demo.founding import Founded
from micro_projects.journal import actions as journal
from micro_projects.kernel.calls import calls
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.subject import Subject
from micro_projects.web.door import act
from support.voting import Story


@pytest.fixture
def story(inside: Flask, clock: ManualClock, founded: Founded) -> Story:
    """The founded district; nothing else has happened."""
    return Story(inside, clock, founded)


@pytest.fixture
def voting(story: Story) -> Story:
    """A round of three proposals, open."""
    story.open_cycle()
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    story.to(story.round.opens_at)
    assert story.round.state == "open"
    return story


@pytest.fixture
def works(inside: Flask, clock: ManualClock, founded: Founded, monkeypatch: pytest.MonkeyPatch) -> Works:
    """An open cycle, and a supervisor for every project."""
    made = Works(inside, clock, founded)
    made.begin()
    made.oversee(monkeypatch)
    return made


@pytest.fixture
def council(
    inside: Flask, clock: ManualClock, founded: Founded, monkeypatch: pytest.MonkeyPatch
) -> tuple[Council, Waiting]:
    """The council, and one proposal that waits for its motion."""
    place = founded.place()
    with act():
        subject = journal.new_subject("proposal", "X-1", place.id, place.path)
    waiting = Waiting(Subject("proposal", subject.id)).answer(calls, "proposal.advance", monkeypatch)
    return Council(inside, clock, founded), waiting
