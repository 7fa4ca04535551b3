"""When the program could not be reached, for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import render_template

from micro_projects.notices import extension_rules, uptime_queries
from micro_projects.notices.extension_actions import WHY
from micro_projects.notices.room import room
from micro_projects.web.access import allow
from micro_projects.web.door import now


@room.get("/uptime")
@allow("uptime.read")
def uptime() -> Any:
    """Outages, what each did to periods, and how it is measured."""
    total = uptime_queries.total()
    return render_template(
        "notices/uptime.html",
        total=total,
        share=_share(total),
        gaps=uptime_queries.outages(),
        extensions=uptime_queries.extensions(),
        why=WHY,
        rules=extension_rules,
        at=now(),
    )


def _share(total: uptime_queries.Sum) -> str:
    """Of the time measured, how much pages were served: in hundredths of a percent, never rounded up."""
    if total.since is None or total.seen_at is None or total.seen_at <= total.since:
        return ""
    whole = (total.seen_at - total.since) // timedelta(seconds=1)
    served = max(whole - total.seconds, 0) * 10000 // max(whole, 1)
    return f"{served // 100}.{served % 100:02d}%"
