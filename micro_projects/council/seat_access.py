"""Who may do what about seats, interests, recusals and the standing committee."""

from micro_projects.web.access import THE_CLOCK, on_roll_or, role

ACTS = {
    "council.add_seat": role("admin"),
    "council.add_member": role("admin"),
    "council.end_member": role("admin"),
    "council.resign": role("council_member"),
    "council.declare_interests": role("council_member"),
    "seat.vacant": THE_CLOCK,
    "seat.overdue": THE_CLOCK,
    "seat.remind": THE_CLOCK,
    # the residents' committee and its workers hold by-elections; the supervisors of its affairs certify them
    "seat.announce": role("committee", "worker"),
    "seat.count": role("committee", "worker"),
    "seat.certify": role("affairs"),
    "session.challenge": on_roll_or("council_member", "moderator"),
    "session.settle_challenge": THE_CLOCK,
    "committee.draft": role("moderator"),
}
