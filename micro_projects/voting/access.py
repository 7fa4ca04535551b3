"""Who may do what with rounds and ballots."""

from micro_projects.web.access import ANYONE, ON_ROLL, SIGNED_IN, THE_CLOCK, role

ACTS = {
    "round.read": ANYONE,
    "round.freeze": THE_CLOCK,
    "round.run": THE_CLOCK,
    "ballot.cast": ON_ROLL,
    "ballot.group": role("moderator"),
    "ballot.ungroup": role("moderator"),
    "ballot.cast_by_code": ANYONE,
    "booth.check_in": role("worker"),
    "booth.close": role("worker"),
    "booth.open": role("worker"),
    "code.issue": role("worker"),
    "paper.read": role("worker", "moderator", "officer", "affairs", "auditor"),
    "paper.print": role("worker"),
    "paper.hand_out": role("worker"),
    "paper.account": role("worker"),
    "paper.hand_in": role("worker"),
    "paper.enter": role("worker"),
    "paper.settle": role("worker", "officer", "moderator"),
    "paper.finish": role("worker", "moderator"),
    "round.explain": role("worker", "moderator"),
    "round.recount": role("auditor", "affairs"),
    "round.ask_void": role("council_member", "moderator", "affairs"),
    "round.consent_void": role("district"),
    "round.import": role("worker", "admin"),
    "round.take_share": role("moderator", "affairs", "auditor"),
    "round.return_share": SIGNED_IN,
    "round.mine": SIGNED_IN,
}
