"""The list of rooms, in the order data flows: a room may import what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from micro_projects.kernel.calls import calls
from micro_projects.kernel.disclosure import disclosure_codes, disclosure_kinds

ROOMS = (
    "web",
    "journal",
    "places",
    "people",
    "files",
    "letters",
    "cycles",
    "notices",
    "proposals",
    "conduct",
    "deliberation",
    "viewpoints",
    "forums",
    "council",
    "voting",
    "funds",
    "projects",
    "oversight",
    "audits",
    "open_data",
    "evidence",
    "front",
)
"""Lowest first. Each is the package micro_projects.<name>."""


def modules(name: str) -> Iterator[ModuleType]:
    """The module `name` of every room that has one, lowest room first."""
    for room in ROOMS:
        full = f"micro_projects.{room}.{name}"
        if find_spec(full):
            yield import_module(full)


def load_models() -> None:
    """Import every table, so that the metadata is whole."""
    for _ in modules("models"):
        pass


def connect() -> None:
    """Register what each room answers and hears (``answers``), and what it discloses (``disclosures.KINDS``)."""
    for module in modules("disclosures"):
        for kind in module.KINDS:
            disclosure_kinds.register(kind)
        for key, table in getattr(module, "CODES", {}).items():
            disclosure_codes.register(key, table)
    for module in modules("answers"):
        for (name, kind), function in module.ANSWERS.items():
            calls.answer(name, kind, function)
        for name, kind, function in getattr(module, "LISTENS", ()):
            calls.listen(name, kind, function)
