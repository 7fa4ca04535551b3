"""Who can require a session, and how many of them. Pure (procedure: Sessions)."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_

BY = {"members": N_("议事会成员"), "residents": N_("居民")}
"""Who requires a session."""
MEMBERS, RESIDENTS = "members", "residents"
SHARE_OF_MEMBERS = 5


def needed(by: str, members: int, residents_require: int) -> int:
    """One fifth of the members in office, rounded up, or the pack's number of residents; at least one."""
    return max(1, -(-members // SHARE_OF_MEMBERS) if by == MEMBERS else residents_require)
