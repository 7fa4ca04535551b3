"""Who may do what with the ledger: everybody reads it; nobody writes in it but as the consequence of an act."""

from micro_projects.web.access import ANYONE, THE_CLOCK

ACTS = {
    "funds.read": ANYONE,
    "funds.release_rest": THE_CLOCK,
    "funds.disclose_month": THE_CLOCK,
}
