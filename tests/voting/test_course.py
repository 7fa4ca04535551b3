"""What may happen to a round besides the straight way: held, too few, ties, voided, the council instead."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.kernel import lot as draws
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import lots
from micro_projects.notices import queries as notices
from micro_projects.notices.models import LogEntry
from micro_projects.proposals.models import Proposal
from micro_projects.voting import answers, queries, result_actions
from micro_projects.web.door import act
from support.voting import CONDITIONS, Story

NOW_KINDS = select(LogEntry.kind).order_by(LogEntry.log_id, LogEntry.index)


def states() -> dict[str, str]:
    return {p.title: p.state for p in db.session.scalars(select(Proposal))}


def test_what_is_frozen_is_disclosed_and_hashed(frozen: Story) -> None:
    round_ = frozen.round
    assert round_.code == "FT-LH-2026-R1"
    assert round_.budget == Money.yuan(1_800_000)
    assert round_.roll_size == 300
    assert states() == {"长者饭堂": "on_ballot", "夜间照明": "on_ballot", "健身角": "on_ballot"}
    entry = next(e for e in notices.entries_of(round_.ref) if e.kind == "round.frozen")
    facts = next(p.body for p in notices.parts(entry) if p.name == "facts")
    assert facts is not None
    assert round_.frozen_hash.hex() in facts.decode()
    for line in queries.projects(round_.id):
        assert line.text_hash is not None
        assert line.text_hash.hex() in facts.decode()
        assert answers.resolved_hash(line.proposal_id) is None  # not counted yet


def test_the_opinions_price_is_the_cost(story: Story) -> None:
    story.open_cycle()
    a, b = story.advance({"一": 10_000, "二": 20_000})
    known = dict(calls._answers)
    calls._answers["price", "proposal"] = lambda id_: Money.yuan(12_345) if id_ == a.id else None
    try:
        story.freeze()
    finally:
        calls._answers.clear()
        calls._answers.update(known)
    costs = {line.proposal_id: line.cost for line in queries.projects(story.round.id)}
    assert costs == {a.id: Money.yuan(12_345), b.id: Money.yuan(20_000)}


def test_a_condition_unmet_waits_then_is_deferred(story: Story) -> None:
    story.open_cycle()
    story.advance({"齐备": 10_000, "缺同意": 20_000}, [c for c in CONDITIONS if c != "consent"])
    ready = db.session.scalars(select(Proposal).where(Proposal.title == "齐备")).one()
    with act() as now:
        story.meet([ready], ["consent"], now)
    story.pass_days(20)
    assert not queries.of_cycle(story.cycle.id)
    story.freeze()
    assert states() == {"齐备": "on_ballot", "缺同意": "deferred"}
    waited = story.clock.now() - story.round.state_since
    assert waited < timedelta(days=1)


def test_too_few_extends_once_then_the_council_resolves(voting: Story) -> None:
    first = voting.round.closes_at
    voting.cast_many([[voting.codes[0]]] * 3)
    round_ = voting.close()
    assert round_.state == "open"
    assert round_.extended_from == first
    assert round_.closes_at == first + timedelta(days=5)
    voting.cast("resident04", voting.codes[1])
    round_ = voting.close()
    assert (round_.state, round_.resolve_by, round_.opened_at) == ("reconciled", "council", None)
    assert not queries.records(round_.id)
    assert not queries.sealed(round_.id)
    assert round_.key_destroyed_at is not None
    assert queries.turnout(round_.id) == {"web": 4}
    due = answers.proposals_due(round_.place_id, voting.clock.now())
    assert [d.code for d in due] == voting.codes
    with act() as now:
        for item, choice in zip(due, ("carry", "lose", "carry"), strict=True):
            answers.proposal_decided(item.subject.id, choice, voting.actor("moderator"), now)
    voting.to(voting.clock.now())
    assert voting.round.state == "adopted"
    assert sorted(states().values()) == ["not_funded", "selected", "selected"]
    assert queries.notice_of(voting.round.id) is not None


def test_enough_is_enough_at_the_first_closing(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 15)  # 5 % of 300
    assert voting.close().state == "counted"


def test_the_council_resolves_where_the_pack_says_so(story: Story) -> None:
    story.open_cycle(resolve_by="council", pool=500_000_00)
    story.advance({"一": 300_000, "二": 200_000, "三": 100_000})
    story.freeze()
    story.pass_days(30)
    assert story.round.state == "frozen"
    due = answers.proposals_due(story.round.place_id, story.clock.now())
    for item in due:
        with act() as now:
            answers.proposal_decided(item.subject.id, "carry", story.actor("moderator"), now)
    # 450,000 to decide over: the second no longer fits
    assert states() == {"一": "selected", "二": "not_funded", "三": "selected"}
    assert story.round.state == "adopted"
    with pytest.raises(Refused), act() as now:
        answers.proposal_decided(due[0].subject.id, "carry", story.actor("moderator"), now)


def test_a_tie_only_a_lot_can_decide(story: Story) -> None:
    story.open_cycle(pool=500_000_00)  # 450,000 to decide over
    story.advance({"一": 300_000, "二": 300_000})
    story.freeze()
    story.to(story.round.opens_at)
    one, two = story.codes
    story.cast_many([[one]] * 10 + [[two]] * 10)
    round_ = story.close()
    assert round_.state == "reconciled"
    lot = queries.tie_lot(round_.id)
    assert lot is not None
    assert lot.number_source == round_.number_source
    assert not queries.result(round_.id)[0].tally
    story.to(lot.number_due_at)
    for login in ("moderator", "affairs"):
        by = story.actor(login)
        with act() as now:
            lots.enter_number(by, queries.tie_lot(round_.id), "042", now)
    story.to(story.clock.now())
    round_ = story.round
    assert round_.state == "counted"
    lot = queries.tie_lot(round_.id)
    places = {place.code: place.member_id for place in notices.lot_places(lot.id)}
    drawn = draws.draw(places, lot.log_root, "042").order
    first = next(line for line in queries.projects(round_.id) if line.id == places[drawn[0]])
    funded = [li.project.code for li in queries.result(round_.id) if li.allocation and li.allocation.funded]
    assert funded == [first.code]
    assert round_.key_destroyed_at is not None


def ask_void(story: Story) -> None:
    by, round_ = story.actor("council01"), story.round
    with act() as now:
        result_actions.ask_void(by, round_, "channel", "网站在最后一天下午打不开。", now)


def decide_void(story: Story, choice: str = "carry") -> None:
    by, round_ = story.actor("moderator"), story.round
    with act() as now:
        answers.void_decided(round_.id, choice, by, now)


def test_a_voided_round_is_held_again(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    assert sorted(states().values()) == ["not_funded", "not_funded", "selected"]
    ask_void(voting)
    assert [d.code for d in answers.voids_due(voting.round.place_id, voting.clock.now())] == ["FT-LH-2026-R1"]
    decide_void(voting)
    assert voting.round.state == "void"
    assert set(states().values()) == {"on_ballot"}
    voided_at = voting.clock.now()
    voting.pass_days(1)
    assert voting.round.code == "FT-LH-2026-R2"
    assert voting.round.opens_at <= voided_at + timedelta(days=30)
    voting.to(voting.round.opens_at)
    voting.cast_many([[voting.codes[1]]] * 16)
    assert voting.close().state == "counted"
    # a second void needs the district
    ask_void(voting)
    assert answers.voids_due(voting.round.place_id, voting.clock.now()) == []
    with pytest.raises(Refused) as refused:
        decide_void(voting)
    assert refused.value.refusal.code == "needs_consent"
    by, request = voting.actor("district"), queries.open_void_request(voting.round.id)
    with act() as now:
        result_actions.consent_void(by, voting.round, request, now)
    decide_void(voting)
    assert voting.round.state == "void"


def test_voiding_an_open_round_opens_nothing(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 5)
    ask_void(voting)
    decide_void(voting)
    voting.pass_days(1)
    first = queries.round_or_404("FT-LH-2026-R1")
    assert (first.state, first.opened_at) == ("void", None)
    assert first.key_destroyed_at is not None
    assert not queries.sealed(first.id)
    assert not queries.records(first.id)


def test_a_lost_motion_to_void_leaves_the_result(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    ask_void(voting)
    with pytest.raises(Refused) as refused:
        ask_void(voting)
    assert refused.value.refusal.code == "already_asked"
    decide_void(voting, "lose")
    assert voting.round.state == "counted"


def test_an_adopted_result_is_not_voided_by_a_motion_that_still_waited(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    ask_void(voting)
    with act() as now:
        answers.result_decided(voting.round.id, "carry", voting.actor("moderator"), now)
    assert voting.round.state == "adopted"
    with pytest.raises(Refused) as refused:
        decide_void(voting)  # from here on only an objection against D3 does it
    assert refused.value.refusal.code == "round_over"
    assert voting.round.state == "adopted"
    assert answers.voids_due(voting.round.place_id, voting.clock.now()) == []
    assert not [request for _, request in queries.for_desk([voting.round.path]) if request]


def test_only_a_procedural_ground(voting: Story) -> None:
    by, round_ = voting.actor("council01"), voting.round
    with pytest.raises(Refused) as refused, act() as now:
        result_actions.ask_void(by, round_, "dislike", "结果不好。", now)
    assert refused.value.refusal.code == "unknown_ground"
    by = voting.actor("officer")
    with pytest.raises(Refused) as refused, act() as now:
        result_actions.ask_void(by, round_, "roll", "名册有误。", now)
    assert refused.value.refusal.code == "not_allowed"


def test_an_objection_of_procedure_against_d3_voids_the_round(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    voting.adopt()
    notice = queries.notice_of(voting.round.id)
    assert notice is not None
    proposal = db.session.scalars(select(Proposal).where(Proposal.state == "selected")).one()
    by = voting.actor("officer")
    with act() as now:
        for kind, id_ in (("round", voting.round.id), ("proposal", proposal.id)):  # each of its subjects
            calls("objection_upheld", kind, id_, notice, "procedure", by, now)
    first = queries.round_or_404("FT-LH-2026-R1")
    assert first.state == "void"
    assert set(states().values()) == {"on_ballot"}


def test_a_wrong_fact_in_d3_is_corrected_in_a_supplement(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    voting.adopt()
    notice, by = queries.notice_of(voting.round.id), voting.actor("officer")
    with act() as now:
        calls("objection_upheld", "round", voting.round.id, notice, "fact", by, now)
    newest = queries.notice_of(voting.round.id)
    assert newest is not None
    assert newest.code == "FT-LH-2026-D3.2"


def test_losing_the_motion_to_adopt_changes_nothing(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    with act() as now:
        answers.result_decided(voting.round.id, "lose", voting.actor("moderator"), now)
    assert voting.round.state == "counted"
    assert [d.code for d in answers.results_due(voting.round.place_id, voting.clock.now())] == [
        "FT-LH-2026-R1"
    ]
    assert calls("interested", "round", voting.round.id) == set()


def test_down_for_forty_days(frozen: Story) -> None:
    frozen.to(frozen.round.opens_at)
    frozen.cast_many([[frozen.codes[0]]] * 16)
    frozen.to(frozen.round.closes_at + timedelta(days=40))
    assert frozen.round.state == "counted"
    frozen.adopt()
    chain = {answers.resolved_hash(p.id) for p in db.session.scalars(select(Proposal))}
    assert None not in chain
    assert len(chain) == 3
    costs = [answers.resolved_cost(p.id) for p in db.session.scalars(select(Proposal).order_by(Proposal.id))]
    assert costs == [Money.yuan(60_000), None, None]


def test_every_step_is_disclosed_in_order(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    voting.adopt()
    kinds = [k for k in db.session.scalars(NOW_KINDS) if k.startswith("round.")]
    steps = "frozen opened closed reconciled counted adopted".split()
    assert kinds == [f"round.{step}" for step in steps]


def test_a_household_votes_once(story: Story) -> None:
    story.open_cycle(unit="household")
    story.advance({"一": 10_000})
    story.freeze()
    assert story.round.roll_size == 150  # two to a household
    story.to(story.round.opens_at)
    story.cast("resident01", story.codes[0])
    with pytest.raises(Refused) as refused:
        story.cast("resident02", story.codes[0])
    assert refused.value.refusal.code == "not_voter"


def test_the_desk(voting: Story) -> None:
    now = voting.clock.now()
    assert [i.endpoint for i in answers.desk(voting.actor("resident01"), now)] == ["voting.vote"]
    voting.cast("resident01", voting.codes[0])
    assert answers.desk(voting.actor("resident01"), now) == []
    voting.cast_many([[voting.codes[0]]] * 16, first=2)
    assert answers.desk(voting.actor("moderator"), now) == []
    voting.close()
    assert [i.endpoint for i in answers.desk(voting.actor("moderator"), voting.clock.now())] == [
        "voting.result"
    ]


def test_a_proposals_life(voting: Story) -> None:
    proposal = db.session.scalars(select(Proposal).where(Proposal.title == "健身角")).one()
    with voting.app.test_request_context():
        before = answers.proposal_life(proposal.id)
        assert before is not None
        assert before["url"] == "/rounds/FT-LH-2026-R1"
    voting.cast_many([[voting.codes[0]]] * 16)
    voting.close()
    with voting.app.test_request_context():
        after = answers.proposal_life(proposal.id)
        assert after is not None
        assert "没有入选" in after["reason"]
