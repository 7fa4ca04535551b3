"""Writing the journal, making subjects, and the one way a state changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import attributes

from micro_projects.extensions import Base, db
from micro_projects.journal.models import HasState, JournalEntry, SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.machine import WRONG_STATE, Machine
from micro_projects.kernel.refusal import require
from micro_projects.kernel.subject import Subject


def write(
    by: Actor, act: str, ref: Subject | None, at: datetime, *, on_behalf_of: int | None = None, **facts: Any
) -> None:
    """One journal row. `facts` hold codes, ids, numbers; never a name, a text, or a ballot's choice."""
    db.session.add(
        JournalEntry(
            at=at,
            person_id=by.person_id,
            on_behalf_of=on_behalf_of,
            act=act,
            subject_kind=ref.kind if ref else None,
            subject_id=ref.id if ref else None,
            facts=canonical.dump(facts).decode(),
        )
    )


def new_subject(kind: str, code: str, place_id: int, path: str, cycle_id: int | None = None) -> SubjectRow:
    """The row whose key a new proposal, project, session … shares."""
    row = SubjectRow(kind=kind, code=code, place_id=place_id, path=path, cycle_id=cycle_id)
    db.session.add(row)
    db.session.flush()
    return row


def move(
    row: HasState,
    machine: Machine,
    act: str,
    *,
    by: Actor,
    at: datetime,
    on_behalf_of: int | None = None,
    **facts: Any,
) -> None:
    """Take step `act` of `machine` on `row` by compare-and-swap, and journal it as ``<kind>.<act>``.

    Refused (`WRONG_STATE`) when the table has no such step, or somebody else just took one.
    """
    source = row.state
    target = machine.target(source, act)
    db.session.flush()
    table = cast(type[Base], type(row))
    key = cast(Any, row).id
    changed = db.session.execute(
        update(table)
        .where(cast(Any, table).id == key, cast(Any, table).state == source)
        .values(state=target, state_since=at)
        .execution_options(synchronize_session=False)
    )
    require(cast(CursorResult[Any], changed).rowcount == 1, WRONG_STATE, state=source, act=act)
    attributes.set_committed_value(row, "state", target)
    attributes.set_committed_value(row, "state_since", at)
    ref = Subject(machine.kind, key)
    write(
        by,
        f"{machine.kind}.{act}",
        ref,
        at,
        on_behalf_of=on_behalf_of,
        **{"from": source, "to": target, **facts},
    )
