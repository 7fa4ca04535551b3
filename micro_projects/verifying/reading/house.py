"""A running house's public log read over HTTP: bounded answers, no redirect to another site, nothing trusted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from micro_projects.kernel.tlog import tiles
from micro_projects.verifying import shape
from micro_projects.verifying.limits import (
    LONGEST,
    MOST_ARCHIVE,
    MOST_DISCLOSURE,
    MOST_FETCHED,
    MOST_FILE,
    MOST_KEYS,
    MOST_LOGS,
    MOST_NOTE,
    MOST_REDIRECTS,
    TIMEOUT,
)
from micro_projects.verifying.reading import bounded
from micro_projects.verifying.reading.bundle import Bundle
from micro_projects.verifying.reading.record import LOG_NAME, PART_NAME, Record, Told
from micro_projects.verifying.reading.zip_file import ZipFiles
from micro_projects.verifying.report import Broken, Unreadable

try:
    import httpx
except ImportError:  # the copy in a bundle needs it for addresses only
    httpx = None  # type: ignore[assignment]

BATCH = 256
_LOCAL = {"127.0.0.1", "::1", "localhost"}


def open_address(address: str) -> Record:
    """A house, one of its logs (``/log/<log>``), or a bundle to be fetched (``….zip``)."""
    try:
        parts = urlsplit(address)
        if parts.port == 0:  # asking for the port is what refuses a wrong one
            raise ValueError
    except ValueError:
        raise Unreadable(address, "cannot_open") from None
    if httpx is None:
        raise Unreadable(address, "no_httpx")
    if not parts.hostname or parts.username or parts.password:
        raise Unreadable(address, "cannot_open")
    site = Site(f"{parts.scheme}://{parts.netloc}")
    try:
        if parts.path.endswith(".zip"):
            return _Fetched(site, address)
        asked = parts.path.strip("/").split("/")
        only = asked[1] if len(asked) >= 2 and asked[0] == "log" and LOG_NAME.fullmatch(asked[1]) else ""
        return House(site, only)
    except BaseException:
        site.close()
        raise


class Site:
    """One site's answers."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._left = MOST_FETCHED
        # what runs on this machine is asked directly, whatever proxy leads outside
        trust = urlsplit(base).hostname not in _LOCAL
        self._client = httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=trust)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def get(self, path: str, most: int, accept: str = "*/*") -> bytes:
        """What is at `path`; Broken when there is nothing, too much, or another site."""
        address = self.base + path
        for _ in range(MOST_REDIRECTS + 1):
            status, location, body = self._once(address, most, accept)
            if status == 200:
                return body
            if status not in (301, 302, 303, 307, 308):
                raise Broken(path, "missing" if status == 404 else "status", status=status)
            address = str(httpx.URL(address).join(location))
            if not address.startswith(self.base + "/"):
                raise Broken(path, "redirected")
        raise Broken(path, "redirected")

    def _once(self, address: str, most: int, accept: str) -> bounded.Answer:
        try:
            told = bounded.answer(
                self._client, "GET", address, most=min(most, self._left), seconds=LONGEST, accept=accept
            )
        except bounded.TooMuch:
            if most < self._left:
                raise Broken(address, "file_too_large", size=f"> {most}", most=most) from None
            raise Unreadable(self.base, "too_large", most=MOST_FETCHED) from None
        except bounded.TooLong:
            raise Unreadable(address, "no_answer", kind="timeout") from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as wrong:
            raise Unreadable(address, "no_answer", kind=type(wrong).__name__) from None
        self._left -= len(told.body)
        return told


class House:
    """A record out of a house's addresses (docs/log.md)."""

    files = None

    def __init__(self, site: Site, only: str = "") -> None:
        self._site = site
        self.name = site.base
        self._notes: dict[str, bytes] = {}
        try:
            raw = site.get("/log", MOST_DISCLOSURE, "application/json")
            told = shape.load(raw)
            logs = [shape.text(one, "id") for one in (told if isinstance(told, list) else [])]
        except Broken as broken:
            raise Unreadable(site.base + "/log", broken.fault.code, **broken.fault.facts) from None
        except shape.Malformed as wrong:
            raise Unreadable(site.base + "/log", "malformed", key=wrong.key) from None
        self._logs = sorted({log for log in logs if not only or log == only})
        if not 0 < len(self._logs) <= MOST_LOGS or not all(LOG_NAME.fullmatch(log) for log in self._logs):
            raise Unreadable(site.base + "/log", "no_logs", most=MOST_LOGS)

    def logs(self) -> list[str]:
        """The logs' ids."""
        return self._logs

    def where(self, log: str, path: str) -> str:
        """The address below the house's own."""
        head, _, rest = path.partition("/")
        if head == "disclosures":
            return f"/disclosures/{log}/{rest}" if rest else f"/disclosures/{log}"
        return f"/disclosures/{log}/{rest}" if head == "parts" else f"/log/{log}/{path}"

    def key(self, log: str) -> bytes:
        """``/log/<log>/key``."""
        return self._site.get(f"/log/{log}/key", MOST_KEYS)

    def checkpoint(self, log: str) -> bytes:
        """``/log/<log>/checkpoint``: the newest when first asked, and the same one ever after."""
        if log not in self._notes:
            self._notes[log] = self._site.get(f"/log/{log}/checkpoint", MOST_NOTE)
        return self._notes[log]

    def tile(self, log: str, path: str) -> bytes:
        """``/log/<log>/tile/…``."""
        return self._site.get(f"/log/{log}/{path}", tiles.WIDTH * 32)

    def count(self, log: str, size: int) -> int:
        """All of them."""
        return size

    def disclosures(self, log: str, size: int) -> Iterator[Told]:
        """Every disclosure, batch by batch; a line that is none ends its batch with what is wrong."""
        for batch in range(-(-size // BATCH)):
            path = f"/disclosures/{log}/batch/{batch}.jsonl"
            first = batch * BATCH
            try:
                lines = self._site.get(path, MOST_FILE).split(b"\n")
            except Broken as broken:
                yield Told(first, path, broken.fault)
                continue
            for place, raw in enumerate(lines[: min(BATCH, size - first)]):
                if raw:
                    yield Told(first + place, f"/disclosures/{log}/{first + place}.json", raw)

    def part(self, log: str, index: int, name: str, file: str) -> bytes:
        """``/disclosures/<log>/<index>/parts/<name>``: nowhere else, whatever its disclosure says."""
        path = f"/disclosures/{log}/{index}/parts/{name}"
        if file != f"parts/{name}" or not PART_NAME.fullmatch(name):
            raise Broken(path, "part_elsewhere", file=file)
        return self._site.get(path, MOST_FILE)

    def close(self) -> None:
        """Let the connections go."""
        self._site.close()


class _Fetched(Bundle):
    """A bundle fetched from an address into a file that goes when it is closed."""

    def __init__(self, site: Site, address: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="verify-")
        path = Path(self._folder.name) / (Path(urlsplit(address).path).name or "bundle.zip")
        try:
            path.write_bytes(site.get(address.removeprefix(site.base), MOST_ARCHIVE))
            site.close()
            super().__init__(ZipFiles(path))
        except Broken as broken:
            self._folder.cleanup()
            raise Unreadable(address, broken.fault.code, **broken.fault.facts) from None

    def close(self) -> None:
        """Let the file go."""
        super().close()
        self._folder.cleanup()
