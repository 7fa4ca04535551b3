"""What anybody chose is in no open data, no header of it, no feed, until the round has closed; turnout only as the log says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.notices import actions as notices
from micro_projects.notices.models import Notice
from micro_projects.open_data import producing
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from micro_projects.web.sentence import say
from support.routes import addresses
from support.voting import Story

if TYPE_CHECKING:
    from flask import Flask

    from support.client import Client

HERE = "/open-data/FT-LH/2026"


class Told(Story):
    """Its notices say which proposals they are about, as disclosures must."""

    def disclose(self, kind: str, proposals: Sequence[Proposal]) -> Notice:
        """Post a notice about proposals."""
        facts = {"proposals": []} | ({"session": "FT-LH-2026-S01"} if kind == "D2" else {})
        refs = [p.ref for p in proposals]
        with act() as now:
            return notices.post_notice(
                CLOCK_ACTOR, kind, self.cycle.subject, refs, say("公开"), now, facts=facts
            )


@pytest.fixture
def voting(inside: Flask, clock: object, request: pytest.FixtureRequest) -> Story:
    """A round that is open, in a district just founded."""
    from micro_projects.demo.founding import found
    from micro_projects.kernel.clock import ManualClock

    assert isinstance(clock, ManualClock)
    with act() as now:
        founded = found(now, "x")
    story = Told(inside, clock, founded)
    story.open_cycle()
    story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    story.freeze()
    story.to(story.round.opens_at)
    assert story.round.state == "open"
    return story


def every_address(app: Flask) -> list[str]:
    own = [f"{HERE}/{name}" for name in producing.MAKERS]
    own += [f"{HERE}/rounds/FT-LH-2026-R1.{ending}" for ending in ("pb", "csv", "json")]
    routes = [a.path for a in addresses(app) if a.endpoint.startswith("open_data.") and a.path]
    assert len(routes) >= 11
    return sorted({*own, *routes})


def answers(client: Client, app: Flask) -> dict[str, tuple[int, bytes, dict[str, str]]]:
    """Every answer of every address, with its headers: what makes each page its own is left out."""
    client.inspect = False
    found = {}
    for address in every_address(app):
        answer = client.get(address)
        own = ("Date", "Set-Cookie", "Content-Security-Policy", "Vary")
        headers = {name: value for name, value in answer.headers if name not in own}
        html = answer.mimetype == "text/html"
        found[address] = (answer.status_code, b"" if html else answer.data, {} if html else headers)
        if html:
            found[address + " text"] = (0, _visible(answer.get_data(as_text=True)), {})
    return found


def _visible(page: str) -> bytes:
    return re.sub(r'(nonce|value)="[^"]*"', "", page).encode()


def test_ballots_change_nothing_until_the_round_closed(voting: Story, client: Client, app: Flask) -> None:
    before = answers(client, app)
    assert before[f"{HERE}/rounds.csv"][0] == 200
    assert before[f"{HERE}/rounds/FT-LH-2026-R1.pb"][0] == 404
    voting.cast_many([[voting.codes[0]]] * 37)
    assert answers(client, app) == before, "37 ballots later every answer is the same, to the byte"
    voting.to(voting.round.closes_at)
    after = answers(client, app)
    assert after[f"{HERE}/rounds.csv"] != before[f"{HERE}/rounds.csv"]
    assert b",37," in after[f"{HERE}/rounds.csv"][1]


def test_an_extension_says_how_many_voted_as_the_log_does_and_nothing_of_choices(
    voting: Story, client: Client, app: Flask
) -> None:
    voting.cast_many([[voting.codes[0]]] * 3)
    first: datetime = voting.round.closes_at
    voting.to(first)
    assert voting.round.state == "open"
    assert voting.round.closes_at > first
    told = client.get(f"{HERE}/disclosures.json").json["rows"]
    (extended,) = [row for row in told if row["kind"] == "round.extended"]
    log = client.get("/log/QH/entries").get_data(as_text=True)
    assert "到截止时有3人投票" in log
    assert "到截止时有3人投票" in extended["text"]
    (row,) = client.get(f"{HERE}/rounds.json").json["rows"]
    assert row["extended"] is True
    assert row["voted"] is row["ballots"] is row["closed_at"] is None
    before = answers(client, app)
    voting.cast_many([[voting.codes[1]]] * 4)
    assert answers(client, app) == before, "who votes in the longer time changes nothing again"
    voting.to(voting.round.closes_at)
    (row,) = client.get(f"{HERE}/rounds.json").json["rows"]
    assert row["voted"] == 4  # three of them a second time
