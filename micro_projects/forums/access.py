"""Who may do what at a forum."""

from micro_projects.web.access import ANYONE, THE_CLOCK, on_roll_or, role

ACTS = {
    "forum.read": ANYONE,
    "forum.call": role("moderator", "worker", "officer"),
    "forum.cancel": role("moderator", "worker", "officer"),
    "forum.sign_up": on_roll_or("worker"),
    "forum.reply": on_roll_or("worker"),
    "forum.confirm": role("worker", "moderator", "officer"),
    "forum.prepare_draw": role("moderator", "worker", "officer"),
    "forum.open": role("moderator", "worker", "officer"),
    "forum.check_in": role("moderator", "worker", "officer"),
    "forum.note": role("moderator", "worker", "officer"),
    "forum.hold": role("moderator", "worker", "officer"),
    "forum.feedback": role("committee", "officer", "worker"),
    "forum.overdue": THE_CLOCK,
    "forum.forgotten": THE_CLOCK,
    "forum.silent": THE_CLOCK,
}
