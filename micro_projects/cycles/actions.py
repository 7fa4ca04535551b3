"""C1–C3: planned, moved by the council, opened by the officer, ended by the clock."""

from __future__ import annotations

import hashlib
from datetime import datetime

from micro_projects.cycles import pack_rules, queries, rules
from micro_projects.cycles.models import Cycle, Phase
from micro_projects.cycles.pack import Pack
from micro_projects.cycles.rules import MACHINE
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import require
from micro_projects.places.models import Place
from micro_projects.web.access import permit


def plan(
    by: Actor,
    place: Place,
    year: int,
    pack: Pack,
    dates: dict[str, tuple[datetime, datetime | None]],
    now: datetime,
) -> Cycle:
    """Prepare a cycle for the council's motion (C1): its pack and its phases' earliest dates."""
    permit(by, "cycle.plan", place.id, place.path)
    require(queries.find(place.code, year) is None, rules.CYCLE_EXISTS)
    proposing_end = dates["proposing"][1]
    order = [
        dates["proposing"][0],
        proposing_end,
        *(dates[n][0] for n in ("deliberating", "voting", "executing")),
    ]
    require(all(order) and rules.in_order([d for d in order if d]), rules.WRONG_PHASES)
    require(proposing_end and proposing_end > now, rules.WINDOW_PAST)
    wrong = pack_rules.faults(pack)
    require(not wrong, pack_rules.WRONG_PACK, what=wrong[0][1] if wrong else "")
    subject = journal.new_subject("cycle", f"{place.code}-{year}", place.id, place.path)
    cycle = Cycle(
        id=subject.id,
        subject=subject,
        year=year,
        pack_json=pack.frozen().decode(),
        pack_hash=None,
        state=MACHINE.start,
        state_since=now,
    )
    db.session.add(cycle)
    db.session.flush()
    subject.cycle_id = cycle.id  # only now is there a row to point at
    db.session.add_all(
        Phase(cycle_id=cycle.id, name=name, starts_at=starts, ends_at=ends)
        for name, (starts, ends) in dates.items()
    )
    journal.write(by, "cycle.plan", cycle.ref, now, year=year)
    return cycle


def decided(cycle_id: int, carried: bool, by: Actor, now: datetime) -> None:
    """The council's motion on the cycle was declared (C1)."""
    cycle = queries.by_id(cycle_id)
    journal.move(cycle, MACHINE, "carry" if carried else "drop", by=by, at=now)


def open_cycle(by: Actor, cycle: Cycle, now: datetime) -> None:
    """The officer opens what the council moved (C1): the pack is frozen, hashed, and put on notice."""
    permit(by, "cycle.open", cycle.place_id, cycle.path)
    journal.move(cycle, MACHINE, "open", by=by, at=now)
    cycle.pack_hash = hashlib.sha256(cycle.pack_json.encode()).digest()
    db.session.flush()
    calls.tell("cycle_opened", "cycle", cycle, by, now)


def end_cycle(by: Actor, cycle: Cycle, now: datetime) -> None:
    """Every proposal and project is final (C3): the clock ends the cycle."""
    permit(by, "cycle.end", cycle.place_id, cycle.path)
    require(not any(calls.tell("cycle_unfinished", "cycle", cycle.id)), rules.NOT_FINISHED)
    journal.move(cycle, MACHINE, "end", by=by, at=now)
    calls.tell("cycle_ended", "cycle", cycle, by, now)
