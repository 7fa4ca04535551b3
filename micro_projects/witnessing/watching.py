"""Going to a log and looking: fetch its head and the proof, accept, leave the cosignature there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from micro_projects.kernel.tlog import merkle, note
from micro_projects.verifying.reading import bounded
from micro_projects.witnessing.accepting import NotSigned, accept, opened
from micro_projects.witnessing.memory import Log, Memory

MOST_BYTES = 1 << 20
MOST_NODES = 128
LONGEST = 60.0
"""Seconds for one answer: a log that sends a byte now and then keeps no witness from others."""


@dataclass(slots=True)
class Seen:
    """What came of one look."""

    log: str
    size: int
    line: str
    """The cosignature, with its newline."""
    trusted: list[str] = field(default_factory=list)
    """Fingerprints of the keys trusted from this look on; empty when the log was known."""


class Fetcher:
    """Reads one host, bounded in size and time, without following it elsewhere."""

    def __init__(self, address: str, client: httpx.Client | None = None) -> None:
        self.address = address.rstrip("/")
        self.client = client or httpx.Client(timeout=20, follow_redirects=False)

    def get(self, path: str) -> bytes:
        """What is there; NotSigned when it cannot be read."""
        return self._read("GET", path, None)

    def post(self, path: str, body: bytes) -> bytes:
        """What it answers."""
        return self._read("POST", path, body)

    def _read(self, method: str, path: str, body: bytes | None) -> bytes:
        url = urljoin(self.address + "/", path)
        try:
            told = bounded.answer(
                self.client,
                method,
                url,
                most=MOST_BYTES,
                seconds=LONGEST,
                accept="application/json, text/plain",
                content=body,
            )
        except bounded.TooMuch:
            raise NotSigned("unreadable", f"{url}: more than {MOST_BYTES} bytes") from None
        except bounded.TooLong:
            raise NotSigned("unreachable", f"{url}: more than {LONGEST:.0f} seconds") from None
        except httpx.HTTPError as error:
            raise NotSigned("unreachable", f"{url}: {type(error).__name__}") from None
        if told.status not in bounded.GOOD:
            raise NotSigned("unreachable", f"{url}: {told.status}")
        return told.body


def place_of(address: str) -> tuple[str, str]:
    """Host part and log of an address: ``…/log/QH`` names one log; anything else means the current one."""
    parts = urlsplit(address)
    base = f"{parts.scheme}://{parts.netloc}"
    path = [part for part in parts.path.split("/") if part]
    if len(path) >= 2 and path[0] == "log":
        return base, path[1]
    return base, ""


def look(
    memory: Memory,
    address: str,
    seconds: Callable[[], int],
    *,
    key: str = "",
    client: httpx.Client | None = None,
) -> Seen:
    """One look at the log of `address`: its head checked against the last one, remembered, cosigned.

    `key` is the key line to trust at the first look (from a printed sheet, say); without it the log's own
    word is taken, once. The line is not sent anywhere: `leave` does.
    """
    base, code = place_of(address)
    fetcher = Fetcher(base, client)
    code = code or _current(fetcher)
    raw = _text(fetcher.get(f"/log/{code}/checkpoint"))
    told = _keys(fetcher, code, key)
    origin = raw.split("\n", 1)[0]
    with memory.alone():
        log = memory.log(origin)
        new = log is None
        if log is None:
            log = Log(origin, told, None, memory.folder)
            opened(raw, log)  # signed by what it says is its key, before anything is kept
            log = memory.begin(told, origin)
        head, _text_signed, read = opened(raw, log)
        memory.learn(log, read, told)
        proof = _proof(fetcher, code, log, head.size)
        line = accept(memory, log, raw, proof, seconds())
    trusted = [note.fingerprint(one.public) for one in log.keys] if new else []
    return Seen(code, head.size, line, trusted)


def leave(seen: Seen, address: str, client: httpx.Client | None = None) -> None:
    """Leave the cosignature with the log; NotSigned("not_taken") when it does not know this witness."""
    base, _code = place_of(address)
    try:
        where = f"/log/{seen.log}/cosignatures?size={seen.size}"
        Fetcher(base, client).post(where, seen.line.encode())
    except NotSigned as refused:
        raise NotSigned("not_taken", refused.detail) from None


def _current(fetcher: Fetcher) -> str:
    logs = _json(fetcher.get("/log"))
    current = [one.get("id") for one in logs if isinstance(one, dict) and one.get("current")]
    if len(current) != 1 or not isinstance(current[0], str):
        raise NotSigned("no_log", fetcher.address)
    return current[0]


def _keys(fetcher: Fetcher, code: str, given: str) -> list[note.Verifier]:
    lines = [given] if given else _text(fetcher.get(f"/log/{code}/key")).splitlines()
    try:
        return [note.parse_key(line) for line in lines]
    except note.BadNote as bad:
        raise NotSigned("unreadable", str(bad)) from None


def _proof(fetcher: Fetcher, code: str, log: Log, size: int) -> list[bytes]:
    if log.last is None or not 0 < log.last.size < size:
        return []
    told = _json(fetcher.get(f"/log/{code}/proof/consistency?from={log.last.size}&to={size}"))
    nodes = told.get("proof") if isinstance(told, dict) else None
    if not isinstance(nodes, list) or len(nodes) > MOST_NODES:
        raise NotSigned("unreadable", "proof")
    try:
        proof = [bytes.fromhex(node) for node in nodes]
    except (TypeError, ValueError):
        raise NotSigned("unreadable", "proof") from None
    if any(len(node) != merkle.HASH_BYTES for node in proof):
        raise NotSigned("unreadable", "proof")
    return proof


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise NotSigned("unreadable", "UTF-8") from None


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise NotSigned("unreadable", "JSON") from None
