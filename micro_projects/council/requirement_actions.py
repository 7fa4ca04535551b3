"""One fifth of the members can require a session: signed, reached, met; overdue is disclosed."""

from __future__ import annotations

from datetime import datetime

from micro_projects.council import letters, queries, refusals, rules
from micro_projects.council.requirement_models import Requirement, RequirementSignature
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.letters import actions as post
from micro_projects.notices.disclosing import disclose
from micro_projects.people import queries as people
from micro_projects.places import calendar_rules
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say
from micro_projects.web.show import ZONE

REACHED = N_("%(signed)d名议事会成员（五分之一以上）要求就“%(topic)s”开会，召集人应在%(until)s前召集。")
OVERDUE = N_("议事会成员要求就“%(topic)s”开会，期限%(until)s已过，召集人还没有召集；街道可以代为召集。")


def start(by: Actor, place: Place, topic: str, now: datetime) -> Requirement:
    """A member asks for a session about a topic, and signs first."""
    permit(by, "requirement.start", place.id, place.path)
    require(topic, refusals.EMPTY_TEXT)
    there = queries.requirement(place.id)
    require(there is None or there[0].state != "open", refusals.ONE_AT_A_TIME)
    requirement = Requirement(
        place_id=place.id,
        path=place.path,
        topic=topic,
        started_at=now,
        state=rules.REQUIREMENT.start,
        state_since=now,
    )
    db.session.add(requirement)
    db.session.flush()
    journal.write(by, "requirement.start", None, now, requirement=requirement.id, place=place.id)
    sign(by, requirement, now)
    return requirement


def sign(by: Actor, requirement: Requirement, now: datetime) -> None:
    """A member signs; with one fifth the moderator must convene within five working days; disclosed."""
    permit(by, "requirement.sign", requirement.place_id, requirement.path)
    require(requirement.state == "open", refusals.NO_REQUIREMENT)
    require(not queries.has_signed(requirement.id, by.id), refusals.ALREADY_SIGNED)
    db.session.add(RequirementSignature(requirement_id=requirement.id, person_id=by.id, at=now))
    db.session.flush()
    journal.write(by, "requirement.sign", None, now, requirement=requirement.id)
    signed = queries.signatures(requirement.id)
    members = len(queries.members(requirement.place_id, now.astimezone(ZONE).date()))
    if rules.enough_signatures(signed, members):
        _reach(by, requirement, signed, now)


def _reach(by: Actor, requirement: Requirement, signed: int, now: datetime) -> None:
    until = calendar_rules.add_working_days(now, rules.REQUIRED_WORKING_DAYS, places.calendar())
    requirement.due_at = until
    journal.move(requirement, rules.REQUIREMENT, "reach", by=by, at=now, signed=signed)
    moderators = people.holders(requirement.path, now, ["moderator"])
    place = db.session.get_one(Place, requirement.place_id)
    post.tell(
        (m.person_id for m in moderators),
        say(letters.REQUIRED, until=until),
        f"/c/{place.code}/sessions/new",
        now,
    )
    _disclose(
        requirement,
        "session.required",
        say(REACHED, signed=signed, topic=requirement.topic, until=until),
        now,
    )


def overdue(by: Actor, requirement: Requirement, now: datetime) -> None:
    """The clock: the moderator let the deadline pass. Disclosed; from now an officer may convene as well."""
    permit(by, "requirement.overdue", requirement.place_id, requirement.path)
    assert requirement.due_at is not None
    requirement.overdue_at = now
    journal.write(by, "requirement.overdue", None, now, requirement=requirement.id)
    said = say(OVERDUE, topic=requirement.topic, until=requirement.due_at)
    _disclose(requirement, "session.requirement_overdue", said, now)


def lapse(by: Actor, requirement: Requirement, now: datetime) -> None:
    """The clock: a fifth did not sign within thirty days."""
    permit(by, "requirement.lapse", requirement.place_id, requirement.path)
    journal.move(requirement, rules.REQUIREMENT, "lapse", by=by, at=now)


def _disclose(requirement: Requirement, kind: str, sentence: Sentence, now: datetime) -> None:
    disclose(
        kind,
        sentence,
        place_id=requirement.place_id,
        path=requirement.path,
        at=now,
        facts={
            "due_at": requirement.due_at.isoformat() if requirement.due_at else None,
            "topic": requirement.topic,
        },
    )
