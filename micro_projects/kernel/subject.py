"""A subject is anything the procedure speaks about: a kind and an id, so that no room imports another."""

from __future__ import annotations

from typing import NamedTuple


class Subject(NamedTuple):
    """`kind` is a word of docs/words.md (``proposal``, ``project`` …), `id` the row's key."""

    kind: str
    id: int


class Described(NamedTuple):
    """How a subject is shown where another room speaks of it."""

    title: str
    url: str
