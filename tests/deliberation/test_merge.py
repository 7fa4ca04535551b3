"""A merge, whole: what each author sees, agrees to or declines with a reason; its time; seconds joined; what ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from makers.proposals import OTHER, TEXT, Story
from micro_projects.clockwork import tick
from micro_projects.deliberation import queries, rules, text_actions
from micro_projects.deliberation.models import Merge
from micro_projects.extensions import db
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.proposals import actions as proposal_actions
from micro_projects.proposals import checks, screening_actions
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from support.founded import PASSWORD

if TYPE_CHECKING:
    from support.client import Client

pytestmark = pytest.mark.founded
JOINT = replace(TEXT, title="座椅和软垫一起做", kind="works", estimate=Money.yuan(50_000))


def offered(story: Story) -> tuple[Proposal, Proposal, Merge]:
    """Two proposals seconded by different people, and an offer to make them one."""
    first = story.screened()
    second = story.seconded(words=OTHER, who="resident02", by=12)
    with act() as now:
        screening_actions.screen(story.as_("officer"), second, True, None, "形式要件齐备。", now)
    story.pass_until(first, "deliberating")
    first, second = proposals.by_id(first.id), proposals.by_id(second.id)
    with act() as now:
        offer = text_actions.offer_merge(story.as_("resident01"), first, [second], JOINT, now)
    return first, second, offer


def refusal(story: Story, offer: Merge, proposal: Proposal, agreed: bool, **more: str) -> str:
    with pytest.raises(Refused) as caught, act() as now:
        text_actions.answer_merge(story.as_("resident02"), offer, proposal, agreed, now, **more)
    return caught.value.refusal.code


def test_each_author_reads_word_by_word_what_became_of_the_own_text(story: Story, client: Client) -> None:
    _first, second, offer = offered(story)
    address = f"/merges/{offer.token}"
    client.post("/sign-in", data={"login": "resident02", "password": PASSWORD, "next": ""})
    page = client.get(address).text
    own, others = (
        page.index(f"从《{OTHER.title}》到共同的文本"),
        page.index(f"从《{TEXT.title}》到共同的文本"),
    )
    assert own < others
    assert "<del>" in page[own:others]
    assert "期限到" in page
    assert client.post(address, data={"proposal": second.code}).status_code == 422
    without = client.post(address, data={"proposal": second.code, "agreed": "no"})
    assert without.status_code == 422
    assert "不同意合并，要说明理由" in without.text
    assert (
        client.post(address, data={"proposal": second.code, "agreed": "no", "reason": "软垫更急"}).status_code
        == 303
    )
    assert "不同意：软垫更急" in client.get(address).text


def test_who_seconded_either_seconds_the_joint_one_once(story: Story) -> None:
    first, second, offer = offered(story)
    place = first.place_id
    one, other = (set(proposals.seconding_entries(p.id, place)) for p in (first, second))
    assert one & other
    assert one ^ other
    with act() as now:
        text_actions.answer_merge(story.as_("resident02"), offer, second, True, now)
    assert set(proposals.seconding_entries(first.id, place)) == one | other
    assert first.seconds == len(one | other)
    assert list(checks.seconds()) == []


def test_after_its_time_nobody_answers_and_the_clock_ends_it(story: Story) -> None:
    _first, second, offer = offered(story)
    assert refusal(story, offer, second, False) == "reason_needed"
    assert offer.due_at - story.now > timedelta(days=rules.MERGE_DAYS - 1)
    story.clock.forward(offer.due_at - story.now)
    assert refusal(story, offer, second, True) == "merge_late"
    tick(story.app)
    db.session.rollback()
    db.session.expire_all()
    assert queries.merge_by_id(offer.id).outcome == "expired"
    assert refusal(story, queries.merge_by_id(offer.id), second, True) == "merge_closed"


def test_a_withdrawn_proposal_ends_the_offer_and_frees_the_other(story: Story) -> None:
    first, second, offer = offered(story)
    tick(story.app)
    db.session.rollback()
    assert queries.merge_by_id(offer.id).outcome == "open"
    with act() as now:
        proposal_actions.withdraw(story.as_("resident02"), second, now)
    tick(story.app)
    db.session.rollback()
    db.session.expire_all()
    assert queries.merge_by_id(offer.id).outcome == "stale"
    assert queries.open_merges([first.id]) == []


def test_an_amended_proposal_ends_the_offer(story: Story) -> None:
    first, _second, offer = offered(story)
    with act() as now:
        text_actions.amend(story.as_("resident01"), first, replace(TEXT, title="改了"), now)
    tick(story.app)
    db.session.rollback()
    db.session.expire_all()
    assert queries.merge_by_id(offer.id).outcome == "stale"
