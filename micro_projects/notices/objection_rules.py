"""An objection's life (异议): received, acknowledged, decided, appealed twice at most. Pure."""

from __future__ import annotations

from micro_projects.kernel.machine import CLOCK, Machine, step

MACHINE = Machine(
    "objection",
    (
        step("received", "acknowledge", "acknowledged", "officer district panel", "notices"),
        step("received", "withdraw", "withdrawn", "resident", "notices"),
        step("acknowledged", "uphold", "upheld", "officer district panel", "notices"),
        step("acknowledged", "reject", "rejected", "officer district panel", "notices"),
        step("acknowledged", "withdraw", "withdrawn", "resident", "notices"),
        # a rejection holds on until the appeal's time has run, or the objector lets it stand
        step("rejected", "appeal", "received", "resident", "notices"),
        step("rejected", "accept", "settled", "resident", "notices"),
        step("rejected", "lapse", "settled", CLOCK, "notices"),
    ),
    finals=("upheld", "settled", "withdrawn"),
)
OPEN = ("received", "acknowledged", "rejected")
