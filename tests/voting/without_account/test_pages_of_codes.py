"""The pages of codes and booths keep their budget of questions, whatever the roll; they work in both languages."""

from __future__ import annotations

from collections.abc import Callable

from micro_projects.kernel import base32
from micro_projects.voting import booth_actions, code_actions
from micro_projects.web.door import act
from support.client import Client
from support.statements import counted
from support.voting import Story

VISITOR, SIGNED_IN = 8, 12


def test_few_questions_for_each_page(client: Client, voting: Story, sign_in: Callable[[str], None]) -> None:
    round_, worker = voting.round, voting.actor("worker1")
    entry = voting.actor("resident01").roll_entry(round_.place_id)
    assert entry is not None
    code = base32.drawn(18)
    with act() as now:
        code_actions.issue(worker, round_, {entry: code}, now)
    with act() as now:
        shift = booth_actions.open_shift(worker, round_, "南门", round_.opens_at, round_.closes_at, now)
    with act() as now:
        given = booth_actions.check_in(worker, round_, shift, entry, now)
    tablet, address = f"/booth/{shift.token}", f"/rounds/{round_.code}"

    def asked(path: str) -> int:
        assert client.get(path).status_code == 200, path
        with counted() as questions:
            client.get(path)
        return len(questions)

    client.post("/vote", data={"code": code})
    visitor = {path: asked(path) for path in ("/vote/ballot", "/vote", address, tablet)}
    client.post(tablet, data={"code": given.code})
    visitor[f"{tablet}/ballot"] = asked(f"{tablet}/ballot")
    assert max(visitor.values()) <= VISITOR, visitor
    sign_in("worker1")
    signed_in = {
        p: asked(p) for p in (f"{address}/letters", f"{address}/booths", f"{address}/booths/1", address)
    }
    assert max(signed_in.values()) <= SIGNED_IN, signed_in
    client.post("/preferences", data={"lang": "en", "next": "/"})
    for path in ("/vote", tablet, f"{address}/letters", f"{address}/booths", f"{address}/booths/1"):
        assert client.get(path).status_code == 200
