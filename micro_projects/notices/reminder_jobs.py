"""The clock reminds, once of each thing, by letter: workers, those with a part, objectors, handlers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.kernel.due import Due, Job
from micro_projects.notices import objection_queries as objections
from micro_projects.notices import reminder_letters as letters
from micro_projects.notices import reminder_queries as queries
from micro_projects.notices.models import Notice
from micro_projects.notices.objection_models import Objection
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places

END, SHEET, BOX, CLOCK = "notice.remind_end", "notice.remind_sheet", "notice.remind_box", "objection.remind"


def _unsent(job: str, since: Mapping[str, datetime]) -> Iterator[Due]:
    sent = queries.done(job, since)
    return (Due(key, at) for key, at in since.items() if key not in sent)


def ending(now: datetime) -> Iterator[Due]:
    """Periods about to end; made longer, they are told of again."""
    found = {
        f"{n.id}:{n.ends_at.isoformat()}": n.ends_at - queries.BEFORE
        for n in queries.ending(now)
        if n.ends_at
    }
    return _unsent(END, found)


def remind_of_end(due: Due, now: datetime) -> None:
    """Tell those with a part, objectors, and of a cycle's notices the council."""
    letters.ending(_notice(due), now)


def sheets(now: datetime) -> Iterator[Due]:
    """From nine in the morning of the first working day: on no board yet."""
    found = {}
    for notice in queries.unposted(now):
        calendar = places.edition(notice.calendar_version)
        morning = calendar_rules.add_working_days(notice.posted_at, 1, calendar) - queries.MORNING
        if morning <= now:
            found[str(notice.id)] = morning
    return _unsent(SHEET, found)


def remind_of_sheet(due: Due, now: datetime) -> None:
    """Tell the workers."""
    letters.sheet(_notice(due), now)


def boxes(now: datetime) -> Iterator[Due]:
    """Letter boxes to look into before noon."""
    found = {
        f"{n.id}:{n.gate_confirmed_at.isoformat()}": n.gate_confirmed_at - queries.BEFORE_NOON
        for n in queries.unconfirmed(now)
        if n.gate_confirmed_at
    }
    return _unsent(BOX, found)


def remind_of_box(due: Due, now: datetime) -> None:
    """Tell the workers."""
    letters.box(_notice(due), now)


def clocks(now: datetime) -> Iterator[Due]:
    """Objections about to be overdue, and rejections about to stand."""
    found = {
        f"{o.id}:{o.due_at.isoformat()}": o.due_at - queries.BEFORE
        for o in queries.running_out(now)
        if o.due_at
    }
    return _unsent(CLOCK, found)


def remind_of_clock(due: Due, now: datetime) -> None:
    """Tell whoever has the next step: the handler, the panel's members who did not vote, or the objector."""
    one = db.session.get_one(Objection, int(due.key.split(":")[0]))
    if one.state == "rejected":
        letters.appeal([one.person_id], one, now)
    elif one.office == "panel":
        waiting = [seat.person_id for seat in objections.panel(one) if seat.voted_at is None]
        letters.handle(waiting, one, now)
    elif one.handler_id is not None:
        letters.handle([one.handler_id], one, now)
    else:  # nobody without a part was found: those who could find somebody
        notice = objections.notice_of(one)
        officers, districts = objections.holders(notice.path, now)
        letters.nobody([*officers, *districts], one, now)


def _notice(due: Due) -> Notice:
    return db.session.get_one(Notice, int(due.key.split(":")[0]))


JOBS = (
    Job(END, ending, remind_of_end),
    Job(SHEET, sheets, remind_of_sheet),
    Job(BOX, boxes, remind_of_box),
    Job(CLOCK, clocks, remind_of_clock),
)
