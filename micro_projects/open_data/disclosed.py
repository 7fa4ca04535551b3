"""What open data is made from: the disclosures of one cycle, as the public log has them. Nothing else is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One entry of the log with what is still to be read of it; a withheld part is empty."""

    log: str
    index: int
    at: datetime
    kind: str
    about_kind: str
    """``cycle``, ``proposal``, ``project``, ``session``, ``round``."""
    about: str
    """Its code; of a notice's entry the code of what the notice is filed under."""
    text: str = ""
    """The binding Chinese sentence."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    named: Mapping[str, Any] = field(default_factory=dict)
    """What fills the sentence; empty when the sentence is withheld."""
    supersedes: int | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The result of a round as it was attached to D3, by part: ``records.pb``, ``records.csv``, ``result.json``."""

    @property
    def id(self) -> str:
        """``QH-17``: its place in the log."""
        return f"{self.log}-{self.index}"


@dataclass(frozen=True, slots=True)
class Where:
    """Whose data it is and where it is served from. `office` is the sub-district's, which buys and pays."""

    place: str
    name: str
    name_en: str
    office: str
    office_name: str
    year: int
    base: str
    """``https://host``, without a slash at the end."""

    @property
    def folder(self) -> str:
        """The address all files of the cycle stand under."""
        return f"{self.base}/open-data/{self.place}/{self.year}"
