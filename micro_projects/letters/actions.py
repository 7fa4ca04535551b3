"""Writing to people, marking read, following."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.subject import Subject
from micro_projects.letters import queries
from micro_projects.letters.models import Follow, Letter
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence


def tell(people: Iterable[int | None], sentence: Sentence, url: str, now: datetime) -> None:
    """Put one message into each person's inbox, within the act that causes it."""
    _write(people, sentence, url, None, now)


def tell_followers(ref: Subject, sentence: Sentence, now: datetime, *, told: Iterable[int] = ()) -> None:
    """One message to all who follow a subject, but not to those `told` already; it leads to the subject."""
    _write(queries.followers(ref.id) - set(told), sentence, "", ref.id, now)


def _write(
    people: Iterable[int | None], sentence: Sentence, url: str, subject_id: int | None, now: datetime
) -> None:
    kept = canonical.dump(sentence.kept()).decode()
    db.session.add_all(
        Letter(
            person_id=person,
            at=now,
            msgid=sentence.msgid,
            facts=kept,
            url=url,
            subject_id=subject_id,
            read_at=None,
        )
        for person in sorted({p for p in people if p is not None})
    )


def mark_read(by: Actor, letter: Letter, now: datetime) -> None:
    """One message was opened. Nothing of the procedure: no journal row."""
    permit(by, "letters.mark_read", 0, "")
    if letter.read_at is None:
        letter.read_at = now


def mark_all_read(by: Actor, up_to: int, now: datetime) -> None:
    """All messages up to the newest one seen; what came since stays unread."""
    permit(by, "letters.mark_read", 0, "")
    db.session.execute(
        update(Letter)
        .where(Letter.person_id == by.id, Letter.id <= up_to, Letter.read_at.is_(None))
        .values(read_at=now)
    )


def follow(by: Actor, subject: SubjectRow, now: datetime) -> None:
    """Hear of every disclosed step of a subject; once more is the same as once."""
    permit(by, "letters.follow", subject.place_id, subject.path)
    row = db.session.get(Follow, (by.id, subject.id))
    if row is None:
        db.session.add(Follow(person_id=by.id, subject_id=subject.id, since=now, stopped_at=None))
    elif row.stopped_at is None:
        return
    else:
        row.since, row.stopped_at = now, None
    journal.write(by, "letters.follow", Subject(subject.kind, subject.id), now)


def unfollow(by: Actor, subject: SubjectRow, now: datetime) -> None:
    """Hear of it no more."""
    permit(by, "letters.unfollow", subject.place_id, subject.path)
    row = db.session.get(Follow, (by.id, subject.id))
    if row is not None and row.stopped_at is None:
        row.stopped_at = now
        journal.write(by, "letters.unfollow", Subject(subject.kind, subject.id), now)


def let_follow(people: Iterable[int | None], ref: Subject, now: datetime) -> None:
    """Make those follow whom it concerns (author, seconders), except who once followed or stopped."""
    known = set(db.session.scalars(select(Follow.person_id).where(Follow.subject_id == ref.id)))
    db.session.add_all(
        Follow(person_id=person, subject_id=ref.id, since=now, stopped_at=None)
        for person in sorted({p for p in people if p is not None} - known)
    )
    db.session.flush()
