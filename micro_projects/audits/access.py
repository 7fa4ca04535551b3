"""Who audits, who is heard, who reads. An audit changes nothing of what it looks at."""

from micro_projects.web.access import ANYONE, THE_CLOCK, role

ACTS = {
    "audits.read": ANYONE,
    "audit.read": role("auditor"),
    "audit.unmask": role("auditor"),
    "audit.open": role("auditor"),
    "audit.extend": role("auditor"),
    "audit.sample": role("auditor"),
    "audit.write_paper": role("auditor"),
    "audit.hear": role("auditor"),
    "audit.resume": role("auditor"),
    "audit.respond": role("officer", "worker", "district"),
    "audit.report": role("auditor"),
    "audit.end": role("auditor"),
    "audit.set_follow_up": role("auditor"),
    "audit.follow_up": role("auditor"),
    "audit.remind": THE_CLOCK,
}
