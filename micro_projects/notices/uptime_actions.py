"""Whether people could reach the program, noted by the clock; an outage is put in the public log."""

from __future__ import annotations

from datetime import datetime

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.notices import uptime_queries as queries
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.extension_rules import NOTICED_AFTER
from micro_projects.notices.uptime_models import Heartbeat, Outage
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

OUTAGE = N_("系统从%(since)s到%(until)s打不开，共%(minutes)d分钟；受影响的公示按规则顺延。")


def beat(by: Actor, served: bool, now: datetime) -> None:
    """The clock ticked; `served` says whether a page was served just now. Begins and ends outages.

    Measured from inside this machine: a fault of the network outside is not seen (docs/decisions/uptime.md).
    """
    permit(by, "uptime.beat", 0, "")
    stood_still = _gone(queries.heartbeat("clock"), now)
    _seen("clock", now)
    pages = queries.heartbeat("pages")
    outage = queries.current_outage()
    if outage is None and pages is not None and _gone(pages, now):
        outage = Outage(
            starts_at=pages.seen_at,
            ends_at=None,
            seconds=None,
            cause="all" if stood_still else "pages",
            found_at=now,
        )
        db.session.add(outage)
        db.session.flush()
    if served:
        _seen("pages", now)
        if outage is not None:
            _end(outage, now)


def _gone(last: Heartbeat | None, now: datetime) -> bool:
    return last is not None and now - last.seen_at >= NOTICED_AFTER


def _seen(part: str, now: datetime) -> None:
    row = queries.heartbeat(part)
    if row is None:
        db.session.add(Heartbeat(part=part, since=now, seen_at=now))
    elif row.seen_at < now:
        row.seen_at = now
    db.session.flush()


def _end(outage: Outage, now: datetime) -> None:
    outage.ends_at, outage.seconds = now, int((now - outage.starts_at).total_seconds())
    db.session.flush()
    root = queries.district()
    disclose(
        "uptime.outage",
        say(
            OUTAGE,
            since={"moment": outage.starts_at.isoformat()},
            until={"moment": now.isoformat()},
            minutes=outage.seconds // 60,
        ),
        place_id=root.id,
        path=root.path,
        at=now,
        facts={
            "cause": outage.cause,
            "ends_at": now.isoformat(),
            "minutes": outage.seconds // 60,
            "starts_at": outage.starts_at.isoformat(),
        },
    )
