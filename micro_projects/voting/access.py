"""Who may do what with rounds and ballots."""

from micro_projects.web.access import ANYONE, ON_ROLL, THE_CLOCK, role

ACTS = {
    "round.read": ANYONE,
    "round.freeze": THE_CLOCK,
    "round.run": THE_CLOCK,
    "ballot.cast": ON_ROLL,
    "round.ask_void": role("council_member", "moderator", "affairs"),
    "round.consent_void": role("district"),
    "round.import": role("worker", "admin"),
}
