"""Risk before approval: the level follows from its aspects, a high one needs a hearing, and nothing goes round it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

from makers import conditions
from makers.proposals import TEXT, Story
from micro_projects.deliberation import text_actions
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import LogEntry
from micro_projects.proposals import condition_queries, condition_rules, decision_actions, risk_actions
from micro_projects.proposals.condition_rules import ASPECTS, Aspect
from micro_projects.proposals.decision_actions import Ruling
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded
WHO = "街道平安办"


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def state(proposal: Proposal) -> str:
    return next(line.state for line in condition_queries.of([proposal])[proposal.id] if line.kind == "risk")


@pytest.fixture
def hearing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the forums say of hearings, so that each test says when one was held and its feedback disclosed."""
    held: list[str] = []
    answers = {**calls._answers, ("hearing_held", "proposal"): lambda one: held[-1] if held else None}
    monkeypatch.setattr(calls, "_answers", answers)
    return held


scores = st.tuples(st.integers(0, 3), st.integers(1, 3))


@given(st.lists(scores, min_size=6, max_size=6))
def test_the_level_is_the_worst_aspects(given_: list[tuple[int, int]]) -> None:
    aspects = [Aspect(key, a, b if a else 0) for key, (a, b) in zip(ASPECTS, given_, strict=True)]
    level = condition_rules.level(aspects)
    order = ["low", "medium", "high"]
    assert level == max((condition_rules.level([one]) for one in aspects), key=order.index)
    assert (level == "high") == any(a * b >= 6 for a, b in given_)
    worse = [replace(a, likelihood=3, severity=3) for a in aspects[:1]] + aspects[1:]
    assert condition_rules.level(worse) == "high"  # no number of small ones hides a large one


def test_levels() -> None:
    table = {(1, 1): "low", (1, 2): "low", (1, 3): "medium", (2, 2): "medium", (2, 3): "high", (3, 3): "high"}
    for (likely, bad), level in table.items():
        assert condition_rules.level(conditions.risky(likely, bad)) == level
        assert condition_rules.level(conditions.risky(bad, likely)) == level


def test_every_aspect_is_answered(story: Story) -> None:
    proposal = story.deliberating()
    worker = story.as_("worker1")
    wrong = [
        conditions.SAFE[:-1],
        [*conditions.SAFE[:-1], Aspect("other", 4, 1, "谁", "什么", "怎么")],
        [*conditions.SAFE[:-1], Aspect("other", 1, 0, "谁", "什么", "怎么")],
        [*conditions.SAFE[:-1], Aspect("other", 1, 1, "谁", "什么", " ")],
        [*conditions.SAFE[:-1], Aspect("other", -1, -1, "谁", "什么", "怎么")],
    ]
    for aspects in wrong:
        refused(
            "aspect_missing", lambda now, a=aspects: risk_actions.assess_risk(worker, proposal, WHO, a, now)
        )
    refused(
        "reason_needed", lambda now: risk_actions.assess_risk(worker, proposal, " ", conditions.SAFE, now)
    )
    refused("not_assessed", lambda now: risk_actions.confirm_risk(worker, proposal, now))
    for who in ("resident02", "moderator", "district"):
        by = story.as_(who)
        refused(
            "not_allowed",
            lambda now, by=by: risk_actions.assess_risk(by, proposal, WHO, conditions.SAFE, now),
        )
    with act() as now:
        risk_actions.assess_risk(worker, proposal, WHO, conditions.risky(1, 2), now)
    assert state(proposal) == "met"
    refused("risk_stands", lambda now: risk_actions.confirm_risk(worker, proposal, now))
    query = sa.select(LogEntry.subject_code).where(LogEntry.kind == "risk.assessed")
    assert list(db.session.scalars(query)) == [proposal.code]


def test_a_high_risk_waits_for_its_hearing(story: Story, hearing: list[str]) -> None:
    proposal = story.advanced(days=20)
    officer = story.as_("officer")
    with act() as now:
        conditions.meet(officer, proposal, now, ["legality", "consent", "maintainer"])
        risk_actions.assess_risk(officer, proposal, WHO, conditions.risky(3, 3), now)
    assert state(proposal) == "hearing"
    refused("hearing_needed", lambda now: risk_actions.confirm_risk(officer, proposal, now))
    # assessing it lower does not go round the hearing, nor does the database's owner
    with act() as now:
        risk_actions.assess_risk(officer, proposal, WHO, conditions.SAFE, now)
    assert state(proposal) == "hearing"
    with pytest.raises(DatabaseError, match="proposal_conditions_met"):
        db.session.execute(sa.text(f"UPDATE proposal SET state = 'on_ballot' WHERE id = {proposal.id}"))
    db.session.rollback()
    hearing.append("FT-LH-2026-F01")
    assert state(proposal) == "hearing"  # held is not enough: after it the assessment is confirmed or revised
    with act() as now:
        row = risk_actions.confirm_risk(officer, proposal, now)
    assert (row.hearing, state(proposal)) == ("FT-LH-2026-F01", "met")
    assert condition_queries.unmet(proposal) == []


def test_a_hearing_for_one_text_and_the_next_text(story: Story, hearing: list[str]) -> None:
    proposal = story.deliberating()
    officer = story.as_("officer")
    with act() as now:
        risk_actions.assess_risk(officer, proposal, WHO, conditions.risky(2, 3), now)
        text_actions.amend(story.as_("resident01"), proposal, replace(TEXT, title="座椅"), now)
    assert state(proposal) == "outdated"
    with act() as now:  # still true, and still high: it waits for the hearing
        risk_actions.confirm_risk(officer, proposal, now)
    assert state(proposal) == "hearing"
    with act() as now:
        text_actions.amend(story.as_("resident01"), proposal, replace(TEXT, title="两张座椅"), now)
        risk_actions.assess_risk(officer, proposal, WHO, conditions.risky(1, 2), now)
    assert state(proposal) == "met"  # another text, which is not dangerous


def test_no_approval_without_it(story: Story) -> None:
    """Somebody with the database in hands takes the assessment away from what was chosen: neither door opens."""
    proposal = story.selected()
    officer = story.as_("officer")
    yes = Ruling(True, "福田坊街办纪〔2026〕12号", date(2026, 6, 1), "")
    with act():
        db.session.execute(sa.text("DROP TRIGGER risk_assessment_no_update"))
        db.session.execute(sa.text("UPDATE risk_assessment SET version = version + 9"))
    db.session.expire_all()
    assert state(proposal) != "met"
    refused("risk_unmet", lambda now: decision_actions.decide(officer, proposal, yes, now))
    with pytest.raises(DatabaseError, match="proposal_risk_assessed"):
        db.session.execute(sa.text(f"UPDATE proposal SET state = 'approved' WHERE id = {proposal.id}"))
    db.session.rollback()
    with act():
        db.session.execute(sa.text("UPDATE risk_assessment SET version = version - 9"))
    db.session.expire_all()
    with act() as now:
        decision_actions.decide(officer, proposal, yes, now)
    assert proposal.state == "approved"


def test_pages(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}/risk"
    assert "还没有评估" in client.get(here).text
    client.post("/sign-in", data={"login": "worker1", "password": PASSWORD})
    filled = {"who": WHO} | {f"{key}-likelihood": "0" for key in ASPECTS}
    assert client.get(f"{here}/assess").status_code == 200
    half = {**filled, "noise-likelihood": "3", "noise-severity": "2", "noise-affected": "三号楼住户"}
    again = client.post(f"{here}/assess", data=half)
    assert again.status_code == 422
    assert "三号楼住户" in again.text
    whole = {**half, "noise-harm": "吵", "noise-measure": "白天施工"}
    assert client.post(f"{here}/assess", data=whole).status_code == 303
    page = client.get(here).text
    assert "高风险" in page
    assert "白天施工" in page
    refused_ = client.post(f"{here}/confirm")
    assert refused_.status_code in (409, 422)
    assert "听证会" in refused_.text
    assert "三号楼住户" in client.get(f"{here}/assess").text
