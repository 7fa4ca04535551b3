"""What this room puts in the public log; rooms above say it. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "calendar.version",
        N_("工作日历"),
        N_("启用一版工作日历时公开：每年的依据、是否暂定、哪些天放假、哪些周末上班。公示期凭它重新推算。"),
        "places.import_calendar",
    ),
)
