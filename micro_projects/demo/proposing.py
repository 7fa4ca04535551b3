"""P1–P5 and what a notice asks of people: proposals drafted, submitted, seconded, screened; sheets on the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from micro_projects.demo.ideas import Idea
from micro_projects.demo.pictures import picture
from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Page
from micro_projects.notices import queries as notices


def propose(stage: Stage, base: str, author: str, idea: Idea, **behalf: str) -> str:
    """P1, P2: write it, look at what is similar, submit; its code."""
    page = stage.by(author).submit(
        f"{base}/proposals/new",
        title=idea.title,
        problem=idea.problem,
        wish=idea.wish,
        location=idea.location,
        beneficiaries=idea.beneficiaries,
        kind=idea.kind,
        estimate=str(idea.estimate),
        go_on="1",
        **behalf,
    )
    stage.step("P1", f"起草《{idea.title}》", page)
    receipt = stage.by(author).send(page, "/submit")
    code = receipt.path.split("/")[2]
    stage.step("P2", f"提交《{idea.title}》", f"/proposals/{code}")
    return code


def second(stage: Stage, code: str, seconders: Sequence[str]) -> None:
    """P3: distinct residents second it."""
    for login in seconders:
        stage.by(login).submit(f"/proposals/{code}", "/second")
    stage.step("P3", f"{len(seconders)} 人附议", f"/proposals/{code}")


def screen(stage: Stage, code: str, *, ground: str = "", reason: str) -> None:
    """P4: prepared by a worker, decided by the officer with a reason."""
    path = f"/proposals/{code}/screening"
    stage.by("worker1").submit(path, "/screening/prepare", ground=ground, note="材料齐全，地点已到现场核对。")
    page = stage.by("officer").submit(
        path, "/screening", passed="no" if ground else "yes", ground=ground, reason=reason
    )
    stage.step("P4", "初审未通过" if ground else "初审通过", page)


def see_through(stage: Stage, code: str, *, board: str = "社区公告栏（莲花路 18 号门口）") -> Page:
    """A notice's days: posted on the board, run to its last minute, letter box looked into, gate opened."""
    worker, path = stage.by("worker1"), f"/notices/{code}"
    stage.until(lambda: is_posted(stage, code), 30, f"notice {code}")
    stage.go(stage.clock.at + timedelta(minutes=10))  # signed, and its sheet made
    photo = {"photo": ("board.jpg", picture(code, 0), "image/jpeg")}
    worker.submit(f"{path}/report", files=photo, board=board, photo_alt=f"贴在{board}的公示")
    stage.go(_instants(stage, code)[0] + timedelta(hours=9))
    worker.submit(path, "/letter-box")
    stage.go(_instants(stage, code)[1] + timedelta(minutes=1))
    return worker.get(path)


def is_posted(stage: Stage, code: str) -> bool:
    """Whether the clock posted it yet."""
    with stage.app.app_context():
        return notices.posted(code)


def _instants(stage: Stage, code: str) -> tuple[datetime, datetime]:
    """When a notice ends and when its gate opens, as its page says."""
    with stage.app.app_context():
        one = notices.notice(code)
        assert one.ends_at is not None
        assert one.gate_confirmed_at is not None
        return one.ends_at, one.gate_confirmed_at
