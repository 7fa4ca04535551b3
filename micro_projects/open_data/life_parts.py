"""What a project's life is made of: invitations, awards, contracts with their milestones, payments, variations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from micro_projects.open_data.disclosed import Disclosure


@dataclass(slots=True)
class Invitation:
    """An invitation to quote, and what was quoted."""

    number: int
    seen: Disclosure
    opened: Disclosure | None = None

    @property
    def quotations(self) -> list[dict[str, Any]]:
        """Who quoted how much, once opened."""
        return list(self.opened.facts.get("quotations", ())) if self.opened else []


@dataclass(slots=True)
class Award:
    """A choice put on notice (E1)."""

    number: int
    seen: Disclosure
    fen: int
    firm: dict[str, str]
    cancelled: Disclosure | None = None


@dataclass(slots=True)
class Milestone:
    """A part of a contract's plan."""

    number: int
    plan: dict[str, Any]
    verified: Disclosure | None = None
    returned: int = 0


@dataclass(slots=True)
class Contract:
    """A contract signed; `fen` is what it binds now, variations included."""

    number: int
    seen: Disclosure
    award: int
    firm: dict[str, str]
    fen: int
    milestones: list[Milestone]
    days: int = 0
    """How many days variations added to its end."""
    ended: Disclosure | None = None

    @property
    def ends_on(self) -> date:
        """The last day of the contract as varied."""
        return date.fromisoformat(self.seen.facts["ends_on"]) + timedelta(days=self.days)


@dataclass(slots=True)
class Payment:
    """Money that left for the contractor; `withheld` went to the retention account."""

    seen: Disclosure
    contract: Contract | None
    kind: str
    paid: int
    withheld: int


@dataclass(slots=True)
class Variation:
    """A change of a contract, from its proposal to its end."""

    number: int
    seen: Disclosure
    state: str = "proposed"
    effective: Disclosure | None = None
