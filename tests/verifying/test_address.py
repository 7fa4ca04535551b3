"""The same checks against a house's addresses (docs/log.md), served here from the test bed on a port of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from verifying.bench import Bench, zipped
from verifying.conftest import asked, found
from verifying.story import story

from micro_projects.kernel.tlog import tiles
from micro_projects.verifying.reading import house

Answers = dict[str, bytes | tuple[int, str]]
"""By path: a body, or a status and a location."""


def addresses(bench: Bench) -> Answers:
    """What a house answers about the bench's log."""
    log, size, tree = bench.log, len(bench.entries), bench.tree
    made: Answers = {
        "/log": json.dumps([{"id": log, "origin": bench.signers[0].name, "size": size}]).encode(),
        f"/log/{log}/key": "".join(f"{s.line}\n" for s in bench.signers).encode(),
        f"/log/{log}/checkpoint": bench.note().encode(),
    }
    for tile in tiles.all_tiles(size):
        made[f"/log/{log}/{tile.path}"] = tree.tile(tile.level, tile.index, tile.width)
    for start in range(0, size, 256):
        lines = []
        for told in bench.told[start : start + 256]:
            told = json.loads(json.dumps(told))
            for name, part in told["parts"].items():
                if part and "file" in part:
                    part["file"] = f"parts/{name}"
            lines.append(json.dumps(told, ensure_ascii=False))
        made[f"/disclosures/{log}/batch/{start // 256}.jsonl"] = "\n".join([*lines, ""]).encode()
    for (index, name), body in bench.attached.items():
        made[f"/disclosures/{log}/{index}/parts/{name}"] = body
    return made


@pytest.fixture
def serve() -> Iterator[Callable[[Answers], str]]:
    """Serve answers; the address."""
    servers = []

    def start(answers: Answers) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answer = answers.get(self.path, (404, ""))
                if isinstance(answer, tuple):
                    self.send_response(answer[0])
                    self.send_header("Location", answer[1])
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                try:
                    self.wfile.write(answer)
                except OSError:
                    pass  # whoever asked had enough

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


Serve = Callable[[Answers], str]


def test_a_house_is_checked_whole(serve: Serve) -> None:
    bench = story()
    address = serve(addresses(bench))
    for what in (address, f"{address}/", f"{address}/log/QH"):
        status, report = asked(what, "--at-least", f"9:{bench.tree.root(9).hex()}")
        assert (status, report["findings"]) == (0, [])
        assert report["checked"]["leaf"] == len(bench.entries)
    assert found(report, "cannot") == {
        ("files", "no_file_list"),
        ("content", "part_redacted"),
        ("consistency", "key_unproved"),
    }


def test_a_house_that_shows_something_else_than_it_signed(serve: Serve) -> None:
    answers = addresses(story())
    batch = answers["/disclosures/QH/batch/0.jsonl"]
    assert isinstance(batch, bytes)
    answers["/disclosures/QH/batch/0.jsonl"] = batch.replace(b"2026-01-06", b"2026-01-07", 1)
    status, report = asked(serve(answers))
    assert (status, ("leaf", "other_leaf") in found(report)) == (1, True)
    assert report["findings"][0]["where"] == "/disclosures/QH/1.json"


def test_more_than_a_batch(serve: Serve) -> None:
    bench = Bench()
    for number in range(300):
        bench.add("session.called", {"n": number}, "cycle:FT-LH-2026", "2026-01-06T09:00:00+08:00")
    answers = addresses(bench)
    assert asked(serve(answers))[1]["checked"]["leaf"] == 300
    del answers["/disclosures/QH/batch/1.jsonl"]
    status, report = asked(serve(answers))
    assert (status, found(report)) == (1, {("leaf", "missing")})


def test_a_part_that_is_gone(serve: Serve) -> None:
    answers = addresses(story())
    path = next(path for path in answers if path.endswith("/parts/photo-1"))
    del answers[path]
    status, report = asked(serve(answers))
    assert (status, report["findings"][0]["where"]) == (1, path)


def test_a_bundle_fetched(serve: Serve, tmp_path: Path) -> None:
    path = zipped(story().files(), tmp_path / "b.zip")
    address = serve({"/evidence/FT-LH-2026.zip": path.read_bytes()})
    status, report = asked(f"{address}/evidence/FT-LH-2026.zip")
    assert (status, report["checked"]["files"]) == (0, 73)
    assert asked(f"{address}/evidence/other.zip")[0] == 2


def test_another_site_is_not_followed(serve: Serve) -> None:
    other = serve(addresses(story()))
    answers = addresses(story())
    answers["/log"] = (302, f"{other}/log")
    status, report = asked(serve(answers))
    assert (status, report["unreadable"]["code"]) == (2, "redirected")
    answers["/log"] = (302, "/log")  # round and round
    assert asked(serve(answers))[1]["unreadable"]["code"] == "redirected"
    answers["/log"] = (302, "file:///etc/passwd")
    assert asked(serve(answers))[1]["unreadable"]["code"] == "redirected"


def test_the_same_site_is(serve: Serve) -> None:
    answers = addresses(story())
    answers["/moved"] = answers["/log"]
    answers["/log"] = (301, "/moved")
    assert asked(serve(answers))[0] == 0


@pytest.mark.parametrize("listing", [b"", b"{}", b"[]", b'[{"id":"../x"}]', b'[{"id":1}]', b"[" * 10**6])
def test_a_list_of_logs_that_is_none(serve: Serve, listing: bytes) -> None:
    assert asked(serve({"/log": listing}))[0] == 2


def test_an_answer_that_does_not_end_is_cut(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = addresses(story())
    answers["/log/QH/tile/0/000.p/33"] = bytes(50_000_000)
    status, report = asked(serve(answers))
    assert (status, ("root", "file_too_large") in found(report)) == (1, True)
    monkeypatch.setattr(house, "MOST_FETCHED", 10_000)
    status, report = asked(serve(addresses(story())))
    assert (status, report["unreadable"]["code"]) == (2, "too_large")


def test_nobody_there_and_no_address() -> None:
    for what in ("http://127.0.0.1:9", "http://", "http://[::1", "http://user:pass@127.0.0.1:9/"):
        status, report = asked(what)
        assert (status, report["unreadable"]["code"] in ("no_answer", "cannot_open")) == (2, True)
