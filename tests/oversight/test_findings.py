"""Findings: raised, answered in writing by others, looked at again; holds on payments and their end (X7)."""

from __future__ import annotations

import pytest

from makers.oversight import Watched
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.letters import queries as letters
from micro_projects.notices import queries as notices
from micro_projects.oversight import finding_actions as actions
from micro_projects.oversight import finding_queries as queries
from micro_projects.oversight import rules, supervision_actions
from micro_projects.people import actions as people
from micro_projects.projects import parties
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def refusal(do, *args) -> str:
    with pytest.raises(Refused) as caught, act() as now:
        do(*args, now)
    return caught.value.refusal.code


def done(do, *args) -> None:
    with act() as now:
        do(*args, now)


def kinds(works: Watched) -> list[str]:
    return [entry.kind for entry in notices.entries_of(works.project.ref)]


@pytest.fixture
def drawn(works: Watched) -> Watched:
    return works.drawn()


def test_a_finding_is_answered_looked_at_and_closed(drawn: Watched) -> None:
    finding = drawn.found()
    assert finding.code == f"{drawn.code}-F1"
    assert letters.unread(drawn.person("worker1")) == 1
    assert parties.open_findings(drawn.project) == [finding.id]
    drawn.answered(finding)
    done(actions.close, drawn.as_(drawn.seated()[0]), finding, "看过了，好了")
    assert finding.state == "closed"
    assert parties.open_findings(drawn.project) == []
    assert {"finding.raised", "finding.answered", "finding.closed"} <= set(kinds(drawn))
    assert [word.settled for word in queries.words(finding.id)] == [None, True]


@pytest.mark.parametrize(
    "login",
    ["resident20", "council01", "worker1", "officer", "contractor1", "admin", "moderator", "committee"],
)
def test_who_was_not_drawn_raises_nothing(drawn: Watched, login: str) -> None:
    if login in drawn.seated():
        pytest.skip("drawn this time")
    code = refusal(actions.raise_finding, drawn.as_(login), drawn.project.subject, "defect", "x")
    assert code in ("not_allowed", "not_serving")


def test_a_supervisor_of_another_project_raises_nothing(drawn: Watched) -> None:
    stranger = drawn.standing_by()[0]
    done_at = drawn.today()
    with act() as now:
        people.hold(
            drawn.as_("admin"),
            drawn.founded.community,
            drawn.person(stranger),
            "supervisor",
            done_at,
            None,
            now,
        )
    do = (actions.raise_finding, drawn.as_(stranger), drawn.project.subject, "defect", "x")
    assert refusal(*do) == "not_serving"


def test_a_supervisor_who_came_to_have_an_interest_acts_no_more(drawn: Watched, monkeypatch) -> None:
    first = drawn.seated()[0]
    person = drawn.person(first)
    monkeypatch.setitem(calls._answers, ("interested", "project"), lambda _: {person})
    do = (actions.raise_finding, drawn.as_(first), drawn.project.subject, "defect", "x")
    assert refusal(*do) == "interested"


def test_affairs_ask_and_auditors_find_about_anything_in_their_places(drawn: Watched) -> None:
    with act() as now:
        asked = actions.raise_finding(
            drawn.as_("affairs"), drawn.cycle.subject, "question", "预算依据是什么？", now
        )
        noted = actions.raise_finding(
            drawn.as_("auditor"), drawn.project.subject, "serious", "合同与附件不一致", now
        )
    assert (asked.raised_as, noted.raised_as) == ("affairs", "auditor")
    assert queries.open_of(drawn.cycle_id) == []  # a question is no defect
    done(actions.answer, drawn.as_("officer"), asked, "依据是规则包第三条")
    assert asked.state == "answered"
    assert refusal(actions.close, drawn.as_(drawn.seated()[0]), asked, "") == "not_raiser"


def test_nobody_answers_their_own_finding(drawn: Watched) -> None:
    first = drawn.seated()[0]
    finding = drawn.found()
    with act() as now:
        people.hold(
            drawn.as_("admin"),
            drawn.founded.community,
            drawn.person(first),
            "worker",
            drawn.today(),
            None,
            now,
        )
    assert refusal(actions.answer, drawn.as_(first), finding, "没问题") == "own_finding"
    with pytest.raises(Exception, match="finding_answer_other refused"), act():
        db.session.execute(
            db.text(
                "INSERT INTO finding_answer (finding_id, number, by_id, at, text) "
                "SELECT id, 1, raised_by, raised_at, 'x' FROM finding"
            )
        )


@pytest.mark.parametrize(
    ("login", "code"),
    [("contractor2", "not_your_project"), ("worker9", "not_your_project"), ("resident20", "not_allowed")],
)
def test_only_who_handles_it_answers(drawn: Watched, login: str, code: str) -> None:
    finding = drawn.found()
    assert refusal(actions.answer, drawn.as_(login), finding, "x") in (code, "not_allowed")


def test_the_firm_answers_for_its_own_contract(drawn: Watched) -> None:
    drawn.registered().procuring().quoted().awarded().contracted()
    finding = drawn.found()
    assert letters.unread(drawn.person("contractor1")) >= 1
    assert refusal(actions.answer, drawn.as_("contractor2"), finding, "x") == "not_your_project"
    done(actions.answer, drawn.as_("contractor1"), finding, "已换新")
    assert finding.state == "answered"


@pytest.mark.parametrize("text", ["", "   "])
def test_empty_words_are_no_words(drawn: Watched, text: str) -> None:
    first = drawn.as_(drawn.seated()[0])
    assert refusal(actions.raise_finding, first, drawn.project.subject, "defect", text) == "says_nothing"
    finding = drawn.found()
    assert refusal(actions.answer, drawn.as_("worker1"), finding, text) == "says_nothing"
    drawn.answered(finding)
    assert refusal(actions.send_back, first, finding, text) == "says_nothing"


def test_twice_is_refused_in_words(drawn: Watched) -> None:
    finding = drawn.found()
    drawn.answered(finding)
    assert refusal(actions.answer, drawn.as_("worker2"), finding, "again") == "wrong_state"
    first = drawn.as_(drawn.seated()[0])
    done(actions.close, first, finding, "")
    assert refusal(actions.close, first, finding, "") == "wrong_state"


def test_only_the_raiser_looks_at_the_answer_until_they_left(drawn: Watched) -> None:
    finding = drawn.found()
    drawn.answered(finding)
    first, second = drawn.seated()
    assert refusal(actions.close, drawn.as_(second), finding, "") == "not_raiser"
    done(supervision_actions.leave, drawn.as_(first), drawn.project)
    done(actions.close, drawn.as_(second), finding, "好了")
    assert finding.state == "closed"


def test_a_finding_is_dropped_before_an_answer_with_a_reason(drawn: Watched) -> None:
    finding = drawn.found()
    first = drawn.as_(drawn.seated()[0])
    done(actions.hold_payments, first, finding)
    assert refusal(actions.drop, first, finding, " ") == "says_nothing"
    done(actions.drop, first, finding, "看错了楼")
    assert finding.state == "closed"
    assert parties.holds(drawn.project) == []


# -- holds --------------------------------------------------------------------------------------------


def test_a_hold_stops_the_payment_and_ends_with_the_finding(drawn: Watched) -> None:
    drawn.registered().procuring().quoted().awarded().contracted().executing()
    finding = drawn.found()
    first = drawn.as_(drawn.seated()[0])
    done(actions.hold_payments, first, finding)
    assert "暂缓付款" in parties.holds(drawn.project)[0]
    with pytest.raises(Refused) as caught:
        drawn.paid("advance", 4_000)
    assert caught.value.refusal.code == "payment_blocked"
    drawn.answered(finding)
    assert parties.holds(drawn.project)
    done(actions.close, first, finding, "好了")
    assert parties.holds(drawn.project) == []
    assert {"finding.hold", "finding.hold_lifted"} <= set(kinds(drawn))


def test_a_hold_needs_an_open_finding_about_the_project_and_once(drawn: Watched) -> None:
    finding = drawn.found()
    first, second = (drawn.as_(login) for login in drawn.seated())
    done(actions.hold_payments, second, finding)
    assert refusal(actions.hold_payments, first, finding) == "already_held"
    other = drawn.found(text="另一处")
    drawn.answered(other)
    done(actions.close, first, other, "")
    assert refusal(actions.hold_payments, first, other) == "no_finding"
    with act() as now:
        about_cycle = actions.raise_finding(drawn.as_("auditor"), drawn.cycle.subject, "note", "x", now)
    assert refusal(actions.hold_payments, first, about_cycle) == "not_on_project"
    assert refusal(actions.hold_payments, drawn.as_("auditor"), finding) == "not_allowed"


def test_two_answers_end_a_hold_and_forbid_another(drawn: Watched) -> None:
    finding = drawn.found()
    first = drawn.as_(drawn.seated()[0])
    done(actions.hold_payments, first, finding)
    drawn.answered(finding)
    done(actions.send_back, first, finding, "还松")
    assert parties.holds(drawn.project)
    drawn.answered(finding, "又拧了一遍")
    assert parties.holds(drawn.project) == []
    done(actions.send_back, first, finding, "还是松")
    assert parties.open_findings(drawn.project) == [finding.id]
    assert rules.hold_ends(finding.answers)
    other = drawn.found(text="第二处")
    for _ in range(rules.HOLDING_ANSWERS):
        drawn.answered(other)
        done(actions.send_back, first, other, "不行")
    assert refusal(actions.hold_payments, first, other) == "held_enough"


def test_an_answer_nobody_looks_at_ends_the_hold_and_is_disclosed(drawn: Watched) -> None:
    finding = drawn.found()
    done(actions.hold_payments, drawn.as_(drawn.seated()[0]), finding)
    drawn.answered(finding)
    drawn.pass_days(12)
    assert parties.holds(drawn.project) == []
    assert kinds(drawn).count("finding.overdue") == 1
    assert parties.open_findings(drawn.project) == [finding.id]


def test_silence_to_a_finding_is_disclosed_once_and_never_lifts_the_hold(drawn: Watched) -> None:
    finding = drawn.found()
    done(actions.hold_payments, drawn.as_(drawn.seated()[0]), finding)
    drawn.pass_days(40)
    drawn.pass_days(1)
    assert kinds(drawn).count("finding.overdue") == 1
    assert parties.holds(drawn.project)
    drawn.answered(finding)
    drawn.pass_days(12)
    assert kinds(drawn).count("finding.overdue") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finding SET text = 'x'",
        "UPDATE finding SET state = 'answered'",
        "UPDATE finding SET state = 'closed', answers = -1",
        "DELETE FROM finding",
        "UPDATE finding_answer SET text = 'x'",
        "UPDATE payment_hold SET finding_id = 0",
        "DELETE FROM payment_hold",
        "INSERT INTO payment_hold (finding_id, project_id, by_id, at) "
        "SELECT f.id, f.about_id, f.raised_by, f.raised_at FROM finding f WHERE f.state = 'closed'",
        "INSERT INTO payment_hold (finding_id, project_id, by_id, at) "
        "SELECT f.id, f.about_id, (SELECT max(id) FROM person), f.raised_at FROM finding f "
        "WHERE f.state = 'raised' AND f.id NOT IN (SELECT finding_id FROM payment_hold)",
    ],
)
def test_the_database_keeps_findings(drawn: Watched, statement: str) -> None:
    closed, _, held = drawn.found(), drawn.found(text="二"), drawn.found(text="三")
    first = drawn.as_(drawn.seated()[0])
    drawn.answered(closed)
    done(actions.close, first, closed, "")
    done(actions.hold_payments, first, held)
    with pytest.raises(Exception, match="refused"), act():
        db.session.execute(db.text(statement))
