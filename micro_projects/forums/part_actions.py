"""Who takes part: signing up, confirming who is affected, answering a draw, leaving, and being there."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.forums import actions, draw_actions, letters, queries, refusals, rules
from micro_projects.forums.models import Forum, ForumParticipant
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require
from micro_projects.letters import actions as post
from micro_projects.people import queries as people
from micro_projects.web.access import NOT_ON_ROLL, permit
from micro_projects.web.sentence import say


def sign_up(by: Actor, forum: Forum, why: str, now: datetime, *, entry_code: str = "") -> ForumParticipant:
    """Take a place (`open`), or say in which way one is affected (`affected`); `entry_code` at a worker's counter."""
    permit(by, "forum.sign_up", forum.place_id, forum.path)
    require(forum.chosen in ("open", "affected"), refusals.NOT_BY_SIGN_UP)
    require(forum.state in ("called", "open"), refusals.CLOSED)
    person = _who(by, forum, entry_code)
    require(queries.of_person(forum.id, person) is None, refusals.ALREADY)
    require(queries.taking_part(forum.id) < forum.places, refusals.FULL)
    require(forum.chosen == "open" or why, refusals.EMPTY_WHY)
    row = actions.new_participant(forum, now, person_id=person, why=why, by=by)
    behalf = person if person != by.id else None
    journal.write(by, "forum.sign_up", forum.ref, now, on_behalf_of=behalf)
    if forum.chosen == "open":
        journal.move(row, rules.PARTICIPANT, "take", by=by, at=now, on_behalf_of=behalf, forum=forum.code)
    return row


def confirm(by: Actor, forum: Forum, row: ForumParticipant, choice: str, now: datetime) -> None:
    """Whether somebody who signed up is directly affected: ``take`` or ``decline``; they are told."""
    permit(by, "forum.confirm", forum.place_id, forum.path)
    require(forum.chosen == "affected" and forum.state in ("called", "open"), refusals.CLOSED)
    require(choice in ("take", "decline"), refusals.UNKNOWN)
    require(choice == "decline" or queries.taking_part(forum.id) < forum.places, refusals.FULL)
    journal.move(row, rules.PARTICIPANT, choice, by=by, at=now, forum=forum.code)
    told = say(letters.CONFIRMED if choice == "take" else letters.NOT_CONFIRMED)
    post.tell([row.person_id] if row.person_id is not None else [], told, actions.url(forum), now)


def reply(by: Actor, forum: Forum, choice: str, now: datetime, *, entry_code: str = "") -> None:
    """Somebody drawn says yes or no; any participant may leave. Who is gone is replaced in the lot's order."""
    permit(by, "forum.reply", forum.place_id, forum.path)
    require(forum.state in queries.COMING, refusals.CLOSED)
    person = _who(by, forum, entry_code)
    row = found(queries.of_person(forum.id, person), refusals.NOT_TAKING_PART)
    behalf = person if person != by.id else None
    if choice == "take":
        require(forum.chosen == "lot", refusals.NOT_LOT)
        journal.move(row, rules.PARTICIPANT, "take", by=by, at=now, on_behalf_of=behalf, forum=forum.code)
        return
    require(choice == "decline", refusals.UNKNOWN)
    act = "decline" if row.state == "asked" else "leave"
    journal.move(row, rules.PARTICIPANT, act, by=by, at=now, on_behalf_of=behalf, forum=forum.code)
    if forum.chosen == "lot" and forum.state == "drawing" and now < forum.starts_at:
        draw_actions.replace(by, forum, row, act, now)


def silent(by: Actor, row: ForumParticipant, now: datetime) -> None:
    """The clock: somebody drawn did not answer in time; the next is asked."""
    forum = db.session.get_one(Forum, row.forum_id)
    permit(by, "forum.silent", forum.place_id, forum.path)
    journal.move(row, rules.PARTICIPANT, "pass", by=by, at=now, forum=forum.code)
    draw_actions.replace(by, forum, row, "pass", now)


def check_in(by: Actor, forum: Forum, row: ForumParticipant, now: datetime) -> None:
    """Somebody is here, seen at the door. Who was drawn and comes has said yes by coming."""
    permit(by, "forum.check_in", forum.place_id, forum.path)
    require(forum.state == "open", refusals.NOT_OPEN)
    require(row.state != "out", refusals.NOT_TAKING_PART)
    require(row.came_at is None, refusals.CAME_ALREADY)
    if row.state == "asked":
        require(forum.chosen == "lot", refusals.NOT_TAKING_PART)
        journal.move(row, rules.PARTICIPANT, "take", by=by, at=now, forum=forum.code)
    row.came_at = now
    db.session.flush()
    journal.write(by, "forum.check_in", forum.ref, now, participant=row.id)


def _who(by: Actor, forum: Forum, entry_code: str) -> int:
    """Oneself, on the roll; or whom a worker has before them."""
    if entry_code:
        require(by.holds(frozenset({"worker"}), forum.path), refusals.NOT_MINE)
        return people.listed(entry_code.strip(), forum.place_id).entry.person_id
    require(by.roll_entry(forum.place_id) is not None, NOT_ON_ROLL)
    return by.id
