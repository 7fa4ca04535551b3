"""A database for the tests that walk every page: a played year, and the next one in its deliberation.

The next year has what a smooth year lacks: a draft, an offer to merge, an open question, an objection, a finding,
a supervisor's visit. Made once per run; one place to grow it.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from micro_projects.demo import proposing
from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.stage import Stage
from micro_projects.demo.year import Year
from micro_projects.kernel.money import Money
from support import year
from support.databases import Databases
from support.founded import PASSWORD

NAME = "seeded"
NEXT_YEAR_BEGAN = datetime.fromisoformat("2027-01-11T09:00+08:00")


def url(databases: Databases, kind: str, folder: Path, home: Path) -> str:
    """A fresh database with all of it; its keys and files come into `home`."""
    seeded = databases.fresh("sqlite", NAME, partial(fill, databases, folder))
    shutil.copytree(_home(folder), home, dirs_exist_ok=True)
    return seeded if kind == "sqlite" else databases.fresh(kind, NAME, partial(year.copy, seeded))


def left(folder: Path) -> datetime:
    """When the seed was left."""
    return datetime.fromisoformat((folder / "seed-left").read_text())


def fill(databases: Databases, folder: Path, url: str) -> None:
    """Take the year that was played, and play on."""
    played = year.url(databases, "sqlite", folder, _home(folder))
    shutil.copyfile(played.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
    at = go_on(url, _home(folder), year.ended(folder))
    (folder / "seed-left").write_text(at.isoformat())


def go_on(url: str, home: Path, at: datetime) -> datetime:
    """The next year in the database at `url`, up to its deliberation; when that is."""
    from config import from_environment
    from micro_projects.app import create_app
    from micro_projects.demo.filling import browser
    from micro_projects.demo.ideas import THIS_YEAR
    from micro_projects.extensions import db
    from micro_projects.kernel.clock import ManualClock

    environment = {
        "MICRO_PROJECTS_HOME": str(home),
        "MICRO_PROJECTS_DATABASE_URL": url,
        "MICRO_PROJECTS_BASE_URL": "http://127.0.0.1",
    }
    clock = ManualClock(at)
    app = create_app(from_environment(environment), clock)
    stage = Stage(app, clock, lambda: browser(app), PASSWORD, lambda line: None)
    try:
        stage.go(NEXT_YEAR_BEGAN, timedelta(days=90))
        following = Year(stage, NEXT_YEAR_BEGAN.year)
        following.open_cycle()
        following.propose(THIS_YEAR[:4])
        _screen_with_an_objection(stage, following)
        stage.go(clock.at + timedelta(days=20))
        with app.test_request_context():
            _what_a_smooth_year_lacks(stage, following.in_state("deliberating"))
        _raise(stage)
    finally:
        stage.close()
        with app.app_context():
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()
    return clock.at


def _screen_with_an_objection(stage: Stage, following: Year) -> None:
    for code in following.codes:
        proposing.screen(stage, code, reason="要件齐全，不在负面清单内。")
    notice = f"{following.code}-D1"
    stage.until(lambda: proposing.is_posted(stage, notice), 30, notice)
    page = stage.by("resident09").get(f"/notices/{notice}/object")
    about = page.form("/object").choices["about"][-1]
    stage.by("resident09").send(page, "/object", about=about, text="地点不是公共地方。")
    proposing.see_through(stage, notice)


def _what_a_smooth_year_lacks(stage: Stage, going: list[str]) -> None:
    from micro_projects.cycles import queries as cycles
    from micro_projects.deliberation import question_actions as speaking
    from micro_projects.deliberation import text_actions
    from micro_projects.demo.founding import again
    from micro_projects.people import queries as people
    from micro_projects.proposals import actions
    from micro_projects.proposals import queries as proposals
    from micro_projects.proposals.rules import Text
    from micro_projects.web.door import act, now

    at, words = now(), Text("楼道扶手", "台阶陡。", "装扶手。", "3 栋", "住户", "works", Money.yuan(9_000))
    resident = again().actor("resident30", at)
    with act() as when:
        actions.draft(resident, cycles.cycle(COMMUNITY, NEXT_YEAR_BEGAN.year), words, when)
    with act() as when:
        speaking.ask(resident, proposals.by_code(going[0]), "worker", "什么时候能有答复？", when)
    with act() as when:
        one, other = (proposals.by_code(code) for code in going[:2])
        author = people.actor(one.author_id, at)
        assert author is not None
        text_actions.offer_merge(author, one, [other], words, when)


def _raise(stage: Stage) -> None:
    """An auditor finds something in what was built."""
    code = f"{COMMUNITY}-{year.BEGAN.year}-001"
    stage.by("auditor").submit(f"/findings/new/project/{code}", severity="defect", text="扶手有毛刺。")


def _home(folder: Path) -> Path:
    return folder / "seed-home"
