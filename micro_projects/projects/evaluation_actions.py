"""X10: the residents are asked whether it was solved, 30 days after use began and again after a year (E5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.letters import actions as letters
from micro_projects.notices import actions as notices
from micro_projects.people import queries as people
from micro_projects.projects import parties, queries, refusals, rules, waiting
from micro_projects.projects.actions import pack_of
from micro_projects.projects.disclosing import take
from micro_projects.projects.letters import TO_EVALUATE, url
from micro_projects.projects.machine import MACHINE
from micro_projects.projects.models import Evaluation, EvaluationAnswer, Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

DAYS = 10
"""How long an evaluation takes answers."""
RESULT = N_(
    "项目%(code)s“%(title)s”第%(number)d次居民评价：%(answers)d人回答，%(percent)d%%认为问题已解决，"
    "平均满意度%(mark)s分（满分5分）。"
)
RESULT_NONE = N_("项目%(code)s“%(title)s”第%(number)d次居民评价：没有人回答。")


def begin_evaluation(by: Actor, project: Project, number: int, now: datetime) -> Evaluation:
    """The clock opens an evaluation whose day has come."""
    permit(by, "project.begin_evaluation", project.place_id, project.path)
    if number == 1:
        take(project, "begin_evaluation", by=by, at=now)
    midnight = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    closes = midnight + timedelta(days=DAYS + 1)
    made = Evaluation(project_id=project.id, number=number, opens_at=now, closes_at=closes)
    db.session.add(made)
    db.session.flush()
    journal.write(by, "project.open_evaluation", project.ref, now, number=number)
    waiting.begin(project, "evaluate", "residents", now, ref_id=number)
    told = [entry.person_id for entry in people.roll(project.place_id)]
    letters.tell(told, say(TO_EVALUATE, title=project.title, at=closes), url(project), now)
    return made


def evaluate(by: Actor, project: Project, solved: bool, satisfaction: int, now: datetime) -> None:
    """One answer per resident on the roll; who answered what is published to nobody."""
    permit(by, "project.evaluate", project.place_id, project.path)
    made = found(queries.evaluation(project.id), refusals.NOT_EVALUATING)
    open_ = made.closed_at is None and now < made.closes_at
    require(open_, refusals.EVALUATION_OVER, at=made.closes_at)
    require(1 <= satisfaction <= 5, refusals.WRONG_ANSWER)
    entry = by.roll_entry(project.place_id)
    assert entry is not None
    require(db.session.get(EvaluationAnswer, (made.id, entry)) is None, refusals.ALREADY_ANSWERED)
    db.session.add(
        EvaluationAnswer(
            evaluation_id=made.id, entry_id=entry, solved=solved, satisfaction=satisfaction, at=now
        )
    )
    db.session.flush()
    journal.write(by, "project.evaluate", project.ref, now, number=made.number)


def close_evaluation(by: Actor, project: Project, made: Evaluation, now: datetime) -> None:
    """The clock counts and publishes (E5); the first one closes the project, with reservations where it must."""
    permit(by, "project.close_evaluation", project.place_id, project.path)
    answers, yes, marks = queries.count_answers(made.id)
    made.answers, made.yes, made.satisfaction, made.closed_at = answers, yes, marks, now
    db.session.flush()
    waiting.meet(project, "evaluate", now, made.number)
    findings = parties.open_findings(project)
    good = rules.solved_enough(yes, answers, pack_of(project).solved) and not findings
    journal.write(
        by, "project.close_evaluation", project.ref, now, number=made.number, yes=yes, answers=answers
    )
    if project.state == "evaluating":
        move(project, MACHINE, "close" if good else "close_with_reservations", by=by, at=now)
    known = {"code": project.code, "title": project.title, "number": made.number}
    words = say(RESULT_NONE, **known)
    if answers:
        mark = f"{marks / answers:.1f}"
        words = say(RESULT, **known, answers=answers, percent=yes * 100 // answers, mark=mark)
    facts = {
        "answers": answers,
        "good": good,
        "number": made.number,
        "open_findings": len(findings),
        "satisfaction": marks,
        "yes": yes,
    }
    notices.post_notice(by, "E5", project.subject, [project.ref], words, now, facts=facts)
