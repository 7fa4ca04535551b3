"""The straight way: freeze, open, cast, close, open the ballots, count, adopt, D3."""

from __future__ import annotations

from collections import Counter

import pytest

from micro_projects.extensions import db
from micro_projects.notices import queries as notices
from micro_projects.proposals.models import Proposal
from micro_projects.voting import queries, record_content
from support.voting import Story


@pytest.mark.each_database
def test_the_straight_way(voting: Story) -> None:
    a, b, c = voting.codes
    ballots = [[a, b]] * 9 + [[b]] * 4 + [[c]] * 3
    voting.cast_many(ballots)
    assert queries.turnout(voting.round.id) == {"web": 16}
    round_ = voting.close()
    assert round_.state == "counted"
    assert round_.ballots == 16
    assert not queries.sealed(round_.id)
    plain: Counter[str] = Counter()
    for _, content in queries.records(round_.id):
        plain.update(record_content.ballot(content).projects)
    assert plain == {a: 9, b: 13, c: 3}
    lines = {line.project.code: line for line in queries.result(round_.id)}
    assert {code: line.tally.votes for code, line in lines.items() if line.tally} == plain
    funded = {code for code, line in lines.items() if line.allocation and line.allocation.funded}
    assert funded == {a, b}  # c has 3 votes, the threshold is 5
    states = {p.code: p.state for p in db.session.query(Proposal)}
    assert states == {a: "selected", b: "selected", c: "not_funded"}
    assert round_.key_destroyed_at is not None
    round_ = voting.adopt()
    assert round_.state == "adopted"
    notice = queries.notice_of(round_.id)
    assert notice is not None
    assert notice.kind == "D3"
    assert {s.code for s in notices.subjects(notice.id)} == {a, b, c, round_.code}
