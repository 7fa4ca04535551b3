"""A session of the council as people hold it: called, checked in, opened, voted, closed, written down, signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Page
from micro_projects.web.show import ZONE

PRESENT = 16
"""How many of the 21 members come."""
Counts = tuple[int, int, int]
Wish = Callable[[str], Counts]
"""How many say yes, no, abstain to an item, given what its page says of it; the rest do not vote."""
Debate = Callable[[Stage, str], None]
"""How a free item is dealt with, from its first motion to its result."""


def hold(
    stage: Stage,
    place: str,
    wish: Wish,
    *,
    days: int = 4,
    dice: str = "352614",
    topic: str = "",
    debate: Debate | None = None,
) -> str:
    """Hold one session on everything that waits for it, and on a topic; its code, once its minutes stand."""
    code = call(stage, place, days, topic)
    check_in(stage, code)
    stage.by("moderator").submit(f"/sessions/{code}/chair", f"/sessions/{code}/open")
    decide_all(stage, code, wish, debate)
    stage.by("moderator").submit(f"/sessions/{code}/chair", "/close")
    sign(stage, code, dice)
    return code


def call(stage: Stage, place: str, days: int, topic: str = "") -> str:
    """Call it, `days` ahead, at three in the afternoon; with a topic, a resident asks for a seat to listen."""
    local = (stage.clock.at + timedelta(days=days)).astimezone(ZONE)
    at = local.replace(hour=15, minute=0, second=0, microsecond=0)
    page = stage.by("moderator").submit(
        f"/c/{place}/sessions/new",
        starts_at=f"{at:%Y-%m-%dT%H:%M}",
        venue="社区党群服务中心二楼议事厅",
        online="电话接入：0000-1234567",
        topics=topic,
    )
    code = page.path.rsplit("/", 1)[-1]
    if topic:
        stage.by("resident30").submit(f"/sessions/{code}", "/observe")
    stage.go(at)
    return code


def check_in(stage: Stage, code: str, present: int = PRESENT) -> None:
    """The members come; the moderator ticks them off, the last one joins online by themselves."""
    chair, moderator = f"/sessions/{code}/chair", stage.by("moderator")
    moderator.submit(chair, f"/sessions/{code}/begin")
    page = moderator.get(chair)
    form = page.form(f"/sessions/{code}/attendance")
    online = stage.by("council01")
    here = form.choices["member"]
    moderator.send(page, f"/sessions/{code}/attendance", member=here[1:present], channel="in_person")
    online.submit(f"/sessions/{code}/seat", f"/sessions/{code}/attendance")


def decide_all(stage: Stage, code: str, wish: Wish, debate: Debate | None = None) -> None:
    """Deal with each item in turn."""
    moderator, chair = stage.by("moderator"), f"/sessions/{code}/chair"
    while True:
        page = moderator.get(chair)
        opening = first(page, f"/sessions/{code}/items/", "/open")
        if opening is None:
            return
        page = moderator.send(page, opening)
        if code.endswith("-S01") and opening.endswith("/items/1/open"):
            page = speak(stage, code)
        if debate is not None and first(page, f"/sessions/{code}/motions/", "/call") is None:
            debate(stage, code)
        else:
            vote(stage, code, page, wish)


def speak(stage: Stage, code: str) -> Page:
    """Two members ask for the floor on their phones; the chair gives it to them in order."""
    moderator, chair, seat = stage.by("moderator"), f"/sessions/{code}/chair", f"/sessions/{code}/seat"
    for login in ("council02", "council03"):
        page = stage.by(login).get(seat)
        if first(page, f"/sessions/{code}/speeches", ""):
            stage.by(login).send(page, f"/sessions/{code}/speeches", kind="speech")
    while giving := first(moderator.get(chair), f"/sessions/{code}/speeches/", "/give"):
        page = moderator.submit(chair, giving)
        stage.clock.forward(timedelta(seconds=95))
        ending = first(page, f"/sessions/{code}/speeches/", "/end")
        assert ending is not None, page.text
        moderator.submit(chair, ending)
    return moderator.get(chair)


def vote(stage: Stage, code: str, page: Page, wish: Wish) -> None:
    """Call the vote on the open motion, record what members say, declare."""
    calling = first(page, f"/sessions/{code}/motions/", "/call")
    assert calling is not None, page.text
    counts = wish(page.text)
    record(stage, code, stage.by("moderator").send(page, calling), counts)


def record(stage: Stage, code: str, page: Page, counts: Counts) -> None:
    """Record what members say to the motion being voted on, then declare."""
    moderator, chair = stage.by("moderator"), f"/sessions/{code}/chair"
    recording = first(page, f"/sessions/{code}/motions/", "/votes")
    if recording is None:
        return  # too few were left: passed on
    for choice, count in zip(("yes", "no", "abstain"), counts, strict=True):
        waiting = page.form(recording).choices.get("member", []) if first(page, recording, "") else []
        if count and waiting:
            page = moderator.send(page, recording, member=waiting[:count], choice=choice)
    declaring = first(moderator.get(chair), f"/sessions/{code}/motions/", "/declare")
    assert declaring is not None
    moderator.submit(chair, declaring)


def sign(stage: Stage, code: str, dice: str) -> None:
    """Draw two signers with dice thrown in the room, then all three sign."""
    minutes = f"/sessions/{code}/minutes"
    stage.by("moderator").submit(minutes, f"/sessions/{code}/lot")
    stage.clock.forward(timedelta(minutes=6))
    for login in ("moderator", "affairs"):
        stage.by(login).submit(minutes, f"/sessions/{code}/lot-number", number=dice)
    stage.by("moderator").submit(minutes, f"/sessions/{code}/sign")
    signed = 1
    for n in range(1, 22):
        member = stage.by(f"council{n:02d}")
        page = member.get(minutes)
        if signed < 3 and first(page, f"/sessions/{code}/sign", ""):
            member.send(page, f"/sessions/{code}/sign")
            signed += 1
        if signed == 3:
            return


def first(page: Page, start: str, end: str) -> str | None:
    """The address of the first form that begins with `start` and ends with `end`."""
    from urllib.parse import urlsplit

    for form in page.forms:
        path = urlsplit(form.action).path
        if path.startswith(start) and path.endswith(end):
            return path
    return None


def soon(at: datetime) -> str:
    """An instant as a date field takes it."""
    return f"{at.astimezone(ZONE):%Y-%m-%d}"
