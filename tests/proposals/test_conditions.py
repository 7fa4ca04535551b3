"""The conditions of the ballot (P10): each guard, tried to be gone round, by act and by plain SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers import conditions
from makers.proposals import TEXT, Story
from micro_projects.deliberation import text_actions
from micro_projects.demo.pictures import picture
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.proposals import condition_actions, condition_queries, desk_queries, risk_actions
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.condition_rules import CONDITIONS
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def disclosed(kind: str) -> int:
    query = sa.select(sa.func.count()).select_from(LogEntry).where(LogEntry.kind == kind)
    return db.session.scalar(query) or 0


def states(proposal: Proposal) -> dict[str, str]:
    return {line.kind: line.state for line in condition_queries.of([proposal])[proposal.id]}


def test_a_written_word_is_whole(story: Story) -> None:
    proposal = story.deliberating()
    worker = story.as_("worker1")
    with act() as now:
        consent = conditions.consent(worker, proposal, now)
        maintainer = conditions.maintainer(worker, proposal, now)
    record = condition_actions.record_promise
    tomorrow = (story.now + timedelta(days=2)).date()
    nobody = replace(consent, party="none", who="无", site="无", conditions="", file_id=None)
    for wrong, code in (
        (replace(consent, kind="wish"), "no_condition"),
        (replace(consent, party="king"), "no_condition"),
        (replace(maintainer, party="none"), "no_condition"),
        (replace(consent, who=" "), "reason_needed"),
        (replace(consent, site=" "), "site_needed"),
        (replace(consent, signed_by=""), "signer_needed"),
        (replace(consent, signed_on=None), "signer_needed"),
        (replace(consent, signed_on=tomorrow), "not_yet_signed"),
        (replace(consent, file_id=None), "document_needed"),
        (nobody, "reason_needed"),
        (replace(maintainer, yearly_cost=None), "cost_needed"),
        (replace(maintainer, starts_on=None), "cost_needed"),
        (replace(maintainer, file_id=None), "document_needed"),
    ):
        refused(code, lambda now, wrong=wrong: record(worker, proposal, wrong, now))
    for who in ("resident01", "moderator", "district"):
        by = story.as_(who)
        refused("not_allowed", lambda now, by=by: record(by, proposal, consent, now))
    with act() as now:
        record(worker, proposal, replace(nobody, conditions="只上课，不动场地。"), now)
        record(worker, proposal, maintainer, now)
    assert states(proposal) == {
        "risk": "missing",
        "legality": "missing",
        "consent": "met",
        "maintainer": "met",
    }
    assert disclosed("proposal.condition") == 2
    assert condition_queries.maintainer(proposal.id) == "莲花物业服务中心"


def test_signatures_are_not_public(story: Story) -> None:
    proposal = story.deliberating()
    worker = story.as_("worker1")
    with act() as now:
        given = conditions.consent(worker, proposal, now)
        condition_actions.record_promise(worker, proposal, given, now)
    bodies = [body.decode() for body in db.session.scalars(sa.select(ContentPart.body)) if body]
    assert any("三号院业主委员会" in body for body in bodies)
    assert not any("王主任" in body for body in bodies)
    kept = db.session.get_one(File, given.file_id)
    assert not kept.public
    assert any(kept.sha256.hex() in body for body in bodies)


def test_what_was_promised_can_be_taken_back_before_the_list_is_frozen(story: Story) -> None:
    proposal = story.advanced(days=20)
    officer = story.as_("officer")
    with act() as now:
        conditions.meet(officer, proposal, now)
    assert condition_queries.unmet(proposal) == []
    row = condition_queries.promise(proposal.id, "consent")
    assert row is not None
    back = condition_actions.withdraw_promise
    refused("not_allowed", lambda now: back(story.as_("resident01"), proposal, row, "改主意", now))
    refused("reason_needed", lambda now: back(officer, proposal, row, " ", now))
    with act() as now:
        back(officer, proposal, row, "业主大会撤回同意。", now)
    assert states(proposal)["consent"] == "withdrawn"
    refused("withdrawn_already", lambda now: back(officer, proposal, row, "再一次", now))
    with pytest.raises(DatabaseError, match="proposal_conditions_met"), act() as now:
        take(proposal, "ballot", by=CLOCK_ACTOR, at=now)
    proposal = proposals.by_id(proposal.id)
    with act() as now:
        given = conditions.consent(officer, proposal, now)
        condition_actions.record_promise(officer, proposal, given, now)
    with act() as now:
        take(proposal, "ballot", by=CLOCK_ACTOR, at=now)
    row = condition_queries.promise(proposal.id, "maintainer")
    assert row is not None
    refused("conditions_fixed", lambda now: back(officer, proposal, row, "太晚", now))
    refused("conditions_fixed", lambda now: condition_actions.record_promise(officer, proposal, given, now))
    refused(
        "conditions_fixed",
        lambda now: risk_actions.assess_risk(officer, proposal, "办", conditions.SAFE, now),
    )
    with pytest.raises(DatabaseError, match="written_promise_fixed"):
        db.session.execute(sa.text("UPDATE written_promise SET withdrawn_at = at, withdrawn_by = by_id"))
    db.session.rollback()


@pytest.mark.parametrize("lacking", list(CONDITIONS))
def test_no_ballot_without_each_of_the_four(story: Story, lacking: str) -> None:
    proposal = story.advanced(days=20)
    kinds = [kind for kind in CONDITIONS if kind != lacking]
    with act() as now:
        conditions.meet(story.as_("officer"), proposal, now, kinds)
    assert condition_queries.unmet(proposal) == [lacking]
    with pytest.raises(DatabaseError, match="proposal_conditions_met"):
        db.session.execute(sa.text(f"UPDATE proposal SET state = 'on_ballot' WHERE id = {proposal.id}"))
    db.session.rollback()


def test_a_new_text_asks_for_all_anew(story: Story) -> None:
    proposal = story.deliberating()
    officer = story.as_("officer")
    with act() as now:
        conditions.meet(officer, proposal, now)
    assert set(states(proposal).values()) == {"met"}
    with act() as now:
        text_actions.amend(story.as_("resident01"), proposal, replace(TEXT, title="座椅"), now)
    assert set(states(proposal).values()) == {"outdated"}
    with act() as now:
        risk_actions.confirm_risk(officer, proposal, now)
    assert states(proposal)["risk"] == "met"


def test_an_unlawful_proposal_does_not_pass(story: Story) -> None:
    from micro_projects.deliberation.opinion_actions import Given, give_opinion

    proposal = story.deliberating()
    with act() as now:
        conditions.meet(story.as_("officer"), proposal, now)
        give_opinion(story.as_("officer"), proposal, Given("legality", False, "占用消防通道。"), now)
    assert states(proposal)["legality"] == "against"


def test_the_database_keeps_what_was_written(story: Story) -> None:
    proposal = story.deliberating()
    with act() as now:
        conditions.meet(story.as_("officer"), proposal, now)
    for statement, guard in (
        ("UPDATE written_promise SET who = '别人'", "written_promise_fixed"),
        ("UPDATE written_promise SET yearly_cost = 1 WHERE kind = 'maintainer'", "written_promise_fixed"),
        ("DELETE FROM written_promise", "written_promise_no_delete"),
        ("UPDATE risk_aspect SET likelihood = 1", "risk_aspect_no_update"),
        ("UPDATE risk_assessment SET hearing = 'X'", "risk_assessment_no_update"),
        (
            "INSERT INTO risk_assessment (proposal_id, version, by_id, at, who, hearing) "
            f"SELECT {proposal.id}, 9, by_id, at, who, '' FROM risk_assessment",
            "risk_assessment_on_version",
        ),
        (
            "INSERT INTO written_promise (proposal_id, version, kind, party, who, site, conditions, signed_by, "
            "signed_on, file_id, by_id, at, withdrawn_reason) SELECT proposal_id, version, kind, party, who, site, "
            "conditions, signed_by, signed_on, NULL, by_id, at, '' FROM written_promise WHERE kind = 'consent'",
            "written_promise_signed",
        ),
    ):
        with pytest.raises(DatabaseError, match=guard):
            db.session.execute(sa.text(statement))
        db.session.rollback()


def test_the_desk_and_d2_say_what_is_lacking(story: Story) -> None:
    proposal = story.advanced()
    facts = calls("disclosed_facts", "proposal", [proposal.id])[proposal.id]
    assert [line["condition_state"] for line in facts["conditions"]] == ["missing"] * 4
    assert [one["kind"] for one in facts["opinions"]] == ["feasibility", "price"]
    by = condition_queries.freeze_by(story.cycle)
    assert by is not None
    for who in ("officer", "worker1"):
        items = [i for i in desk_queries.desk(story.as_(who), story.now) if i.what == desk_queries.CONDITIONS]
        assert [i.deadline for i in items] == [by]
        assert items[0].blocked == tuple(CONDITIONS.values())
    with act() as now:
        conditions.meet(story.as_("officer"), proposal, now)
    assert desk_queries.desk(story.as_("officer"), story.now) == []


def test_pages(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}"
    sign_in(client, "worker1")
    assert client.get(f"{here}/conditions/beauty").status_code == 404
    filled = {
        "party": "committee",
        "who": "三号院业委会",
        "site": "三号楼前",
        "signed_by": "王某某",
        "signed_on": "2026-01-05",
    }
    again = client.post(f"{here}/conditions/consent", data=filled)
    assert again.status_code == 422
    assert "三号院业委会" in again.text
    assert "要附上" in again.text
    document = {"document": (BytesIO(picture(proposal.code, 1)), "a.jpg")}
    assert client.post(f"{here}/conditions/consent", data={**filled, **document}).status_code == 303
    document = {"document": (BytesIO(picture(proposal.code, 2)), "b.jpg")}
    cost = {**filled, **document, "starts_on": "2026-12-01"}
    cost.pop("site")
    assert client.post(f"{here}/conditions/maintainer", data=cost).status_code == 422
    document = {"document": (BytesIO(picture(proposal.code, 2)), "b.jpg")}
    assert (
        client.post(
            f"{here}/conditions/maintainer", data={**cost, **document, "yearly_cost": "0"}
        ).status_code
        == 303
    )
    assert client.get(f"{here}/conditions/consent/withdraw").status_code == 200
    taken = client.post(f"{here}/conditions/consent/withdraw", data={"reason": "业主大会撤回。"})
    assert taken.status_code == 303
    sign_in(client, "resident02")
    page = client.get(f"{here}/conditions").text
    assert "已收回" in page
    assert "王某某" not in page
    assert "还差 3 项" in page
    assert "列入投票还差什么" in client.get(here).text
    assert client.get("/c/FT-LH/2026/conditions").status_code == 200
    assert client.post(f"{here}/conditions/consent", data=filled).status_code == 403
