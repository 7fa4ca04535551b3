"""A fifth of the members, or the pack's number of residents, can require a session: signed, reached, met, overdue."""

from __future__ import annotations

from datetime import datetime

from micro_projects.council import letters, queries, refusals, requirement_rules, rules
from micro_projects.council.requirement_models import Requirement, RequirementSignature
from micro_projects.council.requirement_rules import MEMBERS, RESIDENTS
from micro_projects.cycles import queries as cycles
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.disclosing import disclose
from micro_projects.notices.own_parts import said
from micro_projects.people import queries as people
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import NOT_ON_ROLL, permit
from micro_projects.web.sentence import Sentence, say
from micro_projects.web.show import ZONE

REACHED = {
    MEMBERS: N_("%(signed)d名议事会成员（五分之一以上）要求就“%(topic)s”开会，召集人应在%(until)s前召集。"),
    RESIDENTS: N_("%(signed)d名居民联名要求议事会就“%(topic)s”开会，召集人应在%(until)s前召集。"),
}
OVERDUE = {
    MEMBERS: N_("议事会成员要求就“%(topic)s”开会，期限%(until)s已过，召集人还没有召集；街道可以代为召集。"),
    RESIDENTS: N_(
        "居民联名要求议事会就“%(topic)s”开会，期限%(until)s已过，召集人还没有召集；街道可以代为召集。"
    ),
}


def start(
    by: Actor, place: Place, topic: str, now: datetime, *, who: str = MEMBERS, entry_code: str = ""
) -> Requirement:
    """Ask for a session about a topic, as `who` (``members`` or ``residents``), and sign first."""
    permit(by, "requirement.start", place.id, place.path)
    require(who in requirement_rules.BY, refusals.WRONG_CHOICE)
    require(topic, refusals.EMPTY_TEXT)
    there = queries.requirement(place.id, who)
    require(there is None or there[0].state != "open", refusals.ONE_AT_A_TIME)
    pack = cycles.pack_of(place.id)
    members = len(queries.members(place.id, now.astimezone(ZONE).date()))
    requirement = Requirement(
        place_id=place.id,
        path=place.path,
        by=who,
        needed=requirement_rules.needed(who, members, pack.residents_require),
        days=pack.require_days,
        topic=topic,
        started_at=now,
        state=rules.REQUIREMENT.start,
        state_since=now,
    )
    db.session.add(requirement)
    db.session.flush()
    journal.write(
        by, "requirement.start", None, now, requirement=requirement.id, place=place.id, required_by=who
    )
    sign(by, requirement, now, entry_code=entry_code)
    return requirement


def sign(by: Actor, requirement: Requirement, now: datetime, *, entry_code: str = "") -> None:
    """Sign once; `entry_code` names the resident at a worker's counter. With enough the moderator must convene."""
    permit(by, "requirement.sign", requirement.place_id, requirement.path)
    require(requirement.state == "open", refusals.NO_REQUIREMENT)
    person = _signer(by, requirement, entry_code)
    require(not queries.has_signed(requirement.id, person), refusals.ALREADY_SIGNED)
    db.session.add(
        RequirementSignature(requirement_id=requirement.id, person_id=person, at=now, entered_by=by.id)
    )
    db.session.flush()
    behalf = person if person != by.id else None
    journal.write(by, "requirement.sign", None, now, on_behalf_of=behalf, requirement=requirement.id)
    signed = queries.signatures(requirement.id)
    if signed >= requirement.needed:
        _reach(by, requirement, signed, now)


def _signer(by: Actor, requirement: Requirement, entry_code: str) -> int:
    """Whose signature it is: a member's own; a resident's own, or one a worker enters for who came in person."""
    if requirement.by == MEMBERS:
        require(by.holds(frozenset({"council_member"}), requirement.path), refusals.MEMBERS_SIGN)
        return by.id
    if entry_code:
        require(by.holds(frozenset({"worker"}), requirement.path), refusals.COUNTER_ONLY)
        entry = people.listed(entry_code.strip(), requirement.place_id).entry
        require(entry.removed_at is None, NOT_ON_ROLL)
        return entry.person_id
    require(by.roll_entry(requirement.place_id) is not None, NOT_ON_ROLL)
    return by.id


def _reach(by: Actor, requirement: Requirement, signed: int, now: datetime) -> None:
    until = places.due_after(now, requirement.days)
    requirement.due_at = until
    journal.move(requirement, rules.REQUIREMENT, "reach", by=by, at=now, signed=signed)
    moderators = people.holders(requirement.path, now, ["moderator"])
    place = db.session.get_one(Place, requirement.place_id)
    letter = letters.REQUIRED if requirement.by == MEMBERS else letters.REQUIRED_BY_RESIDENTS
    post.tell(
        (m.person_id for m in moderators), say(letter, until=until), f"/c/{place.code}/sessions/new", now
    )
    _disclose(
        requirement,
        "session.required",
        say(REACHED[requirement.by], signed=signed, topic=requirement.topic, until=until),
        now,
        signed,
    )


def overdue(by: Actor, requirement: Requirement, now: datetime) -> None:
    """The clock: the moderator let the deadline pass. Disclosed; from now an officer may convene as well."""
    permit(by, "requirement.overdue", requirement.place_id, requirement.path)
    assert requirement.due_at is not None
    requirement.overdue_at = now
    journal.write(by, "requirement.overdue", None, now, requirement=requirement.id)
    told = say(OVERDUE[requirement.by], topic=requirement.topic, until=requirement.due_at)
    _disclose(requirement, "session.requirement_overdue", told, now, queries.signatures(requirement.id))


def lapse(by: Actor, requirement: Requirement, now: datetime) -> None:
    """The clock: too few signed within thirty days."""
    permit(by, "requirement.lapse", requirement.place_id, requirement.path)
    journal.move(requirement, rules.REQUIREMENT, "lapse", by=by, at=now)


def _disclose(requirement: Requirement, kind: str, sentence: Sentence, now: datetime, signed: int) -> None:
    disclose(
        kind,
        sentence,
        place_id=requirement.place_id,
        path=requirement.path,
        at=now,
        facts={
            "due_at": requirement.due_at.isoformat() if requirement.due_at else None,
            "needed": requirement.needed,
            "required_by": requirement.by,
            "signed": signed,
            "topic": said(requirement.topic),
        },
    )
