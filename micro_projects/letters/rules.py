"""Refusals about messages and following: pure."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_, Refusal

NO_LETTER = Refusal("no_letter", N_("没有这封来信。"), N_("请从“来信”里重新打开。"), 404)
NO_SUBJECT = Refusal(
    "nothing_to_follow", N_("没有可以关注的这件事。"), N_("请从它的页面上重新点“关注”。"), 404
)

FOLLOWED = frozenset({"proposal", "project", "cycle", "session", "round"})
"""Kinds that can be followed."""
