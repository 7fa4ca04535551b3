"""How a lower room calls a higher one without importing it: by a name the higher room answered to in rooms.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Calls:
    """Named questions and consequences. A name with `kind` is answered per kind of subject."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Callable[..., Any]] = {}

    def answer(self, name: str, kind: str, function: Callable[..., Any]) -> None:
        """Let `function` answer `name` for subjects of `kind`; a second answer is a mistake."""
        if self._answers.setdefault((name, kind), function) is not function:
            raise ValueError(f"{name} for {kind} is answered twice")

    def knows(self, name: str, kind: str) -> bool:
        """Whether somebody answers `name` for `kind`."""
        return (name, kind) in self._answers

    def __call__(self, name: str, kind: str, *args: Any, **kwargs: Any) -> Any:
        """Ask; LookupError when nobody answers: a room forgot to register."""
        try:
            function = self._answers[name, kind]
        except KeyError:
            raise LookupError(f"nobody answers {name} for {kind}") from None
        return function(*args, **kwargs)


calls = Calls()
"""The one register. Rooms answer in rooms.py only, when the house is put together."""
