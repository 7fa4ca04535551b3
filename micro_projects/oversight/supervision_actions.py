"""X2: residents put themselves forward, a public lot draws supervisors, the next in order replaces who leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.actions import move
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters.actions import let_follow, tell
from micro_projects.notices import lots
from micro_projects.notices import queries as notices
from micro_projects.notices.disclosing import disclose_about
from micro_projects.notices.models import Lot
from micro_projects.oversight import letters, queries, rules
from micro_projects.oversight.machine import SEAT
from micro_projects.oversight.models import Candidate, Consent, Supervision, Supervisor
from micro_projects.people.actions import hold
from micro_projects.people.models import RoleHolding
from micro_projects.places import queries as places
from micro_projects.places.calendar_rules import add_working_days
from micro_projects.projects.models import Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say
from micro_projects.web.show import ZONE

CALLED = N_(
    "项目%(code)s“%(title)s”公开征集居民监督员：与项目没有利害关系的本社区居民都可以报名，%(until)s截止，之后公开抽签。"
)
POPULATION = N_(
    "项目%(code)s“%(title)s”的监督员抽签名单已定：报名居民%(residents)d人，议事会成员%(council)d人，相邻社区%(neighbours)d人。"
)
SEATED = N_("项目%(code)s“%(title)s”公开抽签产生居民监督员：在任%(serving)d人，候补%(reserve)d人。")
REPLACED = N_(
    "项目%(code)s“%(title)s”有%(left)d名居民监督员卸任，由候补接替%(seated)d名：在任%(serving)d人，候补%(reserve)d人。"
)
LATE = N_("项目%(code)s“%(title)s”的监督员抽签没有按期准备，应由社区工作者或召集人办理，%(due)s到期。")


def open_call(project: Project, by: Actor, now: datetime) -> None:
    """A funded project looks for supervisors; those who carried the proposal follow the project from now on."""
    calendar = places.calendar()
    until = add_working_days(now, rules.CONSENT_DAYS, calendar)
    db.session.add(
        Supervision(
            project_id=project.id,
            opened_at=now,
            consent_until=until,
            lot_due_at=add_working_days(now, rules.CONSENT_DAYS + rules.LOT_DAYS, calendar),
            overdue_at=None,
        )
    )
    db.session.flush()
    journal.write(by, "supervision.open", project.ref, now, until=until.isoformat())
    let_follow(letters.carried_by(project.proposal_id, project.author_id), project.ref, now)
    _disclose(project, "supervision.open", say(CALLED, **_named(project), until=until), now)


def consent(by: Actor, project: Project, now: datetime) -> None:
    """A resident puts themselves forward, declaring that nothing ties them to the project."""
    permit(by, "supervision.consent", project.place_id, project.path)
    call = queries.supervision(project.id)
    require(now < call.consent_until, rules.CALL_OVER)
    require(by.id not in interested(project), rules.INTERESTED)
    require(not (by.roles & rules.NOT_FREE), rules.HANDLES_IT)
    row = db.session.get(Consent, (project.id, by.id))
    require(row is None or row.withdrawn_at is not None, rules.ALREADY_IN)
    if row is None:
        db.session.add(Consent(project_id=project.id, person_id=by.id, at=now, withdrawn_at=None))
    else:
        row.at, row.withdrawn_at = now, None
    journal.write(by, "supervision.consent", project.ref, now)


def withdraw(by: Actor, project: Project, now: datetime) -> None:
    """And changes their mind, until the call is over."""
    permit(by, "supervision.withdraw", project.place_id, project.path)
    require(now < queries.supervision(project.id).consent_until, rules.CALL_OVER)
    row = queries.consent(project.id, by.id)
    require(row is not None, rules.NOT_IN)
    assert row is not None
    row.withdrawn_at = now
    journal.write(by, "supervision.withdraw", project.ref, now)


def interested(project: Project) -> set[int]:
    """Who has an interest in a project or in the proposal it came from."""
    found: set[int] = {project.author_id}
    for kind, subject_id in (("project", project.id), ("proposal", project.proposal_id)):
        if calls.knows("interested", kind):
            found |= calls("interested", kind, subject_id)
    return found


def prepare_lot(
    by: Actor, project: Project, number_source: str, number_due_at: datetime, now: datetime
) -> Lot:
    """Freeze who takes part, name the public number; the lot's own page draws once two people entered it."""
    permit(by, "supervision.prepare_lot", project.place_id, project.path)
    call = queries.supervision(project.id)
    require(now >= call.consent_until, rules.CALL_RUNNING, until=call.consent_until)
    require(number_due_at > now, rules.NUMBER_KNOWN)
    require(all(lot.drawn_at for lot in queries.lots(project.id)), rules.LOT_WAITS)
    seats = queries.seats(project.id)
    free = rules.SEATS - sum(seat.state == "serving" for seat in seats)
    require(free > 0 and not any(seat.state == "reserve" for seat in seats), rules.NO_SEAT)
    drawn = _population(project, {seat.person_id for seat in seats}, now)
    require(drawn, rules.NOBODY)
    lot = lots.prepare(by, queries.PURPOSE, project.subject, sorted(drawn), number_source, number_due_at, now)
    db.session.add_all(
        Candidate(lot_id=lot.id, person_id=person, tier=tier) for person, tier in drawn.items()
    )
    call.lot_due_at = call.overdue_at = None
    _disclose_population(project, lot, drawn, now)
    return lot


def _population(project: Project, taken: set[int], now: datetime) -> dict[int, str]:
    kept_out = interested(project)
    busy = queries.busy(project.path, now)
    by_tier = {
        "resident": queries.consenting(project.id),
        "council": queries.council(project.path, now),
        "neighbour": queries.neighbouring_council(project.path, now),
    }
    eligible = {tier: rules.eligible(people, kept_out, busy) for tier, people in by_tier.items()}
    return rules.population(eligible, taken, rules.POPULATION)


def _disclose_population(project: Project, lot: Lot, drawn: dict[int, str], now: datetime) -> None:
    tiers = list(drawn.values())
    sentence = say(
        POPULATION,
        **_named(project),
        residents=tiers.count("resident"),
        council=tiers.count("council"),
        neighbours=tiers.count("neighbour"),
    )
    # by codes drawn for this lot alone: who they are is told to nobody but themselves
    codes = {place.code: drawn[place.member_id] for place in notices.lot_places(lot.id)}
    _disclose(project, "supervision.population", sentence, now, lot=lot.code, tiers=codes)
    for place in notices.lot_places(lot.id):
        tell(
            [place.member_id], say(letters.IN_LOT, **_named(project), lot_code=place.code), _url(project), now
        )


def drawn(lot: Lot, members: Sequence[int], by: Actor, now: datetime) -> None:
    """The lot was drawn: the first are seated, the others stand by. Who has an interest by now is passed over."""
    project = db.session.get_one(Project, lot.subject_id)
    tiers = queries.candidates(lot.id)
    kept_out = interested(project) | queries.busy(project.path, now)
    first = len(queries.seats(project.id)) + 1
    order = [person for person in rules.seating(members, tiers) if person not in kept_out]
    db.session.add_all(
        Supervisor(
            project_id=project.id,
            person_id=person,
            lot_id=lot.id,
            tier=tiers[person],
            rank=rank,
            holding_id=None,
            left_for=None,
            state=SEAT.start,
            state_since=now,
        )
        for rank, person in enumerate(order, first)
    )
    db.session.flush()
    _fill(by, project, now)
    _disclose_seats(project, SEATED, now, lot=lot.code)


def leave(by: Actor, project: Project, now: datetime) -> None:
    """A supervisor resigns; the next in order is seated."""
    permit(by, "supervision.leave", project.place_id, project.path)
    _replace(by, project, [queries.seat_of(project.id, by.id)], "resigned", now)


def replace(by: Actor, project_id: int, person_ids: Sequence[int], reason: str, now: datetime) -> None:
    """Others take over from supervisors who kept silent (X8) or came to have an interest: a consequence, no act."""
    project = db.session.get_one(Project, project_id)
    seats = [queries.seat_of(project_id, person) for person in person_ids]
    _replace(by, project, seats, reason, now)


def discharge(by: Actor, seat: Supervisor, now: datetime) -> None:
    """The project is final: its supervisors' term ends."""
    project = db.session.get_one(Project, seat.project_id)
    permit(by, "supervision.discharge", project.place_id, project.path)
    _end(by, seat, "finished", now)


def _replace(by: Actor, project: Project, seats: Sequence[Supervisor], reason: str, now: datetime) -> None:
    for seat in seats:
        _end(by, seat, reason, now)
    seated = _fill(by, project, now)
    if seated < len(seats):  # nobody stands by any more: a new lot
        call = queries.supervision(project.id)
        call.lot_due_at, call.overdue_at = places.due_after(now, rules.LOT_DAYS), None
    _disclose_seats(project, REPLACED, now, left=len(seats), seated=seated)


def _fill(by: Actor, project: Project, now: datetime) -> int:
    """Seat reserves in order while a seat is free; how many."""
    seats = queries.seats(project.id)
    free = rules.SEATS - sum(seat.state == "serving" for seat in seats)
    kept_out = interested(project)
    seated = 0
    for seat in seats:
        if seat.state == "reserve" and seat.person_id in kept_out:
            _end(by, seat, "conflict", now)
        elif seat.state == "reserve" and seated < free:
            holding = hold(by, project.place_id, seat.person_id, "supervisor", _today(now), None, now)
            db.session.flush()
            seat.holding_id = holding.id
            move(seat, SEAT, "take_seat", by=by, at=now, project=project.id)
            tell([seat.person_id], say(letters.SEATED, **_named(project)), _url(project), now)
            seated += 1
    return seated


def _end(by: Actor, seat: Supervisor, reason: str, now: datetime) -> None:
    seat.left_for = reason
    act = "excuse" if seat.state == "reserve" else "leave"
    move(seat, SEAT, act, by=by, at=now, project=seat.project_id, reason=reason)
    if seat.holding_id is not None:
        held = db.session.get_one(RoleHolding, seat.holding_id)
        held.until_on = max(_today(now), held.from_on)
        journal.write(
            by, "people.end_role", None, now, person=seat.person_id, role="supervisor", place=held.place_id
        )


def disclose_overdue(by: Actor, call: Supervision, now: datetime) -> None:
    """The lot was not prepared in time: said publicly, with who should have."""
    project = db.session.get_one(Project, call.project_id)
    permit(by, "supervision.disclose_overdue", project.place_id, project.path)
    due, call.overdue_at = call.lot_due_at, now
    journal.write(by, "supervision.disclose_overdue", project.ref, now)
    _disclose(project, "supervision.overdue", say(LATE, **_named(project), due=due), now)


def _disclose_seats(project: Project, text: str, now: datetime, **facts: Any) -> None:
    states = [seat.state for seat in queries.seats(project.id)]
    known = {"serving": states.count("serving"), "reserve": states.count("reserve")}
    counted = {k: v for k, v in facts.items() if isinstance(v, int)}
    sentence = say(text, **_named(project), **known, **counted)
    _disclose(project, "supervision.seats", sentence, now, **known, **facts)


def _disclose(project: Project, kind: str, sentence: Sentence, now: datetime, **facts: Any) -> None:
    disclose_about(
        project,
        kind,
        sentence,
        at=now,
        facts=facts,
    )


def _named(project: Project) -> dict[str, str]:
    return {"code": project.code, "title": project.title}


def _url(project: Project) -> str:
    return f"/projects/{project.code}/oversight"


def _today(now: datetime) -> date:
    return now.astimezone(ZONE).date()
