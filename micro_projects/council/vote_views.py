"""A vote as the chair and a member take it, on the pages of live_views."""

from __future__ import annotations

from typing import Any

from micro_projects.council import queries, refusals, rules, vote_actions, vote_rules
from micro_projects.council.blueprint import room
from micro_projects.council.live_views import back, chosen, ticked
from micro_projects.kernel.refusal import require
from micro_projects.web.access import allow
from micro_projects.web.door import act, me


@room.post("/sessions/<code>/motions/<int:number>/call")
@allow("motion.call")
def call_vote(code: str, number: int) -> Any:
    """Call the vote, in the form chosen."""
    session, form = queries.session(code), chosen("form", vote_rules.FORMS)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.call_vote(me(), session, motion, at, form)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/vote")
@allow("motion.vote")
def vote(code: str, number: int) -> Any:
    """My vote."""
    session, choice = queries.session(code), chosen("choice", rules.VOTES)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.vote(me(), session, motion, choice, at)
    return back(code, True)


@room.post("/sessions/<code>/motions/<int:number>/votes")
@allow("motion.record_vote")
def record_votes(code: str, number: int) -> Any:
    """The chair records who raised a hand or said a word."""
    session, people, choice = queries.session(code), ticked(), chosen("choice", rules.VOTES)
    require(people, refusals.NOBODY_CHOSEN)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.record_votes(me(), session, motion, people, choice, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/pass-over")
@allow("motion.pass_over")
def pass_over(code: str, number: int) -> Any:
    """The member whose name is called does not answer."""
    session, people = queries.session(code), ticked()
    require(people, refusals.NOBODY_CHOSEN)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.pass_over(me(), session, motion, people[0], at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/call-off")
@allow("motion.call_off")
def call_off(code: str, number: int) -> Any:
    """Stop a secret vote that too few have cast."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.call_off(me(), session, motion, at)
    return back(code, False)


@room.post("/sessions/<code>/motions/<int:number>/declare")
@allow("motion.declare")
def declare(code: str, number: int) -> Any:
    """Declare what the program computed."""
    session = queries.session(code)
    motion = queries.motion(session.id, number)
    with act() as at:
        vote_actions.declare(me(), session, motion, at)
    return back(code, False)
