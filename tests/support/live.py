"""What must hold of a session after every act, for whoever plays one: what is seen is what is kept."""

from __future__ import annotations

from micro_projects.council import live
from micro_projects.council.live_models import SessionLive
from micro_projects.council.models import CouncilSession
from micro_projects.extensions import db
from micro_projects.kernel import canonical


def seen_is_kept(session: CouncilSession) -> None:
    """The row that everybody watches says exactly what the session's own rows say."""
    row = db.session.get(SessionLive, session.id, populate_existing=True)
    assert row is not None
    assert row.state == canonical.dump(live.state(session)).decode()
