"""Reading samples of marked voters: the marks' fingerprints, who was drawn, what they answered."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from micro_projects.extensions import db
from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import found
from micro_projects.notices.models import Lot
from micro_projects.people.models import Person, RollEntry
from micro_projects.places.models import Place
from micro_projects.voting.models import RollMark
from micro_projects.voting.sample_models import MarkAsked, MarkSample
from micro_projects.voting.sample_rules import NO_SAMPLE


def fingerprints(round_id: int) -> dict[str, int]:
    """Each mark's salted hash (hex) with its roll entry: the leaves of the root disclosed at closing."""
    query = select(RollEntry.code, RollMark.channel, RollMark.salt, RollMark.entry_id)
    query = query.join(RollEntry, RollEntry.id == RollMark.entry_id).where(RollMark.round_id == round_id)
    return {fingerprint(row[0], row[1], row[2]): row[3] for row in db.session.execute(query)}


def fingerprint(entry: str, channel: str, salt: bytes) -> str:
    """SHA-256 of salt and mark, hex."""
    return hashlib.sha256(salt + canonical.dump({"channel": channel, "entry": entry})).hexdigest()


class Counts(NamedTuple):
    """How a sample stands."""

    sample: MarkSample
    lot: Lot
    answers: dict[str | None, int]
    """Answer (None: not asked yet) → how many."""


def samples(round_id: int) -> list[Counts]:
    """A round's samples, oldest first; two statements."""
    query = select(MarkSample, Lot).join(Lot, Lot.id == MarkSample.lot_id)
    rows = db.session.execute(query.where(MarkSample.round_id == round_id).order_by(MarkSample.number)).all()
    counted: dict[int, dict[str | None, int]] = {}
    grouped = select(MarkAsked.sample_id, MarkAsked.answer, func.count())
    grouped = grouped.where(MarkAsked.sample_id.in_([row[0].id for row in rows]))
    for sample, answer, n in db.session.execute(grouped.group_by(MarkAsked.sample_id, MarkAsked.answer)):
        counted.setdefault(sample, {})[answer] = n
    return [Counts(sample, lot, counted.get(sample.id, {})) for sample, lot in rows]


def sample(round_id: int, number: int) -> MarkSample:
    """One of them; refused (404) when there is none."""
    query = select(MarkSample).where(MarkSample.round_id == round_id, MarkSample.number == number)
    return found(db.session.scalar(query), NO_SAMPLE)


def of_lot(lot_id: int) -> MarkSample:
    """The sample that a lot draws."""
    return db.session.scalars(select(MarkSample).where(MarkSample.lot_id == lot_id)).one()


def asked(sample_id: int) -> Sequence[MarkAsked]:
    """Who was drawn, in order."""
    query = select(MarkAsked).where(MarkAsked.sample_id == sample_id)
    return db.session.scalars(query.order_by(MarkAsked.rank)).all()


class Drawn(NamedTuple):
    """Somebody drawn, as the auditor needs to find them: masked name, grid, household, the channel marked."""

    rank: int
    name: str
    grid: str | None
    household: str
    channel: str
    answer: str | None


def drawn(sample: MarkSample) -> list[Drawn]:
    """Everybody drawn, in order; one statement."""
    grid = aliased(Place)
    query = (
        select(
            MarkAsked.rank,
            Person.public_name,
            grid.name,
            RollEntry.household,
            RollMark.channel,
            MarkAsked.answer,
        )
        .join(RollEntry, RollEntry.id == MarkAsked.entry_id)
        .join(Person, Person.id == RollEntry.person_id)
        .outerjoin(grid, grid.id == RollEntry.grid_id)
        .join(RollMark, (RollMark.entry_id == MarkAsked.entry_id) & (RollMark.round_id == sample.round_id))
        .where(MarkAsked.sample_id == sample.id)
        .order_by(MarkAsked.rank)
    )
    return [Drawn(*row) for row in db.session.execute(query)]


def person_of(entry_ids: Sequence[int]) -> dict[int, int]:
    """Whose roll entries these are."""
    query = select(RollEntry.id, RollEntry.person_id).where(RollEntry.id.in_(entry_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def asked_of(round_id: int, person_id: int) -> Sequence[tuple[MarkSample, MarkAsked, str]]:
    """The questions put to a person about a round, with the channel marked; newest sample first."""
    query = (
        select(MarkSample, MarkAsked, RollMark.channel)
        .join(MarkAsked, MarkAsked.sample_id == MarkSample.id)
        .join(RollEntry, RollEntry.id == MarkAsked.entry_id)
        .join(
            RollMark, (RollMark.entry_id == MarkAsked.entry_id) & (RollMark.round_id == MarkSample.round_id)
        )
        .where(MarkSample.round_id == round_id, RollEntry.person_id == person_id)
        .order_by(MarkSample.number.desc())
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]
