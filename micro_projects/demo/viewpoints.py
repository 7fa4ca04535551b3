"""A conversation: residents answer on their phones and, beside a worker, at the counter; arguments on a card."""

from __future__ import annotations

from datetime import timedelta

from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.stage import Stage
from micro_projects.web.show import ZONE

QUESTION = "电动自行车该不该进楼道？"
ABOUT = "去年冬天楼道里起过一次火。社区想先听听大家怎么想，再请人提方案。"
STATEMENTS = (
    "电动车一律不准进楼道。",
    "楼下先有足够的充电位，才好要求不进楼道。",
    "充电位的费用应当由物业出。",
    "晚上应当有人巡查楼道。",
    "老人的代步车可以例外。",
    "罚款比劝说管用。",
    "充电柜要装在看得见的地方。",
    "先试三个月，不行再改。",
)
CAMPS = ("adddddad", "aaaaaaad", "apddaaaa")
"""What three kinds of neighbours say to each: a agree, d disagree, p cannot say."""
SAYS = {"a": "agree", "d": "disagree", "p": "pass"}
AT_COUNTER = 24


def converse(stage: Stage, days: int = 12) -> str:
    """The convener asks; two residents answer on their phones, the others come to the counter."""
    until = (stage.clock.at + timedelta(days=days)).astimezone(ZONE)
    page = stage.by("moderator").submit(
        f"/c/{COMMUNITY}/conversations/new",
        question=QUESTION,
        about=ABOUT,
        closes_on=f"{until:%Y-%m-%d}",
        seeds="\n".join(STATEMENTS),
    )
    for n in (1, 2):
        resident = stage.by(f"resident{n:02d}")
        asked = resident.get(f"{page.path}/answer")
        for _ in STATEMENTS:
            asked = resident.send(asked, "/answer", answer=SAYS["ad"[n % 2]])
    worker = stage.by("worker1")
    counter = worker.get(f"{page.path}/counter")
    for n in range(3, 3 + AT_COUNTER):
        counter = worker.send(counter, "/counter", resident=f"DEMO{n - 1:08d}", **_said(n))
    stage.step("议", f"观点征集，{AT_COUNTER + 2} 位居民表态", page)
    return page.path


def _said(n: int) -> dict[str, str]:
    """One resident's answers: as their kind of neighbour, one of them differently."""
    says = list(CAMPS[n % len(CAMPS)])
    says[n % len(says)] = "adp"[n % 3]
    return {f"statement-{number}": SAYS[one] for number, one in enumerate(says, 1)}


ARGUMENTS = (
    ("resident24", "for", "老人一跤摔下去，花的钱比装扶手多得多。"),
    ("resident25", "for", "费用不高，一个月就能办完。"),
    ("resident26", "against", "楼道本来就窄，装了以后搬东西更难。"),
)


def argue(stage: Stage, code: str) -> None:
    """Reasons for and against, and what others make of them."""
    path = f"/proposals/{code}/arguments"
    for login, side, text in ARGUMENTS:
        stage.by(login).submit(path, "/arguments", side=side, text=text)
    for n, login in enumerate(("resident21", "resident22", "resident23", "resident24", "resident01")):
        number = (3, 1, 1, 3, 1)[n]
        stage.by(login).submit(path, f"/arguments/{number}/mark", agrees="no" if n == 3 else "yes")
    stage.step("P7", "赞成和反对的理由", path)
