"""The standing committee: set by the council only, kept to its limits, reporting by itself; the database too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from makers.council import Council, Waiting
from micro_projects.council import (
    answers,
    checks,
    committee_actions,
    committee_queries,
    committee_rules,
    convening_actions,
    motion_actions,
    seat_checks,
)
from micro_projects.extensions import db
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused
from micro_projects.notices import queries as notices
from micro_projects.web.door import act
from micro_projects.web.show import ZONE
from support.founded import PASSWORD

pytestmark = pytest.mark.founded
LIMIT = Money(50_000_00)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Refused by that code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.refusal.code == code


def done(act_of: Callable[..., Any], *args: Any, **more: Any) -> Any:
    """One act."""
    with act() as now:
        return act_of(*args, now, **more)


def draft(council: Council, members: Any = range(1, 8), may: Any = ("project.vary",)) -> Any:
    """The moderator's draft."""
    chosen = [council.member(n).id for n in members]
    args = (council.founded.place(), chosen, may, LIMIT, date(2027, 12, 31))
    return done(committee_actions.draft, council.moderator, *args)


def ours(calls_: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The committee's own purposes, beside what the test has waiting."""
    kept = dict(calls_._answers)
    kept.update({k: f for k, f in answers.ANSWERS.items() if str(k[1]).startswith("committee.")})
    monkeypatch.setattr(calls_, "_answers", kept)


def carry(council: Council) -> str:
    """The first item is opened, voted, declared, and the session closed."""
    council.open()
    council.open_item()
    council.call()
    council.vote(yes=range(1, 12))
    result = council.declare()
    council.close()
    return result


def set_up(council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
    """A committee that the council has set."""
    ours(calls, monkeypatch)
    waiting.due = False
    draft(council, **more)
    council.convene()
    assert council.item().purpose == committee_rules.SET
    assert carry(council) == "carried"


def test_only_a_carried_motion_sets_it(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = council.founded.place()
    for members in (range(1, 5), range(1, 11)):
        with refused("committee_size"):
            draft(council, members)
    with refused("committee_no_purpose"):
        draft(council, may=("proposal.advance",))
    with refused("not_allowed"):
        done(committee_actions.draft, council.as_("admin"), place, [], [], LIMIT, date(2027, 1, 1))
    with refused("no_committee"):
        council.convene("讨论", committee=True)
    set_up(council, waiting, monkeypatch)
    today = council.now.astimezone(ZONE).date()
    there = committee_queries.in_force(place.id, today)
    assert there is not None
    assert (len(there.members), there.purposes) == (7, ["project.vary"])
    assert committee_queries.in_force(place.id, date(2028, 1, 1)) is None
    assert "committee.set" in [e.kind for e in notices.entries_below(place.path, 0, 9)]
    draft(council, range(3, 9))
    council.convene()
    carry(council)
    states = [c.row.state for c in committee_queries.all_of(place.id)]
    assert states == ["in_force", "replaced"]


def doctor_finds_what_was_not_told() -> None:
    """With the guards gone, a report taken away and a committee without its motion are found."""
    with act():
        for guard in ("committee_report_no_delete", "agenda_item_frozen"):
            db.session.execute(text(f"DROP TRIGGER {guard}"))
        db.session.execute(text("DELETE FROM committee_report"))
        db.session.execute(text("UPDATE agenda_item SET purpose = 'free' WHERE purpose = 'committee.report'"))
        db.session.execute(text("UPDATE agenda_item SET subject_id = NULL WHERE purpose = 'committee.set'"))
    said = [
        finding.what for check in (seat_checks.reported, seat_checks.set_by_motion) for finding in check()
    ]
    assert len(said) == 2, said
    assert "was not told" in said[0]
    assert "without a motion" in said[1]


def test_it_decides_within_its_limits_and_reports(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = council.founded.place()
    set_up(council, waiting, monkeypatch)
    kept = {k: f for k, f in calls._answers.items() if k[1] != "proposal.advance"}
    amount = {"is": Money(60_000_00)}
    kept["agenda_due", "project.vary"] = waiting.agenda_due
    kept["motion_decided", "project.vary"] = waiting.motion_decided
    kept["motion_amounts", "project.vary"] = lambda ids: dict.fromkeys(ids, amount["is"])
    monkeypatch.setattr(calls, "_answers", kept)
    waiting.due = True
    with refused("empty_agenda"):
        council.convene(committee=True)
    with refused("beyond_limits"):
        council.convene("别的", committee=True)
    form = f"/c/{place.code}/sessions/new"
    client = council.app.test_client()
    client.post("/sign-in", data={"login": "moderator", "password": PASSWORD, "next": ""})
    assert "提案一" in client.get(form).text
    beyond = client.get(f"{form}?committee=1").text
    assert "提案一" not in beyond
    assert "每项不超过" in beyond
    again = client.post(form, data={"committee": "1", "venue": "会议室"})
    assert again.status_code == 422
    assert "提案一" not in again.text, "what was refused is shown for whom it was meant"
    amount["is"] = Money(-40_000_00)
    assert "提案一" in client.get(f"{form}?committee=1").text
    council.convene(committee=True)
    assert [m.person_id for m in council.hall.members] == [council.member(n).id for n in range(1, 8)]
    council.begin()
    with refused("no_such_member"):
        council.come(8)
    council.come(1, 2, 3, 4, 5)
    from micro_projects.council import actions

    done(actions.open_session, council.moderator, council.session)
    with refused("beyond_limits"):
        done(motion_actions.move_new_item, council.member(1), council.session, "别的事")
    council.open_item()
    council.call()
    council.vote(yes=(1, 2, 3, 4))
    assert council.declare() == "carried"
    assert waiting.decided == ["carry"]
    waiting.due = False
    council.close()
    held = council.session
    assert [s.id for s in committee_queries.unreported(place.id)] == [held.id]
    council.clock.forward(timedelta(hours=1))
    council.convene()
    item = council.item()
    assert (item.purpose, item.subject_id) == (committee_rules.REPORT, held.id)
    assert "赞成4、反对0、弃权0" in item.text_zh
    carry(council)
    assert committee_queries.unreported(place.id) == []
    assert [finding for check in checks.CHECKS for finding in check()] == []
    with act() as now:
        assert convening_actions.due_motions(place.id, now) == []
    doctor_finds_what_was_not_told()


def test_fewer_than_five_of_it_pass_the_matter_back_to_the_council(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = council.founded.place()
    set_up(council, waiting, monkeypatch)
    kept = {k: f for k, f in calls._answers.items() if k[1] != "proposal.advance"}
    kept["agenda_due", "project.vary"] = waiting.agenda_due
    kept["motion_decided", "project.vary"] = waiting.motion_decided
    monkeypatch.setattr(calls, "_answers", kept)
    waiting.due = True
    council.convene(committee=True)
    council.open(7)
    for n in (1, 2, 3):
        council.recuse(n)
    council.open_item()
    assert council.call() == "to_council"
    assert (council.item().state, council.motion().state) == ("put_off", "lapsed")
    assert waiting.decided == [], "neither the residents nor the sub-district decide it"
    council.close()
    assert (
        "常务委员会不表决，交议事会全体会议"
        in council.app.test_client().get(f"/sessions/{council.code}/minutes").text
    )
    with act() as now:
        due = convening_actions.due_motions(place.id, now)
    assert [d.purpose for d in due] == ["project.vary"]
    council.convene()
    assert council.item().purpose == "project.vary"


@pytest.mark.each_database
def test_the_database_keeps_the_limits_by_itself(
    council: Council, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted = draft(council)
    with pytest.raises(Exception, match="committee_by_motion"), act():
        db.session.execute(text("UPDATE committee SET state = 'in_force'"))
    for sql, name in (
        ("UPDATE committee SET amount_limit = 1", "committee_fixed"),
        ("DELETE FROM committee_member", "committee_member_no_delete"),
        (f"INSERT INTO committee_purpose VALUES ({drafted.id}, 'proposal.advance')", "purpose"),
    ):
        with pytest.raises(Exception, match=name), act():
            db.session.execute(text(sql))
    with act() as now:
        committee_actions.withdraw(council.moderator, council.founded.place(), now)
    with pytest.raises(Exception, match="committee_member_in_draft"), act():
        db.session.execute(
            text(f"INSERT INTO committee_member VALUES ({drafted.id}, {council.member(9).id})")
        )
