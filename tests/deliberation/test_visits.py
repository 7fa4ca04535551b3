"""Site visits: planned, joined, called off with a reason, reported with photos and disclosed; overdue for all to see."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.pictures import picture
from makers.proposals import Story
from micro_projects.deliberation import desk_queries, letters
from micro_projects.deliberation import visit_actions as actions
from micro_projects.deliberation import visit_queries as queries
from micro_projects.deliberation import visit_rules as rules
from micro_projects.deliberation.visit_actions import Found, Plan
from micro_projects.deliberation.visit_models import SiteVisit
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.kernel.refusal import Refused
from micro_projects.letters.models import Letter
from micro_projects.notices.models import ContentPart, LogEntry
from micro_projects.proposals import queries as proposals
from micro_projects.proposals.models import Proposal
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD
from support.statements import counted

pytestmark = pytest.mark.founded
SOON = timedelta(days=2)


def refused(code: str, do: Callable[[datetime], object]) -> None:
    with pytest.raises(Refused) as caught, act() as now:
        do(now)
    assert caught.value.refusal.code == code


def planned(story: Story, proposal: Proposal, who: str = "worker1") -> SiteVisit:
    with act() as now:
        return actions.plan(story.as_(who), proposal, Plan(now + SOON, "三号楼门口", "社区工作者小李"), now)


def told(person: int, msgid: str) -> int:
    query = sa.select(sa.func.count()).where(Letter.person_id == person, Letter.msgid == msgid)
    return db.session.scalar(query) or 0


def test_where_a_visit_stands() -> None:
    at = datetime.fromisoformat("2026-03-10T09:00+08:00")
    due, instant = at + timedelta(days=5), timedelta(seconds=1)
    assert rules.state_of(at, due, False, False, at - instant) == rules.COMING
    assert rules.state_of(at, due, False, False, at) == rules.OWED
    assert rules.state_of(at, due, False, False, due) == rules.OVERDUE
    assert rules.state_of(at, due, True, False, due) == rules.REPORTED
    assert rules.state_of(at, due, False, True, at) == rules.CANCELLED
    assert rules.days_over(due, due + instant) == 1


def test_who_plans_and_who_comes(story: Story) -> None:
    proposal = story.deliberating()
    for who in ("resident05", "district"):
        code = "not_visit_planner" if who == "resident05" else "not_on_roll"
        refused(
            code, lambda now, who=who: actions.plan(story.as_(who), proposal, Plan(now + SOON, "a", "b"), now)
        )
    refused(
        "visit_in_past",
        lambda now: actions.plan(story.as_("worker1"), proposal, Plan(now, "三号楼门口", "小李"), now),
    )
    for who in ("worker1", "officer", "moderator", "resident01"):
        visit = planned(story, proposal, who)
    author, guest = story.as_("resident01"), story.as_("resident05")
    assert told(author.id, letters.VISIT_PLANNED) == 3
    refused("not_on_roll", lambda now: actions.join(story.as_("neighbour01"), visit, proposal, now))
    refused("visit_not_joined", lambda now: actions.leave(guest, visit, proposal, now))
    with act() as now:
        actions.join(guest, visit, proposal, now)
    refused("visit_joined", lambda now: actions.join(guest, visit, proposal, now))
    with act() as now:
        actions.leave(guest, visit, proposal, now)
    with act() as now:
        actions.join(guest, visit, proposal, now)
    with act() as now:
        entry = proposals.entry_of(story.as_("resident06").id, proposal.place_id)
        actions.join(story.as_("worker1"), visit, proposal, now, entry=entry)
    assert list(queries.coming(visit.id)) == [guest.id, story.as_("resident06").id]
    refused("not_visit_planner", lambda now: actions.cancel(guest, visit, proposal, "雨", now))
    refused("empty_text", lambda now: actions.cancel(author, visit, proposal, " ", now))
    with act() as now:
        actions.cancel(author, visit, proposal, "暴雨", now)
    assert told(guest.id, letters.VISIT_CANCELLED) == 1
    refused("visit_cancelled", lambda now: actions.join(story.as_("resident07"), visit, proposal, now))
    refused("visit_cancelled", lambda now: actions.cancel(author, visit, proposal, "暴雨", now))


def test_what_was_found_is_disclosed_once_and_owed_until_then(story: Story) -> None:
    proposal = story.deliberating()
    visit, worker = planned(story, proposal), story.as_("worker1")
    with act() as now:
        actions.join(story.as_("resident05"), visit, proposal, now)
    found = Found("路灯有三盏不亮。", [story.as_("resident05").id], ["街道市政科工作人员", " "])
    refused("visit_not_yet", lambda now: actions.report(worker, visit, proposal, found, now))
    assert queries.owed_by(worker, story.now, 9) == []
    story.clock.forward(SOON)
    refused("visit_started", lambda now: actions.join(story.as_("resident07"), visit, proposal, now))
    refused("visit_started", lambda now: actions.leave(story.as_("resident05"), visit, proposal, now))
    refused(
        "not_visit_planner", lambda now: actions.report(story.as_("resident05"), visit, proposal, found, now)
    )
    refused("visit_nobody", lambda now: actions.report(worker, visit, proposal, Found("好", []), now))
    many = Found("好", [], ["某人"] * (rules.MOST_NAMED + 1))
    refused("visit_too_many", lambda now: actions.report(worker, visit, proposal, many, now))
    assert desk_queries.REPORT in [item.what for item in desk_queries.desk(worker, story.now)]
    story.clock.forward(visit.report_due_at - story.now)
    worker = story.as_("worker1")
    assert desk_queries.REPORT_LATE in [item.what for item in desk_queries.desk(worker, story.now)]
    assert desk_queries.desk(story.as_("resident05"), story.now) == []
    with act() as now:
        actions.report(worker, visit, proposal, found, now)
    assert queries.owed_by(worker, story.now, 9) == []
    [entry] = db.session.scalars(sa.select(LogEntry).where(LogEntry.kind == "visit.reported"))
    part = db.session.get_one(ContentPart, (entry.log_id, entry.index, "facts"))
    facts = json.loads(part.body or b"")
    assert facts["took_part"] == [{"part": "person-2"}, {"part": "person-3"}]
    assert "路灯" not in (part.body or b"").decode()
    assert told(story.as_("resident05").id, letters.VISIT_REPORTED) == 1
    refused("visit_reported", lambda now: actions.report(worker, visit, proposal, found, now))
    refused("visit_reported", lambda now: actions.cancel(worker, visit, proposal, "雨", now))


@pytest.mark.each_database
def test_the_database_itself_guards_visits(story: Story) -> None:
    proposal = story.deliberating()
    visit, off = planned(story, proposal), planned(story, proposal)
    guest = story.as_("resident05").id
    with act() as now:
        actions.join(story.as_("resident05"), visit, proposal, now)
        actions.cancel(story.as_("worker1"), off, proposal, "雨", now)
    before, after = "2026-01-01 00:00:00", "2027-01-01 00:00:00"
    report = "INSERT INTO site_visit_report (visit_id, by_id, at, found, count) VALUES "
    join = "INSERT INTO site_visit_join (visit_id, person_id, at) VALUES "
    here = visit.id
    _kept_out(
        {
            f"{report}({here}, {guest}, '{before}', 'x', 1)": "site_visit_report_after",
            f"{report}({off.id}, {guest}, '{after}', 'x', 1)": "site_visit_report_after",
            f"{report}({here}, {guest}, '{after}', '', 1)": "ck_site_visit_report_said",
            f"{join}({here}, {guest}, '{after}')": "site_visit_join_open",
            f"{join}({off.id}, {guest}, '{before}')": "site_visit_join_open",
            f"{join}({here}, {guest}, '{before}')": "(?i)unique",
            "UPDATE site_visit_join SET left_at = NULL": "site_visit_join_fixed",
            "DELETE FROM site_visit_join": "site_visit_join_no_delete",
            "UPDATE site_visit SET meeting = 'x'": "site_visit_no_update",
            "DELETE FROM site_visit": "site_visit_no_delete",
            "UPDATE site_visit SET starts_at = at": "site_visit_no_update",
            "UPDATE site_visit_cancelled SET reason = 'x'": "site_visit_cancelled_no_update",
            "DELETE FROM site_visit_cancelled": "site_visit_cancelled_no_delete",
        }
    )
    story.clock.forward(SOON)
    with act() as now:
        found = Found("好", [story.as_("resident05").id], ["某人"])
        actions.report(story.as_("worker1"), visit, proposal, found, now)
    present = "INSERT INTO site_visit_present (visit_id, number, person_id, name) VALUES "
    _kept_out(
        {
            f"{present}({here}, 9, {story.as_('resident06').id}, '')": "site_visit_present_joined",
            f"{present}({here}, 9, NULL, '')": "ck_site_visit_present_who",
            f"INSERT INTO site_visit_photo (visit_id, file_id) VALUES ({here}, 999)": "site_visit_photo_of",
            f"INSERT INTO site_visit_cancelled (visit_id, by_id, at, reason) VALUES ({here}, {guest}, '{after}', 'x')": (
                "site_visit_cancelled_open"
            ),
            "UPDATE site_visit_report SET found = 'x'": "site_visit_report_no_update",
            "DELETE FROM site_visit_report": "site_visit_report_no_delete",
            "UPDATE site_visit_present SET name = 'x'": "site_visit_present_no_update",
            "DELETE FROM site_visit_present": "site_visit_present_no_delete",
        }
    )


def _kept_out(tried: dict[str, str]) -> None:
    for statement, guard in tried.items():
        with pytest.raises(DatabaseError, match=guard):
            db.session.execute(sa.text(statement))
        db.session.rollback()


def test_pages(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    here = f"/proposals/{proposal.code}"
    assert "现场踏勘" not in client.get(here).text
    assert "还没有安排踏勘" in client.get(f"{here}/visits").text
    assert client.get("/visits/nothing-here/report").status_code in (302, 404)
    _sign_in(client, "resident05")
    assert client.get(f"{here}/visits/new").status_code == 403
    _sign_in(client, "worker1")
    assert "安排一次踏勘" in client.get(here).text
    assert client.get(f"{here}/visits/new").status_code == 200
    plan = {"starts_at": "2026-01-01T10:00", "meeting": "三号楼门口", "leader": "小李", "look_at": "灯"}
    past = client.post(f"{here}/visits/new", data=plan)
    assert past.status_code == 422
    assert "三号楼门口" in past.text
    when = story.now + SOON
    soon = client.post(f"{here}/visits/new", data={**plan, "starts_at": f"{when:%Y-%m-%dT%H:%M}"})
    assert soon.status_code == 303
    visit = db.session.scalars(sa.select(SiteVisit)).one()
    at_counter = f"/visits/{visit.token}/join"
    assert client.get(at_counter).status_code == 200
    assert client.post(at_counter, data={"resident": "nobody"}).status_code in (404, 409, 422)
    _sign_in(client, "resident05")
    assert client.get(at_counter).status_code == 403
    assert client.post(at_counter).status_code == 303
    assert "您报了名" in client.get(f"{here}/visits").text
    assert client.post(f"/visits/{visit.token}/leave").status_code == 303
    assert client.post(at_counter).status_code == 303
    assert "可以报名同去" in client.get(here).text
    story.clock.forward(visit.starts_at - story.now + timedelta(minutes=1))
    assert "尚未公开踏勘情况" in client.get(here).text
    story.clock.forward(visit.report_due_at - story.now + timedelta(hours=1))
    assert "已经逾期" in client.get(here).text
    assert "晚了 1 天" in client.get(f"{here}/visits").text
    _report(client, visit, story.as_("resident05").id)
    db.session.rollback()
    client.post("/sign-out")
    assert "去现场看过 1 次" in client.get(here).text
    with counted() as asked:
        page = client.get(f"{here}/visits").text
    assert len(asked) <= 8
    assert "路灯有三盏不亮。" in page
    assert "街道市政科工作人员" in page
    assert "三盏不亮的灯" in page
    assert db.session.scalars(sa.select(File.subject_id)).all() == [proposal.id]


def _report(client: Client, visit: SiteVisit, guest: int) -> None:
    _sign_in(client, "worker1")
    here = f"/visits/{visit.token}/report"
    assert client.get(here).status_code == 200
    words = {"came": str(guest), "others": "街道市政科工作人员", "found": "路灯有三盏不亮。"}
    bare = client.post(here, data={**words, "photo1": (BytesIO(picture()), "a.jpg"), "alt1": ""})
    assert bare.status_code == 422  # a photo needs its words
    assert "路灯有三盏不亮。" in bare.text
    whole = {**words, "photo1": (BytesIO(picture()), "a.jpg"), "alt1": "三盏不亮的灯"}
    assert client.post(here, data=whole).status_code == 303
    assert client.post(here, data=words).status_code == 409


def test_a_visit_may_be_called_off_on_its_page(story: Story, client: Client) -> None:
    proposal = story.deliberating()
    visit = planned(story, proposal)
    _sign_in(client, "resident01")
    here = f"/visits/{visit.token}/cancel"
    assert client.get(here).status_code == 200
    assert client.post(here, data={"reason": ""}).status_code == 422
    assert client.post(here, data={"reason": "暴雨"}).status_code == 303
    assert client.post(here, data={"reason": "暴雨"}).status_code == 409
    shown = client.get(f"/proposals/{proposal.code}/visits").text
    assert "取消的原因" in shown
    assert "暴雨" in shown


def _sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303
