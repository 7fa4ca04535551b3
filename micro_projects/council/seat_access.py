"""Who may do what about seats, interests, recusals and the standing committee."""

from micro_projects.web.access import THE_CLOCK, on_roll_or

ACTS = {
    "session.challenge": on_roll_or("council_member", "moderator"),
    "session.settle_challenge": THE_CLOCK,
}
