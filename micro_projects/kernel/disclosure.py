"""Kinds of disclosure: every entry of the public log is of one that some room listed (``disclosures.KINDS``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisclosureKind:
    """A kind of log entry. Its facts follow ``docs/schemas/<code>.json``."""

    code: str
    """As it stands in the entry: ``round.frozen``."""
    name: str
    """Message id: what people call it."""
    says: str
    """Message id: when it is made and what it holds, in one sentence."""
    act: str
    """The act of the procedure that makes it."""
    days: str = ""
    """The rule pack's key for its period or time limit: ``notice_days.D1``; empty when it has none."""


class Kinds:
    """The register of kinds, filled from every room when the house is put together (rooms.py)."""

    def __init__(self) -> None:
        self._kinds: dict[str, DisclosureKind] = {}

    def register(self, kind: DisclosureKind) -> None:
        """Let entries of `kind` be made; two different ones of one code are a mistake."""
        if self._kinds.setdefault(kind.code, kind) != kind:
            raise ValueError(f"{kind.code} is registered twice")

    def __getitem__(self, code: str) -> DisclosureKind:
        """The kind of that code; LookupError when no room listed it."""
        try:
            return self._kinds[code]
        except KeyError:
            raise LookupError(f"no room lists the disclosure {code} in its disclosures.KINDS") from None

    def __contains__(self, code: str) -> bool:
        return code in self._kinds

    def __iter__(self) -> Iterator[DisclosureKind]:
        """Every kind, lowest room first."""
        return iter(self._kinds.values())


disclosure_kinds = Kinds()
"""The one register."""
