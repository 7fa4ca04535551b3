"""The transition tables of a supervisor's seat and of a finding. Nobody else names a state."""

from __future__ import annotations

from micro_projects.kernel.machine import CLOCK, Machine, step
from micro_projects.kernel.refusal import N_

SEAT = Machine(
    "supervisor",
    (
        step("reserve", "take_seat", "serving", f"moderator worker affairs officer {CLOCK}", "X2"),
        step("reserve", "excuse", "ended", f"supervisor {CLOCK}", "X2"),
        step("serving", "leave", "ended", f"supervisor {CLOCK}", "X2"),
    ),
    finals=("ended",),
)
SEAT_STATES = {"reserve": N_("候补"), "serving": N_("在任"), "ended": N_("已卸任")}
assert SEAT.states == set(SEAT_STATES)

_RAISERS = "supervisor auditor affairs"
_ANSWERERS = "worker officer moderator contractor finance district"
FINDING = Machine(
    "finding",
    (
        step("raised", "answer", "answered", _ANSWERERS, "X7"),
        step("raised", "drop", "closed", _RAISERS, "X7"),
        step("answered", "send_back", "raised", _RAISERS, "X7"),
        step("answered", "close", "closed", _RAISERS, "X7"),
    ),
    finals=("closed",),
)
FINDING_STATES = {"raised": N_("等待书面答复"), "answered": N_("已答复，待复查"), "closed": N_("已了结")}
FINDING_TONES = {"raised": "waiting", "answered": "running", "closed": "done"}
assert FINDING.states == set(FINDING_STATES) == set(FINDING_TONES)
