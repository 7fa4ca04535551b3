"""What this room puts in the public log; rooms above say it. Shown in docs/disclosures.md."""

from __future__ import annotations

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
