"""Who acts: a person with the roles they hold now and the rolls they stand on, or the clock."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held in a place; `path` is the place's materialised path, such as ``SZ/FT/FT-LH/``."""

    role: str
    place_id: int
    path: str


@dataclass(frozen=True, slots=True)
class OnRoll:
    """An entry on a community's roll."""

    entry_id: int
    place_id: int
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, loaded once per request. `person_id` is None for the clock only."""

    person_id: int | None
    name: str
    holdings: tuple[Holding, ...] = ()
    rolls: tuple[OnRoll, ...] = ()
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(h.role for h in self.holdings))

    @property
    def id(self) -> int:
        """The person's id; the clock has none and must not be asked."""
        assert self.person_id is not None, "the clock is nobody"
        return self.person_id

    def holds(self, roles: frozenset[str], path: str) -> bool:
        """Whether one of `roles` is held in the place of `path` or above it."""
        return any(h.role in roles and path.startswith(h.path) for h in self.holdings)

    def roll_entry(self, place_id: int) -> int | None:
        """The person's entry on the roll of the community `place_id`, if there is one."""
        return next((r.entry_id for r in self.rolls if r.place_id == place_id), None)


CLOCK_ACTOR = Actor(None, "时钟")
"""The clock: it may open, close, post, lapse, remind, escalate; it never decides (invariant 11)."""
