"""Paper from the printer to the record: printed, handed out, handed in, read twice, settled, counted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.voting import paper_queries, paper_sheet_queries, queries, record_content
from micro_projects.voting.models import RollMark, SealedBallot
from support import papers
from support.voting import Story


def test_paper_is_counted_with_the_rest(voting: Story) -> None:
    a, b, c = voting.codes
    voting.cast_many([[a]] * 20, first=1)
    serials = papers.handed_in(voting, ["resident21", "resident22", "resident23", "resident24"])
    papers.to_entering(voting)
    read = {serials[0]: "1 2", serials[1]: "3", serials[2]: "0", serials[3]: "2"}
    papers.read_by(voting, "worker1", read)
    assert paper_queries.entered(voting.round.id) == (0, 0, 0, 4)
    papers.read_by(voting, "worker2", read | {serials[3]: "3"})
    assert paper_queries.entered(voting.round.id) == (2, 1, 1, 0)
    papers.settle(voting, "worker3", serials[3], "2")
    assert paper_queries.entered(voting.round.id) == (3, 1, 0, 0)
    assert not paper_queries.ready(voting.round)
    papers.take_back(voting, 5, 6)
    papers.finish(voting, 4)
    assert paper_queries.ready(voting.round)
    voting.to(voting.clock.now())
    round_ = voting.round
    assert (round_.state, round_.ballots, round_.invalid) == ("counted", 23, 1)
    votes = {line.project.code: line.tally.votes for line in queries.result(round_.id) if line.tally}
    assert votes == {a: 21, b: 2, c: 1}


def test_a_record_from_paper_is_told_apart_by_nothing(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 20, first=1)
    serials = papers.handed_in(voting, ["resident21"], spare=0)
    papers.to_entering(voting)
    for worker in ("worker1", "worker2"):
        papers.read_by(voting, worker, {serials[0]: "1"})
    papers.finish(voting, 1)
    voting.to(voting.clock.now())
    receipts = [record_content.read(text).receipt for _id, text in queries.records(voting.round.id)]
    assert {len(one) for one in receipts} == {64}
    assert len(set(receipts)) == 21


def test_handing_in_cancels_what_was_cast_and_is_final(voting: Story) -> None:
    a = voting.codes[0]
    papers.print_sheets(voting, 3)
    papers.hand_out(voting, 1, 3)
    voting.cast("resident01", a)
    assert papers.hand_in(voting, "resident01", 1) is True
    mark = db.session.scalars(select(RollMark)).one()
    assert mark.channel == "paper"
    assert not db.session.scalars(select(SealedBallot)).all()
    with pytest.raises(Refused) as no:
        voting.cast("resident01", a)
    assert no.value.refusal.code == "paper_is_in"
    with pytest.raises(Refused) as no:
        papers.hand_in(voting, "resident01", 2)
    assert no.value.refusal.code == "paper_is_in_already"
    assert papers.hand_in(voting, "resident02", 2) is False
    with pytest.raises(Refused) as no:
        papers.hand_in(voting, "resident03", 2)
    assert no.value.refusal.code == "stub_ended"


def test_two_presses_are_one_hand_in(voting: Story) -> None:
    papers.print_sheets(voting, 2)
    papers.hand_out(voting, 1, 2)
    papers.hand_in(voting, "resident01", 1, "the form's token")
    papers.hand_in(voting, "resident01", 1, "the form's token")
    assert paper_queries.account(voting.round.id).used == 1
    assert paper_sheet_queries.handed_in(voting.round.id) == 1
