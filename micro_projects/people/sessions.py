"""Who is signed in: the session's person with roles and roll, loaded in two statements per request."""

from __future__ import annotations

from flask_login import UserMixin

from micro_projects.extensions import db
from micro_projects.kernel.actor import Actor
from micro_projects.people import queries
from micro_projects.people.models import Account
from micro_projects.web.door import now
from micro_projects.web.numbers import whole


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login holds; its id is ``person:epoch``, so that a changed password ends older sign-ins."""

    def __init__(self, actor: Actor, epoch: int) -> None:
        self.actor = actor
        self.id = f"{actor.person_id}:{epoch}"


def load(session_id: str) -> SignedIn | None:
    """The signed-in person of a session, or None when it ended."""
    person_id, _, epoch = session_id.partition(":")
    if whole(person_id) is None or whole(epoch) is None:
        return None
    account = db.session.get(Account, int(person_id))
    if account is None or account.closed_at is not None or account.epoch != int(epoch):
        return None
    actor = queries.actor(account.person_id, now())
    return SignedIn(actor, account.epoch) if actor else None
