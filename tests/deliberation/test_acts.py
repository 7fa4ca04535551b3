"""Each act of P7–P9: by the right person, and refused by each guard, by its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from makers import conditions
from makers.proposals import OTHER, TEXT, Story
from micro_projects.deliberation import actions, opinion_queries, queries, rules, text_actions
from micro_projects.deliberation.rules import Assessed
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import LogEntry
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act

pytestmark = pytest.mark.founded
JOINT = replace(TEXT, title="座椅和软垫一起做", kind="works", estimate=Money.yuan(50_000))


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def codes(kind: str) -> list[str | None]:
    query = sa.select(LogEntry.subject_code).where(LogEntry.kind == kind)
    return list(db.session.scalars(query.order_by(LogEntry.index)))


def two(story: Story) -> tuple[Proposal, Proposal]:
    first = story.screened()
    second = story.screened(words=OTHER, who="resident02")
    story.pass_until(first, "deliberating")
    return proposals.by_id(first.id), proposals.by_id(second.id)


# -- rules ---------------------------------------------------------------------------------------------


def test_what_keeps_a_proposal_off_the_agenda() -> None:
    cap = Money.yuan(200_000)
    assert rules.blocked(1, None, cap, owed=False) == "no_opinion"
    assert rules.blocked(2, Assessed(1, cap), cap, owed=False) == "no_opinion"
    assert rules.blocked(1, Assessed(1, cap + Money(1)), cap, owed=False) == "price"
    assert rules.blocked(1, Assessed(1, cap), cap, owed=True) == "rerun"
    assert rules.blocked(1, Assessed(1, cap), cap, owed=False) is None
    assert rules.blocked(1, Assessed(1, None), cap, owed=False) is None  # infeasible: the council weighs that


def test_a_merge_needs_everybody() -> None:
    assert rules.agreed({1: True, 2: True}) is True
    assert rules.agreed({1: True, 2: None}) is None
    assert rules.agreed({1: False, 2: None}) is False


# -- the committee -------------------------------------------------------------------------------------


def test_the_committee_speaks_in_time_or_its_silence_is_noted(story: Story) -> None:
    refused(
        "agenda_early", lambda now: actions.opine_on_agenda(story.as_("committee"), story.cycle, "好", now)
    )
    proposal = story.screened()
    story.pass_until(proposal, "deliberating")
    refused("not_allowed", lambda now: actions.opine_on_agenda(story.as_("worker1"), story.cycle, "好", now))
    with act() as now:
        actions.opine_on_agenda(story.as_("committee"), story.cycle, "先办急的。", now)
    refused(
        "agenda_done", lambda now: actions.opine_on_agenda(story.as_("committee"), story.cycle, "好", now)
    )
    story.pass_days(12)
    assert codes("deliberation.agenda_opinion") == ["FT-LH-2026"]
    assert proposals.by_id(proposal.id).state == "deliberating"


def test_silence_changes_nothing(story: Story) -> None:
    proposal = story.deliberating()
    story.pass_days(14)
    given = queries.agenda_opinion(story.cycle_id)
    assert given is not None
    assert given.by_id is None
    assert codes("deliberation.agenda_opinion") == ["FT-LH-2026"]
    assert proposals.by_id(proposal.id).state == "deliberating"


# -- amending, merging ---------------------------------------------------------------------------------


def test_amending_keeps_the_old_and_asks_for_a_new_opinion(story: Story) -> None:
    proposal = story.deliberating()
    author = story.as_("resident01")
    with act() as now:
        conditions.opine(story.as_("officer"), proposal, Money.yuan(17_000), now)
    refused("nothing_changed", lambda now: text_actions.amend(author, proposal, TEXT, now))
    refused("fields_missing", lambda now: text_actions.amend(author, proposal, replace(TEXT, wish=""), now))
    dear = replace(TEXT, estimate=Money(200_000_01))
    refused("over_cap", lambda now: text_actions.amend(author, proposal, dear, now))
    with act() as now:
        text_actions.amend(author, proposal, replace(TEXT, title="两张座椅"), now)
    assert (proposal.version, proposal.title) == (2, "两张座椅")
    assert proposals.version(proposal.id, 1).title == TEXT.title
    assert opinion_queries.blocked(proposal) == "no_opinion"
    with act() as now:
        conditions.opine(story.as_("officer"), proposal, Money.yuan(17_000), now)
    story.advance(proposal)
    refused("not_deliberating", lambda now: text_actions.amend(author, proposal, TEXT, now))
    refused(
        "not_deliberating",
        lambda now: conditions.opine(story.as_("officer"), proposal, Money.yuan(1), now),
    )


def test_a_merge_by_agreement_of_all(story: Story) -> None:
    first, second = two(story)
    one, other = story.as_("resident01"), story.as_("resident02")
    refused("merge_needs_others", lambda now: text_actions.offer_merge(one, first, [], JOINT, now))
    refused("merge_needs_others", lambda now: text_actions.offer_merge(one, first, [first], JOINT, now))
    refused("not_author", lambda now: text_actions.offer_merge(other, first, [second], JOINT, now))
    with act() as now:
        offer = text_actions.offer_merge(one, first, [second], JOINT, now)
    refused("merge_open", lambda now: text_actions.offer_merge(other, second, [first], JOINT, now))
    assert first.version == 1
    refused("merge_closed", lambda now: text_actions.answer_merge(one, offer, first, True, now))
    refused("not_author", lambda now: text_actions.answer_merge(one, offer, second, True, now))
    with act() as now:
        text_actions.answer_merge(other, offer, second, True, now)
    assert (first.state, first.version, first.title) == ("deliberating", 2, JOINT.title)
    assert (second.state, second.merged_into_id) == ("merged", first.id)
    assert calls("interested", "proposal", first.id) == {one.id, other.id}
    refused("merge_closed", lambda now: text_actions.answer_merge(other, offer, second, False, now))


def test_one_refusal_ends_a_merge(story: Story) -> None:
    first, second = two(story)
    with act() as now:
        offer = text_actions.offer_merge(story.as_("resident01"), first, [second], JOINT, now)
    with act() as now:
        text_actions.answer_merge(story.as_("resident02"), offer, second, False, now, reason="地点不同")
    assert offer.outcome == "declined"
    assert (first.version, second.state) == (1, "deliberating")


def test_a_merge_of_changed_texts_is_stale(story: Story) -> None:
    first, second = two(story)
    with act() as now:
        offer = text_actions.offer_merge(story.as_("resident01"), first, [second], JOINT, now)
    with act() as now:
        text_actions.amend(story.as_("resident01"), first, replace(TEXT, title="改了"), now)
    with act() as now:
        text_actions.answer_merge(story.as_("resident02"), offer, second, True, now)
    assert offer.outcome == "stale"
    assert (first.title, second.state) == ("改了", "deliberating")


# -- the council ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "state"), [("lose", "not_advanced"), ("defer", "deferred"), ("refer", "referred")]
)
def test_what_the_council_may_do(story: Story, choice: str, state: str) -> None:
    proposal = story.deliberating()
    with act() as now:
        calls("motion_decided", "proposal.advance", proposal.id, choice, story.as_("moderator"), now)
    assert proposal.state == state


def test_deferred_again_and_then_advanced(story: Story) -> None:
    proposal = story.deliberating()
    moderator = story.as_("moderator")
    with act() as now:
        conditions.opine(story.as_("officer"), proposal, Money.yuan(17_000), now)
    for _ in range(2):
        with act() as now:
            calls("motion_decided", "proposal.advance", proposal.id, "defer", moderator, now)
    assert proposal.state == "deferred"
    assert len(calls("agenda_due", "proposal.advance", proposal.place_id, story.now)) == 1
    story.advance(proposal)
    assert proposal.state == "advanced"
    assert proposals.first_notice(story.cycle_id, "D2") is not None
