"""P11 by code: a worker prints letters, whose reader votes without an account; another is checked in at a booth."""

from __future__ import annotations

import re
from datetime import timedelta

from micro_projects.demo import letter
from micro_projects.demo.on_paper import READ_FIRST, without_account
from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Page, Visitor
from micro_projects.voting import queries
from micro_projects.web.show import ZONE

LETTERS = 2
ONE_TIME = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
TABLET = re.compile(r"/booth/[\w-]+")


def vote(stage: Stage, code: str, choices: list[str]) -> None:
    """Letters for some without an account, one of whom votes with hers; one more votes on a booth's tablet."""
    with stage.app.app_context():
        voters = without_account(queries.round_or_404(code).id, LETTERS + 1, after=len(READ_FIRST))
    _by_letter(stage, code, voters[:LETTERS], choices)
    _at_booth(stage, code, voters[LETTERS], choices)


def _by_letter(stage: Stage, code: str, voters: list[tuple[str, str]], choices: list[str]) -> None:
    worker, here = stage.by("worker1"), f"/rounds/{code}/letters"
    printed = []
    for household, entry in voters:
        page = worker.submit(here, "/find", household=household)
        printed += letter.codes(worker.send(page, "/one", entry=entry).file)
    stage.step("P11", f"给没有账号的居民印投票信 {len(printed)} 封", here)
    visitor = stage.by("")
    _cast(visitor, visitor.submit("/vote", code=printed[0]), choices)
    stage.step("P11", "一位居民凭投票信投票", "/vote")


def _at_booth(stage: Stage, code: str, voter: tuple[str, str], choices: list[str]) -> None:
    worker, local = stage.by("worker1"), stage.clock.at.astimezone(ZONE)
    shift = worker.submit(
        f"/rounds/{code}/booths",
        venue="莲花二村南门岗亭旁",
        starts=f"{local:%Y-%m-%dT%H:%M}",
        ends=f"{local + timedelta(hours=6):%Y-%m-%dT%H:%M}",
    )
    tablet = _read(TABLET, shift)
    household, entry = voter
    given = worker.send(worker.send(shift, "/find", household=household), "/check-in", entry=entry)
    visitor = stage.by("")
    _cast(visitor, visitor.submit(tablet, code=_read(ONE_TIME, given)), choices)
    stage.step("P11", "投票点签到一人，在平板上投票", shift)


def _read(shape: re.Pattern[str], page: Page) -> str:
    """What a page shows for somebody to type."""
    found = shape.search(page.text)
    assert found, page.text
    return found[0]


def _cast(visitor: Visitor, ballot: Page, choices: list[str]) -> None:
    """Choose, look again, cast."""
    page = visitor.send(visitor.send(ballot, "/ballot", choices=choices), "/cast")
    assert page.heading == "您的选票已记录", page.text
