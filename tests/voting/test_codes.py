"""Letters before voting opens, and rounds that take none."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from micro_projects.extensions import db
from micro_projects.kernel import base32
from micro_projects.voting import code_actions, code_queries
from micro_projects.web.door import act
from support.client import Client
from support.voting import Story

SignIn = Callable[[str], None]


def test_before_voting_opens_letters_are_printed_and_wait(
    client: Client, frozen: Story, sign_in: SignIn
) -> None:
    entry = frozen.actor("resident01").roll_entry(frozen.founded.community)
    assert entry is not None
    code = base32.drawn(18)
    with act() as now:
        code_actions.issue(frozen.actor("worker1"), frozen.round, {entry: code}, now)
    early = client.post("/vote", data={"code": code})
    assert (early.status_code, "投票还没有开始" in early.get_data(as_text=True)) == (409, True)
    frozen.clock.move_to(frozen.round.closes_at)
    sign_in("worker1")
    wanted = db.session.execute(text("SELECT code FROM roll_entry WHERE id = :id"), {"id": entry}).scalar()
    late = client.post(f"/rounds/{frozen.round.code}/letters/one", data={"entry": wanted})
    assert (late.status_code, late.mimetype) == (409, "text/html")
    assert code_queries.account(frozen.round.id).letters_issued == 1


def test_a_round_without_letters(client: Client, story: Story, sign_in: SignIn) -> None:
    story.open_cycle(channels="web paper")
    story.advance({"一": 10_000})
    story.freeze()
    sign_in("worker1")
    assert client.get(f"/rounds/{story.round.code}/letters").status_code == 409
    assert client.get(f"/rounds/{story.round.code}/booths").status_code == 409
    assert "没有账号怎么投" not in client.get(f"/rounds/{story.round.code}").get_data(as_text=True)
