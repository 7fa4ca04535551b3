"""The demo community's council, and one thing that waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from makers.council import Council, Waiting
from micro_projects.journal import actions as journal
from micro_projects.kernel.calls import calls
from micro_projects.web.door import act

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.kernel.clock import ManualClock


@pytest.fixture
def council(inside: Flask, clock: ManualClock, founded: Founded) -> Council:
    """The council of the demo community."""
    return Council(inside, clock, founded)


@pytest.fixture
def waiting(council: Council, monkeypatch: pytest.MonkeyPatch) -> Waiting:
    """A proposal that waits to be advanced."""
    place = council.founded.place()
    with act():
        subject = journal.new_subject("proposal", "X-1", place.id, place.path)
    from micro_projects.kernel.subject import Subject

    return Waiting(Subject("proposal", subject.id)).answer(calls, "proposal.advance", monkeypatch)
