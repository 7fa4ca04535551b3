"""From closing to the count: what must be equal, what a difference waits for, and when a result may not stand."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices import queries as notices
from micro_projects.voting import answers, queries, reconcile_actions, reconcile_pages, reconcile_queries
from micro_projects.voting.checks import CHECKS
from micro_projects.web.door import act
from support import papers
from support.voting import Story


def disclosed(story: Story, kind: str) -> list[dict[str, object]]:
    """The machine form of what the round disclosed of a kind, oldest first."""
    found = []
    for entry in notices.entries_of(story.round.ref):
        if entry.kind == kind:
            body = next(part.body for part in notices.parts(entry) if part.name == "facts")
            assert body is not None
            found.append(json.loads(body))
    return found


def voted(story: Story, ballots: list[list[str]], on_paper: int, typed: str, in_box: int) -> None:
    """Ballots on the web and on paper; of those handed in `in_box` are found in the box and typed in."""
    story.cast_many(ballots)
    first = len(ballots) + 1
    serials = papers.handed_in(story, [f"resident{n:02d}" for n in range(first, first + on_paper)])
    papers.to_entering(story)
    papers.take_back(story, on_paper + 1, on_paper + 2)
    for worker in ("worker1", "worker2"):
        papers.read_by(story, worker, dict.fromkeys(serials[:in_box], typed))
    papers.finish(story, in_box)
    story.to(story.clock.now())


def explain(story: Story, login: str = "worker1", **words: str) -> None:
    by, round_ = story.actor(login), story.round
    with act() as now:
        reconcile_actions.explain(by, round_, words, now)


def doctor(story: Story) -> list[str]:
    return [finding.what for check in CHECKS for finding in check()]


def test_no_difference_goes_on_by_itself(voting: Story) -> None:
    a = voting.codes[0]
    voted(voting, [[a]] * 16, 3, "2", 3)
    round_ = voting.round
    assert (round_.state, round_.ballots, round_.invalid) == ("counted", 19, 0)
    lines = reconcile_queries.account(round_.id)
    assert [(line.pile, line.expected, line.actual) for line in lines] == [
        ("sheets", 5, 5),
        ("sealed", 16, 16),
        ("paper", 3, 3),
    ]
    assert disclosed(voting, "round.difference") == []
    assert reconcile_queries.proof(round_.id) is None
    assert doctor(voting) == []


def test_a_difference_waits_for_its_explanation_and_changes_nothing(voting: Story) -> None:
    """Four handed in, three in the box: nothing is opened before it is explained; the margin is far larger than one."""
    a, b, _c = voting.codes
    voted(voting, [[a], [a, b]] * 10, 4, "1", 3)
    round_ = voting.round
    assert (round_.state, round_.opened_at) == ("entering", None)
    told = disclosed(voting, "round.difference")[0]
    assert (told["short"], told["over"]) == (1, 0)
    desk = reconcile_pages.desk(voting.actor("worker1"), round_.state_since)
    assert [item.endpoint for item in desk] == ["voting.reconciliation"]
    assert reconcile_pages.desk(voting.actor("resident01"), round_.state_since) == []
    voting.pass_days(1)
    assert voting.round.state == "entering"
    db.session.execute(text("INSERT INTO round_account SELECT id, 'paper', 4, 3 FROM round"))
    with pytest.raises(DatabaseError, match="round_reconciled_explained"):
        db.session.execute(text("UPDATE round SET state = 'reconciled'"))
    db.session.rollback()
    with pytest.raises(Refused) as no, act() as now:
        reconcile_actions.reconcile(voting.actor("worker1"), round_, now)
    assert no.value.refusal.code == "not_allowed"
    with pytest.raises(Refused) as no:
        explain(voting, "officer", paper="不清楚。")
    assert no.value.refusal.code == "not_allowed"
    with pytest.raises(Refused) as no:
        explain(voting, paper="  ")
    assert no.value.refusal.code == "explanation_missing"

    explain(voting, paper="第二个居民登记后把选票带走了，没有投进票箱。")
    said = disclosed(voting, "round.explained")[0]
    assert said["explanations"] == [{"explanation": {"part": "said-1"}, "pile": "paper"}]
    with pytest.raises(Refused) as no:
        explain(voting, paper="再说一遍。")
    assert no.value.refusal.code == "nothing_to_explain"
    voting.to(voting.clock.now())
    round_ = voting.round
    assert (round_.state, round_.ballots) == ("counted", 23)
    proof = reconcile_queries.proof(round_.id)
    assert proof is not None
    assert (proof.missing, proof.surplus, proof.could, proof.exact) == (1, 0, False, True)
    assert disclosed(voting, "round.proven")[0]["could_change"] is False
    assert doctor(voting) == []

    due = answers.results_due(round_.place_id, voting.clock.now())[0]
    assert "少1张、多0张" in due.text.chinese()
    voting.adopt()
    assert voting.round.state == "adopted"
    notice = queries.notice_of(round_.id)
    assert notice is not None
    entry = next(e for e in notices.entries_of(round_.ref) if e.kind == "round.adopted")
    assert entry is not None
    assert doctor(voting) == []


def close_race(voting: Story) -> None:
    """The threshold is five votes: the third project has four, and one ballot is missing."""
    a, b, c = voting.codes
    voted(voting, [[a, b]] * 16 + [[a, c]] * 4, 2, "1", 1)
    explain(voting, paper="箱里少一张，找遍了没有找到。")
    voting.to(voting.clock.now())


@pytest.mark.each_database
def test_what_could_change_a_winner_is_never_adopted(voting: Story) -> None:
    close_race(voting)
    round_ = voting.round
    proof = reconcile_queries.proof(round_.id)
    assert proof is not None
    assert (proof.could, proof.exact) == (True, True)
    assert json.loads(proof.witness)["supposed"] == [{"choices": [voting.codes[2]], "points": []}]
    assert answers.results_due(round_.place_id, voting.clock.now()) == []
    with pytest.raises(Refused) as no:
        voting.adopt()
    assert no.value.refusal.code == "difference_could_change"
    assert voting.round.state == "counted"
    # nor by plain SQL
    with pytest.raises(DatabaseError, match="round_adopted_proven"):
        db.session.execute(text("UPDATE round SET state = 'adopted' WHERE state = 'counted'"))
    db.session.rollback()

    request = queries.open_void_request(voting.round.id)
    assert request is not None
    assert (request.ground, request.by_id) == ("difference", None)
    due = answers.voids_due(voting.round.place_id, voting.clock.now())
    assert [d.code for d in due] == [voting.round.code]
    with act() as now:  # the council says no: it is moved again, for nothing else is left
        answers.void_decided(voting.round.id, "lose", voting.actor("moderator"), now)
    voting.to(voting.clock.now())
    again = queries.open_void_request(voting.round.id)
    assert again is not None
    assert again.id != request.id
    with act() as now:
        answers.void_decided(voting.round.id, "carry", voting.actor("moderator"), now)
    assert voting.round.state == "void"
    voting.pass_days(1)
    assert voting.round.number == 2
    assert doctor(voting) == []


def test_nobody_explains_in_time(voting: Story) -> None:
    a = voting.codes[0]
    voted(voting, [[a]] * 20, 2, "1", 1)
    round_ = voting.round
    until = reconcile_queries.in_force(round_.id)[0].due_at
    voting.to(until - timedelta(hours=1))
    told = select(Letter.person_id).where(Letter.url.endswith("/reconciliation"))
    worker = db.session.scalars(told.where(Letter.person_id == voting.actor("worker1").id)).all()
    assert len(worker) == 2  # when it was found, and the day before the time is over
    assert voting.round.state == "entering"
    voting.to(until)
    late = disclosed(voting, "round.overdue")
    assert [one["overdue_step"] for one in late] == ["explaining"]
    with pytest.raises(Refused) as no:
        explain(voting, paper="来晚了。")
    assert no.value.refusal.code == "too_late_to_explain"
    with pytest.raises(DatabaseError, match="in_time"):
        db.session.execute(
            text(
                "UPDATE round_difference SET explanation = 'x', explained_by = 1, explained_at = due_at, overdue_at = NULL"
            )
        )
    db.session.rollback()
    voting.pass_days(3)
    assert (voting.round.state, voting.round.opened_at) == ("entering", None)
    assert disclosed(voting, "round.overdue") == late  # said once
    with act() as now:
        answers.void_decided(voting.round.id, "carry", voting.actor("moderator"), now)
    voting.pass_days(1)
    first = queries.round_or_404("FT-LH-2026-R1")
    assert (first.state, first.opened_at) == ("void", None)
    assert not queries.sealed(first.id)
    assert not queries.records(first.id)
    assert first.key_destroyed_at is not None
    assert doctor(voting) == []


def test_paper_is_not_entered_in_time(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 20)
    serials = papers.handed_in(voting, ["resident21"], spare=0)
    papers.to_entering(voting)
    until = reconcile_queries.entering_until(voting.round)
    voting.to(until - timedelta(minutes=1))
    reminded = db.session.scalars(select(Letter.msgid).where(Letter.msgid.contains("录完"))).all()
    assert reminded
    voting.to(until)
    assert [one["overdue_step"] for one in disclosed(voting, "round.overdue")] == ["entering"]
    voting.pass_days(2)
    assert len(disclosed(voting, "round.overdue")) == 1
    for worker in ("worker1", "worker2"):
        papers.read_by(voting, worker, {serials[0]: "2"})
    papers.finish(voting, 1, "工作人员病了。")
    voting.to(voting.clock.now())
    assert (voting.round.state, voting.round.ballots) == ("counted", 21)


def test_a_sheet_found_again_ends_the_difference(voting: Story) -> None:
    """Sheets may be brought back until the round is reconciled: then nothing differs any more."""
    voting.cast_many([[voting.codes[0]]] * 20)
    serials = papers.handed_in(voting, ["resident21"], spare=2)
    papers.to_entering(voting)
    papers.take_back(voting, 2, 2)
    for worker in ("worker1", "worker2"):
        papers.read_by(voting, worker, {serials[0]: "1"})
    papers.finish(voting, 1, "有一张空白选票找不到。")
    voting.to(voting.clock.now())
    assert [row.pile for row in reconcile_queries.in_force(voting.round.id)] == ["sheets"]
    papers.take_back(voting, 3, 3)
    voting.to(voting.clock.now())
    assert voting.round.state == "counted"
    assert reconcile_queries.in_force(voting.round.id) == []


def test_too_few_twice_opens_nothing_not_even_the_box(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 3)
    papers.handed_in(voting, ["resident04"])
    voting.close()
    assert voting.round.extended_from is not None
    voting.close()
    round_ = voting.round
    assert (round_.state, round_.resolve_by, round_.opened_at) == ("reconciled", "council", None)
    assert queries.turnout(round_.id) == {"web": 3, "paper": 1}
    assert not queries.sealed(round_.id)
    with pytest.raises(Refused) as no:
        papers.enter(voting, "worker1", "00000000", "1")
    assert no.value.refusal.code == "not_entering"
    assert doctor(voting) == []


def test_every_channel_counts_for_the_minimum(voting: Story) -> None:
    """5 % of 300 are 15: ten on the web and five on paper are enough."""
    voted(voting, [[voting.codes[0]]] * 10, 5, "2", 5)
    assert (voting.round.state, voting.round.extended_from, voting.round.ballots) == ("counted", None, 15)


def behind_the_programs_back(trigger: str, statement: str) -> None:
    """As somebody with the database file would."""
    db.session.execute(text(f"DROP TRIGGER {trigger}"))
    db.session.execute(text(statement))
    db.session.commit()


def test_a_sealed_ballot_taken_out_of_the_database(voting: Story) -> None:
    voting.cast_many([[voting.codes[0]]] * 20)
    behind_the_programs_back(
        "sealed_ballot_opened",
        "DELETE FROM sealed_ballot WHERE entry_id = (SELECT MIN(entry_id) FROM sealed_ballot)",
    )
    voting.close()
    row = reconcile_queries.in_force(voting.round.id)[0]
    assert (voting.round.state, row.pile, row.expected, row.actual) == ("entering", "sealed", 20, 19)
    explain(voting, sealed="数据库里少了一张，备份里也没有，已报街道。")
    voting.to(voting.clock.now())
    assert (voting.round.state, voting.round.ballots) == ("counted", 19)
    assert doctor(voting) == []


def test_a_sealed_ballot_beside_paper_is_named(voting: Story) -> None:
    papers.handed_in(voting, ["resident01"])
    behind_the_programs_back(
        "sealed_ballot_beside",
        "INSERT INTO sealed_ballot (round_id, entry_id, sealed, salt) SELECT round_id, entry_id, x'00', x'00' "
        "FROM roll_mark",
    )
    assert doctor(voting) == ["round FT-LH-2026-R1: 1 sealed ballots of voters who handed in paper"]
