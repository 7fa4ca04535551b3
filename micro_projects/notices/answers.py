"""What notices hears from the rooms below: an opened cycle's rule pack goes on notice (C1)."""

from __future__ import annotations

from datetime import datetime

from micro_projects.cycles.models import Cycle
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_
from micro_projects.notices import actions
from micro_projects.web.sentence import say

PACK = N_("%(year)d年民生微实事周期的规则包公示：资金池%(pool)s，任何名册内居民都可以提出异议。")


def post_pack(cycle: Cycle, by: Actor, now: datetime) -> None:
    """C1: the frozen pack, in full, with its hash."""
    from micro_projects.kernel.money import Money

    assert cycle.pack_hash is not None
    actions.post_notice(
        by,
        "C1",
        cycle.subject,
        [cycle.ref],
        say(PACK, year=cycle.year, pool=Money(cycle.pack.pool)),
        now,
        facts={"pack": canonical.load(cycle.pack_json.encode()), "pack_hash": cycle.pack_hash.hex()},
    )


ANSWERS: dict[tuple[str, str], object] = {}
LISTENS = (("cycle_opened", "cycle", post_pack),)
