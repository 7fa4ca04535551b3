"""X2: who may supervise, the public lot, seats and reserves, replacement."""

from __future__ import annotations

from datetime import timedelta

import pytest

from makers.oversight import VOLUNTEERS, Watched
from micro_projects.extensions import db
from micro_projects.kernel import lot as draws
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import Refused
from micro_projects.letters import queries as letters
from micro_projects.notices import queries as notices
from micro_projects.oversight import queries, rules
from micro_projects.oversight import supervision_actions as actions
from micro_projects.oversight.models import Supervisor
from micro_projects.people import actions as people
from micro_projects.web.door import act

pytestmark = pytest.mark.founded


def refusal(do, *args) -> str:
    with pytest.raises(Refused) as caught, act() as now:
        do(*args, now)
    return caught.value.refusal.code


def kinds(works: Watched) -> list[str]:
    return [entry.kind for entry in notices.entries_of(works.project.ref)]


def test_a_funded_project_calls_for_supervisors_and_its_author_hears_of_it(works: Watched) -> None:
    works.born()
    call = queries.supervision(works.project.id)
    assert call.consent_until > works.now
    assert "supervision.open" in kinds(works)
    assert works.person("resident01") in letters.followers(works.project.id)


def test_two_are_drawn_the_others_stand_by_and_anyone_can_redraw(works: Watched) -> None:
    works.drawn()
    assert len(works.seated()) == rules.SEATS
    assert len(works.standing_by()) == len(VOLUNTEERS) - rules.SEATS
    assert calls("supervisors", "project", works.project.id) == {works.person(p) for p in works.seated()}
    for login in works.seated():
        assert works.as_(login).holds(frozenset({"supervisor"}), works.project.path)
    lot = queries.lots(works.project.id)[0]
    places = notices.lot_places(lot.id)
    order = draws.order_of(draws.seed_of(lot.population_hash, lot.log_root, "385"), [p.code for p in places])
    member = {p.code: p.member_id for p in places}
    assert [member[code] for code in order] == [s.person_id for s in queries.seats(works.project.id)]
    assert {"lot.prepared", "supervision.population", "lot.drawn", "supervision.seats"} <= set(kinds(works))
    assert letters.unread(works.person(works.seated()[0])) >= 2


def test_the_author_cannot_put_themselves_forward(works: Watched) -> None:
    works.born()
    assert refusal(actions.consent, works.as_("resident01"), works.project) == "interested"


@pytest.mark.parametrize(
    ("login", "code"),
    [("neighbour01", "not_on_roll"), ("contractor1", "not_on_roll"), ("worker1", "not_on_roll")],
)
def test_who_is_not_on_the_roll_cannot(works: Watched, login: str, code: str) -> None:
    works.born()
    assert refusal(actions.consent, works.as_(login), works.project) == code


@pytest.mark.parametrize("role", sorted(rules.NOT_FREE))
def test_who_handles_projects_cannot_even_as_a_resident(works: Watched, role: str) -> None:
    works.born()
    with act() as now:
        people.hold(
            works.as_("admin"),
            works.founded.community,
            works.person("resident11"),
            role,
            works.today(),
            None,
            now,
        )
    assert refusal(actions.consent, works.as_("resident11"), works.project) == "handles_it"


def test_who_came_to_handle_projects_after_consenting_is_not_in_the_lot(works: Watched) -> None:
    works.called()
    with act() as now:
        people.hold(
            works.as_("admin"),
            works.founded.community,
            works.person("resident11"),
            "worker",
            works.today(),
            None,
            now,
        )
    lot = works.prepared()
    assert works.person("resident11") not in queries.candidates(lot.id)


def test_who_came_to_have_an_interest_before_the_draw_is_passed_over(works: Watched, monkeypatch) -> None:
    works.called()
    lot = works.prepared()
    now_interested = works.person("resident12")
    monkeypatch.setitem(calls._answers, ("interested", "project"), lambda _: {now_interested})
    works.numbered(lot)
    assert "resident12" not in works.seated() + works.standing_by()


def test_consent_twice_withdrawn_and_late(works: Watched) -> None:
    works.born()
    with act() as now:
        actions.consent(works.as_("resident11"), works.project, now)
    assert refusal(actions.consent, works.as_("resident11"), works.project) == "already_in"
    with act() as now:
        actions.withdraw(works.as_("resident11"), works.project, now)
    assert refusal(actions.withdraw, works.as_("resident11"), works.project) == "not_in"
    with act() as now:
        actions.consent(works.as_("resident11"), works.project, now)
    works.pass_days(5)
    assert refusal(actions.withdraw, works.as_("resident11"), works.project) == "call_over"
    assert refusal(actions.consent, works.as_("resident12"), works.project) == "call_over"


def test_no_lot_while_the_call_runs(works: Watched) -> None:
    works.born()
    due = works.now + timedelta(days=1)
    assert refusal(actions.prepare_lot, works.as_("moderator"), works.project, "3D", due) == "call_running"


def test_the_public_number_must_not_be_known_yet(works: Watched) -> None:
    works.called()
    do = (actions.prepare_lot, works.as_("moderator"), works.project, "3D", works.now)
    assert refusal(*do) == "number_known"


def test_one_lot_at_a_time_and_none_while_somebody_stands_by(works: Watched) -> None:
    works.called()
    lot = works.prepared()
    due = works.now + timedelta(days=1)
    do = (actions.prepare_lot, works.as_("moderator"), works.project, "3D", due)
    assert refusal(*do) == "lot_waits"
    works.numbered(lot)
    due = works.now + timedelta(days=1)
    assert refusal(actions.prepare_lot, works.as_("moderator"), works.project, "3D", due) == "no_seat"


@pytest.mark.parametrize("login", ["resident11", "officer", "worker9", "moderator9", "admin"])
def test_only_worker_and_moderator_of_the_place_prepare_it(works: Watched, login: str) -> None:
    works.called()
    due = works.now + timedelta(days=1)
    assert refusal(actions.prepare_lot, works.as_(login), works.project, "3D", due) == "not_allowed"


def test_too_few_residents_council_members_fill_up_after_them(works: Watched) -> None:
    works.drawn(("resident11",))
    assert works.seated()[0] == "resident11"
    assert works.seated()[1].startswith("council")
    assert len(works.standing_by()) >= rules.SEATS


def test_nobody_consents_the_council_alone(works: Watched) -> None:
    works.drawn(())
    assert all(login.startswith("council") for login in works.seated())


def test_who_leaves_is_replaced_by_the_next(works: Watched) -> None:
    works.drawn()
    first, second = works.seated()
    following = works.standing_by()[0]
    with act() as now:
        actions.leave(works.as_(first), works.project, now)
    assert works.seated() == [second, following]
    assert not works.as_(first).holds(frozenset({"supervisor"}), works.project.path)
    assert refusal(actions.leave, works.as_(first), works.project) == "not_allowed"


def test_silence_calls_the_next_but_never_leaves_nobody(works: Watched) -> None:
    works.drawn(VOLUNTEERS[:4])
    gone, next_two = works.seated(), works.standing_by()
    with act() as now:
        calls.tell("supervisor_silent", "project", works.project.id, "cosign", works.as_("worker1"), now)
    assert works.seated() == next_two
    with act() as now:
        calls.tell("supervisor_silent", "project", works.project.id, "cosign", works.as_("worker1"), now)
    assert works.seated() == next_two
    assert not set(gone) & set(works.seated())


def test_with_nobody_standing_by_a_new_lot_is_due_and_late_ones_are_disclosed(works: Watched) -> None:
    works.drawn(VOLUNTEERS[:4])
    for login in [*works.seated(), *works.standing_by()][:3]:
        with act() as now:
            actions.leave(works.as_(login), works.project, now)
    assert len(works.seated()) == 1
    assert queries.supervision(works.project.id).lot_due_at is not None
    works.pass_days(12)
    works.pass_days(0.1)
    assert kinds(works).count("supervision.overdue") == 1
    works.numbered(works.prepared())
    assert len(works.seated()) == rules.SEATS


def test_a_late_first_lot_is_disclosed_once(works: Watched) -> None:
    works.called()
    works.pass_days(20)
    works.pass_days(0.1)
    works.pass_days(0.1)
    assert kinds(works).count("supervision.overdue") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO supervisor (project_id, person_id, lot_id, tier, rank, state, state_since) "
        "SELECT s.project_id, j.author_id, s.lot_id, 'resident', 99, 'reserve', s.state_since "
        "FROM supervisor s JOIN project j ON j.id = s.project_id LIMIT 1",
        "INSERT INTO supervisor (project_id, person_id, lot_id, tier, rank, state, state_since) "
        "SELECT project_id, (SELECT max(id) FROM person), lot_id, tier, 98, 'reserve', state_since "
        "FROM supervisor LIMIT 1",
        "INSERT INTO supervisor (project_id, person_id, lot_id, tier, rank, state, state_since) "
        "SELECT project_id, (SELECT max(id) FROM person), lot_id, tier, 98, 'serving', state_since "
        "FROM supervisor LIMIT 1",
        "UPDATE supervisor SET state = 'serving' WHERE state = 'ended'",
        "UPDATE supervisor SET person_id = 1",
        "DELETE FROM supervisor",
        "UPDATE supervision_candidate SET tier = 'resident'",
    ],
)
def test_the_database_keeps_who_supervises(works: Watched, statement: str) -> None:
    works.drawn()
    with act() as now:
        actions.leave(works.as_(works.seated()[0]), works.project, now)
    with pytest.raises(Exception, match="refused"), act():
        db.session.execute(db.text(statement))


def test_the_contractor_cannot_be_seated_whatever_writes_it(works: Watched) -> None:
    works.drawn()
    seat = db.session.scalars(db.select(Supervisor).where(Supervisor.state == "reserve")).first()
    assert seat is not None
    number, person = seat.id, seat.person_id
    with act():
        db.session.execute(db.text("UPDATE project SET author_id = :p"), {"p": person})
    with pytest.raises(Exception, match="seat_not_own refused"), act():
        db.session.execute(db.text("UPDATE supervisor SET state = 'serving' WHERE id = :i"), {"i": number})
