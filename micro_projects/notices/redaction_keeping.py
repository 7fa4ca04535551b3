"""What was withheld, kept outside the database, so that an older back-up does not bring it back.

``HOME/withheld.jsonl``: a line per redaction and state, only ever appended to and flushed to the disk: codes and
names of parts, no content. A restored database that still has a part listed here has it withheld again.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import CLOCK_ACTOR
from micro_projects.kernel.subject import Subject
from micro_projects.notices import redaction_actions as actions
from micro_projects.notices import redaction_rules as rules
from micro_projects.notices.models import Log, LogEntry
from micro_projects.notices.redaction_models import Redaction, RedactionPart
from micro_projects.people.models import Person
from micro_projects.web.access import permit
from micro_projects.web.door import act

FILE = "withheld.jsonl"
Line = dict[str, Any]


def lines(home: Path) -> list[Line]:
    """What is listed, oldest first; a line cut short by a power cut is left out."""
    path = home / FILE
    if not path.is_file():
        return []
    found = []
    for line in path.read_text("utf-8").splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def unlisted(home: Path) -> list[Redaction]:
    """Redactions whose present state is not in the list yet: one statement."""
    listed = {(line["code"], line["state"]) for line in lines(home)}
    query = select(Redaction).where(Redaction.state.in_(rules.SHOWN_STATES)).order_by(Redaction.id)
    return [row for row in db.session.scalars(query) if (row.code, row.state) not in listed]


def keep(home: Path, row: Redaction) -> None:
    """Append a redaction as it stands, durably."""
    log = db.session.get_one(Log, row.log_id)
    names = db.session.scalars(select(RedactionPart.name).where(RedactionPart.redaction_id == row.id))
    line = {
        "code": row.code,
        "state": row.state,
        "log": log.code,
        "index": row.index,
        "parts": sorted(names),
        **{name: getattr(row, name) for name in _PLAIN},
        **{name: at.isoformat() if (at := getattr(row, name)) else None for name in _INSTANTS},
    }
    home.mkdir(parents=True, exist_ok=True)
    with (home / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


_PLAIN = ("ground", "reference", "office", "confirmed_office", "requested_by", "confirmed_by")
_INSTANTS = ("requested_at", "confirmed_at", "appeal_until", "due_at")


def undone(home: Path) -> list[Line]:
    """Listed ones that this database does not know or has not carried out: it is older than they are."""
    newest: dict[str, Line] = {line["code"]: line for line in lines(home)}
    if not newest:
        return []
    carried = set(db.session.scalars(select(Redaction.code).where(Redaction.state.in_(rules.SHOWN_STATES))))
    return [
        line
        for code, line in newest.items()
        if line["state"] in ("hidden", "destroyed") and code not in carried
    ]


def carry_out(home: Path) -> int:
    """Do at once what the first tick would: for a database just restored, before anything of it is served."""
    done = 0
    db.session.rollback()
    for code in [line["code"] for line in undone(home)]:
        with act() as now:
            for line in undone(home):  # under the lock: nobody else did it meanwhile
                if line["code"] == code:
                    again(line, now)
                    done += 1
    return done


def again(line: Line, now: datetime) -> None:
    """Withhold once more what a restored back-up brought back, and disclose it anew; the clock."""
    log = db.session.scalars(select(Log).where(Log.code == line["log"])).one_or_none()
    entry = db.session.get(LogEntry, (log.id, line["index"])) if log else None
    if log is None or entry is None:
        return  # the back-up is older than the entry itself: nothing came back
    permit(CLOCK_ACTOR, "redaction.again", entry.place_id, entry.path)
    row = db.session.scalar(select(Redaction).where(Redaction.code == line["code"]))
    if row is None:
        row = _made(line, entry, now)
    row.again_at = now
    row.confirmed_office, row.confirmed_by = line["confirmed_office"], _known(line["confirmed_by"])
    row.confirmed_at, row.appeal_until, row.due_at = (
        _at(line[name]) for name in ("confirmed_at", "appeal_until", "due_at")
    )
    journal.move(row, rules.MACHINE, "confirm", by=CLOCK_ACTOR, at=now, code=row.code)
    journal.write(CLOCK_ACTOR, "redaction.again", Subject("redaction", row.id), now, code=row.code)
    actions.hide(row)
    actions.disclose_hidden(row, log, now)


def _made(line: Line, entry: LogEntry, now: datetime) -> Redaction:
    row = Redaction(
        code=line["code"],
        log_id=entry.log_id,
        index=entry.index,
        place_id=entry.place_id,
        path=entry.path,
        ground=line["ground"],
        reference=line["reference"],
        office=line["office"],
        requested_by=_known(line["requested_by"]),
        requested_at=_at(line["requested_at"]) or now,
        again_at=now,
        state=rules.MACHINE.start,
        state_since=now,
    )
    db.session.add(row)
    db.session.flush()
    for name in line["parts"]:
        db.session.add(actions.named(row, name))
    db.session.flush()
    return row


def _known(person: int | None) -> int | None:
    return person if person is not None and db.session.get(Person, person) is not None else None


def _at(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
