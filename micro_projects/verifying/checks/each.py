"""Walking over disclosures: one whose facts are not of their form is a fault of its own and stops nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.report import Line, cannot, fault


def each(case: Case, look: Callable[[Entry], Iterator[Line]], *kinds: str) -> Iterator[Line]:
    """What `look` says of every disclosure of the kinds whose facts are there."""
    for entry in case.of(*kinds):
        if entry.facts is None:
            yield cannot(entry.where, "no_facts")
            continue
        try:
            yield from look(entry)
        except shape.Malformed as wrong:
            yield fault(entry.where, "malformed", key=wrong.key[:64])
