"""What people do wrong with a form, by accident or on purpose: refused in words, and nothing is half done."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from micro_projects.demo import proposing as script
from micro_projects.demo.ideas import LAST_YEAR
from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Page
from micro_projects.extensions import db
from micro_projects.kernel.clock import ManualClock
from support import proposing
from support.databases import Databases

IDEA = LAST_YEAR[0]
NEW = f"{proposing.BASE}/proposals/new"


@pytest.fixture
def database_url(databases: Databases, run_folder: Path, home: Path) -> str:
    return proposing.url(databases, run_folder, home)


@pytest.fixture
def clock(database_url: str, run_folder: Path) -> ManualClock:
    return ManualClock(proposing.reached(run_folder))


@pytest.fixture
def founded() -> None:
    """The database is founded already."""


def draft(**changed: str) -> dict[str, str]:
    fields = ("title", "problem", "wish", "location", "beneficiaries", "kind", "estimate")
    return {name: str(getattr(IDEA, name)) for name in fields} | changed


def post(stage: Stage, login: str, path: str, **data: str) -> Page:
    """Post with a good token, whether or not a page offers the form."""
    visitor = stage.by(login)
    token = str(visitor.get("/account").forms[0].values["csrf_token"])
    answer = visitor.client.post(path, data={"csrf_token": token, **data}, follow_redirects=True)
    return Page(str(answer.url), answer.status_code, answer.text)


def count(app: Flask, table: str) -> int:
    with app.app_context():
        return int(db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def refused(page: Page, *statuses: int) -> Page:
    assert page.status in (statuses or (403, 404, 409, 422)), f"{page.path}: {page.status} {page.text[:300]}"
    assert any("\u4e00" <= letter <= "\u9fff" for letter in page.heading), page.html[:300]
    return page


def drafted(stage: Stage, login: str = "resident01") -> str:
    page = stage.by(login).submit(NEW, go_on="1", **draft())
    return page.path.split("/")[2]


def test_a_form_without_its_token_changes_nothing(stage: Stage, app: Flask) -> None:
    client = stage.by("resident01").client
    for token in ({}, {"csrf_token": "expired"}):
        answer = client.post(NEW, data=draft() | token)
        page = refused(Page(NEW, answer.status_code, answer.text), 400)
        assert "过期" in page.text
        assert "返回" in page.text
    assert count(app, "proposal") == 0


def test_a_double_click_submits_and_seconds_once(stage: Stage, app: Flask) -> None:
    code = drafted(stage)
    sent = post(stage, "resident01", f"/proposals/{code}/submit")
    assert sent.status == 200
    refused(post(stage, "resident01", f"/proposals/{code}/submit"))
    assert count(app, "proposal_version") == 1
    number = sent.path.split("/")[2]
    refused(post(stage, "resident01", f"/proposals/{number}/submit"))
    assert post(stage, "resident02", f"/proposals/{number}/second").status == 200
    again = refused(post(stage, "resident02", f"/proposals/{number}/second"), 409)
    assert "附议" in again.text
    assert count(app, "second") == 1
    refused(post(stage, "resident01", f"/proposals/{number}/second"))
    assert count(app, "second") == 1


def test_the_form_of_a_draft_is_closed_once_it_was_submitted(stage: Stage, app: Flask) -> None:
    """The back button, and a second tab that was left open."""
    code = drafted(stage)
    number = post(stage, "resident01", f"/proposals/{code}/submit").path.split("/")[2]
    for path in (f"/proposals/{code}/edit", f"/proposals/{number}/edit"):
        refused(post(stage, "resident01", path, **draft(title="后来又改")))
    with app.app_context():
        assert db.session.execute(text("SELECT title FROM proposal")).scalar_one() == IDEA.title


@pytest.mark.parametrize("amount", ["1e5", "12.345", "-3", "abc", "NaN", "9" * 30, "1,00", "0x10"])
def test_what_is_no_amount_is_refused_and_kept(stage: Stage, app: Flask, amount: str) -> None:
    page = refused(post(stage, "resident01", NEW, go_on="1", **draft(estimate=amount)), 422)
    assert page.form("/new").values["estimate"] == amount
    assert str(page.form("/new").values["problem"]).strip() == IDEA.problem
    assert "金额" in page.text
    assert count(app, "proposal") == 0


def test_full_width_digits_are_an_amount(stage: Stage, app: Flask) -> None:
    post(stage, "resident01", NEW, **draft(estimate="６８，０００．５０"))
    with app.app_context():
        assert db.session.execute(text("SELECT estimate FROM proposal")).scalar_one() == 6_800_050


def test_ten_megabytes_of_text_are_refused_whole(stage: Stage, app: Flask) -> None:
    page = refused(post(stage, "resident01", NEW, **draft(problem="字" * 3_500_000)), 413)
    assert "太大" in page.text
    assert count(app, "proposal") == 0
    over = refused(post(stage, "resident01", NEW, **draft(problem="字" * 20_000)), 422)
    assert "最多" in over.text


def test_text_that_hides_something_is_cleaned(stage: Stage, app: Flask) -> None:
    title = "路\x00灯\u202e坏\u200b了\ufeff" + "长" * 20
    post(stage, "resident01", NEW, **draft(title=title))
    with app.app_context():
        kept = db.session.execute(text("SELECT title FROM proposal")).scalar_one()
    assert kept == "路灯坏了" + "长" * 20


def test_names_of_fields_that_no_form_has_are_nothing(stage: Stage, app: Flask) -> None:
    strange = {
        "a[b][c]" * 50: "1",
        "milestones-99999-title": "x",
        "__class__": "y",
        "id": "1",
        "state": "approved",
    }
    page = post(stage, "resident01", NEW, **draft(), **strange)
    assert page.status == 200
    with app.app_context():
        assert db.session.execute(text("SELECT state FROM proposal")).scalar_one() == "draft"


@pytest.mark.parametrize(
    "other", ["resident02", "neighbour01", "moderator9", "worker9", "auditor", "officer", ""]
)
def test_somebody_elses_draft_is_nobody_elses(stage: Stage, app: Flask, other: str) -> None:
    code = drafted(stage)
    visitor = stage.by(other)
    for path in (f"/proposals/{code}", f"/proposals/{code}/edit", f"/proposals/{code}/submit"):
        answer = visitor.client.get(path)
        assert answer.status_code in (302, 403, 404), f"{path} {answer.status_code}"
        assert IDEA.title not in answer.text
    if other:
        for path in ("edit", "submit", "withdraw", "appeal", "second"):
            refused(post(stage, other, f"/proposals/{code}/{path}", reason="不对", **draft(title="抢来的")))
    with app.app_context():
        assert db.session.execute(text("SELECT state, title FROM proposal")).one() == ("draft", IDEA.title)


@pytest.mark.parametrize("other", ["worker9", "moderator9", "neighbour01"])
def test_another_community_does_nothing_here(stage: Stage, app: Flask, other: str) -> None:
    code = script.propose(stage, proposing.BASE, "resident01", IDEA)
    before = {
        table: count(app, table) for table in ("second", "roll_entry", "posting_report", "council_session")
    }
    tries = {
        f"/proposals/{code}/second": {},
        f"/proposals/{code}/second-for": {"resident": "DEMO00000004"},
        f"/proposals/{code}/screening/prepare": {"note": "好"},
        f"/proposals/{code}/withdraw": {},
        "/notices/FT-LH-2026-C1/report": {"board": "门口"},
        "/notices/FT-LH-2026-C1/letter-box": {},
        "/c/FT-LH/sessions/new": {"place_text": "二楼"},
        "/c/FT-LH/cycles/new": {"year": "2027"},
        "/c/FT-LH/roll/import": {},
        NEW: draft(),
    }
    for path, data in tries.items():
        refused(post(stage, other, path, **data))
    assert before == {table: count(app, table) for table in before}
    assert count(app, "proposal") == 1


def test_a_wrong_line_is_named_and_nobody_is_listed(stage: Stage, app: Flask) -> None:
    before = count(app, "roll_entry")
    worker = stage.by("worker1")
    page = worker.get("/c/FT-LH/roll/import")
    form = page.form("/import")
    sample = worker.client.get("/c/FT-LH/roll/sample.csv").text.splitlines()[0]
    for data in (f"{sample}\n=1+1,x,y,z,q\n".encode(), b"\x89PNG\r\n\x1a\n\x00\x00", b"", b"a,b\n1,2\n"):
        answer = worker.client.post(
            form.action, data=form.values, files={"file": ("roll.csv", data, "text/csv")}
        )
        refused(Page(form.action, answer.status_code, answer.text), 422)
    assert count(app, "roll_entry") == before


def test_a_file_that_is_no_picture_is_refused(stage: Stage, app: Flask) -> None:
    worker = stage.by("worker1")
    before = count(app, "file")
    page = worker.get("/notices/FT-LH-2026-C1/report")
    form = page.form("/report")
    for name in ("photo", "board"):
        assert name in form.offered, form.offered
    for data in (b"<svg onload=alert(1)>", b"MZ\x90\x00", b"%PDF-1.7"):
        answer = worker.client.post(
            form.action,
            data={**form.values, "board": "东门公告栏"},
            files={"photo": ("board.jpg", data, "image/jpeg")},
        )
        kept = refused(Page(form.action, answer.status_code, answer.text), 422, 409, 413)
        assert "东门公告栏" in kept.html
    assert count(app, "file") == before
