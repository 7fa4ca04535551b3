"""Who may do what with notices, objections and lots."""

from micro_projects.web.access import ANYONE, SIGNED_IN, THE_CLOCK, role

ACTS = {
    "notice.read": ANYONE,
    "notice.report_posted": role("worker"),
    "notice.confirm_letter_box": role("worker"),
    "notice.release": THE_CLOCK,
    "notice.make_sheet": THE_CLOCK,
    "lot.read": ANYONE,
    "lot.enter_number": role("moderator", "worker", "affairs", "officer"),
    "disclosure.read": ANYONE,
    "objection.read": ANYONE,
    "objection.file": SIGNED_IN,
    "objection.enter": role("worker"),
    "objection.acknowledge": SIGNED_IN,
    "objection.decide": SIGNED_IN,
    "objection.vote": SIGNED_IN,
    "objection.reveal": SIGNED_IN,
    "objection.escalate": THE_CLOCK,
    "objection.lapse": THE_CLOCK,
    "objection.withdraw": SIGNED_IN,
    "objection.accept": SIGNED_IN,
    "objection.appeal": SIGNED_IN,
}
