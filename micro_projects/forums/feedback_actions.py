"""What was said, and what becomes of it: each point taken up, partly or not, why, by the role that owes it, in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.forums import actions, letters, queries, refusals, rules
from micro_projects.forums.models import Forum, ForumPoint
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.own_parts import said
from micro_projects.people import queries as people
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

FEEDBACK = N_(
    "协商会%(forum)s的反馈：意见%(points)d条，采纳%(taken_up)d条，部分采纳%(partly)d条，没有采纳%(refused)d条，理由逐条公开。"
)
OVERDUE = N_("协商会%(forum)s的反馈应在%(until)s前公开，已经逾期，由%(who)s负责。")


def note(by: Actor, forum: Forum, text: str, voice: str, name: str, now: datetime) -> ForumPoint:
    """Write down a point while the forum runs: whose kind of point it is; a name only when they wish it."""
    permit(by, "forum.note", forum.place_id, forum.path)
    require(forum.state == "open", refusals.NOT_OPEN)
    require(text, refusals.NO_TEXT)
    require(voice in rules.VOICES, refusals.UNKNOWN)
    number = len(queries.points(forum.id)) + 1
    point = ForumPoint(
        forum_id=forum.id,
        number=number,
        text=text,
        voice=voice,
        name=name,
        at=now,
        entered_by=by.id,
        outcome=None,
        why="",
    )
    db.session.add(point)
    db.session.flush()
    journal.write(by, "forum.note", forum.ref, now, point=number, voice=voice)
    return point


def feedback(by: Actor, forum: Forum, answers: Mapping[int, tuple[str, str]], now: datetime) -> None:
    """Say of every point (by number) what became of it and why; disclosed as a whole, participants told."""
    permit(by, "forum.feedback", forum.place_id, forum.path)
    who = rules.RESPONSIBLE[forum.responsible]
    require(by.holds(frozenset({forum.responsible}), forum.path), refusals.NOT_RESPONSIBLE, who=_named(who))
    points = queries.points(forum.id)
    for point in points:
        outcome, why = answers.get(point.number, ("", ""))
        require(outcome in rules.OUTCOMES and why.strip(), refusals.UNANSWERED, number=point.number)
        point.outcome, point.why = outcome, why.strip()
    db.session.flush()
    forum.answered_at = now
    journal.move(forum, rules.FORUM, "answer", by=by, at=now)
    counts = {o: sum(p.outcome == o for p in points) for o in rules.OUTCOMES}
    actions.tell_participants(forum, say(letters.ANSWERED), now)
    actions.disclose_of(
        forum,
        "forum.feedback",
        say(
            FEEDBACK,
            forum=forum.code,
            points=len(points),
            taken_up=counts["taken_up"],
            partly=counts["partly"],
            refused=counts["not"],
        ),
        now,
        {
            "forum": forum.code,
            "points_answered": [
                {
                    "reason": said(p.why),
                    "became_of_it": p.outcome,
                    "number": p.number,
                    "text": said(p.text),
                }
                for p in points
            ],
            "responsible": forum.responsible,
        },
    )


def _named(who: str) -> str:
    from flask_babel import gettext

    return str(gettext(who))


def overdue(by: Actor, forum: Forum, now: datetime) -> None:
    """The clock: the feedback is late; disclosed with who holds it."""
    permit(by, "forum.overdue", forum.place_id, forum.path)
    assert forum.feedback_due_at is not None
    forum.overdue_at = now
    journal.write(by, "forum.overdue", forum.ref, now, responsible=forum.responsible)
    holders = people.holders(forum.path, now, [forum.responsible])
    post.tell((h.person_id for h in holders), say(letters.OVERDUE), actions.url(forum), now)
    until = forum.feedback_due_at
    actions.disclose_of(
        forum,
        "forum.overdue",
        say(OVERDUE, forum=forum.code, until=until, who=rules.RESPONSIBLE[forum.responsible]),
        now,
        {"due_at": until.isoformat(), "forum": forum.code, "responsible": forum.responsible},
    )
