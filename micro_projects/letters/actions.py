"""Writing to people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.letters.models import Letter
from micro_projects.web.sentence import Sentence


def tell(people: Iterable[int | None], sentence: Sentence, url: str, now: datetime) -> None:
    """Put one message into each person's inbox, within the act that causes it."""
    kept = canonical.dump(sentence.kept()).decode()
    db.session.add_all(
        Letter(person_id=person, at=now, msgid=sentence.msgid, facts=kept, url=url, read_at=None)
        for person in sorted({p for p in people if p is not None})
    )
