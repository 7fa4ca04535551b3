"""A running session watched by 100, each asking every second. Targets: an act reaches all ≤ 2 s; other pages unharmed.

Another number of seconds than 30 may be given; the design asks for 600: `.venv/bin/python benchmarks/watchers.py 600`.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import httpx

from config import from_environment
from machine import percentile, show, table
from micro_projects.app import create_app
from micro_projects.demo.founding import again
from micro_projects.demo.visitor import Visitor
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from support import founded, rundir
from support.databases import Databases
from support.founded import PASSWORD
from support.serving import PATIENCE, Served

WATCHERS = 100
SECONDS = 30.0
EVERY = 1.0
ACT_EVERY = 5.0
ALONE = 10.0
"""Seconds for which the home page is read before anybody watches."""
READS_PER_SECOND = 10
START = datetime.fromisoformat("2026-03-02T09:00+08:00")


def running_session(environment: dict[str, str]) -> tuple[str, datetime]:
    """A session of sixteen that deals with its first item; its code, and what time it is there."""
    from makers.council import Council

    clock = ManualClock(START)
    app = create_app(from_environment(environment), clock)
    with app.app_context():
        council = Council(app, clock, again())
        council.convene("楼道堆物", "电梯停运", "夜间照明")
        council.open(16)
        council.open_item(1)
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    return council.code, clock.now()


@dataclass
class Course:
    """What the watchers saw, and what it cost them."""

    polls: int = 0
    news: int = 0
    errors: int = 0
    waits: list[float] = field(default_factory=list)
    seen: dict[int, list[float]] = field(default_factory=dict)
    """By version: when each watcher had it."""
    lock: threading.Lock = field(default_factory=threading.Lock)


def watch(host: str, code: str, until: float, course: Course) -> None:
    """One watcher: a poll each second, as the page's script does, on a connection kept open."""
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    tag, view = "", random.choice(["wall", "phone", ""])
    time.sleep(random.random() * EVERY)
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            connection.request(
                "GET", f"/sessions/{code}/state?view={view}", headers={"If-None-Match": f'"{tag}"'}
            )
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            with course.lock:
                course.errors += 1
            time.sleep(EVERY)
            continue
        now = time.monotonic()
        with course.lock:
            course.polls += 1
            course.waits.append(now - began)
            course.errors += answer.status not in (200, 304)
            if answer.status == 200:
                news = json.loads(body)
                tag = news["tag"]
                course.news += 1
                course.seen.setdefault(news["version"], []).append(now)
        time.sleep(max(0.0, EVERY * random.uniform(0.85, 1.15) - (now - began)))
    connection.close()


def read_home(host: str, until: float, waits: list[float]) -> None:
    """Another page, read steadily meanwhile."""
    connection = http.client.HTTPConnection(host, timeout=PATIENCE)
    while (began := time.monotonic()) < until:
        connection.request("GET", "/")
        connection.getresponse().read()
        waits.append(time.monotonic() - began)
        time.sleep(max(0.0, 1 / READS_PER_SECOND - waits[-1]))
    connection.close()


def act(client: httpx.Client, code: str, n: int) -> tuple[float, float]:
    """The moderator notes that a member has come, or gone; when it was pressed and when it was answered."""
    at = f"/sessions/{code}"
    page = client.get(f"{at}/chair").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    boxes = re.findall(r'name="member" value="([^"]+)"', page.split(f'action="{at}/attendance"')[1])
    gone = re.findall(r'name="member" value="([^"]+)"', page.split(f'action="{at}/leave"')[1])
    assert token
    form = {"csrf_token": token[1], "member": boxes[0], "channel": "in_person"}
    where = "attendance"
    if n % 2:
        form, where = {"csrf_token": token[1], "member": gone[15]}, "leave"
    pressed = time.monotonic()
    answer = client.post(f"{at}/{where}", content=urlencode(form), headers={"Content-Type": FORM})
    assert answer.status_code == 303, (where, answer.status_code)
    return pressed, time.monotonic()


FORM = "application/x-www-form-urlencoded"


def version(host: str, code: str) -> int:
    """The session's number now."""
    found: int = httpx.get(f"http://{host}/sessions/{code}/state", timeout=PATIENCE).json()["version"]
    return found


def memory(leader: int) -> dict[int, int]:
    """kB of each web worker: those processes below `serve` that serve (its first child's children)."""

    def below(pid: int) -> list[int]:
        listed = Path(f"/proc/{pid}/task/{pid}/children")
        return sorted(int(p) for p in listed.read_text().split()) if listed.exists() else []

    def resident(pid: int) -> int:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found else 0

    workers = [worker for child in below(leader) for worker in below(child)]
    return {pid: resident(pid) for pid in workers}


def measure(served: Served, code: str, seconds: float) -> None:
    """First the other page alone, then everybody."""
    host = served.address.removeprefix("http://")
    alone: list[float] = []
    read_home(host, time.monotonic() + 2, [])  # warm-up
    read_home(host, time.monotonic() + min(ALONE, seconds), alone)
    process = served._process
    assert process is not None
    beside: list[float] = []
    course, until = Course(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=watch, args=(host, code, until, course), daemon=True) for _ in range(WATCHERS)
    ]
    threads.append(threading.Thread(target=read_home, args=(host, until, beside), daemon=True))
    for thread in threads:
        thread.start()
    time.sleep(2)
    before = memory(process.pid)
    pressed: dict[int, tuple[float, float]] = {}
    with httpx.Client(base_url=served.address, timeout=PATIENCE) as client:
        Visitor(client, "moderator").sign_in(PASSWORD)
        n = 0
        while time.monotonic() < until - ACT_EVERY:
            next_at = time.monotonic() + ACT_EVERY
            times = act(client, code, n)
            pressed[version(host, code)] = times
            n += 1
            time.sleep(max(0.0, next_at - time.monotonic()))
    for thread in threads:
        thread.join(PATIENCE)
    report(course, pressed, alone, beside, (before, memory(process.pid)), seconds)


def report(
    course: Course,
    pressed: dict[int, tuple[float, float]],
    alone: list[float],
    beside: list[float],
    kilobytes: tuple[dict[int, int], dict[int, int]],
    seconds: float,
) -> None:
    """The figures."""
    whole = {v: times for v, times in course.seen.items() if v in pressed and len(times) == WATCHERS}
    to_all = [max(times) - pressed[v][0] for v, times in whole.items()]
    to_each = [one - pressed[v][0] for v, times in whole.items() for one in times]
    acts = [answered - began for began, answered in pressed.values()]
    print(
        f"{WATCHERS} watchers for {seconds:.0f} s on two workers: {course.polls} polls "
        f"({course.polls / seconds:.0f} a second), {course.news} with news, {course.errors} errors; "
        f"{len(pressed)} acts, {len(whole)} of them seen by every watcher.\n"
    )
    rows = [
        [
            "an act, from pressing to being seen by all",
            "≤ 2 s",
            show(statistics.median(to_all)),
            show(max(to_all)),
        ],
        ["… by one watcher", "", show(statistics.median(to_each)), show(percentile(to_each, 0.99))],
        ["… the act itself", "", show(statistics.median(acts)), show(max(acts))],
        ["a poll", "", show(statistics.median(course.waits)), show(percentile(course.waits, 0.99))],
        ["the home page, nobody watching", "", show(statistics.median(alone)), show(percentile(alone, 0.99))],
        [
            "the home page, all watching",
            "unharmed",
            show(statistics.median(beside)),
            show(percentile(beside, 0.99)),
        ],
    ]
    print(table(["what", "target", "p50", "max (acts) or p99"], rows))
    sizes = [
        f"{kilobytes[0][pid] / 1024:.1f} → {kilobytes[1].get(pid, 0) / 1024:.1f} MiB" for pid in kilobytes[0]
    ]
    print(f"\nMemory of each worker, after two seconds and at the end: {', '.join(sizes)}.")


def main() -> None:
    """A small founded house on SQLite, two workers."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    folder = Path(tempfile.mkdtemp(prefix=rundir.PREFIX))
    folder.chmod(0o755)
    (folder / "owner").write_text(str(os.getpid()))
    try:
        url = Databases(folder).fresh("sqlite", "founded", lambda empty: founded.fill(folder, empty))
        home = folder / "home"
        founded.copy_keys(folder, url, home)
        environment = {
            "MICRO_PROJECTS_HOME": str(home),
            "MICRO_PROJECTS_DATABASE_URL": url,
            "MICRO_PROJECTS_SECRET_KEY": "a key for a benchmark only, nobody else has it",
        }
        code, at = running_session({**environment, "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1"})
        served = Served({**environment, "MICRO_PROJECTS_WORKERS": "2"}, folder / "serve.log", at)
        served.start()
        try:
            measure(served, code, seconds)
        finally:
            served.stop()
    finally:
        rundir.remove(folder)


if __name__ == "__main__":
    main()
