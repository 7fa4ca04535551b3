"""What the checks look at: each log's head, tree and disclosures as they were found to be what was hashed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from micro_projects.verifying.heads import Head
from micro_projects.verifying.known import Known
from micro_projects.verifying.reading.record import Record
from micro_projects.verifying.tree import Tree

if TYPE_CHECKING:
    from micro_projects.verifying.calendars import Stated

KEPT = ("calendar.", "forum.", "log.", "lot.", "money.", "notice.", "objection.", "redaction", "round.")
"""Kinds whose facts some check needs; of the others only the subject stays in memory."""
Place = tuple[int, int]
"""Which log, and which entry of it: earlier ones are smaller."""
RECORDS = "records.csv"
"""The part with cast-vote records."""


@dataclass(slots=True)
class Entry:
    """One disclosure whose entry is its leaf. `facts` are None where they were withheld or are not what was hashed."""

    log: str
    index: int
    where: str
    kind: str
    place: str
    subject: str
    issued_at: datetime
    supersedes: int | None
    facts: dict[str, Any] | None = None
    records: bytes | None = None

    @property
    def code(self) -> str:
        """The subject's code without its kind."""
        return self.subject.partition(":")[2]


@dataclass(slots=True)
class Log:
    """One log of the record. What could not be read is None; the check that looks for it says so."""

    id: str
    head: Head | None = None
    keys: list[bytes] = field(default_factory=list)
    """Public keys, 32 bytes each, of the key lines that are right."""
    witnessed: bool = False
    """Whether a witness whose key was given from elsewhere cosigned the head."""
    tree: Tree | None = None
    entries: dict[int, Entry] = field(default_factory=dict)
    """Disclosures of the kinds `KEPT`, and every correction."""
    subjects: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Kind and subject of every disclosure that is its leaf."""
    contents: dict[int, bytes] = field(default_factory=dict)
    """The content's hash of every such disclosure."""
    withheld: list[tuple[int, str, str]] = field(default_factory=list)
    """Index, part, where: parts that are not shown."""
    whole: bool = False
    """Whether every entry of the log is in the record."""


@dataclass(slots=True)
class Case:
    """A record under examination."""

    record: Record
    known: tuple[Known, ...] = ()
    """Checkpoints known from elsewhere."""
    witnesses: tuple[str, ...] = ()
    """Key lines of witnesses."""
    cosignatures: bytes | None = None
    manifest: dict[str, Any] | None = None
    logs: dict[str, Log] = field(default_factory=dict)
    periods: dict[str, list[tuple[Place, Stated]]] = field(default_factory=dict)
    """By a notice's code its period, and from which entry on each later one; filled by `period`."""

    def place(self, entry: Entry) -> Place:
        """Where a disclosure stands among all: logs that went on from one another come in the order of their ids."""
        return list(self.logs).index(entry.log), entry.index

    def rotated(self, log: Log) -> bool:
        """Whether a log's keys changed in its time: what an older key signed is then not told by those of today."""
        return any(kind == "log.key_added" for kind, _ in log.subjects.values())

    def of(self, *kinds: str) -> Iterator[Entry]:
        """Disclosures of the kinds (one that ends in a dot is a family), in each log's order."""
        for log in self.logs.values():
            for index in sorted(log.entries):
                entry = log.entries[index]
                if any(entry.kind == k or (k[-1] == "." and entry.kind.startswith(k)) for k in kinds):
                    yield entry
