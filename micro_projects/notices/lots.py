"""Public lots (公开抽签): prepared, numbered by two people, drawn, disclosed; anyone can redraw them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import lot as draws
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, require
from micro_projects.kernel.subject import Subject
from micro_projects.notices import disclosing, queries, rules
from micro_projects.notices.models import Lot, LotPlace
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

PURPOSES = {
    "panel": N_("抽取异议办理小组"),
    "signers": N_("抽取会议纪要签署人"),
    "tie": N_("决定同票提案的先后"),
    "supervisors": N_("抽取居民监督员"),
    "marks": N_("抽查登记投过票的人"),
    "participants": N_("抽取协商会参加人"),
}
"""What a lot is for, in words."""
PREPARED = N_("%(subject)s将公开抽签，共%(size)d个签号；约定的公开号码是：%(source)s，%(due)s起录入。")
DRAWN = N_("%(subject)s公开抽签完成：公开号码%(number)s，共%(size)d个签号，顺序已公布，任何人可以重算。")


def prepare(
    by: Actor,
    purpose: str,
    subject: SubjectRow,
    members: Sequence[int],
    number_source: str,
    number_due_at: datetime,
    now: datetime,
    *,
    codes: Mapping[str, int] | None = None,
) -> Lot:
    """Freeze and disclose a lot's population under fresh codes, naming a public number not known yet.

    `members` are person ids (or subject ids, for ties); or `codes` gives each member's own code (64 hex digits). The
    room that acts on the result listens to ``lot_drawn`` for `purpose`. Lots, procedure: the seed is taken over the
    log's root *after* this entry.
    """
    if codes is None:
        codes = {secrets.token_hex(8): member for member in members}
    population, code = draws.population_hash(codes), secrets.token_hex(6)
    ref = Subject(subject.kind, subject.id)
    disclosing.disclose(
        "lot.prepared",
        say(PREPARED, subject=subject.code, size=len(codes), source=number_source, due=number_due_at),
        place_id=subject.place_id,
        path=subject.path,
        at=now,
        ref=ref,
        code=subject.code,
        facts={
            "codes": sorted(codes),
            "lot": code,
            "number_due_at": number_due_at.isoformat(),
            "number_source": number_source,
            "population": population.hex(),
            "purpose": purpose,
        },
    )
    lot = Lot(
        code=code,
        purpose=purpose,
        subject_kind=subject.kind,
        subject_id=subject.id,
        place_id=subject.place_id,
        path=subject.path,
        number_source=number_source,
        prepared_at=now,
        number_due_at=number_due_at,
        population_hash=population,
        log_root=disclosing.root(disclosing.current_log()),
    )
    db.session.add(lot)
    db.session.flush()
    db.session.add_all(LotPlace(lot_id=lot.id, code=code, member_id=member) for code, member in codes.items())
    journal.write(by, "lot.prepare", ref, now, lot=lot.code, purpose=purpose, size=len(codes))
    return lot


def enter_number(by: Actor, lot: Lot, number: str, now: datetime) -> bool:
    """Enter the public number; the second, equal entry by somebody else draws. True when drawn."""
    permit(by, "lot.enter_number", lot.place_id, lot.path)
    require(lot.drawn_at is None, rules.ALREADY_DRAWN)
    require(now >= lot.number_due_at, rules.NUMBER_EARLY, due=lot.number_due_at)
    require(number.isascii() and number.isdigit(), rules.NOT_A_NUMBER)
    ref = Subject(lot.subject_kind, lot.subject_id)
    journal.write(by, "lot.enter_number", ref, now, lot=lot.code, number=number)
    if lot.first_entered_by is None:
        lot.first_entered_by, lot.first_number = by.id, number
        return False
    require(lot.first_entered_by != by.id, rules.SECOND_PERSON)
    require(lot.first_number == number, rules.NUMBER_DIFFERS, first=lot.first_number)
    _draw(by, lot, number, now)
    return True


def _draw(by: Actor, lot: Lot, number: str, now: datetime) -> None:
    places = {place.code: place for place in queries.lot_places(lot.id)}
    drawn = draws.draw(places, lot.log_root, number)
    for rank, code in enumerate(drawn.order, 1):
        places[code].rank = rank
    lot.number, lot.second_entered_by, lot.seed, lot.drawn_at = number, by.id, drawn.seed, now
    subject = db.session.get_one(SubjectRow, lot.subject_id)
    disclosing.disclose(
        "lot.drawn",
        say(DRAWN, subject=subject.code, number=number, size=len(places)),
        place_id=lot.place_id,
        path=lot.path,
        at=now,
        ref=Subject(subject.kind, subject.id),
        code=subject.code,
        facts={
            "log_root": lot.log_root.hex(),
            "lot": lot.code,
            "number": number,
            "order": list(drawn.order),
            "population": lot.population_hash.hex(),
            "purpose": lot.purpose,
            "seed": drawn.seed.hex(),
        },
    )
    db.session.flush()
    members = [places[code].member_id for code in drawn.order]
    calls.tell("lot_drawn", lot.purpose, lot, members, by, now)
