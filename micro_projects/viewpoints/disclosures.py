"""What this room puts in the public log. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_

KINDS = (
    DisclosureKind(
        "conversation.closed",
        N_("观点征集结果"),
        N_("观点征集结束时公开：观点、参加人数、各组人数和按组的统计；少于5人的数不写。"),
        "conversation.close",
    ),
)
