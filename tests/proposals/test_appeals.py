"""Appeals have clocks: a screened-out author's to the council, a refused objection's to the sub-district and district."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from makers.proposals import Story
from micro_projects.extensions import db
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices.models import LogEntry
from micro_projects.places import queries as places
from micro_projects.proposals import appeal_actions, desk_queries, letters, queries, screening_actions
from micro_projects.web.door import act
from support.client import Client

pytestmark = pytest.mark.founded


def overdue() -> list[str | None]:
    query = sa.select(LogEntry.subject_code).where(LogEntry.kind == "proposal.overdue")
    return list(db.session.scalars(query.order_by(LogEntry.index)))


def test_the_councils_clock(story: Story, client: Client) -> None:
    proposal = story.screened(passed=False)
    with act() as now:
        screening_actions.appeal(story.as_("resident01"), proposal, "物业合同里没有这一项。", now)
    until = queries.appeal_until(proposal)
    assert until == places.due_after(story.now, story.cycle.pack.appeal_council_days)
    moderator = story.as_("moderator")
    waiting = [i for i in desk_queries.desk(moderator, story.now) if i.what == desk_queries.HEAR]
    assert [i.deadline for i in waiting] == [until]
    due = calls("agenda_due", "proposal.readmit", proposal.place_id, story.now)
    assert [one.subject for one in due] == [proposal.ref]
    assert calls("interested", "proposal", proposal.id) == {
        proposal.author_id
    }  # told when the session is called
    assert "等待居民议事会决定，期限" in client.get(f"/proposals/{proposal.code}").text
    with pytest.raises(Refused) as early, act() as now:
        appeal_actions.note_overdue(CLOCK_ACTOR, proposal, until, now)
    assert early.value.refusal.code == "not_yet_overdue"
    while story.now < until:
        assert overdue() == []
        story.pass_days(1)
    story.pass_days(2)
    assert overdue() == [proposal.code]  # once
    told = list(db.session.scalars(sa.select(Letter.msgid).where(Letter.person_id == moderator.id)))
    assert told.count(letters.APPEAL_WAITS) == 1
    assert "议事会逾期没有决定" in client.get(f"/proposals/{proposal.code}").text
    # late is not lost: the council decides it all the same, and the cycle waits for it
    assert queries.appeal_open(story.cycle_id)
    with act() as now:
        calls("motion_decided", "proposal.readmit", proposal.id, "carry", story.as_("moderator"), now)
    assert queries.by_id(proposal.id).state == "screened_in"
    assert queries.appeal_until(proposal) is None


def test_a_decided_appeal_has_no_clock(story: Story) -> None:
    proposal = story.screened(passed=False)
    with act() as now:
        screening_actions.appeal(story.as_("resident01"), proposal, "不服。", now)
    with act() as now:
        calls("motion_decided", "proposal.readmit", proposal.id, "lose", story.as_("moderator"), now)
    story.pass_days(40)
    assert overdue() == []
    assert desk_queries.desk(story.as_("moderator"), story.now) == []


def test_only_the_clock_notes_it(story: Story) -> None:
    proposal = story.screened(passed=False)
    with act() as now:
        screening_actions.appeal(story.as_("resident01"), proposal, "不服。", now)
    for who in ("moderator", "officer", "district", "admin"):
        for do in (appeal_actions.remind, appeal_actions.note_overdue):
            with pytest.raises(Refused) as caught, act() as now:
                do(story.as_(who), proposal, now, now)
            assert caught.value.refusal.code == "not_allowed"
