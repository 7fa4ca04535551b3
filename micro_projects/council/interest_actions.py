"""Declaring interests: new rows only; what ended is kept with its end. Each change is disclosed."""

from __future__ import annotations

from datetime import date, datetime

from micro_projects.council import interest_queries, interest_rules, queries, recusal_finding, refusals
from micro_projects.council.interest_models import Interest
from micro_projects.council.interest_rules import KINDS
from micro_projects.council.recusal_rules import At
from micro_projects.council.seat_writing import has_log
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.own_parts import person, said
from micro_projects.places import map_queries
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

CHANGED = N_("议事会成员%(name)s更新了利害关系申报，现有%(n)d条，供大家判断哪些议题应当回避。")


def declare(
    by: Actor,
    place: Place,
    kind: str,
    text: str,
    now: datetime,
    *,
    since_on: date | None = None,
    organisation: str = "",
    credit_code: str = "",
    relation: str = "",
    kin: tuple[str, str] | None = None,
) -> Interest:
    """A member declares one interest; `kin`: the roll code and the name of a relative, together or not at all.

    `none` says that there is nothing, and ends what was declared; anything else ends an earlier `none`.
    """
    permit(by, "council.declare_interests", place.id, place.path)
    today = now.astimezone(ZONE).date()
    found(queries.holding(place.id, by.id, today), refusals.NO_SUCH_MEMBER)
    words = text or {"none": KINDS["none"], "property": interest_rules.PROPERTY_TEXT}.get(kind, "")
    require(kind in KINDS and words, interest_rules.NOTHING_SAID)
    code = credit_code.strip().upper()
    require(not code or interest_rules.is_credit_code(code), interest_rules.WRONG_CREDIT_CODE)
    kin_id = None
    if kind == "kin" and kin and any(kin):
        kin_id = found(interest_queries.on_roll(*kin), interest_rules.NO_SUCH_KIN)
        require(kin_id != by.id, interest_rules.NO_SUCH_KIN)
    for row in interest_queries.running(place.id, by.id):
        if kind == "none" or row.kind == "none":
            row.until_on = max(today, row.since_on)
    firm = kind in interest_rules.OF_FIRMS
    row = Interest(
        place_id=place.id,
        person_id=by.id,
        kind=kind,
        text=words,
        organisation=organisation if firm else "",
        credit_code=code if firm else "",
        relation=relation if kind == "kin" else "",
        kin_id=kin_id,
        since_on=min(since_on or today, today),
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    journal.write(by, "council.declare_interests", None, now, place=place.id, interest=row.id)
    _disclose(by, place, now)
    return row


def end(by: Actor, place: Place, interest_id: int, now: datetime) -> None:
    """A member ends one of their declarations: it counts until today."""
    permit(by, "council.declare_interests", place.id, place.path)
    row = interest_queries.own(place.id, by.id, interest_id)
    row.until_on = max(now.astimezone(ZONE).date(), row.since_on)
    db.session.flush()
    journal.write(by, "council.declare_interests", None, now, place=place.id, interest=row.id)
    _disclose(by, place, now)


def put_on_map(by: Actor, place: Place, interest_id: int, at: At, now: datetime) -> None:
    """A member says where their home or property lies: sealed with their own key, opened only to measure."""
    permit(by, "council.declare_interests", place.id, place.path)
    row = interest_queries.own(place.id, by.id, interest_id)
    require(row.kind == "property", interest_rules.NO_INTEREST)
    require(row.point is None, interest_rules.HAS_POINT)
    map_ = found(map_queries.in_force(place.id), interest_rules.NO_MAP)
    require(map_.map.extent.holds(at.lon, at.lat), interest_rules.NO_MAP)
    wrapped = found(interest_queries.key_of(by.id), interest_rules.NO_INTEREST)
    row.point = recusal_finding.sealed(wrapped, at)
    db.session.flush()
    journal.write(by, "council.declare_interests", None, now, place=place.id, interest=row.id)


def _disclose(by: Actor, place: Place, now: datetime) -> None:
    """The member's register entry as it now stands."""
    if not has_log():
        return
    today = now.astimezone(ZONE).date()
    lines = interest_queries.register(place.id, today).get(by.id, [])
    disclose(
        "member.interests",
        say(CHANGED, name=by.name, n=len([one for one in lines if one.kind != "none"])),
        place_id=place.id,
        path=place.path,
        at=now,
        facts={
            "interests": [
                {
                    "credit_code": one.credit_code,
                    "interest_kind": one.kind,
                    "organisation": one.organisation,
                    "since_on": one.since_on.isoformat(),
                    "text": said(one.text),
                }
                for one in lines
            ],
            "person": person(by.name),
        },
    )
