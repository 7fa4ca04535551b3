"""docs/map.md names every call and event that rooms register."""

from __future__ import annotations

from pathlib import Path

from micro_projects.kernel.calls import calls

MAP = Path(__file__).parents[2] / "docs" / "map.md"


def test_every_call_and_event_is_on_the_map(app):
    known = MAP.read_text()
    names = {name for name, _ in (*calls._answers, *calls._listeners)}
    assert names
    assert not sorted(name for name in names if f"`{name}`" not in known)
