"""Kinds of disclosure: every entry of the public log is of one that some room listed (``disclosures.KINDS``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


class Codes:
    """What the codes in disclosed facts are called, by the key they stand under; each room brings its own tables.

    ``state`` holds everywhere, ``objection.state`` only in disclosures whose kind begins with ``objection.``.
    """

    def __init__(self) -> None:
        self._words: dict[str, dict[str, str]] = {}

    def register(self, key: str, table: Mapping[str, str]) -> None:
        """Add a table under a key; one code with two words is a mistake, to be told apart by the kind."""
        known = self._words.setdefault(key, {})
        for code, word in table.items():
            if known.setdefault(code, word) != word:
                raise ValueError(f"{key}: {code} is called {known[code]} and {word}")

    def word(self, key: str, code: str, kind: str = "") -> str | None:
        """The message id of a code under a key, in a disclosure of that kind; None when it is no code there."""
        scoped = f"{kind.partition('.')[0]}.{key}"
        return self._words.get(scoped, {}).get(code) or self._words.get(key, {}).get(code)

    def __contains__(self, key: str) -> bool:
        return key in self._words


disclosure_codes = Codes()
"""The one register of words."""
