"""What letters hears: whatever is disclosed of a followed subject reaches its followers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from micro_projects.kernel.refusal import N_
from micro_projects.kernel.subject import Subject
from micro_projects.letters import actions
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


ANSWERS: dict[tuple[str, str], object] = {}
LISTENS = (
    ("disclosed", "project", disclosed),
    ("notice_posted", "notice", on_notice),
    ("proposal_moved", "proposal", moved),
)
