"""What notices hears from the rooms below, and answers: C1, panels drawn, the desk."""

from __future__ import annotations

from datetime import datetime

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_
from micro_projects.notices import (
    actions,
    desk,
    objection_handling,
    objection_holds,
    objection_queries,
    own_parts,
    previewing,
    standing,
)
from micro_projects.notices.models import Notice
from micro_projects.people import queries as people
from micro_projects.web.sentence import say

PACK = N_("%(year)d年民生微实事周期的规则包公示：资金池%(pool)s，任何名册内居民都可以提出异议。")


def post_pack(cycle: Cycle, by: Actor, now: datetime, supersedes: Notice | None = None) -> None:
    """C1: the frozen pack, in full, with its hash."""
    assert cycle.pack_hash is not None
    answer = objection_queries.upheld_answer(supersedes.id, cycle.id) if supersedes else None
    actions.post_notice(
        by,
        "C1",
        cycle.subject,
        [cycle.ref],
        say(PACK, year=cycle.year, pool=Money(cycle.pack.pool)),
        now,
        facts={
            "cycle": cycle.code,
            "pack": canonical.load(cycle.pack_json.encode()),
            "pack_hash": cycle.pack_hash.hex(),
            "phases": [
                {
                    "ends_at": phase.ends_at.isoformat() if phase.ends_at else None,
                    "phase": phase.name,
                    "starts_at": phase.starts_at.isoformat(),
                }
                for phase in cycles.phases(cycle.id).values()
            ],
            "roll": people.roll_size(cycle.place_id),
            "year": cycle.year,
            **({"correction": own_parts.said(answer)} if answer else {}),
        },
        supersedes=supersedes,
        reason_code="fact" if supersedes else None,
    )


def objection_upheld(subject_id: int, notice: Notice, outcome: str, by: Actor, now: datetime) -> None:
    """C1, a fact: the answer says what was wrong; the frozen pack goes on notice again, in full."""
    post_pack(cycles.by_id(subject_id), by, now, supersedes=notice)


ANSWERS: dict[tuple[str, str], object] = {
    ("objection_upheld", "cycle"): objection_upheld,
    ("desk", "notices"): desk.items,
    ("preview_page", "disclosure"): previewing.page,
}
LISTENS = (
    ("proposal_parts", "proposal", objection_holds.part),
    ("cycle_opened", "cycle", post_pack),
    ("cycle_opened", "cycle", standing.cycle_opened),
    ("cycle_ended", "cycle", standing.cycle_ended),
    ("calendar_made", "place", standing.calendar_made),
    ("roll_drawn_up", "place", standing.roll_drawn_up),
    ("role_given", "person", standing.role_given),
    ("role_ended", "person", standing.role_ended),
    ("lot_drawn", "panel", objection_handling.seat_panel),
)
