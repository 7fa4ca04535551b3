"""A supervisor visits and says what was there: disclosed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from micro_projects.extensions import db
from micro_projects.files.actions import Prepared, keep
from micro_projects.files.models import File
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose_about
from micro_projects.oversight import queries, rules
from micro_projects.oversight.models import Inspection, InspectionItem, InspectionPhoto
from micro_projects.oversight.supervision_actions import interested
from micro_projects.projects.models import Project
from micro_projects.web.access import permit
from micro_projects.web.sentence import say
from micro_projects.web.show import ZONE

VISITED = N_(
    "居民监督员到项目%(code)s“%(title)s”现场查看：%(seen)d项看过，%(wrong)d项不符合，照片%(photos)d张。"
)


def require_serving(by: Actor, project: Project) -> None:
    """Refuse everybody but a supervisor in office of this very project, without an interest in it (invariant 9)."""
    require(by.id in queries.serving(project.id), rules.NOT_SERVING)
    require(by.id not in interested(project), rules.INTERESTED)


def record(
    by: Actor,
    project: Project,
    visited_on: date,
    found: Mapping[str, str],
    text: str,
    photos: Sequence[tuple[Prepared, str]],
    now: datetime,
) -> Inspection:
    """One visit: `found` maps lines of the check-list to ``yes``, ``no``, ``unseen``; `photos` are (file, words)."""
    permit(by, "inspection.record", project.place_id, project.path)
    require_serving(by, project)
    born = project.born_at.astimezone(ZONE).date()
    require(born <= visited_on <= now.astimezone(ZONE).date(), rules.FUTURE_VISIT)
    seen = {item: word for item, word in found.items() if item in rules.CHECKS and word in rules.FOUND}
    require(text.strip() or any(word != "unseen" for word in seen.values()), rules.NOTHING_SEEN)
    number = queries.next_visit(project.id)
    visit = Inspection(
        code=f"{project.code}-V{number}",
        project_id=project.id,
        number=number,
        by_id=by.id,
        at=now,
        visited_on=visited_on,
        text=text,
    )
    db.session.add(visit)
    db.session.flush()
    db.session.add_all(
        InspectionItem(inspection_id=visit.id, item=item, found=word) for item, word in seen.items()
    )
    kept = [keep(by, ready, project.ref, project.place_id, project.path, alt, now) for ready, alt in photos]
    db.session.add_all(InspectionPhoto(inspection_id=visit.id, file_id=file.id) for file in kept)
    db.session.flush()
    journal.write(
        by, "inspection.record", project.ref, now, visit=visit.code, wrong=list(seen.values()).count("no")
    )
    _disclose(project, visit, seen, kept, now)
    return visit


def _disclose(
    project: Project, visit: Inspection, seen: Mapping[str, str], photos: Sequence[File], now: datetime
) -> None:
    words = list(seen.values())
    disclose_about(
        project,
        "inspection",
        say(
            VISITED,
            code=project.code,
            title=project.title,
            seen=len(words) - words.count("unseen"),
            wrong=words.count("no"),
            photos=len(photos),
        ),
        at=now,
        facts={
            "found": dict(seen),
            "photos": [photo.sha256.hex() for photo in photos],
            "visit": visit.code,
            "visited_on": visit.visited_on.isoformat(),
        },
        # its own part, so that a name somebody wrote can be withheld without touching the rest
        attachments={"visit": ("text/plain", visit.text.encode())} if visit.text else None,
    )
