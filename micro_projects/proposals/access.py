"""Who may do what with a proposal (P1–P5, P14). Own proposals and deadlines are the rules'."""

from micro_projects.web.access import ANYONE, SIGNED_IN, THE_CLOCK, on_roll_or, role

ACTS = {
    "proposal.read": ANYONE,
    "proposal.read_draft": SIGNED_IN,
    "proposal.draft": on_roll_or("worker"),
    "proposal.edit": on_roll_or("worker"),
    "proposal.show_similar": on_roll_or("worker"),
    "proposal.set_point": on_roll_or("worker"),
    "proposal.submit": on_roll_or("worker"),
    "proposal.second": on_roll_or("worker"),
    "proposal.withdraw": on_roll_or("worker"),
    "proposal.carry": on_roll_or("worker"),
    "proposal.fail_seconding": THE_CLOCK,
    "proposal.screening": role("worker", "officer", "district"),
    "proposal.prepare_screening": role("worker"),
    "proposal.screen": role("officer", "district"),
    "proposal.appeal": on_roll_or("worker"),
    "proposal.readmit": role("moderator"),
    "proposal.disclose": THE_CLOCK,
    "proposal.begin": THE_CLOCK,
    "proposal.lapse": THE_CLOCK,
    "proposal.expire": THE_CLOCK,
    "proposal.note_overdue": THE_CLOCK,
    "proposal.close_appeals": THE_CLOCK,
    "proposal.assess_risk": role("worker", "officer"),
    "proposal.condition": role("worker", "officer"),
    "proposal.withdraw_condition": role("worker", "officer"),
    "proposal.decide": role("officer", "district"),
    "proposal.ask_district": role("moderator"),
    "proposal.decide_finally": role("district"),
}
