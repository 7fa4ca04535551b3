"""The files of a folder: regular files only, no link followed anywhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from micro_projects.verifying.limits import MOST_DEPTH, MOST_FILE, MOST_FILES
from micro_projects.verifying.reading.files import Census
from micro_projects.verifying.report import Broken, Unreadable


class FolderFiles:
    """The files below `folder`. Unreadable when there is a link, a pipe or a device among them."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name or str(folder)
        self._folder = folder
        census = Census(self.name)
        for path, size in self._walk(folder, "", 1):
            census.add(path, size)
        self._census = census

    @property
    def sizes(self) -> Mapping[str, int]:
        """Every file's path and size."""
        return self._census.sizes

    def close(self) -> None:
        """Nothing is kept open."""

    def read(self, path: str, most: int = MOST_FILE) -> bytes:
        """A file's bytes; Broken when it is missing, became a link, or is longer than `most`."""
        if path not in self._census.sizes:
            raise Broken(path, "missing")
        try:
            handle = os.open(self._folder / path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as file:
                data = file.read(most + 1)
        except OSError:
            raise Broken(path, "damaged") from None
        if len(data) > most:
            raise Broken(path, "file_too_large", size=self._census.sizes[path], most=most)
        return data

    def _walk(self, folder: Path, prefix: str, depth: int) -> Iterator[tuple[str, int]]:
        if depth > MOST_DEPTH:
            raise Unreadable(prefix, "path_long")
        try:
            entries = os.scandir(folder)
        except OSError:
            raise Unreadable(prefix or self.name, "cannot_open") from None
        with entries:
            for seen, entry in enumerate(entries):
                if seen > MOST_FILES:
                    raise Unreadable(self.name, "too_many_files", most=MOST_FILES)
                path = prefix + _readable(entry.name)
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    yield from self._walk(Path(entry.path), path + "/", depth + 1)
                elif stat.S_ISREG(found.st_mode):
                    yield path, found.st_size
                else:
                    raise Unreadable(path, "link")


def _readable(name: str) -> str:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable(name.encode("utf-8", "replace").decode(), "path_signs") from None
    return name
