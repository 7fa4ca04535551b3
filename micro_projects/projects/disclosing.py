"""What projects put in the public log without a period: one short way to say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from micro_projects.notices import disclosing
from micro_projects.notices.models import LogEntry
from micro_projects.projects.models import Project
from micro_projects.web.sentence import Sentence


def disclose(
    project: Project, kind: str, sentence: Sentence, now: datetime, facts: Mapping[str, Any] | None = None
) -> LogEntry:
    """An entry about a project."""
    return disclosing.disclose(
        f"project.{kind}",
        sentence,
        place_id=project.place_id,
        path=project.path,
        at=now,
        ref=project.ref,
        code=project.code,
        facts=facts,
    )


def on(day: date) -> dict[str, str]:
    """A date in a sentence."""
    return {"day": f"{day.isoformat()}T12:00:00+08:00"}
