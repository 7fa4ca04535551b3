"""Ballots on paper in few lines: printed, handed out, handed in, typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from micro_projects.extensions import db
from micro_projects.people import queries as people
from micro_projects.people.models import RollEntry
from micro_projects.voting import (
    paper_actions,
    paper_entry_actions,
    paper_entry_queries,
    paper_marks,
    paper_numbers,
    paper_run_actions,
    paper_sheet_queries,
    queries,
)
from micro_projects.web.door import act
from support.voting import Story


def entry_of(story: Story, login: str) -> RollEntry:
    """The roll entry of an account."""
    account = people.account(login)
    assert account is not None
    entry = people.entry_of(account.person_id)
    assert entry is not None
    return entry


def print_sheets(story: Story, sheets: int) -> list[str]:
    """Order, print and count; the serials, in no order that a stub has."""
    by, drawn = story.actor("worker1"), list[str]()
    with act() as now:
        runs = [run.number for run in paper_run_actions.order(by, story.round, sheets, now)]
    for number in runs:
        with act() as now:
            run = paper_sheet_queries.run_or_404(story.round.id, number)
            serials = paper_numbers.draw_serials(run.sheets, paper_sheet_queries.every_serial(story.round.id))
            paper_run_actions.print_run(by, story.round, run, serials, now)
        with act() as now:
            run = paper_sheet_queries.run_or_404(story.round.id, number)
            paper_run_actions.count_run(by, story.round, run, now)
        drawn += serials
    return drawn


def hand_out(story: Story, first: int, last: int, to: str = "worker1", purpose: str = "counter") -> None:
    """A stack to somebody."""
    with act() as now:
        paper_actions.hand_out(
            story.actor("worker1"), story.round, first, last, purpose, story.actor(to).id, now
        )


def hand_in(story: Story, login: str, number: int, press: str = "") -> bool:
    """A resident's ballot at the counter."""
    entry = entry_of(story, login)
    with act() as now:
        return paper_actions.hand_in(story.actor("worker1"), story.round, entry, number, press, now)


def take_back(story: Story, first: int, last: int) -> int:
    """What was not used."""
    with act() as now:
        return paper_actions.take_back(story.actor("worker1"), story.round, first, last, now)


def handed_in(story: Story, logins: Sequence[str], spare: int = 2) -> list[str]:
    """Sheets printed, handed out and handed in by these; the serials of all that were printed."""
    serials = print_sheets(story, len(logins) + spare)
    hand_out(story, 1, len(logins) + spare)
    for number, login in enumerate(logins, start=1):
        hand_in(story, login, number)
    return serials


def enter(story: Story, login: str, serial: str, typed: str) -> None:
    """One ballot as a worker types it."""
    round_ = story.round
    marks = paper_marks.read(typed, queries.terms(round_), paper_entry_queries.numbers(round_.id))
    with act() as now:
        paper_entry_actions.enter(story.actor(login), round_, serial, marks, now)


def read_by(story: Story, login: str, ballots: Mapping[str, str]) -> None:
    """A worker's whole sitting."""
    for serial, typed in ballots.items():
        enter(story, login, serial, typed)
    with act() as now:
        paper_entry_actions.finish_pass(story.actor(login), story.round, now)


def settle(story: Story, login: str, serial: str, typed: str) -> None:
    """A third person, the sheet in hand."""
    round_ = story.round
    marks = paper_marks.read(typed, queries.terms(round_), paper_entry_queries.numbers(round_.id))
    with act() as now:
        paper_entry_actions.settle(story.actor(login), round_, serial, marks, now)


def finish(story: Story, in_box: int, because: str = "", login: str = "worker1") -> None:
    """All of the box is in."""
    with act() as now:
        paper_entry_actions.finish(story.actor(login), story.round, in_box, because, now)


def to_entering(story: Story) -> None:
    """Until the box may be opened."""
    story.to(story.round.closes_at)
    db.session.expire_all()
    assert story.round.state == "entering", story.round.state
