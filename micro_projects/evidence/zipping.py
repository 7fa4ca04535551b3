"""A ZIP written as it goes: uncompressed, fixed time stamps, so that the same files are the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can say."""
A_FILE = 0o100644 << 16
UNIX = 3


class _Outlet(io.RawIOBase):
    """What was written since it was last emptied; cannot be gone back in, as a connection cannot."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Hold some bytes."""
        held = bytes(data)  # type: ignore[call-overload]  # any buffer
        self._held.append(held)
        return len(held)

    def emptied(self) -> bytes:
        """What was held."""
        held, self._held = b"".join(self._held), []
        return held


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The archive of `files` (path, bytes) in the order given, in pieces of a file each."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path, body in files:
            member = zipfile.ZipInfo(path, BEGINNING)
            member.create_system, member.external_attr = UNIX, A_FILE
            archive.writestr(member, body)
            yield outlet.emptied()
    yield outlet.emptied()
