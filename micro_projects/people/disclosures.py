"""What this room puts in the public log; rooms above say it. Shown in docs/disclosures.md."""

from __future__ import annotations

from micro_projects.kernel.disclosure import DisclosureKind
from micro_projects.kernel.refusal import N_
from micro_projects.people.rules import ROLES

KINDS = (
    DisclosureKind(
        "roll.size",
        N_("名册人数"),
        N_("名册录入时公开人数，不公开任何人的名字。"),
        "people.import_roll",
    ),
    DisclosureKind(
        "people.holders",
        N_("岗位名单"),
        N_("启动周期时公开一个地方所有岗位由谁担任、任期到哪天；居民的监督等身份不列名。"),
        "cycle.open",
    ),
    DisclosureKind(
        "people.role_given",
        N_("岗位任职"),
        N_("有人开始担任岗位时公开姓名、岗位和任期。"),
        "people.give_role",
    ),
    DisclosureKind(
        "people.role_ended",
        N_("岗位卸任"),
        N_("有人卸任时公开姓名、岗位和最后一天。"),
        "people.end_role",
    ),
)

CODES = {
    "role": ROLES,
}
"""What the codes in those facts are called, by the key they stand under (`kernel.disclosure.Codes`)."""
