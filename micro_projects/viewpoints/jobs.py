"""What the clock does here: finds groups anew when answers changed, closes conversations. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.due import Due, Job
from micro_projects.viewpoints import closing_actions, group_queries, queries, results, rules
from micro_projects.viewpoints.results import Result

Found = tuple[int, Result, dict[int, int | None]]
"""A version of the answers, its groups, and whose group is which."""


def changed(now: datetime) -> Iterator[Due]:
    """Conversations in which enough people more took part, each at most every ten minutes."""
    for conversation, version, last in queries.to_group(now):
        since = last + rules.AGAIN if last else now
        if since <= now:
            yield Due(f"{conversation}:{version}", since)


def find(due: Due) -> Found:
    """Figure the groups, ahead of the act: the lock is not held meanwhile."""
    conversation = int(due.key.partition(":")[0])
    version = group_queries.version(conversation)  # read first: newer answers only make it due again
    answers = group_queries.of_open(conversation)
    found, of = results.figure(answers.matrix, answers.numbers)
    clusters = {
        int(entry): int(group) if group >= 0 else None
        for entry, group in zip(answers.who, of, strict=True)
        if isinstance(entry, int)
    }
    return version, found, clusters


def keep(due: Due, now: datetime, found: Found) -> None:
    """Keep them."""
    conversation = queries.by_id(int(due.key.partition(":")[0]))
    closing_actions.keep_groups(CLOCK_ACTOR, conversation, *found, now)


def over(now: datetime) -> Iterator[Due]:
    """Conversations whose time is over."""
    for conversation, since in queries.to_close(now):
        yield Due(str(conversation), since)


def find_last(due: Due) -> Result:
    """The last groups; answers cannot change any more."""
    answers = group_queries.of_open(int(due.key))
    return results.figure(answers.matrix, answers.numbers)[0]


def close(due: Due, now: datetime, found: Result) -> None:
    """Close one."""
    closing_actions.close(CLOCK_ACTOR, queries.by_id(int(due.key)), found, now)


JOBS = (
    Job("conversation.group", changed, keep, ahead=find),
    Job("conversation.close", over, close, ahead=find_last),
)
