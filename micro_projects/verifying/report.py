"""What checks say: a fault, what they cannot tell, how much they looked at. Each line names its check and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from micro_projects.verifying.limits import MOST_LINES

Known = str | int
T = TypeVar("T")


class Fault(NamedTuple):
    """Something does not hold. `code` names the sentence in `words`, `facts` fill it."""

    where: str
    code: str
    facts: dict[str, Known]


class Cannot(NamedTuple):
    """Something cannot be told from what is there: never a pass, never a fault."""

    where: str
    code: str
    facts: dict[str, Known]


class Checked(NamedTuple):
    """So many more things were looked at."""

    things: int


Line = Fault | Cannot | Checked


def fault(where: str, code: str, **facts: Known) -> Fault:
    """A fault at `where`."""
    return Fault(where, code, facts)


def cannot(where: str, code: str, **facts: Known) -> Cannot:
    """What cannot be told at `where`."""
    return Cannot(where, code, facts)


class Unreadable(Exception):  # noqa: N818 - reads as what it says
    """What was given is no record at all, or one made to do harm: one line, exit 2."""

    def __init__(self, where: str, code: str, **facts: Known) -> None:
        super().__init__(code)
        self.where, self.code, self.facts = where, code, facts


class Broken(Exception):  # noqa: N818 - reads as what it says
    """One file is missing or damaged: a fault that names it; the rest is still checked."""

    def __init__(self, where: str, code: str, **facts: Known) -> None:
        super().__init__(code)
        self.fault = Fault(where, code, facts)


@dataclass(slots=True)
class Report:
    """Everything said, in the order of the checks."""

    faults: list[tuple[str, Fault]] = field(default_factory=list)
    cannots: list[tuple[str, Cannot]] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    logs: dict[str, dict[str, Known]] = field(default_factory=dict)
    said: Counter[tuple[str, type]] = field(default_factory=Counter)

    def add(self, check: str, lines: Iterable[Line]) -> None:
        """Take what `check` says; past MOST_LINES of a kind only the number is kept."""
        for line in lines:
            if isinstance(line, Checked):
                self.checked[check] += line.things
                continue
            self.said[check, type(line)] += 1
            if self.said[check, type(line)] <= MOST_LINES:
                if isinstance(line, Fault):
                    self.faults.append((check, line))
                else:
                    self.cannots.append((check, line))

    def take(self, check: str, lines: Generator[Line, None, T]) -> T:
        """Take what `check` says, and what it comes back with."""
        result: list[T] = []

        def said() -> Iterator[Line]:
            result.append((yield from lines))

        self.add(check, said())
        return result[0]

    def close(self) -> None:
        """Say how many lines were left off."""
        for (check, kind), count in sorted(self.said.items(), key=lambda item: item[0][0]):
            if count <= MOST_LINES:
                continue
            if kind is Fault:
                self.faults.append((check, fault("…", "more", count=count - MOST_LINES)))
            else:
                self.cannots.append((check, cannot("…", "more", count=count - MOST_LINES)))

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.faults
