"""The auditor's public sample of marked voters: drawn by lot, each asked whether they voted, the figures published.

The lot's population are the salted fingerprints of all marks: whoever hashes them together finds the root that was
disclosed at closing, so nobody can leave marks out that they made up. No name is published, and nobody is asked what
they voted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.refusal import N_, found, require
from micro_projects.letters.actions import tell
from micro_projects.notices import lots
from micro_projects.notices.models import Lot
from micro_projects.places import queries as places
from micro_projects.voting import queries, sample_queries
from micro_projects.voting import sample_rules as rules
from micro_projects.voting.actions import disclose_step
from micro_projects.voting.models import Round
from micro_projects.voting.rules import number_due
from micro_projects.voting.sample_models import MarkAsked, MarkSample
from micro_projects.web.access import permit
from micro_projects.web.sentence import say

REPORTED = N_(
    "审计员抽查%(round)s的名册登记：%(population)d人登记投过票，公开抽签问了其中%(asked)d人，%(confirmed)d人确认是本人投的，"
    "%(denied)d人说没有投过，%(unreached)d人没有联系上。没有问投了什么。"
)
DENIED = N_(
    "%(round)s第%(number)s次抽查：%(denied)s人在名册上登记投过票，本人说没有投过。请查明这些登记是怎么来的。"
)
ASKED = N_("%(round)s抽查：公开抽签抽到了您。请回答您有没有投过票；不用说投了什么，也请不要说。")


def draw(by: Actor, round_: Round, size: int, now: datetime) -> MarkSample:
    """Prepare the lot over every mark's fingerprint; who is asked is known once its public number is."""
    permit(by, "sample.draw", round_.place_id, round_.path)
    require(
        round_.state in rules.AFTER and round_.mark_root is not None and not round_.imported, rules.NOT_CLOSED
    )
    marks = sample_queries.fingerprints(round_.id)
    require(1 <= size <= len(marks), rules.WRONG_SIZE, most=len(marks))
    due = number_due(now, places.calendar().zone)
    lot = lots.prepare(by, rules.PURPOSE, round_.subject, [], round_.number_source, due, now, codes=marks)
    sample = MarkSample(
        round_id=round_.id,
        number=len(sample_queries.samples(round_.id)) + 1,
        lot_id=lot.id,
        population=len(marks),
        size=size,
        by_id=by.id,
        at=now,
        reported_at=None,
    )
    db.session.add(sample)
    db.session.flush()
    journal.write(by, "sample.draw", round_.ref, now, size=size, lot=lot.code)
    return sample


def drawn(lot: Lot, members: Sequence[int], by: Actor, now: datetime) -> None:
    """The lot's number is known: the first so many are asked."""
    sample = sample_queries.of_lot(lot.id)
    round_ = queries.by_id(sample.round_id)
    chosen = list(members)[: sample.size]
    db.session.add_all(
        MarkAsked(sample_id=sample.id, rank=rank, entry_id=entry, answer=None, answered_at=None, by_id=None)
        for rank, entry in enumerate(chosen, start=1)
    )
    people = sample_queries.person_of(chosen).values()
    tell(people, say(ASKED, round=round_.code), f"/rounds/{round_.code}/asked", now)


def answer(by: Actor, round_: Round, given: str, now: datetime) -> None:
    """Whoever was drawn answers for themself."""
    permit(by, "sample.answer", round_.place_id, round_.path)
    require(given in ("yes", "no"), rules.UNKNOWN_ANSWER)
    mine = sample_queries.asked_of(round_.id, by.id)
    require(mine, rules.NOT_ASKED)
    sample, asked, _channel = mine[0]
    _record(by, round_, sample, asked, given, now)


def record(by: Actor, round_: Round, number: int, rank: int, given: str, now: datetime) -> None:
    """The auditor asked at the door or by telephone."""
    permit(by, "sample.draw", round_.place_id, round_.path)
    require(given in rules.ANSWERS, rules.UNKNOWN_ANSWER)
    sample = sample_queries.sample(round_.id, number)
    rows = {row.rank: row for row in sample_queries.asked(sample.id)}
    _record(by, round_, sample, found(rows.get(rank), rules.NO_SAMPLE), given, now)


def _record(
    by: Actor, round_: Round, sample: MarkSample, asked: MarkAsked, given: str, now: datetime
) -> None:
    require(sample.reported_at is None, rules.REPORTED)
    require(asked.answer in (None, "unreached"), rules.ANSWERED)
    asked.answer, asked.answered_at, asked.by_id = given, now, by.id
    # the journal says that somebody answered, not what
    journal.write(by, "sample.answer", round_.ref, now, sample=sample.number, rank=asked.rank)


def report(by: Actor, round_: Round, number: int, now: datetime) -> None:
    """Publish how many were asked, confirmed, denied, not reached; denials become a finding."""
    permit(by, "sample.draw", round_.place_id, round_.path)
    sample = sample_queries.sample(round_.id, number)
    require(sample.reported_at is None, rules.REPORTED)
    rows = sample_queries.asked(sample.id)
    left = sample.size - sum(row.answer is not None for row in rows)
    require(left == 0, rules.NOT_ALL_ASKED, left=left)
    figures = {name: sum(row.answer == code for row in rows) for code, name in _NAMES.items()}
    sample.reported_at = now
    journal.write(by, "sample.report", round_.ref, now, sample=number, **figures)
    if figures["denied"]:
        filled = DENIED % {"round": round_.code, "number": number, "denied": figures["denied"]}
        calls.tell("marks_denied", "round", round_.subject, filled, by, now)
    lot = db.session.get_one(Lot, sample.lot_id)
    disclose_step(
        round_,
        "round.marks_sampled",
        REPORTED,
        now,
        {"lot": lot.code},
        population=sample.population,
        asked=sample.size,
        **figures,
    )


_NAMES = {"yes": "confirmed", "no": "denied", "unreached": "unreached"}


def for_auditor(by: Actor, round_: Round, number: int) -> MarkSample:
    """One sample, for who may see whom it asks."""
    permit(by, "sample.draw", round_.place_id, round_.path)
    return sample_queries.sample(round_.id, number)
