"""Who may do what here. Who may decide on which words, the program finds (`rules.falls_to`)."""

from micro_projects.web.access import ANYONE, SIGNED_IN, THE_CLOCK, on_roll_or, role

ACTS = {
    "conduct.read": ANYONE,
    "conduct.say": on_roll_or("worker"),
    "conduct.report": SIGNED_IN,
    "conduct.decide": role("moderator", "affairs", "officer", "district"),
    "conduct.appeal": SIGNED_IN,
    "conduct.decide_appeal": role("affairs", "officer", "district"),
    "conduct.read_hidden": role("moderator", "affairs", "officer", "district", "auditor"),
    "conduct.close": THE_CLOCK,
    "conduct.note_overdue": THE_CLOCK,
}
