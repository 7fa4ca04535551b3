"""Similar proposals while typing, 50,000 of one community, on both databases. Target: p99 < 150 ms."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from conftest import START
from flask import Flask
from sqlalchemy import Connection, insert, select, text

from config import from_environment
from machine import table
from micro_projects.app import create_app
from micro_projects.cycles.models import Cycle
from micro_projects.cycles.pack import Pack
from micro_projects.extensions import db
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel.clock import ManualClock
from micro_projects.kernel.money import Money
from micro_projects.people.models import Person
from micro_projects.places.models import Place
from micro_projects.proposals import similar_queries
from micro_projects.proposals.models import Proposal, ProposalVersion
from micro_projects.proposals.similar_actions import rows_of
from micro_projects.proposals.similar_models import SimilarTerm
from support import founded, rundir
from support.databases import Databases

PROPOSALS = 50_000
RUNS = 300
AT = (
    "三号楼门口",
    "小区北门",
    "中心花园",
    "地下车库",
    "幼儿园旁",
    "菜场入口",
    "五栋楼道",
    "河边步道",
    "社区食堂",
)
WHAT = (
    ("路灯", "晚上很黑，走路看不见坑洼，摔过好几个人"),
    ("扶手", "楼道没有电梯，扶手缺了一半，七十岁以上老人上下楼不安全"),
    ("充电桩", "电动自行车没地方充电，有人从楼上拉线，物业劝过也没用"),
    ("休息座椅", "等车没有地方坐，去年冬天有人摔倒"),
    ("摄像头", "车棚里电动车常被偷，派出所来过几次"),
    ("软垫", "活动角的地垫破了，孩子摔过两次"),
    ("垃圾分类亭", "夏天味道大，苍蝇多，投放点离楼太近"),
    ("健身器材", "器材老化，螺丝松动，轴承生锈，没有人修"),
    ("无障碍坡道", "轮椅上不去，台阶又高又滑"),
    ("书法班", "退休的人想学书法，没有老师也没有教室"),
)
HOW = ("加装", "更换", "维修", "增设", "改造")
ENGLISH = (
    ("Lamps at the north gate", "The path is dark at night and people stumble over holes."),
    ("Handrails in stairwells", "There is no lift and half of the handrails are missing."),
    ("Benches by the bus stop", "Old people have nowhere to sit while they wait."),
)
OTHER = "投诉 登记 楼下 商铺 噪音 夜里 绿化 枯死 水管 漏水 停车 占道 快递 柜子 雨天 积水 围墙 开裂 门禁 失灵".split()


def house(databases: Databases, folder: Path, kind: str) -> Flask:
    """A founded district whose first community has all the proposals."""
    url = databases.fresh(kind, "founded", lambda empty: founded.fill(folder, empty))
    home = folder / f"home-{kind}"
    founded.copy_keys(folder, url, home)
    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    return create_app(from_environment(environment), ManualClock(START))


def words(draw: random.Random, number: int) -> tuple[str, str]:
    """A title and a problem."""
    if number % 20 == 0:
        title, problem = draw.choice(ENGLISH)
        return f"{title} {draw.randrange(1, 400)}", problem
    thing, problem = draw.choice(WHAT)
    said = "，".join("".join(draw.sample(OTHER, 3)) for _ in range(4))
    return (
        f"{draw.choice(AT)}{draw.choice(HOW)}{thing}",
        f"{problem}。{said}。{draw.randrange(1, 90)}栋的住户都知道。",
    )


def fill() -> int:
    """Rows in bulk; the community's id."""
    draw, pack = random.Random(1), Pack().frozen().decode()
    place = db.session.scalars(select(Place).where(Place.level == "community").order_by(Place.id)).first()
    author = db.session.scalars(select(Person).order_by(Person.id)).first()
    assert place is not None and author is not None
    where = place.id, place.path, author.id
    db.session.rollback()
    first = 1_000_000
    connection = _in_bulk()
    subject = {"id": first, "kind": "cycle", "code": "BENCH-2020", "place_id": where[0], "path": where[1]}
    cycle = {
        "id": first,
        "state": "open",
        "state_since": START,
        "year": 2020,
        "pack_json": pack,
        "pack_hash": b"-",
    }
    connection.execute(insert(SubjectRow), [subject | {"cycle_id": None}])
    connection.execute(insert(Cycle), [cycle])
    for start in range(0, PROPOSALS, 2_000):
        for model, rows in _some(draw, first, *where, range(start, start + 2_000)):
            connection.execute(insert(model), rows)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return where[0]


def _in_bulk() -> Connection:
    """A connection on which rows skip the steps that lead to them."""
    connection = db.session.connection(execution_options={"write": True})
    if connection.dialect.name == "sqlite":
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")
    return connection


def _some(
    draw: random.Random, cycle: int, place_id: int, path: str, author: int, numbers: range
) -> list[tuple[type, Any]]:
    subjects, proposals, versions, terms = [], [], [], []
    for n in numbers:
        key, (title, problem) = cycle + 1 + n, words(draw, n)
        subjects.append(
            {
                "id": key,
                "kind": "proposal",
                "code": f"BENCH-2020-{n}",
                "place_id": place_id,
                "path": path,
                "cycle_id": cycle,
            }
        )
        proposals.append(
            {
                "id": key,
                "author_id": author,
                "number": n + 1,
                "version": 1,
                "title": title,
                "kind": "works",
                "estimate": Money.yuan(10_000),
                "seconds": 0,
                "submitted_at": START - timedelta(days=1),
                "organisation": "",
                "state": "submitted",
                "state_since": START,
            }
        )
        versions.append(
            {
                "proposal_id": key,
                "number": 1,
                "title": title,
                "problem": problem,
                "wish": "",
                "location": "",
                "beneficiaries": "",
                "kind": "works",
                "estimate": Money.yuan(10_000),
                "text_hash": b"",
                "made_by": author,
                "made_at": START,
            }
        )
        terms += rows_of(key, place_id, title, problem)
    return [(SubjectRow, subjects), (Proposal, proposals), (ProposalVersion, versions), (SimilarTerm, terms)]


def ask(place_id: int) -> tuple[list[float], int]:
    """Milliseconds of each question, as a title grows and with a problem; how many found something."""
    draw, times, answered = random.Random(2), [], 0
    for run in range(RUNS + 20):
        title, problem = words(draw, run)
        cut = draw.choice((2, 4, len(title)))
        said = problem if cut == len(title) else ""
        db.session.rollback()
        start = time.perf_counter()
        found = similar_queries.similar(place_id, title[:cut], said)
        taken = (time.perf_counter() - start) * 1000
        if run >= 20:  # the first warm the caches
            times.append(taken)
            answered += bool(found)
    return sorted(times), answered


def main() -> None:
    """Both databases."""
    folder, rows = rundir.make(), []
    databases = Databases(folder)
    try:
        for kind in ("sqlite", "postgres"):
            app = house(databases, folder, kind)
            with app.app_context():
                place_id = fill()
                times, answered = ask(place_id)
                size = db.session.scalar(text("SELECT count(*) FROM similar_term"))
            p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
            figures = [f"{p50:.1f} ms", f"{p99:.1f} ms", f"{times[-1]:.1f} ms"]
            rows.append([kind, f"{size:,}", *figures, f"{answered} of {RUNS}"])
    finally:
        databases.drop_all()
        rundir.remove(folder)
    print(table(["database", "rows of words", "p50", "p99", "most", "found something"], rows))


if __name__ == "__main__":
    main()
