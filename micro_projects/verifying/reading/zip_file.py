"""A ZIP read strictly (PKWARE APPNOTE 6.3): stored or deflated files, one disk, nothing before, between or hidden.

The list of files is walked here and not by a library, so that its length, every name and every size is looked
at before anything is kept or unpacked.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from micro_projects.verifying.limits import MOST_ARCHIVE, MOST_DIRECTORY, MOST_FILE, MOST_FILES, MOST_RATIO
from micro_projects.verifying.reading.files import Census
from micro_projects.verifying.report import Broken, Unreadable

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UNIX, _KIND, _LINK, _REGULAR = 3, 0o170000, 0o120000, 0o100000
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF


class _Listing(NamedTuple):
    files: int
    size: int
    offset: int


class _Member(NamedTuple):
    name: bytes
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class ZipFiles:
    """The files of the ZIP at `path`. Unreadable when it is none, or one made to do harm."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._file: BinaryIO = path.open("rb")
        try:
            length = os.fstat(self._file.fileno()).st_size
            if length > MOST_ARCHIVE:
                raise Unreadable(self.name, "too_large", most=MOST_ARCHIVE)
            self._members = self._read_list(length)
        except BaseException:
            self._file.close()
            raise

    @property
    def sizes(self) -> Mapping[str, int]:
        """Every file's path and size."""
        return self._sizes

    def close(self) -> None:
        """Let the file go."""
        self._file.close()

    def read(self, path: str, most: int = MOST_FILE) -> bytes:
        """A file's bytes, whole and right by their check sum; Broken otherwise."""
        member = self._members.get(path)
        if member is None:
            raise Broken(path, "missing")
        if member.size > most:
            raise Broken(path, "file_too_large", size=member.size, most=most)
        data = self._unpacked(path, member)
        if len(data) != member.size or zlib.crc32(data) != member.crc:
            raise Broken(path, "damaged")
        return data

    def _unpacked(self, path: str, member: _Member) -> bytes:
        self._file.seek(member.offset)
        head = self._file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
            raise Broken(path, "damaged")
        _, _, flags, method, _, _, _, _, _, name, extra = _LOCAL.unpack(head)
        if self._file.read(name) != member.name or method != member.method or flags & _ENCRYPTED:
            raise Broken(path, "damaged")  # its own head says something else than the list
        self._file.seek(extra, os.SEEK_CUR)
        packed = self._file.read(member.packed)
        if member.method == _STORED:
            return packed
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = unpack.decompress(packed, member.size + 1)
        except zlib.error:
            raise Broken(path, "damaged") from None
        if not unpack.eof or unpack.unused_data:
            raise Broken(path, "damaged")
        return data

    def _read_list(self, length: int) -> dict[str, _Member]:
        where = self._find_list(length)
        if where.files > MOST_FILES:
            raise Unreadable(self.name, "too_many_files", most=MOST_FILES)
        if where.size > MOST_DIRECTORY:
            raise Unreadable(self.name, "list_too_long", most=MOST_DIRECTORY)
        self._file.seek(where.offset)
        census, members = Census(self.name), dict[str, _Member]()
        seen = packed = 0
        for member in self._walk(self._file.read(where.size), where.files):
            seen, packed = seen + 1, packed + member.packed + _LOCAL.size
            if packed > length:  # files that share bytes: a bomb without a suspicious ratio
                raise Unreadable(self.name, "bomb")
            path = self._path(member)
            if path:
                members[census.add(path, member.size)] = member
        if seen != where.files:
            raise Unreadable(self.name, "not_a_zip")
        self._sizes = census.sizes
        return members

    def _find_list(self, length: int) -> _Listing:
        start = max(0, length - _END.size - _FULL16)
        self._file.seek(start)
        tail = self._file.read(length - start)
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            raise Unreadable(self.name, "not_a_zip")
        _, disk, first, here, count, size, offset, comment = _END.unpack_from(tail, at)
        end = start + at
        if disk or first or here != count or at + _END.size + comment != len(tail):
            raise Unreadable(self.name, "not_a_zip")
        if count == _FULL16 or _FULL32 in (size, offset):
            return self._find_list64(end)
        if offset + size != end:
            raise Unreadable(self.name, "not_a_zip")
        return _Listing(count, size, offset)

    def _find_list64(self, end: int) -> _Listing:
        self._file.seek(max(0, end - _LOCATOR.size))
        locator = self._file.read(_LOCATOR.size)
        if len(locator) < _LOCATOR.size or locator[:4] != b"PK\x06\x07":
            raise Unreadable(self.name, "not_a_zip")
        _, _, at, disks = _LOCATOR.unpack(locator)
        if disks != 1 or at + _END64.size != end - _LOCATOR.size:
            raise Unreadable(self.name, "not_a_zip")
        self._file.seek(at)
        record = _END64.unpack(self._file.read(_END64.size))
        _, _, _, _, disk, first, here, count, size, offset = record
        if record[0] != b"PK\x06\x06" or disk or first or here != count or offset + size != at:
            raise Unreadable(self.name, "not_a_zip")
        return _Listing(count, size, offset)

    def _walk(self, listing: bytes, count: int) -> Iterator[_Member]:
        at = 0
        for _ in range(count):
            if len(listing) - at < _CENTRAL.size or listing[at : at + 4] != b"PK\x01\x02":
                raise Unreadable(self.name, "not_a_zip")
            head = _CENTRAL.unpack_from(listing, at)
            _, made, _, flags, method, _, _, crc, packed, size, name, extra, comment, disk = head[:14]
            attributes, offset = head[15:]
            start = at + _CENTRAL.size
            member = _Member(listing[start : start + name], method, crc, packed, size, offset)
            self._refuse(member, flags, made, attributes, disk)
            yield member
            at = start + name + extra + comment
        if at != len(listing):
            raise Unreadable(self.name, "not_a_zip")

    def _refuse(self, member: _Member, flags: int, made: int, attributes: int, disk: int) -> None:
        shown = member.name.decode("utf-8", "replace")
        if flags & _ENCRYPTED:
            raise Unreadable(shown, "encrypted")
        if disk or _FULL32 in (member.packed, member.size, member.offset):
            raise Unreadable(shown, "not_a_zip")
        if made >> 8 == _UNIX and (attributes >> 16) & _KIND not in (0, _REGULAR, 0o040000):
            raise Unreadable(shown, "link")
        if member.method not in (_STORED, _DEFLATED):
            raise Unreadable(shown, "method", method=member.method)
        if member.method == _STORED and member.packed != member.size:
            raise Unreadable(shown, "not_a_zip")
        if member.size > MOST_RATIO * member.packed + 1024:
            raise Unreadable(shown, "bomb")

    def _path(self, member: _Member) -> str:
        """The file's path; empty for a folder, which holds nothing itself."""
        try:
            name = member.name.decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable(member.name.decode("utf-8", "replace"), "path_signs") from None
        if not name.endswith("/"):
            return name
        if member.size:
            raise Unreadable(name, "not_a_zip")
        return ""
