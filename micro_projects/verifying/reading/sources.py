"""What was given, opened: an address, a folder, or a ZIP."""

from __future__ import annotations

from pathlib import Path

from micro_projects.verifying.reading.bundle import Bundle
from micro_projects.verifying.reading.folder import FolderFiles
from micro_projects.verifying.reading.record import Record
from micro_projects.verifying.reading.zip_file import ZipFiles
from micro_projects.verifying.report import Unreadable


def open_record(what: str) -> Record:
    """The record at `what`. Unreadable when there is none."""
    if what.startswith(("http://", "https://")):
        from micro_projects.verifying.reading.house import open_address

        return open_address(what)
    try:
        path = Path(what)
        if not what:
            raise Unreadable("“”", "cannot_open")
        if path.is_dir():
            return Bundle(FolderFiles(path))
        if not path.is_file():
            raise Unreadable(what, "cannot_open")
        return Bundle(ZipFiles(path))
    except (OSError, ValueError):
        raise Unreadable(what, "cannot_open") from None
