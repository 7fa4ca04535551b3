"""A bar on a terminal for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TextIO, TypeVar

T = TypeVar("T")
_AFTER, _EVERY, _WIDTH = 1.0, 0.1, 30


class Progress:
    """Draws on `to` when that is a terminal; draws nothing otherwise."""

    def __init__(self, to: TextIO = sys.stderr) -> None:
        self._to = to
        self._shown = to.isatty()
        self._began = self._drawn = time.monotonic()

    def over(self, name: str, items: Iterable[T], count: int = 0) -> Iterator[T]:
        """`items`, as they are taken; `count` says about how many where they have no length."""
        if not self._shown:
            yield from items
            return
        total = len(items) if isinstance(items, Sized) else count
        for done, item in enumerate(items):
            yield item
            self._draw(name, done + 1, total)
        self._clear()

    def _draw(self, name: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._began < _AFTER or now - self._drawn < _EVERY:
            return
        self._drawn = now
        full = _WIDTH * min(done, total) // total if total else 0
        self._to.write(f"\r{name:<12} [{'█' * full}{' ' * (_WIDTH - full)}] {done:,}/{total:,} ")
        self._to.flush()

    def _clear(self) -> None:
        self._to.write("\r" + " " * 72 + "\r")
        self._to.flush()
