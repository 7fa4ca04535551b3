"""The same story on PostgreSQL: guards, the clock's questions and the pages' statements."""

from datetime import date

import pytest

from makers.proposals import Story
from micro_projects.proposals import decision_actions, page_queries
from micro_projects.proposals.decision_actions import Ruling
from micro_projects.web.door import act
from support.client import Client

pytestmark = [pytest.mark.founded, pytest.mark.postgres]


def test_from_draft_to_a_late_approval(story: Story, client: Client) -> None:
    proposal = story.selected()
    for part in ("", "/discussion", "/versions/1"):
        assert client.get(f"/proposals/{proposal.code}{part}").status_code == 200
    assert client.get("/c/FT-LH/2026/proposals?q=x").status_code == 200
    story.pass_days(20)
    assert len(page_queries.overdue_approvals("QH/", story.now)) == 1
    ruling = Ruling(True, "12号", date(2026, 6, 1), "")
    with act() as now:
        decision_actions.decide(story.as_("district"), proposal, ruling, now)
    assert proposal.state == "approved"
