"""A high risk and its hearing, both for real: held in the forums, answered point by point, then the ballot is open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from makers import conditions
from makers.proposals import Story
from micro_projects.extensions import db
from micro_projects.forums import actions, feedback_actions, part_actions, queries
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import Refused
from micro_projects.proposals import condition_queries, risk_actions
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.web.door import act

if TYPE_CHECKING:
    from flask import Flask

    from micro_projects.demo.founding import Founded
    from micro_projects.forums.models import Forum
    from micro_projects.kernel.clock import ManualClock

pytestmark = pytest.mark.founded


def done(act_of: Any, *args: Any) -> Any:
    with act() as now:
        return act_of(*args, now)


def refused(code: str, act_of: Any, *args: Any) -> None:
    with pytest.raises(Refused) as caught:
        done(act_of, *args)
    assert caught.value.refusal.code == code


def called(story: Story, proposal: Proposal, form: str) -> str:
    plan = actions.Plan(
        form=form,
        topic="夜间施工吵不吵",
        starts_at=story.now + timedelta(days=5),
        venue="二楼会议室",
        method="先听住户，再由施工方答。",
        chosen="open",
        places=20,
        responsible="officer",
        parts=(("moderator", "林主持"), ("notes", "周记录")),
        about=proposal.code,
    )
    code: str = done(actions.call, story.as_("worker1"), story.founded.place(), plan).code
    return code


def again(code: str) -> Forum:
    db.session.rollback()
    return queries.forum(code)


def held(story: Story, code: str) -> None:
    """From sign-up to the end of the talk."""
    done(part_actions.sign_up, story.as_("resident05"), again(code), "")
    story.clock.move_to(again(code).starts_at)
    done(actions.open_forum, story.as_("worker1"), again(code))
    done(
        part_actions.check_in, story.as_("worker1"), again(code), queries.participants(again(code).id)[0].row
    )
    done(feedback_actions.note, story.as_("worker1"), again(code), "夜里不要施工。", "resident", "")
    done(actions.hold, story.as_("worker1"), again(code))


def answered(story: Story, code: str) -> None:
    taken_up = {1: ("taken_up", "晚上八点以后停工，写进合同。")}
    done(feedback_actions.feedback, story.as_("officer"), again(code), taken_up)


@pytest.fixture
def story(inside: Flask, clock: ManualClock, founded: Founded) -> Story:
    """A community with an open cycle."""
    return Story(inside, clock, founded).begin()


def test_a_high_risk_is_heard_before_the_ballot(story: Story) -> None:
    proposal = story.advanced(days=20)
    officer = story.as_("officer")
    done(conditions.meet, officer, proposal)
    with act() as now:
        risk_actions.assess_risk(officer, proposal, "街道平安办", conditions.risky(3, 3), now)
    assert condition_queries.unmet(proposal) == ["risk"]
    talk = called(story, proposal, "talk")  # only a hearing counts
    hearing = called(story, proposal, "hearing")
    held(story, talk)
    answered(story, talk)
    refused("hearing_needed", risk_actions.confirm_risk, officer, proposals.by_id(proposal.id))
    held(story, hearing)
    refused(
        "hearing_needed", risk_actions.confirm_risk, officer, proposals.by_id(proposal.id)
    )  # no feedback yet
    answered(story, hearing)
    proposal = proposals.by_id(proposal.id)
    assert condition_queries.unmet(proposal) == ["risk"]  # heard, and now looked at once more
    row = done(risk_actions.confirm_risk, officer, proposal)
    assert row.hearing == hearing
    assert condition_queries.unmet(proposal) == []
    with act() as now:
        take(proposal, "ballot", by=CLOCK_ACTOR, at=now)  # the database's own guard agrees
    assert proposals.by_id(proposal.id).state == "on_ballot"
