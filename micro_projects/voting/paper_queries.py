"""Reading paper: sheets and what became of them, what was entered, what differs, and whether all of it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, select

from micro_projects.extensions import db
from micro_projects.voting import queries, record_content
from micro_projects.voting.models import Round
from micro_projects.voting.paper_models import (
    PaperEntry,
    PaperFinish,
    PaperSettlement,
    PaperStub,
)
from micro_projects.voting.record_content import Content

# -- what other purposes ask ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PaperAccount:
    """Sheets: `handed_out` = `used` + `spoiled` + `returned` + `missing`; `printed` less those is still in store."""

    printed: int
    handed_out: int
    used: int
    spoiled: int
    returned: int
    missing: int
    """Handed out, and nobody has said what became of them."""


class Entered(NamedTuple):
    """Ballots out of the box. `valid` and `invalid` are settled: two readings agree, or a third settled them."""

    valid: int
    invalid: int
    differing: int
    """Read differently by two, and not settled."""
    unentered: int
    """Used stubs less ballots that two have read: negative when the box held more ballots than stubs were used."""


def account(round_id: int) -> PaperAccount:
    """The sums of all sheets of a round: one statement."""
    row = db.session.execute(select(*sums()).where(PaperStub.round_id == round_id)).one()
    return PaperAccount(*map(int, row))


def sums() -> tuple[ColumnElement[int], ...]:
    """The columns of a `PaperAccount`, over whatever stubs are asked for."""
    out = PaperStub.issue_id.is_not(None)
    conditions = [PaperStub.ended == end for end in ("used", "spoiled", "returned")]
    return (func.count(), *(_number_of(c) for c in (out, *conditions, and_(out, PaperStub.ended == ""))))


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def entered(round_id: int) -> Entered:
    """How far entry is."""
    readings = settled(round_id)
    valid = sum(1 for one in readings if one.content)
    invalid = sum(1 for one in readings if one.reason)
    differing = len(readings) - valid - invalid
    return Entered(valid, invalid, differing, account(round_id).used - len(readings))


def contents(round_id: int) -> list[Content]:
    """What every valid paper ballot says, as settled. Only once entry is over."""
    return [record_content.read(one.content) for one in settled(round_id) if one.content]


def ready(round_: Round) -> bool:
    """Whether paper holds reconciling up no longer: none was handed in, or a person said that all is entered."""
    return finish(round_.id) is not None or not queries.turnout(round_.id).get("paper")


def finish(round_id: int) -> PaperFinish | None:
    """That entry is over, if it is."""
    return db.session.get(PaperFinish, round_id)


# -- entry ----------------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """A ballot that two have read: what it says in the end; both empty while it is not settled."""

    serial: str
    content: str
    reason: str


def settled(round_id: int) -> list[Reading]:
    """Every ballot that two have read, by serial: one statement."""
    agree = func.min(PaperEntry.content + "|" + PaperEntry.reason) == func.max(
        PaperEntry.content + "|" + PaperEntry.reason
    )
    query = (
        select(
            PaperEntry.serial,
            case(
                (agree, func.min(PaperEntry.content)),
                else_=func.coalesce(func.max(PaperSettlement.content), ""),
            ),
            case(
                (agree, func.min(PaperEntry.reason)),
                else_=func.coalesce(func.max(PaperSettlement.reason), ""),
            ),
        )
        .outerjoin(
            PaperSettlement,
            and_(
                PaperSettlement.round_id == PaperEntry.round_id, PaperSettlement.serial == PaperEntry.serial
            ),
        )
        .where(PaperEntry.round_id == round_id, PaperEntry.undone_at.is_(None))
        .group_by(PaperEntry.serial)
        .having(func.count() == 2)
        .order_by(PaperEntry.serial)
    )
    return [Reading(*row) for row in db.session.execute(query)]
