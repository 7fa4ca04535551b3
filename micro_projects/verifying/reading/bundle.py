"""An evidence bundle (docs/evidence.md): a record out of files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from micro_projects.verifying.limits import MOST_DISCLOSURE, MOST_FILE, MOST_KEYS, MOST_LOGS, MOST_NOTE
from micro_projects.verifying.reading.files import Files, below
from micro_projects.verifying.reading.folder import FolderFiles
from micro_projects.verifying.reading.record import LOG_NAME, Told
from micro_projects.verifying.reading.zip_file import ZipFiles
from micro_projects.verifying.report import Broken, Unreadable

_INDEX = re.compile(r"(0|[1-9][0-9]{0,15})\.json", re.ASCII)


class Bundle:
    """A record out of a bundle's files."""

    def __init__(self, files: ZipFiles | FolderFiles) -> None:
        self._files = files
        self.name = files.name
        if "manifest.json" not in files.sizes:
            raise Unreadable(files.name, "no_manifest")
        self._logs = below(files.sizes, "logs/")
        if not self._logs or len(self._logs) > MOST_LOGS:
            raise Unreadable(files.name, "no_logs", most=MOST_LOGS)
        for log in self._logs:
            if not LOG_NAME.fullmatch(log):
                raise Unreadable(f"logs/{log}", "log_name")
        self._disclosures: dict[str, list[tuple[int, str]]] = {log: [] for log in self._logs}
        for path in files.sizes:
            parts = path.split("/")
            if len(parts) == 4 and parts[0] == "logs" and parts[2] == "disclosures":
                found = _INDEX.fullmatch(parts[3])
                if found is None:
                    raise Unreadable(path, "index_name")
                self._disclosures[parts[1]].append((int(found[1]), path))

    @property
    def files(self) -> Files:
        """All its files."""
        return self._files

    def logs(self) -> list[str]:
        """The logs' ids."""
        return self._logs

    def where(self, log: str, path: str) -> str:
        """The path in the bundle."""
        return f"logs/{log}/{path}"

    def key(self, log: str) -> bytes:
        """``logs/<log>/key``."""
        return self._files.read(self.where(log, "key"), MOST_KEYS)

    def checkpoint(self, log: str) -> bytes:
        """``logs/<log>/checkpoint``."""
        return self._files.read(self.where(log, "checkpoint"), MOST_NOTE)

    def tile(self, log: str, path: str) -> bytes:
        """``logs/<log>/tile/…``."""
        return self._files.read(self.where(log, path), 256 * 32)

    def count(self, log: str, size: int) -> int:
        """How many disclosures are in the bundle."""
        return len(self._disclosures[log])

    def disclosures(self, log: str, size: int) -> Iterator[Told]:
        """Every disclosure, in the log's order."""
        for index, path in sorted(self._disclosures[log]):
            try:
                yield Told(index, path, self._files.read(path, MOST_DISCLOSURE))
            except Broken as broken:
                yield Told(index, path, broken.fault)

    def part(self, log: str, index: int, name: str, file: str) -> bytes:
        """``logs/<log>/parts/<index>/<name>``: nowhere else, whatever its disclosure says."""
        path = f"parts/{index}/{name}"
        if file != path:
            raise Broken(self.where(log, path), "part_elsewhere", file=file)
        return self._files.read(self.where(log, path), MOST_FILE)

    def close(self) -> None:
        """Let the files go."""
        self._files.close()
