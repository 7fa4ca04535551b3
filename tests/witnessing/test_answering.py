"""A witness that logs come to answers as C2SP tlog-witness says."""

from __future__ import annotations

from base64 import b64encode
from http.client import HTTPConnection
from threading import Thread

import httpx
import pytest

from micro_projects.kernel.tlog import cosignature, note
from micro_projects.witnessing.answering import answer, server
from micro_projects.witnessing.memory import Memory

ORIGIN = "projects.example/log/QH"
AT = 1_790_000_000


def body(old: int, proof: list[bytes], raw: str) -> bytes:
    lines = [f"old {old}", *(b64encode(node).decode() for node in proof)]
    return ("\n".join(lines) + "\n\n" + raw).encode()


def status(memory: Memory, sent: bytes) -> int:
    return answer(memory, sent, lambda: AT).status


def test_the_statuses_of_the_specification(memory: Memory, book) -> None:
    first = book.head()
    assert status(memory, body(0, [], first)) == 404  # a log nobody told it of
    memory.begin(book.keys, ORIGIN)
    said = answer(memory, body(0, [], first), lambda: AT)
    assert said.status == 200
    cosignature.verify(said.body, note.split(first)[0], [cosignature.parse_key(memory.line)])
    book.add(6)
    told = answer(memory, body(3, book.proof(3), book.head()), lambda: AT)
    assert (told.status, told.media, told.body) == (409, "text/x.tlog.size", "5\n")
    assert status(memory, body(99, [], book.head())) == 400
    assert status(memory, body(5, book.proof(5)[:-1], book.head())) == 422
    stranger = type(book)([note.Signer(ORIGIN, bytes(32))], book.entries)
    assert status(memory, body(5, book.proof(5), stranger.head())) == 403
    assert status(memory, body(5, book.proof(5), book.head())) == 200
    assert status(memory, body(11, [], book.head())) == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"old 0",
        b"old 01\n\nx",
        b"old -1\n\nx",
        b"\xff\n\n",
        b"old 0\nAAAA\n\nnote",
        b"old 0\nnot base64!\n\nnote",
        b"old 0\n" + b"\n".join([b64encode(bytes(32))] * 64) + b"\n\nnote",
        b"new 0\n\nnote",
    ],
)
def test_what_is_not_of_the_form_is_400(memory: Memory, sent: bytes) -> None:
    assert status(memory, sent) == 400


def test_over_a_socket(memory: Memory, book) -> None:
    memory.begin(book.keys, ORIGIN)
    waiting = server(memory, 0, lambda: AT)
    Thread(target=waiting.serve_forever, daemon=True).start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{waiting.server_port}", timeout=10) as client:
            good = client.post("/add-checkpoint", content=body(0, [], book.head()))
            assert (good.status_code, good.text.startswith("— witness.example ")) == (200, True)
            assert client.post("/elsewhere", content=b"x").status_code == 404
        long = HTTPConnection("127.0.0.1", waiting.server_port, timeout=10)
        long.putrequest("POST", "/add-checkpoint")
        long.putheader("Content-Length", "9999999")
        long.endheaders()
        assert long.getresponse().status == 400
        long.close()
    finally:
        waiting.shutdown()
        waiting.server_close()
