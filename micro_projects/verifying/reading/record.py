"""A record: what the checks read, whether from a bundle's files or from a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from micro_projects.verifying.reading.files import Files
from micro_projects.verifying.report import Fault

LOG_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", re.ASCII)
PART_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


class Told(NamedTuple):
    """One disclosure's machine form as it was given, or why it cannot be read; `at` is the index its place says."""

    at: int
    where: str
    raw: bytes | Fault


class Record(Protocol):
    """Everything a check may ask for. What is missing or damaged is Broken, with where it should have been."""

    @property
    def name(self) -> str:
        """What was given."""

    @property
    def files(self) -> Files | None:
        """The bundle's files; None at an address, where there is no list of them."""

    def logs(self) -> list[str]:
        """The logs' ids."""

    def where(self, log: str, path: str) -> str:
        """How a file of a log is named in a line."""

    def key(self, log: str) -> bytes:
        """Its verifier key lines."""

    def checkpoint(self, log: str) -> bytes:
        """Its signed note."""

    def tile(self, log: str, path: str) -> bytes:
        """A tile by its path ``tile/…``."""

    def count(self, log: str, size: int) -> int:
        """About how many disclosures will come, of a log of `size`."""

    def disclosures(self, log: str, size: int) -> Iterator[Told]:
        """Every disclosure there is among the first `size`."""

    def part(self, log: str, index: int, name: str, file: str) -> bytes:
        """A part that is a file; `file` is what its disclosure calls it."""

    def close(self) -> None:
        """Let it go."""
