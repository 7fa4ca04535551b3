"""A talk between residents and those responsible: called, held, every point answered. And words that went too far."""

from __future__ import annotations

from datetime import datetime, timedelta

from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.stage import Stage
from micro_projects.web.show import ZONE

GUESTS = ("resident31", "resident32", "resident33")
POINTS = (
    ("affected", "扶手装在里侧会占掉推车的宽度，请装在外侧。"),
    ("resident", "施工那几天请把南门的灯也打开，老人走得惯。"),
    ("merchant", "我们快递车每天停在坡脚，请提前说停到哪里。"),
)
ANSWERS = (
    ("taken_up", "扶手改装在外侧，坡面净宽留足一米二。"),
    ("taken_up", "施工期间南门照明从傍晚六点开到早上六点。"),
    ("partly", "快递车改停西侧临时车位；节假日车位紧张，要提前一天约。"),
)


def call(stage: Stage, topic: str, about: str = "", days: int = 4) -> tuple[str, datetime]:
    """The worker calls a talk that anyone may join; its address and when it begins."""
    local = (stage.clock.at + timedelta(days=days)).astimezone(ZONE)
    at = local.replace(hour=10, minute=0, second=0, microsecond=0)
    page = stage.by("worker1").submit(
        f"/c/{COMMUNITY}/forums/new",
        "/forums/new",
        form="talk",
        topic=topic,
        about=about,
        starts_at=f"{at:%Y-%m-%dT%H:%M}",
        venue="社区党群服务中心一楼",
        method="先听住户说，每人三分钟；再请物业和施工方答；最后逐条读出记下的意见，当场核对。",
        host="社区工作者（轮值）",
        notes="居民志愿者",
        experts="物业服务中心：说明日常管养",
        chosen="open",
        places="20",
        responsible="committee",
    )
    return page.path, at


def hold(stage: Stage, path: str, at: datetime) -> None:
    """Residents come and say what they think; the committee answers every point."""
    for login in GUESTS:
        stage.by(login).submit(path, "/sign-up")
    stage.go(at)
    worker, run = stage.by("worker1"), f"{path}/run"
    page = worker.submit(run, "/open")
    for _ in GUESTS:
        page = worker.send(page, "/here")
    for voice, text in POINTS:
        page = worker.send(page, "/points", voice=voice, text=text)
    worker.send(page, "/hold")
    answers = {f"outcome-{n}": outcome for n, (outcome, _) in enumerate(ANSWERS, 1)}
    reasons = {f"why-{n}": why for n, (_, why) in enumerate(ANSWERS, 1)}
    page = stage.by("committee").submit(f"{path}/feedback", "/feedback", **answers, **reasons)
    stage.step("P7", f"恳谈会，{len(POINTS)} 条意见逐条反馈", page)


def moderate(stage: Stage, code: str) -> None:
    """A comment that shouts at a neighbour: reported by another, hidden by the convener, with a reason."""
    path = f"/proposals/{code}/discussion"
    page = stage.by("resident28").submit(
        path, "/comments", stance="against", text="谁家要装谁家自己出钱，就你们三号楼脸皮厚。"
    )
    token = page.link("/revise").split("/")[-2]
    page = stage.by("resident29").submit(
        f"/words/{token}/report", "/report", ground="insult", text="骂的是整栋楼的人，不是在说方案。"
    )
    page = stage.by("moderator").submit(
        page.link("/words/reviews/"),
        "/decide",
        outcome="hide",
        ground="insult",
        reason="发言指责一栋楼的居民，与方案无关。意见本身可以换一种说法再提。",
    )
    stage.step("P7", "举报一条评论，隐藏并说明理由", page)
