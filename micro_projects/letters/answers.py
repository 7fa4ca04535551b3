"""What letters hears: whatever is disclosed of a followed subject reaches its followers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import render_template
from markupsafe import Markup

from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Subject
from micro_projects.letters import actions, queries
from micro_projects.web.sentence import Sentence, say

MOVED = N_("您关注的提案《%(title)s》有新进展，请打开看看。")
ON_NOTICE = N_("您关注的事项进入公示%(notice)s，公示期内可以提出异议。")


def disclosed(ref: Subject, kind: str, sentence: Sentence, now: datetime) -> None:
    """A disclosure about a subject: its own sentence is the message. Notices come by `on_notice`."""
    if not kind.startswith("notice."):
        actions.tell_followers(ref, sentence, now)


def on_notice(notice: Any, subjects: Sequence[Subject], now: datetime) -> None:
    """A notice about one or many subjects."""
    for ref in subjects:
        actions.tell_followers(ref, say(ON_NOTICE, notice=notice.code), now)


def moved(proposal: Any, act: str, now: datetime) -> None:
    """A step of a proposal; its author has a message of the proposal's own."""
    actions.tell_followers(proposal.ref, say(MOVED, title=proposal.title), now, told=[proposal.author_id])


def follow_part(proposal: Any, actor: Actor | None, now: datetime) -> str:
    """The button on a proposal's page, for whoever is signed in: one statement."""
    if actor is None or actor.person_id is None or proposal.state == "draft":
        return Markup()
    following = queries.follows(actor.id, proposal.id)
    return Markup(  # nosec B704 - a template of ours, escaped there
        render_template("letters/follow.html", kind="proposal", code=proposal.code, following=following)
    )


ANSWERS: dict[tuple[str, str], object] = {}
LISTENS = (
    ("disclosed", "project", disclosed),
    ("notice_posted", "notice", on_notice),
    ("proposal_moved", "proposal", moved),
    ("proposal_parts", "proposal", follow_part),
)
