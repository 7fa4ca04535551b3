"""What this room puts in the public log; rooms above say it. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.cycles.pack import KINDS as KINDS_OF_PROPOSAL
from micro_projects.cycles.pack_rules import RESOLVE_BY, RULES, UNITS
from micro_projects.cycles.rules import PHASES
from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "cycle.ended",
        N_("周期结束"),
        N_("周期里的提案和项目全部了结后公开。"),
        "cycle.end",
    ),
)

CODES = {
    "kind": KINDS_OF_PROPOSAL,
    "phase": PHASES,
    "resolve_by": RESOLVE_BY,
    "rule": RULES,
    "unit": UNITS,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
