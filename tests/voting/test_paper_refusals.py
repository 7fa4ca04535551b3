"""What paper refuses, by its code; and what the database refuses whoever asks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import (
    paper_actions,
    paper_checks,
    paper_entry_actions,
    paper_numbers,
    paper_queries,
    paper_run_actions,
    paper_sheet_queries,
)
from micro_projects.web.door import act
from support import papers
from support.voting import Story


def code_of(did: Callable[[], object]) -> str:
    with pytest.raises(Refused) as no:
        did()
    return no.value.refusal.code


def spoil(story: Story, number: int, serial: str = "") -> None:
    with act() as now:
        paper_actions.spoil(story.actor("worker1"), story.round, number, serial, now)


@pytest.fixture
def story(story: Story) -> Story:
    """Any turnout will do."""
    opened = story.open_cycle
    story.open_cycle = lambda **pack: opened(min_turnout=0, **pack)  # type: ignore[method-assign]
    return story


def test_sheets_are_printed_once_counted_once_or_given_up(frozen: Story) -> None:
    by, round_ = frozen.actor("worker1"), frozen.round
    with act() as now:
        run, other = paper_run_actions.order(by, round_, 150, now)
        assert (run.first, run.last, other.first, other.last) == (1, 100, 101, 150)
    assert code_of(lambda: _count(frozen, 1)) == "not_printed_yet"
    _print(frozen, 1)
    assert code_of(lambda: _print(frozen, 1)) == "printed_already"
    assert code_of(lambda: papers.hand_out(frozen, 1, 10)) == "sheets_not_ready"
    _count(frozen, 1)
    assert code_of(lambda: _count(frozen, 1)) == "counted_already"
    _print(frozen, 2)
    with act() as now:
        paper_run_actions.give_up(by, round_, paper_sheet_queries.run_or_404(round_.id, 2), now)
    assert (
        len(paper_sheet_queries.every_serial(round_.id)) == 100
    )  # those of the other are no serials any more
    assert code_of(lambda: papers.hand_out(frozen, 95, 105)) == "sheets_not_ready"
    assert code_of(lambda: papers.hand_out(frozen, 9, 8)) == "stubs_backwards"
    assert code_of(lambda: papers.hand_out(frozen, 1, 8, to="officer")) == "not_a_holder"
    assert code_of(lambda: papers.print_sheets(frozen, 10_000)) == "too_many_sheets"
    assert papers.print_sheets(frozen, 1)
    assert paper_queries.account(round_.id).printed == 101


def test_no_paper_where_the_round_has_none(story: Story) -> None:
    story.open_cycle(channels="web")
    story.advance({"长者饭堂": 60_000})
    story.freeze()
    assert code_of(lambda: papers.print_sheets(story, 1)) == "no_paper_channel"


def test_the_counter(voting: Story) -> None:
    serials = papers.print_sheets(voting, 6)
    assert code_of(lambda: papers.hand_in(voting, "resident01", 1)) == "stub_not_handed_out"
    papers.hand_out(voting, 1, 5)
    assert code_of(lambda: papers.hand_in(voting, "resident01", 77)) == "no_stub"
    assert code_of(lambda: papers.hand_in(voting, "neighbour01", 1)) == "not_voter"
    spoil(voting, 1, serials[0])
    assert code_of(lambda: papers.hand_in(voting, "resident01", 1)) == "stub_ended"
    assert code_of(lambda: spoil(voting, 2, serials[0])) == "no_serial"
    assert code_of(lambda: spoil(voting, 2, "12345678")) == "wrong_serial"
    papers.hand_in(voting, "resident01", 2)
    assert papers.take_back(voting, 1, 4) == 2
    assert code_of(lambda: papers.take_back(voting, 1, 4)) == "nothing_to_return"
    account = paper_queries.account(voting.round.id)
    assert account == paper_queries.PaperAccount(6, 5, used=1, spoiled=1, returned=2, missing=1)
    holder = paper_sheet_queries.by_holder(voting.round.id)[0]
    assert (holder.account.missing, holder.missing) == (1, (5,))
    papers.to_entering(voting)
    assert code_of(lambda: papers.hand_in(voting, "resident02", 5)) == "round_closed"
    assert code_of(lambda: papers.print_sheets(voting, 1)) == "too_late_to_print"
    assert code_of(lambda: papers.enter(voting, "worker1", serials[0], "1")) == "serial_cancelled"


def test_two_read_a_third_settles_and_nobody_twice(voting: Story) -> None:
    serials = papers.handed_in(voting, ["resident01", "resident02"], spare=0)
    assert code_of(lambda: papers.enter(voting, "worker1", serials[0], "1")) == "not_entering"
    papers.to_entering(voting)
    a, b = serials
    papers.enter(voting, "worker1", a, "1")
    assert code_of(lambda: papers.enter(voting, "worker1", a, "1")) == "entered_by_you"
    foreign = paper_numbers.draw_serials(1, serials)[0]
    assert code_of(lambda: papers.enter(voting, "worker1", foreign, "1")) == "no_serial"
    papers.read_by(voting, "worker1", {b: "2"})
    assert code_of(lambda: _undo(voting, "worker1")) == "nothing_to_undo"
    assert code_of(lambda: papers.finish(voting, 2)) == "entered_once"
    papers.enter(voting, "worker2", a, "3")
    assert code_of(lambda: papers.settle(voting, "worker3", a, "1")) == "no_difference"  # not finished yet
    assert code_of(lambda: papers.finish(voting, 2)) == "passes_open"
    papers.read_by(voting, "worker2", {b: "2"})
    assert code_of(lambda: papers.enter(voting, "worker3", a, "1")) == "entered_by_two"
    assert code_of(lambda: papers.finish(voting, 2)) == "differences_open"
    assert code_of(lambda: papers.settle(voting, "worker2", a, "1")) == "not_a_third"
    assert code_of(lambda: papers.settle(voting, "worker3", b, "1")) == "no_difference"
    papers.settle(voting, "officer", a, "1")
    assert code_of(lambda: papers.settle(voting, "worker3", a, "3")) == "no_difference"
    assert code_of(lambda: papers.finish(voting, 3)) == "box_differs"
    voting.clock.forward(timedelta(days=30))
    assert code_of(lambda: papers.finish(voting, 2)) == "late_because"
    papers.finish(voting, 2, "两位工作人员生病。")
    assert code_of(lambda: papers.finish(voting, 2, "x")) == "paper_finished"
    assert code_of(lambda: papers.enter(voting, "worker3", a, "1")) == "paper_finished"
    assert [line.ballot.projects for line in paper_queries.contents(voting.round.id)]
    assert not [finding for check in paper_checks.CHECKS for finding in check()]


def test_taking_back_ones_own_newest_line(voting: Story) -> None:
    serials = papers.handed_in(voting, ["resident01", "resident02"], spare=0)
    papers.to_entering(voting)
    papers.enter(voting, "worker1", serials[0], "1")
    papers.enter(voting, "worker2", serials[1], "1")
    assert _undo(voting, "worker1") == serials[0]
    assert code_of(lambda: _undo(voting, "worker1")) == "nothing_to_undo"
    papers.read_by(voting, "worker1", {serials[0]: "2", serials[1]: "1"})
    papers.read_by(voting, "worker2", {serials[0]: "2"})
    assert paper_queries.entered(voting.round.id) == (2, 0, 0, 0)


GUARDS = {
    "a run after closing": (
        "paper_run_before",
        "INSERT INTO paper_run (round_id, number, first, last, ordered_by, ordered_at) "
        "SELECT round_id, 9, 900, 901, ordered_by, ordered_at FROM paper_run",
    ),
    "a counted run changed": ("paper_run_fixed", "UPDATE paper_run SET last = last + 1"),
    "a run deleted": ("paper_run_no_delete", "DELETE FROM paper_run"),
    "a serial slipped in": (
        "paper_serial_drawn",
        "INSERT INTO paper_serial (round_id, serial, run_id, cancelled) SELECT round_id, '11111111', id, "
        "{false} FROM paper_run",
    ),
    "a serial moved": ("paper_serial_fixed", "UPDATE paper_serial SET serial = '11111111'"),
    "a serial taken away": ("paper_serial_stays", "DELETE FROM paper_serial"),
    "a serial cancelled that was read": (
        "paper_serial_entered",
        "UPDATE paper_serial SET cancelled = {true} WHERE serial IN (SELECT serial FROM paper_entry)",
    ),
    "a stub used after closing": (
        "paper_stub_used",
        "UPDATE paper_stub SET ended = 'used' WHERE issue_id IS NOT NULL AND ended = ''",
    ),
    "a stub that ended once more": (
        "paper_stub_once",
        "UPDATE paper_stub SET ended = 'spoiled', press = '' WHERE ended = 'used'",
    ),
    "a stub that begins handed out": (
        "paper_stub_begins",
        "INSERT INTO paper_stub (round_id, number, run_id, issue_id, ended, press) "
        "SELECT round_id, 999, run_id, issue_id, '', '' FROM paper_stub WHERE ended = 'used' LIMIT 1",
    ),
    "an issue changed": ("paper_issue_no_update", "UPDATE paper_issue SET last = last + 1"),
    "a line rewritten": ("paper_entry_undone", "UPDATE paper_entry SET reason = 'blank', content = ''"),
    "a line of a finished sitting taken back": (
        "paper_entry_undone",
        "UPDATE paper_entry SET undone_at = at",
    ),
    "a line deleted": ("paper_entry_no_delete", "DELETE FROM paper_entry"),
    "a third reading": (
        "paper_entry_allowed",
        "INSERT INTO paper_entry (round_id, serial, pass_id, by_id, content, reason, at) SELECT e.round_id, "
        "e.serial, p.id, p.by_id, e.content, e.reason, e.at FROM paper_entry e, paper_pass p "
        "WHERE p.finished_at IS NULL LIMIT 1",
    ),
    "the same person's second reading": (
        "uq_paper_entry_one_each|paper_entry.round_id",
        "INSERT INTO paper_entry (round_id, serial, pass_id, by_id, content, reason, at) SELECT e.round_id, "
        "e.serial, p.id, p.by_id, e.content, e.reason, e.at FROM paper_entry e, paper_pass p "
        "WHERE p.finished_at IS NULL AND e.by_id = p.by_id LIMIT 1",
    ),
    "settled by one of the two": (
        "paper_settlement_third",
        "INSERT INTO paper_settlement (round_id, serial, content, reason, by_id, at) "
        "SELECT round_id, serial, content, reason, by_id, at FROM paper_entry ORDER BY id LIMIT 1",
    ),
    "a sitting reopened": (
        "paper_pass_once",
        "UPDATE paper_pass SET finished_at = NULL WHERE finished_at IS NOT NULL",
    ),
}


@pytest.mark.each_database
def test_the_database_refuses_in_plain_sql(voting: Story) -> None:
    serials = papers.handed_in(voting, ["resident01", "resident02"], spare=1)
    papers.to_entering(voting)
    papers.read_by(voting, "worker1", {serials[0]: "1"})
    papers.read_by(voting, "worker2", {serials[0]: "2"})
    papers.enter(voting, "worker3", serials[1], "1")
    wrong = []
    for what, (guard, statement) in GUARDS.items():
        postgres = db.engine.dialect.name == "postgresql"
        said = {"true": "TRUE" if postgres else "1", "false": "FALSE" if postgres else "0"}
        try:
            db.session.execute(text(statement.format(**said)))
            wrong.append(f"{what}: done")
        except DatabaseError as error:
            if not any(name in str(error) for name in guard.split("|")):
                wrong.append(f"{what}: {error}"[:300])
        db.session.rollback()
    assert not wrong, "\n".join(wrong)


@pytest.mark.each_database
def test_it_is_the_same_on_both_databases(voting: Story) -> None:
    serials = papers.handed_in(voting, ["resident01", "resident02"], spare=0)
    papers.to_entering(voting)
    papers.read_by(voting, "worker1", {serials[0]: "1", serials[1]: "0"})
    papers.read_by(voting, "worker2", {serials[0]: "2", serials[1]: "0"})
    papers.settle(voting, "worker3", serials[0], "1")
    papers.finish(voting, 2)
    voting.to(voting.clock.now())
    assert (voting.round.ballots, voting.round.invalid) == (1, 1)


def test_doctor_names_each_thing_that_does_not_fit(voting: Story) -> None:
    papers.handed_in(voting, ["resident01"], spare=1)
    found = {
        "stubs": "UPDATE roll_mark SET channel = 'web'",
        "fingerprints": "UPDATE paper_run SET salt = x'00'",
    }
    for check, statement in found.items():
        assert not list(getattr(paper_checks, check)())
        for trigger in ("roll_mark_fixed", "paper_run_fixed"):
            db.session.execute(text(f"DROP TRIGGER {trigger}"))
        db.session.execute(text(statement))
        assert list(getattr(paper_checks, check)()), check
        db.session.rollback()


def _print(story: Story, number: int) -> None:
    with act() as now:
        run = paper_sheet_queries.run_or_404(story.round.id, number)
        serials = paper_numbers.draw_serials(run.sheets, [])
        paper_run_actions.print_run(story.actor("worker1"), story.round, run, serials, now)


def _count(story: Story, number: int) -> None:
    with act() as now:
        run = paper_sheet_queries.run_or_404(story.round.id, number)
        paper_run_actions.count_run(story.actor("worker1"), story.round, run, now)


def _undo(story: Story, login: str) -> str:
    with act() as now:
        return paper_entry_actions.undo(story.actor(login), story.round, now)
