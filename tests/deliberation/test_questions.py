"""Questions: to a role or the author, with a deadline; reminded, disclosed once when overdue, listed publicly."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.proposals import Story
from micro_projects.clockwork import tick
from micro_projects.deliberation import desk_queries, letters
from micro_projects.deliberation import question_actions as actions
from micro_projects.deliberation import question_queries as queries
from micro_projects.deliberation import question_rules as rules
from micro_projects.deliberation.question_models import Question
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.places import queries as places
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def asked(story: Story, proposal: Proposal, to: str = "officer", who: str = "resident05") -> Question:
    with act() as now:
        return actions.ask(story.as_(who), proposal, to, "谁来管？", now)


def told(person: int, msgid: str) -> int:
    query = sa.select(sa.func.count()).where(Letter.person_id == person, Letter.msgid == msgid)
    return db.session.scalar(query) or 0


def overdue() -> list[LogEntry]:
    return list(db.session.scalars(sa.select(LogEntry).where(LogEntry.kind == "question.overdue")))


def until(story: Story, at: datetime) -> None:
    story.clock.forward(at - story.now)
    tick(story.app)
    db.session.rollback()


def test_lateness_is_counted_in_days_begun() -> None:
    due = datetime.fromisoformat("2026-03-10T00:00+08:00")
    assert rules.days_late(due, due - timedelta(seconds=1)) == 0
    assert rules.days_late(due, due) == 1
    assert rules.days_late(due, due + timedelta(hours=24)) == 1
    assert rules.days_late(due, due + timedelta(hours=24, seconds=1)) == 2
    assert rules.days_since(due, due - timedelta(days=1)) == 0


def test_a_question_is_answered_once_by_whom_it_was_put_to(story: Story) -> None:
    proposal = story.deliberating()
    refused("unknown_choice", lambda now: actions.ask(story.as_("resident05"), proposal, "admin", "?", now))
    refused("not_on_roll", lambda now: actions.ask(story.as_("neighbour01"), proposal, "worker", "?", now))
    question = asked(story, proposal)
    assert [item.what for item in desk_queries.desk(story.as_("officer"), story.now)].count(
        desk_queries.ANSWER
    ) == 1
    refused("not_asked", lambda now: actions.answer(story.as_("worker1"), question, proposal, "物业", now))
    refused("not_asked", lambda now: actions.answer(story.as_("resident01"), question, proposal, "我", now))
    refused("not_on_roll", lambda now: actions.answer(story.as_("district"), question, proposal, "我", now))
    with act() as now:
        actions.answer(story.as_("officer"), question, proposal, "物业", now)
    refused(
        "already_answered", lambda now: actions.answer(story.as_("officer"), question, proposal, "他", now)
    )
    row = queries.of_proposal(proposal.id, None)[0]
    assert row.answer is not None
    assert row.answer.text == "物业"
    assert row.late(story.now) == 0
    assert told(story.as_("resident05").id, letters.ANSWERED) == 1


def test_the_author_may_be_asked_and_answers(story: Story) -> None:
    proposal = story.deliberating()
    refused("own_proposal", lambda now: actions.ask(story.as_("resident01"), proposal, "author", "?", now))
    question = asked(story, proposal, "author")
    author = story.as_("resident01")
    assert told(author.id, letters.ASKED) == 1
    assert desk_queries.ANSWER in [item.what for item in desk_queries.desk(author, story.now)]
    assert desk_queries.desk(story.as_("resident06"), story.now) == []
    refused("not_asked", lambda now: actions.answer(story.as_("officer"), question, proposal, "我", now))
    with act() as now:  # a worker enters the author's answer at the counter
        actions.answer(story.as_("worker1"), question, proposal, "四张够坐。", now)
    answered = queries.of_proposal(proposal.id, None)[0]
    assert answered.answer is not None
    assert answered.answer.by_id == proposal.author_id


def test_a_deadline_is_reminded_of_then_disclosed_once_and_a_late_answer_says_so(story: Story) -> None:
    proposal = story.deliberating()
    question = asked(story, proposal)
    officer = story.as_("officer").id
    assert question.due_at == places.due_after(question.at, story.cycle.pack.answer_days)
    until(story, question.due_at - timedelta(days=1, seconds=1))
    assert told(officer, letters.ANSWER_SOON) == 0
    until(story, question.due_at - timedelta(hours=23))
    until(story, question.due_at - timedelta(hours=22))
    assert told(officer, letters.ANSWER_SOON) == 1
    until(story, question.due_at - timedelta(seconds=1))
    assert overdue() == []
    until(story, question.due_at)
    until(story, question.due_at + timedelta(days=2))
    [entry] = overdue()
    part = db.session.get_one(ContentPart, (entry.log_id, entry.index, "facts"))
    facts = json.loads(part.body or b"")
    assert facts["held_by"] == "officer"
    assert facts["proposal"] == proposal.code
    assert "谁来管" not in (part.body or b"").decode()
    assert told(officer, letters.ANSWER_LATE) == 1
    assert desk_queries.ANSWER_LATE in [i.what for i in desk_queries.desk(story.as_("officer"), story.now)]
    with act() as now:
        actions.answer(story.as_("officer"), question, proposal, "物业", now)
    assert queries.of_proposal(proposal.id, None)[0].late(story.now) == 2


def test_an_answered_question_is_never_called_late(story: Story) -> None:
    proposal = story.deliberating()
    question = asked(story, proposal)
    with act() as now:
        actions.answer(story.as_("officer"), question, proposal, "物业", now)
    until(story, question.due_at + timedelta(days=1))
    assert overdue() == []
    assert told(story.as_("officer").id, letters.ANSWER_SOON) == 0


def test_the_counter_takes_questions_whatever_was_said_before(story: Story) -> None:
    proposal = story.deliberating()
    entry = proposals.entry_of(story.as_("resident05").id, proposal.place_id)
    for _ in range(story.cycle.pack.said_per_hour):
        asked(story, proposal)
    refused("too_many_said", lambda now: actions.ask(story.as_("resident05"), proposal, "worker", "?", now))
    with act() as now:
        row = actions.ask(story.as_("worker1"), proposal, "officer", "还有一问", now, entry=entry)
    assert row.author_id == story.as_("resident05").id


@pytest.mark.each_database
def test_the_database_itself_guards_questions(story: Story) -> None:
    proposal = story.deliberating()
    question = asked(story, proposal)
    with act() as now:
        actions.answer(story.as_("officer"), question, proposal, "物业", now)
    for guard, statement in {
        "question_no_update": "UPDATE question SET text = '坏'",
        "question_no_delete": "DELETE FROM question",
        "answer_no_update": "UPDATE answer SET text = '坏'",
        "answer_no_delete": "DELETE FROM answer",
    }.items():
        with pytest.raises(DatabaseError, match=guard):
            db.session.execute(sa.text(statement))
        db.session.rollback()


def test_the_list_of_what_is_not_answered(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = "/c/FT-LH/2026/questions"
    assert "没有等着答复的提问" in client.get(here).text
    question = asked(story, proposal)
    page = client.get(here).text
    assert "谁来管？" in page
    assert "今天问的，等答复" in page
    story.clock.forward(question.due_at - story.now + timedelta(days=1, hours=1))
    assert "逾期 2 天没有答复" in client.get(here).text
    client.post("/sign-in", data={"login": "officer", "password": PASSWORD})
    assert "逾期 2 天" in client.get(f"/questions/{question.token}/answer").text
    client.post(f"/questions/{question.token}/answer", data={"text": "物业来管。"})
    assert "谁来管？" not in client.get(here).text
    every = client.get(f"{here}?show=all").text
    assert "物业来管。" in every
    assert "晚了 2 天" in every
    assert client.get("/c/FT-LH/1999/questions").status_code == 404
