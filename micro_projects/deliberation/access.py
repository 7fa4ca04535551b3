"""Who may do what while a proposal is deliberated (P6–P7, P9)."""

from micro_projects.web.access import ANYONE, ON_ROLL, THE_CLOCK, on_roll_or, role

ACTS = {
    "deliberation.read": ANYONE,
    "deliberation.comment": on_roll_or("worker"),
    "deliberation.ask": on_roll_or("worker"),
    "deliberation.revise": ON_ROLL,
    "deliberation.answer": on_roll_or("worker", "officer", "committee"),
    "deliberation.remind": THE_CLOCK,
    "deliberation.note_unanswered": THE_CLOCK,
    "deliberation.opinion": role("officer"),
    "deliberation.quotation": role("moderator"),
    "deliberation.agenda_opinion": role("committee"),
    "deliberation.note_silence": THE_CLOCK,
    "deliberation.note_overdue": THE_CLOCK,
    "deliberation.amend": on_roll_or("worker"),
    "deliberation.merge": on_roll_or("worker"),
    "deliberation.answer_merge": on_roll_or("worker"),
    "deliberation.end_merge": THE_CLOCK,
    "deliberation.plan_visit": on_roll_or("worker", "officer", "moderator"),
    "deliberation.join_visit": on_roll_or("worker"),
    "deliberation.leave_visit": ON_ROLL,
    "deliberation.report_visit": on_roll_or("worker", "officer", "moderator"),
    "deliberation.cancel_visit": on_roll_or("worker", "officer", "moderator"),
}
