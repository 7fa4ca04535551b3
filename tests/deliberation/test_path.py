"""From deliberation to the notice of what was deliberated."""

from types import SimpleNamespace

import pytest

from makers import conditions
from makers.proposals import Story
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.proposals import queries as proposals
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def test_from_opinion_to_notice(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        assert calls("agenda_due", "proposal.advance", proposal.place_id, now) == []
        conditions.opine(story.as_("officer"), proposal, Money.yuan(17_500), now)
    due = calls("agenda_due", "proposal.advance", proposal.place_id, story.now)
    assert [one.subject for one in due] == [proposal.ref]
    with act() as now:
        calls("motion_decided", "proposal.advance", proposal.id, "carry", story.as_("moderator"), now)
    assert proposals.by_id(proposal.id).state == "advanced"
    motion = SimpleNamespace(
        purpose="proposal.advance",
        subject_id=proposal.id,
        choice="carry",
        yes=15,
        no=2,
        abstain=1,
        text="同意",
    )
    with act() as now:
        calls.tell(
            "minutes_stood",
            "session",
            SimpleNamespace(code="FT-LH-2026-S01"),
            [motion],
            story.as_("moderator"),
            now,
        )
    assert proposals.hash_in_notice(proposal.id, "D2") == proposals.text_hash(proposal.id, 1)
    assert proposals.first_notice(story.cycle_id, "D2") is not None
