"""Kinds of motions and forms of a vote: what comes first, who is called, how a motion is divided. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from micro_projects.council.rules import FREE
from micro_projects.kernel.refusal import N_

FORMS = {"open": N_("公开表决"), "roll_call": N_("唱名表决"), "secret": N_("无记名表决")}
SMALLEST_SECRET = 5
"""Fewer ballots say too easily whose they are (procedure: secret, ≥ 5 voters)."""
CALLS = 2
"""How often a silent member is called in a roll call."""
PATIENCE = timedelta(minutes=2)
"""How long those who have not voted are waited for, unless their votes can change nothing."""
_FIRST = {"recuse": 0, "table": 1, "defer": 2, "refer": 2}


def may_be_secret(kind: str, purpose: str) -> bool:
    """What the council decides about the residents' matters is voted by name: D2 and the minutes print it.

    Secret are members' own motions, and whether a member is to stand aside (docs/decisions/secret-vote.md).
    """
    return kind == "recuse" or purpose == FREE


def is_settled(yes: int, cast: int, entitled: int, needed: int) -> bool:
    """Whether those who have not voted can change nothing by it; of a secret vote only that everybody has is known."""
    return yes >= needed or yes + entitled - cast < needed


def part_key(part: str) -> tuple[int, ...]:
    """The place of a part among those of its item: 1, 2, 2.1, 2.2, 3, 10."""
    return tuple(int(n) for n in part.split(".")) if part else ()


def rank(kind: str, part: str) -> tuple[int, tuple[int, ...], int]:
    """What is voted first: recusals, to table, other procedure; then each part, its amendments before it."""
    if kind in _FIRST:
        return _FIRST[kind], (), 0
    return 3, part_key(part), 0 if kind == "amendment" else 1


def turn(order: Sequence[int], answered: Collection[int], passes: Mapping[int, int]) -> int | None:
    """Whose name is called: the first who has not answered; the silent once more at the end; None: it is over."""
    silent = [p for p in order if p not in answered and passes.get(p, 0) < CALLS]
    return min(silent, key=lambda p: (passes.get(p, 0), order.index(p)), default=None)


_BOUNDARY = re.compile(r"[。；;！!？?，,、\n]+\s*")


def cuts(text: str) -> list[int]:
    """Where a text may be divided: after each mark that ends a clause, not at its ends."""
    inner = (m.end() for m in _BOUNDARY.finditer(text))
    return [at for at in inner if text[:at].strip() and text[at:].strip()]


def cut(text: str, places: Collection[int]) -> list[str]:
    """The pieces between `places`."""
    edges = [0, *sorted(set(places)), len(text)]
    return [text[a:b].strip() for a, b in pairwise(edges)]


def divides(text: str, parts: Sequence[str]) -> bool:
    """Whether at least two parts, put together, are the text letter by letter; blanks at the seams aside."""
    rest = text
    for part in parts:
        rest, piece = rest.lstrip(), part.strip()
        if not piece or not rest.startswith(piece):
            return False
        rest = rest[len(piece) :]
    return len(parts) > 1 and not rest.strip()
