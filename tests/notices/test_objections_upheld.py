"""Every cell of the procedure's table: an objection is made, taken up and upheld by acts, and what must follow follows.

upheld as  | C1, D1, D2 | D3 | E1 | E3 | E6
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from makers.projects import Works
from makers.proposals import TEXT
from makers.proposals import Story as Proposing
from micro_projects.clockwork import tick
from micro_projects.deliberation import opinion_queries as deliberations
from micro_projects.deliberation import text_actions
from micro_projects.extensions import db
from micro_projects.funds import queries as ledger
from micro_projects.kernel import canonical
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.kernel.subject import Subject
from micro_projects.letters.models import Letter
from micro_projects.notices import actions as notice_actions
from micro_projects.notices import (
    objection_actions,
    objection_deciding,
    objection_handling,
    objection_queries,
    page_queries,
    queries,
)
from micro_projects.notices.models import LogEntry, Notice
from micro_projects.notices.objection_actions import Said
from micro_projects.notices.objection_models import Objection
from micro_projects.projects import queries as projects
from micro_projects.projects import variation_actions
from micro_projects.proposals import queries as proposals
from micro_projects.proposals import rerun_actions
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import STEPPED
from micro_projects.web.door import act
from support.voting import Story as Voting

pytestmark = pytest.mark.founded
ANSWER = "金额应为一万六千元，原公示写错。"
OBJECTOR = "resident25"


def newest(subject: Subject, kind: str) -> Notice:
    found = queries.newest(subject.id, kind)
    assert found is not None
    return found[0]


def uphold(actor: Callable[[str], object], subject: Subject, kind: str, outcome: str) -> Objection:
    """Filed, taken up and upheld by whoever the program found; the notice it was against stays as it was."""
    with act() as now:
        made = objection_actions.file_objection(
            actor(OBJECTOR), newest(subject, kind), Said(subject, "这里不对"), now
        )
    assert made.office == "officer", "somebody without part is there"
    login = next(n for n in ("officer", "officer2", "district") if actor(n).person_id == made.handler_id)
    with act() as now:
        objection_deciding.acknowledge(actor(login), made, now)
    with act() as now:
        objection_deciding.decide(actor(login), made, outcome, ANSWER, now)
    assert made.state == "upheld"
    told = db.session.scalars(select(Letter.person_id).where(Letter.url == f"/objections/{made.code}"))
    assert made.person_id in set(told)
    return made


def corrected(subject: Subject, kind: str, before: Notice) -> dict:
    """The notice posted again: it points back, says what is right, and its own period runs."""
    again = newest(subject, kind)
    assert again.id != before.id
    entry = queries.entry_of(again)
    assert entry.supersedes == before.log_index
    assert again.ends_at is not None
    facts = page_queries.facts_of(page_queries.parts(entry))
    assert facts is not None
    assert facts["correction"] == ANSWER
    return facts


def gate_refuses(subject: Subject, kind: str, code: str) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        notice_actions.require_gate(subject, kind, now)
    assert caught.value.refusal.code == code


def let_go(notice: Notice, subject: Subject) -> bool:
    db.session.rollback()
    return any(s.released_at for s in queries.subjects(notice.id) if s.subject.id == subject.id)


# -- D1, D2, D3 ------------------------------------------------------------------------------------------


@pytest.fixture
def proposing(inside, clock, founded) -> Proposing:
    return Proposing(inside, clock, founded).begin()


def on_d1(story: Proposing) -> Proposal:
    proposal = story.screened()
    for _ in range(60):
        if queries.newest(proposal.id, "D1"):
            return proposals.by_id(proposal.id)
        story.pass_days(1)
    raise AssertionError("no D1")


def on_d2(story: Proposing) -> Proposal:
    return story.advanced()


def on_d3(story: Proposing) -> Proposal:
    return story.selected(over=False)


@pytest.mark.parametrize(
    ("kind", "begin", "state"),
    [("D1", on_d1, "screened_in"), ("D2", on_d2, "advanced"), ("D3", on_d3, "selected")],
)
def test_a_wrong_fact_is_corrected_and_goes_on_notice_again(proposing, kind, begin, state):
    proposal = begin(proposing)
    before = newest(proposal.ref, kind)
    text = proposals.version(proposal.id, proposal.version).text_hash
    uphold(proposing.as_, proposal.ref, kind, "fact")
    corrected(proposal.ref, kind, before)
    again = proposals.by_id(proposal.id)
    assert again.state == state
    assert proposals.version(again.id, again.version).text_hash == text  # never text or cost
    gate_refuses(proposal.ref, kind, "notice_running")
    proposing.pass_days(16)
    assert let_go(newest(proposal.ref, kind), proposal.ref)
    assert not let_go(before, proposal.ref)


OTHER = "日期也写错，应为六月。"
OFFICERS = ("officer", "officer2", "district")


@pytest.mark.parametrize("second", [ANSWER + "\n", OTHER])
def test_two_of_fact_upheld_one_after_the_other_do_not_correct_the_same_twice(proposing, second):
    """The same answer again corrects nothing new; another one corrects the correction, and says what."""
    proposal = on_d1(proposing)
    before = newest(proposal.ref, "D1")
    made = []
    for who in ("resident25", "resident26"):
        with act() as now:
            said = Said(proposal.ref, "这里不对")
            made.append(objection_actions.file_objection(proposing.as_(who), before, said, now))
    codes = [one.code for one in made]
    for code, answer in zip(codes, (ANSWER, second), strict=True):
        decide_by_whoever_may(proposing, code, answer)
    again = [n for n in queries.of_subject(proposal.id) if n.kind == "D1" and n.id > before.id]
    entries = [queries.entry_of(n) for n in again]
    said_now = [(page_queries.facts_of(page_queries.parts(e)) or {})["correction"] for e in entries]
    assert said_now == ([ANSWER] if second.strip() == ANSWER else [ANSWER, OTHER])
    assert [e.supersedes for e in entries] == [before.log_index, again[0].log_index][: len(entries)]


def decide_by_whoever_may(story: Proposing, code: str, answer: str) -> None:
    """Who upheld one has acted on the thing and decides no other: that one waits for the next office."""
    for _ in range(30):
        one = objection_queries.find(code).objection
        login = next((n for n in OFFICERS if story.as_(n).person_id == one.handler_id), None)
        if login and story.as_(login).id not in objection_handling.barred(one, [story.as_(login).id]):
            with act() as now:
                objection_deciding.acknowledge(story.as_(login), one, now)
            with act() as now:
                objection_deciding.decide(story.as_(login), one, "fact", answer, now)
            return
        story.pass_days(1)
    raise AssertionError("nobody may decide it")


def test_d1_procedure_is_disclosed_again_in_full(proposing):
    proposal = on_d1(proposing)
    before = newest(proposal.ref, "D1")
    uphold(proposing.as_, proposal.ref, "D1", "procedure")
    again = newest(proposal.ref, "D1")
    assert queries.entry_of(again).supersedes == before.log_index
    proposing.pass_until(proposal, "deliberating")


def test_d2_procedure_voids_that_vote_and_it_is_due_again(proposing):
    proposal = on_d2(proposing)
    uphold(proposing.as_, proposal.ref, "D2", "procedure")
    assert proposals.by_id(proposal.id).state == "deliberating"
    assert deliberations.may_advance(proposals.by_id(proposal.id))
    proposing.advance(proposal)
    assert newest(proposal.ref, "D2").number == 2


@pytest.mark.parametrize(("kind", "begin"), [("D1", on_d1), ("D2", on_d2)])
def test_d1_and_d2_substance_want_another_version_and_everything_anew(proposing, kind, begin):
    proposal = begin(proposing)
    uphold(proposing.as_, proposal.ref, kind, "substance")
    assert proposals.by_id(proposal.id).state == ("screened_in" if kind == "D1" else "deliberating")
    assert proposals.rerun_pending(proposal.id)
    better = replace(TEXT, wish="装两张座椅，靠墙放。", estimate=Money.yuan(9_000))
    with act() as now:
        text_actions.amend(proposing.as_("resident01"), proposals.by_id(proposal.id), better, now)
    one = proposals.by_id(proposal.id)
    assert (one.version, proposals.rerun_pending(one.id)) == (2, False)
    if kind == "D1":
        assert newest(proposal.ref, "D1").number == 2
    else:
        assert deliberations.blocked(one) == "no_opinion"  # opinion and vote anew


@pytest.mark.parametrize(("kind", "begin"), [("D1", on_d1), ("D2", on_d2)])
def test_a_version_owed_has_an_end(proposing, kind, begin):
    """Invariant 14: nobody writes it: reminded, then over, publicly, with the reason."""
    proposal = begin(proposing)
    uphold(proposing.as_, proposal.ref, kind, "substance")
    due = proposals.rerun_until(proposals.pending_reruns(proposal.id)[0])
    proposing.clock.move_to(due - timedelta(seconds=1))
    tick(proposing.app)
    db.session.rollback()
    assert proposals.by_id(proposal.id).state != "lapsed"
    reminded = db.session.scalars(select(Letter.person_id).where(Letter.msgid == rerun_actions.REMIND))
    assert list(reminded) == [proposal.author_id]
    proposing.clock.move_to(due)
    tick(proposing.app)
    tick(proposing.app)
    db.session.rollback()
    assert proposals.by_id(proposal.id).state == "lapsed"
    said = db.session.scalars(select(LogEntry.sentence).where(LogEntry.subject_id == proposal.id)).all()
    assert said.count(STEPPED["expire"]) == 1


def test_d3_substance_defers_it_and_its_money_stays_in_the_pool(proposing):
    proposal = on_d3(proposing)
    other = proposals.of_cycle(proposing.cycle.id, ("not_funded",))
    uphold(proposing.as_, proposal.ref, "D3", "substance")
    assert proposals.by_id(proposal.id).state == "deferred"
    proposing.pass_days(30)
    assert proposals.of_cycle(proposing.cycle.id, ("not_funded",)) == other  # nobody moves up
    assert proposals.of_cycle(proposing.cycle.id, ("approved",)) == []


def test_d3_procedure_voids_the_round_and_it_is_held_again(inside, clock, founded):
    story = Voting(inside, clock, founded)
    story.open_cycle()
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000})
    story.freeze()
    story.to(story.round.opens_at)
    story.cast_many([[story.codes[0]]] * 16)
    story.close()
    story.adopt()
    proposal = db.session.scalars(select(Proposal).where(Proposal.state == "selected")).first()
    assert proposal is not None
    first = story.round.code
    uphold(story.actor, proposal.ref, "D3", "procedure")
    db.session.rollback()
    assert {p.state for p in db.session.scalars(select(Proposal))} == {"on_ballot"}
    story.pass_days(3)
    assert story.round.code != first
    assert story.round.opens_at <= clock.now() + timedelta(days=30)


# -- E1, E3, E6 ------------------------------------------------------------------------------------------


@pytest.fixture
def works(inside, clock, founded, monkeypatch) -> Works:
    made = Works(inside, clock, founded)
    made.begin()
    made.oversee(monkeypatch)
    return made


def on_e1(works: Works) -> Subject:
    works.born().registered().procuring().quoted()
    works.pass_days = lambda days: None  # type: ignore[method-assign]  # its notice still runs
    works.awarded()
    del works.pass_days
    return works.project.ref


def on_e3(works: Works) -> Subject:
    works.to_execution().verified(1, 2).accepted()
    return works.project.ref


def on_e6(works: Works) -> Subject:
    works.to_execution()
    with act() as now:
        words = (Money.yuan(1_700), 0, True, "加一张")
        one = projects.milestone(works.project.id, 2)
        variation_actions.propose_variation(works.as_("worker1"), works.project, one, *words, now)
    with act() as now:
        variation_actions.variation_decided(works.project, True, works.as_("moderator"), now)
    with act() as now:
        variation_actions.confirm_variation(works.as_("officer"), works.project, now)
    return works.project.ref


BEGUN = {"E1": on_e1, "E3": on_e3, "E6": on_e6}


@pytest.mark.parametrize("kind", BEGUN)
def test_a_wrong_fact_about_a_project_is_corrected_and_posted_again(works, kind):
    subject = BEGUN[kind](works)
    before, state = newest(subject, kind), works.project.state
    said = page_queries.facts_of(page_queries.parts(queries.entry_of(before)))
    uphold(works.as_, subject, kind, "fact")
    facts = corrected(subject, kind, before)
    assert {k: v for k, v in facts.items() if k not in ("correction", "notice", "period")} == {
        k: v for k, v in (said or {}).items() if k not in ("notice", "period")
    }
    assert works.project.state == state
    works.pass_days(16)
    assert let_go(newest(subject, kind), subject)
    assert not let_go(before, subject)


@pytest.mark.parametrize("outcome", ["substance", "procedure"])
def test_e1_goes_back_to_procuring(works, outcome):
    subject = on_e1(works)
    uphold(works.as_, subject, "E1", outcome)
    assert works.project.state == "procuring"
    assert projects.award(works.project.id) is None
    works.pass_days(16)
    assert works.project.state == "procuring"  # the old notice opens nothing


def test_e3_substance_is_rectified_and_accepted_anew(works):
    subject = on_e3(works)
    uphold(works.as_, subject, "E3", "substance")
    assert works.project.state == "rectifying"
    works.accepted()
    assert newest(subject, "E3").number == 2


def test_e3_procedure_is_accepted_again(works):
    subject = on_e3(works)
    uphold(works.as_, subject, "E3", "procedure")
    assert works.project.state == "acceptance"
    works.pass_days(16)
    assert works.project.state == "acceptance"  # the old notice opens nothing


def decide(works: Works, made: Objection, outcome: str) -> None:
    login = next(n for n in ("officer", "officer2", "district") if works.as_(n).person_id == made.handler_id)
    with act() as now:
        objection_deciding.acknowledge(works.as_(login), made, now)
    with act() as now:
        objection_deciding.decide(works.as_(login), made, outcome, ANSWER, now)


@pytest.mark.parametrize("outcome", ["substance", "procedure"])
def test_e6_is_void_and_costs_nothing(works, outcome):
    subject = on_e6(works)
    owed = ledger.balance(works.project.id, "contracted")
    uphold(works.as_, subject, "E6", outcome)
    assert [v.state for v in projects.variations(works.project.id)] == ["void"]
    works.pass_days(16)
    assert ledger.balance(works.project.id, "contracted") == owed


def test_rejected_changes_nothing_and_the_gate_opens_after_the_time_to_appeal(works):
    subject = on_e3(works)
    with act() as now:
        made = objection_actions.file_objection(
            works.as_(OBJECTOR), newest(subject, "E3"), Said(subject, "不对"), now
        )
    decide(works, made, "rejected")
    assert works.project.state == "accepted"
    gate_refuses(subject, "E3", "notice_running")
    works.pass_days(16)
    assert works.project.state == "settling"
    kinds = db.session.scalars(select(LogEntry).where(LogEntry.kind == "objection.decided")).all()
    assert len(kinds) == 1
    assert canonical.load({p.name: p.body for p in queries.parts(kinds[0])}["facts"])["outcome"] == "rejected"
    assert datetime.fromisoformat(
        canonical.load({p.name: p.body for p in queries.parts(kinds[0])}["facts"])["due_at"]
    )
