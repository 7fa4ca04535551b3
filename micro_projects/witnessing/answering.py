"""A witness that logs come to (C2SP tlog-witness): ``POST /add-checkpoint``, answered with a cosignature.

The request's body: ``old N``, the consistency proof as base64 lines, an empty line, the signed note.
"""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from micro_projects.kernel.tlog import checkpoint, note
from micro_projects.witnessing.accepting import NotSigned, accept, opened
from micro_projects.witnessing.memory import Memory

MOST_BYTES = note.MOST_BYTES + 64 * 64
MOST_NODES = 63
"""As the specification says."""
SIZE = "text/x.tlog.size"
PLAIN = "text/plain; charset=utf-8"
STATUS = {"unsigned": 403, "origin": 404, "shrunk": 409, "fork": 422, "inconsistent": 422}


class Answer(NamedTuple):
    """Status, media type, body."""

    status: int
    media: str
    body: str


class Asked(NamedTuple):
    """A request taken apart."""

    old: int
    proof: list[bytes]
    raw: str


def parse(body: bytes) -> Asked:
    """Take a request apart; BadNote when it is not of the form."""
    try:
        whole = body.decode()
    except UnicodeDecodeError:
        raise note.BadNote("not UTF-8") from None
    front, gap, raw = whole.partition("\n\n")
    lines = front.split("\n")
    if not gap or not lines[0].startswith("old ") or len(lines) - 1 > MOST_NODES:
        raise note.BadNote("not a request for a cosignature")
    proof = [note.strict_base64(line) for line in lines[1:]]
    if any(len(node) != 32 for node in proof):
        raise note.BadNote("a hash has 32 bytes")
    return Asked(checkpoint.number(lines[0].removeprefix("old ")), proof, raw)


def answer(memory: Memory, body: bytes, seconds: Callable[[], int]) -> Answer:
    """The answer to one request. Only logs that this witness knows already are answered: others get 404."""
    try:
        asked = parse(body)
        origin = checkpoint.parse(note.split(asked.raw)[0]).origin
    except note.BadNote as bad:
        return Answer(400, PLAIN, f"{bad}\n")
    with memory.alone():
        log = memory.log(origin)
        if log is None:
            return Answer(404, PLAIN, "unknown log\n")
        try:
            head, _text, _read = opened(asked.raw, log)
            last = log.last.size if log.last else 0
            if asked.old > head.size:
                return Answer(400, PLAIN, "old is larger than the checkpoint\n")
            if asked.old != last:
                return Answer(409, SIZE, f"{last}\n")
            return Answer(200, PLAIN, accept(memory, log, asked.raw, asked.proof, seconds()))
        except NotSigned as refused:
            return Answer(STATUS[refused.code], PLAIN, f"{refused.code} {refused.detail}\n")


def server(memory: Memory, port: int, seconds: Callable[[], int]) -> ThreadingHTTPServer:
    """A server on 127.0.0.1, for a proxy in front of it; ``serve_forever`` runs it."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 20

        def do_POST(self) -> None:
            """The one address there is."""
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint":
                self._say(Answer(404, PLAIN, "there is only /add-checkpoint\n"))
            elif not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
                self._say(Answer(400, PLAIN, "no length, or too long\n"))
            else:
                self._say(answer(memory, self.rfile.read(int(length)), seconds))

        def _say(self, said: Answer) -> None:
            body = said.body.encode()
            self.send_response(said.status)
            self.send_header("Content-Type", said.media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: what was signed is in the folder."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
