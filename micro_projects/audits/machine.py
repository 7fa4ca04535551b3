"""The transition table of an audit. Nobody else names its states."""

from __future__ import annotations

from micro_projects.kernel.machine import Machine, step
from micro_projects.kernel.refusal import N_

AUDIT = Machine(
    "audit",
    (
        step("open", "hear", "hearing", "auditor", "audit"),
        step("hearing", "resume", "open", "auditor", "audit"),
        # whoever is audited is heard before anything is said in public
        step("hearing", "report", "reported", "auditor", "audit"),
        step("open", "end", "ended", "auditor", "audit"),
    ),
    finals=("reported", "ended"),
)
STATES = {
    "open": N_("正在审计"),
    "hearing": N_("报告征求意见中"),
    "reported": N_("报告已公开"),
    "ended": N_("已终止，没有出报告"),
}
TONES = {"open": "running", "hearing": "waiting", "reported": "done", "ended": "ended"}
assert AUDIT.states == set(STATES) == set(TONES)
