"""What an agenda holds, in which order; what no clock waits for may be left out with a reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from micro_projects.council.refusals import LEFT_OUT_WITHOUT_REASON, MAY_NOT_LEAVE_OUT
from micro_projects.kernel.refusal import require

OPTIONAL = frozenset({"cycle.open", "project.vary", "project.terminate"})
"""Purposes that may wait for a later session, with a reason that is disclosed. Every other has a clock of the
procedure: a proposal must be heard (P8), an appeal decided in time (P4, P14), a result adopted (P12)."""


def key_of(purpose: str, code: str) -> str:
    """How a form names one thing that waits: the purpose and the subject's code."""
    return f"{purpose}:{code}"


def chosen(
    waiting: Sequence[tuple[str, str]], order: Mapping[str, int], left_out: Mapping[str, str]
) -> tuple[list[int], list[int]]:
    """Of what waits, as (purpose, code): the positions on the agenda in its order, and those left out.

    `order` gives a wished number by key; what has none comes after those that have, in the program's own order.
    """
    on, out = [], []
    for n, (purpose, code) in enumerate(waiting):
        key = key_of(purpose, code)
        if key in left_out:
            require(purpose in OPTIONAL, MAY_NOT_LEAVE_OUT, code=code)
            require(left_out[key].strip(), LEFT_OUT_WITHOUT_REASON, code=code)
            out.append(n)
        else:
            on.append(n)
    last = len(waiting) + 1
    return sorted(on, key=lambda n: (order.get(key_of(*waiting[n]), last), n)), out
