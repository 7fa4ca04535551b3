"""Upheld objections, and P14: the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers import conditions
from makers.proposals import TEXT, Story
from micro_projects.deliberation import opinion_queries as deliberations
from micro_projects.deliberation import text_actions
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import queries as notices
from micro_projects.notices.models import LogEntry, Notice
from micro_projects.proposals import decision_actions, desk_queries, page_queries, queries
from micro_projects.proposals.decision_actions import Ruling
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act

pytestmark = pytest.mark.founded
BETTER = replace(TEXT, wish="装两张座椅，靠墙放。", estimate=Money.yuan(9_000))
YES = Ruling(True, "福田坊街办纪〔2026〕12号", date(2026, 6, 1), "")
NO = replace(YES, approved=False, ground="safety", reason="不符合消防强制性标准。")


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def newest(proposal: Proposal, kind: str) -> Notice:
    found = notices.newest(proposal.id, kind)
    assert found is not None
    return found[0]


def upheld(story: Story, proposal: Proposal, kind: str, outcome: str) -> None:
    with act() as now:
        by = story.as_("officer2")
        calls("objection_upheld", "proposal", proposal.id, newest(proposal, kind), outcome, by, now)


def codes(kind: str) -> list[str | None]:
    query = sa.select(LogEntry.subject_code).where(LogEntry.kind == kind)
    return list(db.session.scalars(query.order_by(LogEntry.index)))


# -- objections ----------------------------------------------------------------------------------------


def test_d1_substance_owes_a_new_version_then_a_supplement(story: Story) -> None:
    proposal = story.screened()
    story.pass_days(8)
    upheld(story, proposal, "D1", "substance")
    story.pass_days(8)
    proposal = queries.by_id(proposal.id)
    assert proposal.state == "screened_in"
    refused("not_author", lambda now: text_actions.amend(story.as_("resident02"), proposal, BETTER, now))
    desk = desk_queries.desk(story.as_("resident01"), story.now)
    assert [item.what for item in desk] == [desk_queries.AMEND]
    with act() as now:
        text_actions.amend(story.as_("resident01"), proposal, BETTER, now)
    assert newest(proposal, "D1").code == "FT-LH-2026-D1.2"
    assert queries.hash_in_notice(proposal.id, "D1") == BETTER.hash()
    story.pass_until(proposal, "deliberating")


def test_without_an_objection_no_amending_before_deliberation(story: Story) -> None:
    proposal = story.screened()
    refused(
        "not_deliberating", lambda now: text_actions.amend(story.as_("resident01"), proposal, BETTER, now)
    )


@pytest.mark.parametrize("outcome", ["fact", "procedure"])
def test_d1_fact_and_procedure_are_posted_again(story: Story, outcome: str) -> None:
    proposal = story.screened()
    story.pass_days(8)
    upheld(story, proposal, "D1", outcome)
    assert newest(proposal, "D1").code == "FT-LH-2026-D1.2"
    story.pass_days(8)
    assert queries.by_id(proposal.id).state == "screened_in"
    story.pass_until(proposal, "deliberating")


def test_d2_substance_needs_text_opinion_and_vote_anew(story: Story) -> None:
    proposal = story.advanced()
    upheld(story, proposal, "D2", "substance")
    assert proposal.state == "deliberating"
    assert not deliberations.may_advance(proposal)
    moderator = story.as_("moderator")
    refused(
        "rerun_pending",
        lambda now: calls("motion_decided", "proposal.advance", proposal.id, "carry", moderator, now),
    )
    with act() as now:
        text_actions.amend(story.as_("resident01"), proposal, BETTER, now)
    refused(
        "no_opinion",
        lambda now: calls("motion_decided", "proposal.advance", proposal.id, "carry", moderator, now),
    )
    with act() as now:
        conditions.opine(story.as_("officer"), proposal, Money.yuan(9_000), now)
    story.advance(proposal)
    assert newest(proposal, "D2").code == "FT-LH-2026-D2.2"
    assert queries.hash_in_notice(proposal.id, "D2") == BETTER.hash()


def test_d2_procedure_needs_the_vote_anew_only(story: Story) -> None:
    proposal = story.advanced()
    upheld(story, proposal, "D2", "procedure")
    assert proposal.state == "deliberating"
    assert deliberations.may_advance(proposal)
    story.advance(proposal)
    assert newest(proposal, "D2").code == "FT-LH-2026-D2.2"


def test_d2_fact_is_corrected_at_once(story: Story) -> None:
    proposal = story.advanced()
    upheld(story, proposal, "D2", "fact")
    assert proposal.state == "advanced"
    assert newest(proposal, "D2").code == "FT-LH-2026-D2.2"


def test_d3_substance_defers_and_nobody_moves_up(story: Story) -> None:
    proposal = story.selected(over=False)
    upheld(story, proposal, "D3", "substance")
    assert proposal.state == "deferred"
    refused("wrong_state", lambda now: decision_actions.decide(story.as_("officer"), proposal, YES, now))


def test_d3_procedure_is_told_to_the_vote(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = story.selected(over=False)
    told: list[object] = []
    monkeypatch.setattr(calls, "tell", lambda name, kind, *rest: told.append((name, kind, rest[0])) or [])
    upheld(story, proposal, "D3", "procedure")
    assert ("round_void", "proposal", proposal.id) in told


# -- P14 -----------------------------------------------------------------------------------------------


def test_a_decision_waits_for_the_gate(story: Story) -> None:
    proposal = story.selected(over=False)
    officer = story.as_("officer")
    refused("notice_running", lambda now: decision_actions.decide(officer, proposal, YES, now))
    with pytest.raises(DatabaseError, match="proposal_d3_approved"):
        db.session.execute(sa.text(f"UPDATE proposal SET state = 'approved' WHERE id = {proposal.id}"))
    db.session.rollback()


def test_who_approves_and_on_what(story: Story) -> None:
    proposal = story.selected()
    officer = story.as_("officer")
    for who in ("worker1", "moderator", "resident01", "finance", "admin"):
        by = story.as_(who)
        refused("not_allowed", lambda now, by=by: decision_actions.decide(by, proposal, YES, now))
    refused(
        "not_yet_overdue",
        lambda now: decision_actions.decide(story.as_("district"), proposal, YES, now),
    )
    bare = replace(YES, meeting_number=" ")
    refused("meeting_needed", lambda now: decision_actions.decide(officer, proposal, bare, now))
    for ruling, code in (
        (replace(NO, ground=None), "ground_needed"),
        (replace(NO, ground="taste"), "ground_needed"),
        (replace(NO, reason=" "), "reason_needed"),
    ):
        refused(code, lambda now, r=ruling: decision_actions.decide(officer, proposal, r, now))
    with act() as now:
        decision_actions.decide(officer, proposal, YES, now)
    assert proposal.state == "approved"
    assert codes("proposal.approved") == [proposal.code]
    refused("wrong_state", lambda now: decision_actions.decide(officer, proposal, YES, now))


def test_another_text_is_never_approved(story: Story) -> None:
    proposal = story.selected()
    proposal.version += 1
    db.session.execute(
        sa.text(
            "INSERT INTO proposal_version SELECT proposal_id, 2, 'X', problem, wish, location, beneficiaries, "
            f"kind, estimate, X'00', made_by, made_at FROM proposal_version WHERE proposal_id = {proposal.id}"
        )
    )
    db.session.commit()
    refused("text_changed", lambda now: decision_actions.decide(story.as_("officer"), proposal, YES, now))
    db.session.execute(sa.text("DROP TRIGGER proposal_risk_assessed"))  # that guard would speak first
    with pytest.raises(DatabaseError, match="proposal_text_resolved"):
        db.session.execute(sa.text(f"UPDATE proposal SET state = 'approved' WHERE id = {proposal.id}"))
    db.session.rollback()


def test_the_ballots_text_counts_as_well(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = story.selected()
    monkeypatch.setitem(calls._answers, ("resolved_hash", "proposal"), lambda one: b"another")
    refused("text_changed", lambda now: decision_actions.decide(story.as_("officer"), proposal, YES, now))


def test_a_late_approval_is_disclosed_and_goes_to_the_district(story: Story) -> None:
    proposal = story.selected()
    story.pass_days(18)
    assert codes("proposal.overdue") == [proposal.code]
    late = page_queries.overdue_approvals("QH/", story.now)
    assert [p.id for p, _ in late] == [proposal.id]
    with act() as now:
        decision_actions.decide(story.as_("district"), proposal, YES, now)
    assert proposal.state == "approved"
    assert page_queries.overdue_approvals("QH/", story.now) == []


def test_the_district_is_asked_once(story: Story) -> None:
    proposal = story.selected()
    with act() as now:
        decision_actions.decide(story.as_("officer"), proposal, NO, now)
    assert proposal.state == "refused"
    due = calls("agenda_due", "proposal.ask_district", proposal.place_id, story.now)
    assert [one.subject for one in due] == [proposal.ref]
    refused(
        "wrong_state",
        lambda now: decision_actions.decide_finally(story.as_("district"), proposal, YES, now),
    )
    with act() as now:
        calls("motion_decided", "proposal.ask_district", proposal.id, "carry", story.as_("moderator"), now)
    assert proposal.state == "reconsidering"
    refused(
        "not_allowed",
        lambda now: decision_actions.decide_finally(story.as_("officer"), proposal, YES, now),
    )
    with act() as now:
        decision_actions.decide_finally(story.as_("district"), proposal, NO, now)
    assert proposal.state == "refused_finally"


def test_a_refusal_stands_when_nobody_asks(story: Story) -> None:
    proposal = story.selected()
    with act() as now:
        decision_actions.decide(story.as_("officer"), proposal, NO, now)
    with act() as now:
        calls("motion_decided", "proposal.ask_district", proposal.id, "lose", story.as_("moderator"), now)
    story.pass_days(34)
    assert queries.by_id(proposal.id).state == "refused_finally"
    assert codes("proposal.refused_finally") == [proposal.code]
