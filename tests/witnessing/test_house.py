"""A witness looks at a real house, leaves its cosignature there, and sees when the house shows something else."""

from __future__ import annotations

import httpx
import pytest
from flask import Flask

from micro_projects.demo.filling import browser
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import disclosing, log_actions, log_asking, log_queries
from micro_projects.notices.signing import sign_due
from micro_projects.places import queries as places
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from micro_projects.witnessing import watching
from micro_projects.witnessing.accepting import NotSigned
from micro_projects.witnessing.answering import answer
from micro_projects.witnessing.memory import Memory
from micro_projects.witnessing.watching import Seen, leave, look

pytestmark = pytest.mark.founded
BASE = "http://127.0.0.1"


def disclose(app: Flask) -> None:
    place = places.place("QH")
    for n in range(3):
        with act() as now:
            disclosing.disclose("cycle.ended", say(f"第{n}条"), place_id=place.id, path=place.path, at=now)
    sign_due(app)


class Line(httpx.BaseTransport):
    """What lies between witness and house: passes everything on, or what `change` makes of it."""

    def __init__(self, app: Flask, changes: dict[str, bytes] | None = None) -> None:
        self.house, self.changes = browser(app), changes or {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        changed = self.changes.get(request.url.path)
        if changed is not None:
            return httpx.Response(200, content=changed)
        return self.house._transport.handle_request(request)


def looked(app: Flask, memory: Memory, address: str = BASE, changes: dict[str, bytes] | None = None) -> Seen:
    with act() as now:
        at = int(now.timestamp())
    with httpx.Client(transport=Line(app, changes)) as client:
        return look(memory, address, lambda: at, client=client)


def alarm(app: Flask, memory: Memory, changes: dict[str, bytes]) -> str:
    with pytest.raises(NotSigned) as why:
        looked(app, memory, changes=changes)
    return why.value.code


def test_a_log_that_drips_is_given_up(inside: Flask, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    disclose(inside)
    monkeypatch.setattr(watching, "LONGEST", -1.0)
    assert alarm(inside, memory, {}) == "unreachable"


def named(memory: Memory) -> None:
    with act() as now:
        log_actions.name_witness(CLOCK_ACTOR, memory.line, "南山区档案馆", now)


def test_what_a_witness_saw_stands_on_the_logs_page(inside: Flask, memory: Memory, client) -> None:
    disclose(inside)
    first = looked(inside, memory)
    assert first.trusted
    with pytest.raises(NotSigned, match="not_taken"), httpx.Client(transport=Line(inside)) as way:
        leave(first, BASE, way)  # nobody named this witness yet
    named(memory)
    disclose(inside)
    second = looked(inside, memory, f"{BASE}/log/{first.log}")
    assert second.size > first.size
    assert not second.trusted
    with httpx.Client(transport=Line(inside)) as way:
        leave(second, BASE, way)
    page = client.get(f"/log/{first.log}").get_data(as_text=True)
    assert "南山区档案馆" in page
    assert second.line in client.get(f"/log/{first.log}/checkpoint").get_data(as_text=True)


def test_a_house_that_shows_something_else_is_found_out(inside: Flask, memory: Memory) -> None:
    disclose(inside)
    seen = looked(inside, memory)
    where = f"/log/{seen.log}"
    with httpx.Client(transport=Line(inside)) as way:
        old = way.get(f"{BASE}{where}/checkpoint").content
    disclose(inside)
    looked(inside, memory)
    assert alarm(inside, memory, {f"{where}/checkpoint": old}) == "shrunk"
    disclose(inside)
    forged = b'{"proof":["' + b"00" * 32 + b'"]}'
    assert alarm(inside, memory, {f"{where}/proof/consistency": forged}) == "inconsistent"
    for nonsense in (b"", b"[]", b'{"proof":[1]}', b'{"proof":["zz"]}', b'{"proof":' + b"[" * 5000):
        assert alarm(inside, memory, {f"{where}/proof/consistency": nonsense}) == "unreadable"
    assert alarm(inside, memory, {"/log": b"[]", where: b""}) == "no_log"
    assert alarm(inside, memory, {f"{where}/checkpoint": old.replace(b"\n", b"\n\n", 1)}) == "unsigned"
    assert looked(inside, memory).size > seen.size  # and nothing was forgotten


def test_the_log_asks_a_witness_that_waits(inside: Flask, memory: Memory) -> None:
    disclose(inside)
    code = looked(inside, memory).log  # it knows the log, at an earlier size than the log thinks
    named(memory)
    disclose(inside)
    with act() as now:
        at = int(now.timestamp())

    def witness(request: httpx.Request) -> httpx.Response:
        said = answer(memory, request.read(), lambda: at)
        return httpx.Response(said.status, content=said.body.encode())

    assert (
        log_asking.ask(code, "http://witness.example", httpx.Client(transport=httpx.MockTransport(witness)))
        == 1
    )
    (seen,) = log_queries.witnesses(log_queries.signed(code).log.id)
    assert seen.cosignature is not None
    silent = httpx.MockTransport(lambda _request: httpx.Response(503))
    with pytest.raises(Refused, match="no_answer"):
        log_asking.ask(code, "http://witness.example", httpx.Client(transport=silent))
