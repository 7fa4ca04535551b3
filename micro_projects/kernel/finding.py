"""What `doctor` found: which invariant, and what is wrong in words an administrator can act on."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """`check` names the invariant (``1 transitions``); `what` says what is wrong, with codes."""

    check: str
    what: str
