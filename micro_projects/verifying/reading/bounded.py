"""One answer over HTTP, bounded in bytes and in seconds: whoever is asked is not trusted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import httpx

GOOD = (200, 201)


class TooMuch(Exception):  # noqa: N818 - an answer, not an error
    """More bytes than were asked for."""


class TooLong(Exception):  # noqa: N818 - an answer, not an error
    """A byte now and then, for ever."""


class Answer(NamedTuple):
    """Status, where it sends one on, and the body (of a good one only)."""

    status: int
    location: str
    body: bytes


def answer(
    client: httpx.Client,
    method: str,
    address: str,
    *,
    most: int,
    seconds: float,
    accept: str = "*/*",
    content: bytes | None = None,
) -> Answer:
    """Ask once. TooMuch past `most` bytes, TooLong past `seconds`, and what the library raises."""
    until = time.monotonic() + seconds
    with client.stream(method, address, content=content, headers={"Accept": accept}) as told:
        if told.status_code not in GOOD:
            return Answer(told.status_code, told.headers.get("Location", ""), b"")
        made = bytearray()
        for piece in told.iter_bytes(65_536):
            made += piece
            if len(made) > most:
                raise TooMuch
            if time.monotonic() > until:
                raise TooLong
        return Answer(told.status_code, "", bytes(made))
