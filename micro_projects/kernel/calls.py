"""How a lower room reaches a higher one without importing it: by names the higher room registered (rooms.py).

A *call* has one answer per kind of subject. An *event* has any number of listeners, lowest room first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Calls:
    """Named questions and consequences, per kind of subject."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Callable[..., Any]] = {}
        self._listeners: dict[tuple[str, str], list[Callable[..., Any]]] = {}

    def answer(self, name: str, kind: str, function: Callable[..., Any]) -> None:
        """Let `function` answer `name` for subjects of `kind`; a second answer is a mistake."""
        if self._answers.setdefault((name, kind), function) is not function:
            raise ValueError(f"{name} for {kind} is answered twice")

    def listen(self, name: str, kind: str, function: Callable[..., Any]) -> None:
        """Let `function` hear `name` for subjects of `kind`, after those that listen already."""
        heard = self._listeners.setdefault((name, kind), [])
        if function not in heard:
            heard.append(function)

    def knows(self, name: str, kind: str) -> bool:
        """Whether somebody answers `name` for `kind`."""
        return (name, kind) in self._answers

    def kinds(self, name: str) -> list[str]:
        """The kinds that `name` is answered for, in the order the rooms registered."""
        return [kind for answered, kind in self._answers if answered == name]

    def __call__(self, name: str, kind: str, *args: Any, **kwargs: Any) -> Any:
        """Ask; LookupError when nobody answers: a room forgot to register."""
        try:
            function = self._answers[name, kind]
        except KeyError:
            raise LookupError(f"nobody answers {name} for {kind}") from None
        return function(*args, **kwargs)

    def tell(self, name: str, kind: str, *args: Any, **kwargs: Any) -> list[Any]:
        """Tell every listener, lowest room first; their answers in that order."""
        return [function(*args, **kwargs) for function in self._listeners.get((name, kind), ())]


calls = Calls()
"""The one register. Rooms answer in rooms.py only, when the house is put together."""
