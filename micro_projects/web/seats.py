"""Work that takes long is done for few at once, so that pages stay quick for everybody else.

At most `SEATS` of a process's threads make a bundle, typeset a file or build open data for whoever asks; who comes
then is asked to come back. What is there already (a 304, a file kept) needs no seat.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from micro_projects.kernel.refusal import N_, Refusal, require

SEATS = 2
"""Half of the threads of a worker (`serving.THREADS`)."""
PATIENCE = 1.0
"""Seconds that somebody waits for a seat."""
AGAIN_SECONDS = 10
BUSY = Refusal(
    "busy",
    N_("现在要生成文件的人很多，这一份暂时排不上。"),
    N_("请过十几秒再试；其他页面照常可以看。"),
    503,
)

_seats = threading.BoundedSemaphore(SEATS)
_here = threading.local()


@contextmanager
def seat() -> Iterator[None]:
    """Hold a seat; within one that this thread holds already it is the same. Refused (503) when all are taken."""
    if getattr(_here, "seated", False):
        yield
        return
    _take()
    _here.seated = True
    try:
        yield
    finally:
        _here.seated = False
        _seats.release()


def _take() -> None:
    require(_seats.acquire(timeout=PATIENCE), BUSY)


class Seated:
    """Pieces that are made while they are sent; the seat is given back at the end, or when the reader has gone."""

    def __init__(self, pieces: Generator[bytes, None, None]) -> None:
        self._pieces, self._seated = pieces, False

    def sit(self) -> None:
        """Take the seat; before that nothing is made."""
        _take()
        self._seated = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Once, however it ended."""
        self._pieces.close()
        if self._seated:
            self._seated = False
            _seats.release()

    def __del__(self) -> None:
        self.close()
