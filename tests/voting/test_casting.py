"""Casting: one voter one ballot, in time, replaced until closing, and only by those on the frozen roll."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.people.models import RollEntry
from micro_projects.voting import actions, queries
from micro_projects.voting.counting import Ballot
from micro_projects.voting.models import RollMark, SealedBallot
from micro_projects.web.door import act
from support.voting import Story


def refused(story: Story, login: str, *codes: str) -> str:
    with pytest.raises(Refused) as caught:
        story.cast(login, *codes)
    return caught.value.refusal.code


def put(row: RollMark | SealedBallot) -> None:
    with act():
        db.session.add(row)
        db.session.flush()


def test_one_voter_one_ballot_and_the_last_counts(voting: Story) -> None:
    a, b, c = voting.codes
    voting.cast("resident01", a)
    first = queries.sealed(voting.round.id)
    voting.cast("resident01", b, c)
    second = queries.sealed(voting.round.id)
    assert len(first) == len(second) == 1
    assert first != second
    voting.cast_many([[a]] * 20, first=2)
    round_ = voting.close()
    assert round_.ballots == 21
    votes = {line.project.code: line.tally.votes for line in queries.result(round_.id) if line.tally}
    assert votes == {a: 20, b: 1, c: 1}


def test_in_time_is_before_the_closing_instant(voting: Story) -> None:
    a = voting.codes[0]
    closes = voting.round.closes_at
    voting.clock.move_to(closes - timedelta(microseconds=1))
    voting.cast("resident01", a)
    voting.clock.move_to(closes)
    assert voting.round.state == "open"  # the clock has not come by yet
    assert refused(voting, "resident02", a) == "round_closed"
    assert refused(voting, "resident01", a) == "round_closed"


def test_not_before_the_opening_instant(frozen: Story) -> None:
    assert refused(frozen, "resident01", frozen.codes[0]) == "round_not_open"


def test_what_a_ballot_may_say(voting: Story) -> None:
    a, b, c = voting.codes
    assert refused(voting, "resident01") == "nothing_chosen"
    assert refused(voting, "resident01", a, "FT-LH-2020-001") == "not_on_ballot"
    voting.cast("resident01", a, b, c, a)  # the same twice is once
    assert not queries.mine_of(voting.round.id, None).voter


def test_more_than_allowed(story: Story) -> None:
    story.open_cycle(ballot_choices=2)
    story.advance({"一": 10_000, "二": 20_000, "三": 30_000})
    story.freeze()
    story.to(story.round.opens_at)
    assert refused(story, "resident01", *story.codes) == "too_many"
    assert not queries.turnout(story.round.id)


def test_only_who_stood_on_the_roll_when_it_was_frozen(voting: Story) -> None:
    a = voting.codes[0]
    assert refused(voting, "neighbour01", a) == "not_voter"
    assert refused(voting, "officer", a) == "not_voter"
    with act() as now:
        person = voting.actor("worker1")
        entry = RollEntry(
            code="late", place_id=voting.founded.community, person_id=person.id, household="", added_at=now
        )
        db.session.add(entry)
    assert refused(voting, "worker1", a) == "not_voter"


def test_who_was_taken_off_the_roll_since_still_votes(voting: Story) -> None:
    with act() as now:
        entry = db.session.get_one(RollEntry, voting.actor("resident01").rolls[0].entry_id)
        entry.removed_at = now
    assert not voting.actor("resident01").rolls
    voting.cast("resident01", voting.codes[0])
    assert queries.turnout(voting.round.id) == {"web": 1}


def test_the_database_itself_refuses(voting: Story) -> None:
    round_ = voting.round
    voting.cast("resident01", voting.codes[0])
    entry = voting.actor("resident01").roll_entry(round_.place_id)
    stranger = voting.actor("neighbour01").rolls[0].entry_id
    twice = RollMark(round_id=round_.id, entry_id=entry, channel="web", salt=b"")
    unlisted = RollMark(round_id=round_.id, entry_id=stranger, channel="web", salt=b"")
    unmarked = SealedBallot(round_id=round_.id, entry_id=entry + 5, sealed=b"", salt=b"")
    for row in (twice, unlisted, unmarked):
        with pytest.raises(IntegrityError):
            put(row)
        db.session.expunge_all()
    for statement in (
        "DELETE FROM roll_mark",
        "DELETE FROM sealed_ballot",
        "UPDATE round SET budget = budget + 1",
        "UPDATE round SET closes_at = opens_at",
        "UPDATE round_project SET cost = 1",
        "INSERT INTO cast_vote_record (round_id, id, content) SELECT id, 'x', '{}' FROM round",
    ):
        with pytest.raises(IntegrityError, match="refused"), act():
            db.session.execute(text(statement))


def test_nothing_is_cast_after_closing_even_by_hand(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    round_ = voting.close()
    entry = voting.actor("resident20").roll_entry(round_.place_id)
    with pytest.raises(IntegrityError, match="roll_mark_cast"):
        put(RollMark(round_id=round_.id, entry_id=entry, channel="web", salt=b""))


def test_casting_takes_few_statements(voting: Story) -> None:
    by, round_, codes = voting.actor("resident01"), voting.round, voting.codes
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    with act(shared=True) as now:
        actions.cast(by, round_, Ballot(tuple(codes[:1])), "", now)
    assert len(said) <= 8, said


@pytest.mark.each_database
def test_many_presses_at_once_make_one_ballot(voting: Story) -> None:
    by, code, codes, app = voting.actor("resident01"), voting.round.code, voting.codes, voting.app
    barrier, faults = threading.Barrier(8), []

    def press(n: int) -> None:
        with app.app_context():
            try:
                round_ = queries.round_or_404(code)
                barrier.wait(10)
                with act(shared=True) as now:
                    actions.cast(by, round_, Ballot((codes[n % 3],)), "", now)
            except Exception as fault:
                faults.append(fault)

    threads = [threading.Thread(target=press, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    db.session.rollback()
    assert not faults
    assert queries.turnout(voting.round.id) == {"web": 1}
    assert len(queries.sealed(voting.round.id)) == 1
