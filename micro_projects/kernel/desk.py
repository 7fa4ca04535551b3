"""A line of a role's work list (工作台): what to do, where, until when, and what still blocks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class DeskItem:
    """`what` is a Chinese message id filled with `facts`; `endpoint` and `args` give the address."""

    what: str
    endpoint: str
    args: Mapping[str, Any]
    deadline: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()
    """Unmet conditions, as message ids."""
