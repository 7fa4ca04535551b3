"""A free item of a session: moved, amended, the amendment voted first, the motion itself voted secretly."""

from __future__ import annotations

from datetime import timedelta

from micro_projects.demo.meeting import first, record
from micro_projects.demo.stage import Stage

TOPIC = "社区会议室晚上开放给居民"
MOVED = "社区会议室每天晚上开放，由值班员管钥匙。"
AMENDED = "社区会议室每周二、周四晚上开放到九点，由值班员管钥匙。"
SECRETLY = ("yes",) * 10 + ("no",) * 3
"""What the members vote on their phones; the others do not vote."""


def debate(stage: Stage, code: str) -> None:
    """The open item, which no room has put before the council, from its first motion to its result."""
    _move(stage, code, "council02", MOVED, "main")
    _press(stage, code, "council03", "/second")
    _move(stage, code, "council04", AMENDED, "amendment")
    _press(stage, code, "council05", "/second")
    chair, moderator = f"/sessions/{code}/chair", stage.by("moderator")
    page = moderator.submit(chair, "/call", form="open")
    record(stage, code, page, (13, 1, 1))
    _press(stage, code, "council06", "/ask-secret")
    moderator.submit(chair, "/call", form="secret")
    for n, choice in enumerate(SECRETLY, 2):
        stage.by(f"council{n:02d}").submit(f"/sessions/{code}/seat", "/vote", choice=choice)
    stage.clock.forward(timedelta(minutes=3))  # three do not vote; they are not waited for longer
    page = moderator.submit(chair, "/declare")
    stage.step("P8", "修正案先表决，动议无记名表决", page)


def _move(stage: Stage, code: str, login: str, text: str, kind: str) -> None:
    stage.by(login).submit(f"/sessions/{code}/seat", "/motions", text=text, kind=kind)


def _press(stage: Stage, code: str, login: str, ending: str) -> None:
    member = stage.by(login)
    page = member.get(f"/sessions/{code}/seat")
    action = first(page, f"/sessions/{code}/motions/", ending)
    assert action is not None, page.text
    member.send(page, action)
