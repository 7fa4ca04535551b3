"""Who may supervise, inspect, find, answer, audit. A supervisor also has to be drawn for the very project."""

from micro_projects.web.access import ANYONE, ON_ROLL, THE_CLOCK, role

ACTS = {
    "oversight.read": ANYONE,
    "supervision.consent": ON_ROLL,
    "supervision.withdraw": ON_ROLL,
    "supervision.prepare_lot": role("moderator", "worker"),
    "supervision.leave": role("supervisor"),
    "supervision.disclose_overdue": THE_CLOCK,
    "supervision.discharge": THE_CLOCK,
    "inspection.record": role("supervisor"),
    "finding.raise": role("supervisor", "auditor", "affairs"),
    "finding.answer": role("worker", "officer", "moderator", "contractor", "finance", "district"),
    "finding.review": role("supervisor", "auditor", "affairs"),
    "finding.hold": role("supervisor"),
    "finding.disclose_overdue": THE_CLOCK,
}
