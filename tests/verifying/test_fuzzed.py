"""Facts made wrong at random and signed all the same: whatever stands in them, every check ends with an answer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from verifying.bench import Edit, zipped
from verifying.story import story

from micro_projects.verifying.command import verify

VALUES: list[Any] = [
    None, True, 0, -1, 2**53 - 1, "", "x", "2026-01-01", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+08:00",
    [], {}, [[]], [{}], {"a": 1}, ["a"], "a" * 300, "0" * 64, "１２",
]  # fmt: skip
KINDS = (
    "calendar.version money.open money.month round.frozen lot.prepared round.tie lot.drawn round.counted "
    "round.adopted notice.D3 objection.received notice.extended notice.letter_box notice.released money.commit "
    "money.contract money.pay money.supplement money.settle notice.E4 money.release_retention redaction"
).split()
SEEDS = 60


def spots(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*path, key)
        yield from spots(value[key], (*path, key))


def wrong(draw: random.Random) -> Edit:
    def edit(facts: dict[str, Any]) -> None:
        for _ in range(draw.randint(1, 3)):
            found = list(spots(facts))
            if not found:
                return
            *way, last = draw.choice(found)
            inner: Any = facts
            for key in way:
                inner = inner[key]
            if isinstance(inner, dict) and draw.random() < 0.25:
                del inner[last]
            else:
                inner[last] = deepcopy(draw.choice(VALUES))

    return edit


def test_no_facts_stop_the_verifier(tmp_path: Path) -> None:
    faults = 0
    for seed in range(SEEDS):
        draw = random.Random(seed)
        edits = {(kind, draw.randint(0, 1)): wrong(draw) for kind in draw.sample(KINDS, 4)}
        path = zipped(story(edits).files(), tmp_path / "b.zip")
        faults += not verify(str(path)).ok  # and it does not raise
    assert faults > SEEDS / 2
