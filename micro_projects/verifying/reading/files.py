"""Files by their path, wherever they lie; and which paths a record may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from micro_projects.verifying.limits import MOST_ARCHIVE, MOST_DEPTH, MOST_FILE, MOST_FILES, MOST_PATH
from micro_projects.verifying.report import Unreadable


class Files(Protocol):
    """A set of files that does not change while it is read."""

    @property
    def name(self) -> str:
        """What was given."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """Every file's path and size, without reading it."""

    def read(self, path: str, most: int = MOST_FILE) -> bytes:
        """A file's bytes. Broken when it is missing, damaged or longer than `most`."""


def checked_path(path: str) -> str:
    """`path`, when it stays inside the record and means the same everywhere; else Unreadable."""
    parts = path.split("/")
    if not path or len(path) > MOST_PATH or len(parts) > MOST_DEPTH:
        raise Unreadable(path, "path_long")
    if any(c < " " or c == "\x7f" or c in '\\:*?"<>|' for c in path) or not path.isprintable():
        raise Unreadable(path, "path_signs")
    if path.startswith("/") or any(part in ("", ".", "..") for part in parts):
        raise Unreadable(path, "path_outside")
    return path


class Census:
    """Counts files as they are found; stops at the first that is one too many or there twice."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sizes: dict[str, int] = {}
        self._folded: set[str] = set()
        self._total = 0

    def add(self, path: str, size: int) -> str:
        """Take in one file."""
        path = checked_path(path)
        folded = path.casefold()
        if folded in self._folded:
            raise Unreadable(path, "path_twice")
        self._folded.add(folded)
        self.sizes[path] = size
        self._total += size
        if len(self.sizes) > MOST_FILES:
            raise Unreadable(self.name, "too_many_files", most=MOST_FILES)
        if size > MOST_FILE:
            raise Unreadable(path, "file_too_large", size=size, most=MOST_FILE)
        if self._total > MOST_ARCHIVE:
            raise Unreadable(self.name, "too_large", most=MOST_ARCHIVE)
        return path


def below(sizes: Iterable[str], folder: str) -> list[str]:
    """Names directly in `folder` (which ends in a slash)."""
    return sorted({path[len(folder) :].split("/", 1)[0] for path in sizes if path.startswith(folder)})
