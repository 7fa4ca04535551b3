"""The auditor looks behind a mask, within the scope and term of an audit: journalled, with a reason, and counted."""

from __future__ import annotations

from datetime import datetime

from micro_projects.audits import queries, rules
from micro_projects.audits.models import Unmasking
from micro_projects.extensions import db
from micro_projects.files.models import File
from micro_projects.files.queries import file
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import found, require
from micro_projects.people.queries import secret
from micro_projects.places.models import Place
from micro_projects.web.access import permit


def unmask_person(by: Actor, place: Place, person_id: int, reason: str, now: datetime) -> str:
    """The real name of somebody shown masked in `place`. The caller found them there."""
    permit(by, "audit.unmask", place.id, place.path)
    require(reason.strip(), rules.NO_REASON)
    name = found(secret(person_id, "name"), rules.NO_PERSON)
    _note(by, place, reason, now, person_id=person_id)
    return name


def unmask_file(by: Actor, token: str, reason: str, now: datetime) -> File:
    """A file that is not public."""
    row = file(token)
    permit(by, "audit.unmask", row.place_id, row.path)
    require(reason.strip(), rules.NO_REASON)
    _note(by, db.session.get_one(Place, row.place_id), reason, now, file_id=row.id)
    return row


def _note(
    by: Actor,
    place: Place,
    reason: str,
    now: datetime,
    *,
    person_id: int | None = None,
    file_id: int | None = None,
) -> None:
    audit = found(queries.covering(by, place.path, now), rules.OUT_OF_TERM)
    db.session.add(
        Unmasking(
            audit_id=audit.id,
            by_id=by.id,
            at=now,
            person_id=person_id,
            file_id=file_id,
            place_id=place.id,
            path=place.path,
            reason=reason,
        )
    )
    db.session.flush()
    journal.write(by, "audit.unmask", audit.ref, now, place=place.id, person=person_id, file=file_id)
