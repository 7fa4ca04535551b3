"""Who may plan and open a cycle."""

from micro_projects.web.access import ANYONE, THE_CLOCK, role

ACTS = {
    "cycle.read": ANYONE,
    "cycle.plan": role("moderator", "worker"),
    "cycle.carry": role("moderator"),
    "cycle.open": role("officer"),
    "cycle.end": THE_CLOCK,
}
