"""By-elections (补选): announced with candidates, counted, certified by the supervisors; then the seat is filled.

Who counts does not certify. The program names the winner; where two are first, or nobody has a vote, there is none. By
lot, it is drawn from a public number and the log's root after the candidates were disclosed (procedure: Lots).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from micro_projects.council import member_actions, queries, refusals, rules, seat_queries, seat_rules
from micro_projects.council.seat_models import ByElection, Candidate, CouncilSeat
from micro_projects.council.seat_queries import Standing
from micro_projects.council.seat_rules import BY_ELECTION
from micro_projects.council.seat_writing import of_seat
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.notices import disclosing
from micro_projects.notices.own_parts import person, said
from micro_projects.people import queries as people
from micro_projects.people.rules import WRONG_TERM
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

ANNOUNCED = N_(
    "居民议事会第%(number)d席（%(seat)s）补选定于%(on)s在%(venue)s举行，候选人%(n)d人，居民可以到场监督。"
)
CERTIFIED = N_("居民议事会第%(number)d席（%(seat)s）补选结果：%(name)s当选，由居务监督委员会确认。")
VOID = N_("居民议事会第%(number)d席（%(seat)s）的补选无效，须重新举行：%(reason)s")
TIED = N_("没有一位候选人的票数多于其他所有人。")


def announce(
    by: Actor,
    place: Place,
    seat: CouncilSeat,
    how: str,
    held_on: date,
    venue: str,
    until_on: date,
    logins: Sequence[str],
    now: datetime,
) -> ByElection:
    """A by-election for a vacant seat is announced with its candidates, before its day; disclosed."""
    permit(by, "seat.announce", place.id, place.path)
    today = now.astimezone(ZONE).date()
    vacancy = found(seat_queries.open_vacancy(seat.id), seat_rules.NOT_VACANT)
    require(seat_queries.running(vacancy.id) is None, seat_rules.BY_ELECTION_RUNS)
    require(how in rules.CHOSEN, refusals.WRONG_CHOICE)
    require(held_on > today, seat_rules.HELD_IN_PAST)
    require(until_on > held_on, WRONG_TERM)
    candidates = _eligible(place, seat, logins, today)
    row = ByElection(
        place_id=place.id,
        seat_id=seat.id,
        vacancy_id=vacancy.id,
        how=how,
        held_on=held_on,
        venue=venue,
        until_on=until_on,
        announced_by=by.id,
        state=BY_ELECTION.start,
        state_since=now,
    )
    db.session.add(row)
    db.session.flush()
    for number, person_id in enumerate(candidates, 1):
        db.session.add(Candidate(by_election_id=row.id, person_id=person_id, number=number))
    db.session.flush()
    journal.write(by, "seat.announce", None, now, seat=seat.number, place=place.id, by_election=row.id)
    standing = seat_queries.candidates(row.id)
    on = {"day": held_on.isoformat()}
    of_seat(
        "seat.by_election",
        say(ANNOUNCED, number=seat.number, seat=seat.name, on=on, venue=venue, n=len(standing)),
        place,
        seat,
        now,
        candidates=[
            {"lot_code": c.token if how == "lot" else None, "number": c.row.number, "person": person(c.name)}
            for c in standing
        ],
        chosen=how,
        held_on=held_on.isoformat(),
        until_on=until_on.isoformat(),
        venue=venue,
    )
    if how == "lot":
        row.log_root = disclosing.root(disclosing.current_log())
        db.session.flush()
    return row


def _eligible(place: Place, seat: CouncilSeat, logins: Sequence[str], on: date) -> list[int]:
    """The candidates' persons: residents the seat speaks for, not in office."""
    require(logins, seat_rules.NO_CANDIDATES)
    sitting = {m.person_id for m in queries.members(place.id, on)}
    listed: list[int] = []
    for line, login in enumerate(logins, 1):
        account = people.account(login)
        entry = people.entry_of(account.person_id) if account else None
        fits = entry is not None and entry.place_id == place.id
        if seat.kind == "grid":
            fits = fits and entry is not None and entry.grid_id == seat.grid_id
        if seat.kind == "group":
            fits = account is not None
        person_id = account.person_id if account else 0
        new = person_id not in sitting and person_id not in listed
        require(fits and new, seat_rules.NOT_ELIGIBLE, line=line)
        listed.append(person_id)
    return listed


def count(
    by: Actor,
    place: Place,
    row: ByElection,
    entitled: int,
    took_part: int,
    votes: Mapping[int, int],
    number: str,
    now: datetime,
) -> bool:
    """The counts, by candidate's number (or the public number of a lot) are entered; False: void, nobody won."""
    permit(by, "seat.count", place.id, place.path)
    require(now.astimezone(ZONE).date() >= row.held_on, seat_rules.NOT_HELD_YET)
    require(row.state == "announced", seat_rules.NO_BY_ELECTION)
    standing = seat_queries.candidates(row.id)
    if row.how == "lot":
        assert row.log_root is not None
        first = seat_rules.drawn([c.token for c in standing], row.log_root, number)
        winner: int | None = next(c.row.person_id for c in standing if c.token == first)
        row.lot_number = number
    else:
        cast = {c.row.person_id: votes.get(c.row.number, 0) for c in standing}
        require(seat_rules.counts_right(entitled, took_part, list(cast.values())), seat_rules.COUNTS_WRONG)
        for one in standing:
            one.row.votes = cast[one.row.person_id]
        row.entitled, row.took_part = entitled, took_part
        winner = seat_rules.winner(cast)
    row.counted_by = by.id
    row.winner_id = winner
    db.session.flush()
    if winner is None:
        _void(by, place, row, TIED, now)
        return False
    journal.move(row, BY_ELECTION, "count", by=by, at=now, place=place.id)
    return True


def certify(by: Actor, place: Place, row: ByElection, now: datetime) -> None:
    """The supervisors say that it was held as announced: disclosed with the counts, and the seat is filled."""
    permit(by, "seat.certify", place.id, place.path)
    require(row.state == "counted", seat_rules.NO_BY_ELECTION)
    require(by.id != row.counted_by, seat_rules.SAME_CERTIFIER)
    assert row.winner_id is not None
    row.certified_by = by.id
    journal.move(row, BY_ELECTION, "certify", by=by, at=now, place=place.id)
    seat = db.session.get_one(CouncilSeat, row.seat_id)
    standing = seat_queries.candidates(row.id)
    name = next(c.name for c in standing if c.row.person_id == row.winner_id)
    of_seat(
        "seat.result",
        say(CERTIFIED, number=seat.number, seat=seat.name, name=name),
        place,
        seat,
        now,
        **_counts(row, standing),
        certified_by=person(by.name),
        winner=person(name),
    )
    vacancy = seat_queries.open_vacancy(seat.id)
    today = now.astimezone(ZONE).date()
    since = max(today, vacancy.since_on) if vacancy else today
    member_actions.seat_member(by, place, row.winner_id, seat, row.how, since, row.until_on, now)


def void(by: Actor, place: Place, row: ByElection, reason: str, now: datetime) -> None:
    """It was not, or could not be, held as announced: it is held again."""
    act = "seat.count" if row.state == "announced" else "seat.certify"
    if act == "seat.count":
        permit(by, "seat.count", place.id, place.path)
    else:
        permit(by, "seat.certify", place.id, place.path)
        require(by.id != row.counted_by, seat_rules.SAME_CERTIFIER)
    require(reason, refusals.EMPTY_REASON)
    _void(by, place, row, reason, now)


def _void(by: Actor, place: Place, row: ByElection, reason: str, now: datetime) -> None:
    row.reason = reason
    journal.move(row, BY_ELECTION, "void", by=by, at=now, place=place.id)
    seat = db.session.get_one(CouncilSeat, row.seat_id)
    of_seat(
        "seat.by_election_void",
        say(VOID, number=seat.number, seat=seat.name, reason=reason),
        place,
        seat,
        now,
        **_counts(row, seat_queries.candidates(row.id)),
        reason=said(reason),
    )


def _counts(row: ByElection, standing: Sequence[Standing]) -> dict[str, object]:
    return {
        "chosen": row.how,
        "counts": [
            {"number": c.row.number, "person": person(c.name), "votes": c.row.votes} for c in standing
        ],
        "entitled": row.entitled,
        "held_on": row.held_on.isoformat(),
        "log_root": row.log_root.hex() if row.log_root else None,
        "lot_number": row.lot_number,
        "took_part": row.took_part,
    }
