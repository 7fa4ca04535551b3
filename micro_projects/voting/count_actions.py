"""Opening the ballots after closing, counting them, and destroying the key (P11, invariants 5 and 6)."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.kernel import sealing
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices import lots
from micro_projects.notices.models import Lot
from micro_projects.places import queries as places
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.voting import (
    count_queries,
    explaining,
    letters,
    paper_marks,
    paper_queries,
    queries,
    record_content,
    round_keys,
    rules,
)
from micro_projects.voting.actions import disclose_step, drop_sealed
from micro_projects.voting.counting import Count, Explanation, explain
from micro_projects.voting.models import Allocation, CastVoteRecord, Round, RoundProject, Tally
from micro_projects.voting.record_content import Content
from micro_projects.voting.rules import MACHINE
from micro_projects.web.access import permit

COUNTED = N_("%(round)s计票完成：%(ballots)d张选票，%(winners)d个项目入选，共%(spent)s，等待议事会确认。")
TIE = N_("%(round)s有项目得票和费用都相同，先后由公开抽签决定；签号与项目的对应已公布。")


def opened(round_: Round) -> list[Content]:
    """Every sealed ballot, opened. From reconciling on the sealed rows stay as they are, so no lock is needed."""
    require(round_.state == "reconciled" and round_.sealed_root is not None, rules.NOT_COUNTED)
    key = round_keys.private(round_.code)
    return [
        record_content.opened(sealing.unseal(key, sealed), round_.frozen_hash)
        for sealed, _salt in queries.sealed(round_.id)
    ]


def unseal(by: Actor, round_: Round, now: datetime, rows: list[Content] | None = None) -> None:
    """Keep what every ballot says, those typed in from paper among them: random order, random ids, the sealed gone.

    `rows`: as `opened` found them before the act.
    """
    permit(by, "round.run", round_.place_id, round_.path)
    require(round_.state == "reconciled" and round_.sealed_root is not None, rules.NOT_COUNTED)
    rows = opened(round_) if rows is None else rows
    require(len(rows) == queries.sealed_count(round_.id), rules.NOT_COUNTED)
    if "paper" in round_.channels.split():
        rows += [paper_marks.veiled(one, round_.receipts) for one in paper_queries.contents(round_.id)]
        round_.invalid = paper_queries.entered(round_.id).invalid
    keep_records(round_, rows)
    round_.ballots, round_.opened_at = len(rows), now
    drop_sealed(round_)
    journal.write(by, "round.unseal", round_.ref, now, ballots=len(rows))


def keep_records(round_: Round, ballots: Sequence[Content]) -> None:
    """Write cast-vote records in the order of random ids, so that nothing tells in which they came."""
    shuffled = list(ballots)
    random.SystemRandom().shuffle(shuffled)
    ids = sorted(secrets.token_hex(8) for _ in shuffled)
    values = [
        {"round_id": round_.id, "id": id_, "content": record_content.record(ballot)}
        for id_, ballot in zip(ids, shuffled, strict=True)
    ]
    if values:
        db.session.execute(insert(CastVoteRecord), values)


@dataclass(frozen=True, slots=True)
class Found:
    """A count of the stored records with its explanations, and of which opening it is."""

    counted: Count
    explanations: Mapping[str, Explanation]
    opened_at: datetime


def found(round_: Round) -> Found:
    """Count and explain. Records are never changed, so no lock is needed."""
    require(round_.state == "reconciled" and round_.opened_at is not None, rules.NOT_COUNTED)
    assert round_.opened_at is not None
    counted = count_queries.counted(round_)
    explanations = {} if counted.needs_lot else explain(counted)
    return Found(counted, explanations, round_.opened_at)


def count_round(by: Actor, round_: Round, now: datetime, ahead: Found | None = None) -> None:
    """Count by the frozen rule; where only a lot can decide, prepare it and wait (P11).

    `ahead`: as `found` before the act; counted again when it is of another opening or another lot.
    """
    permit(by, "round.run", round_.place_id, round_.path)
    _count(by, round_, now, ahead)


def lot_drawn(round_: Round, by: Actor, now: datetime) -> None:
    """The lot between equals was drawn: count again with its order."""
    if round_.state == "reconciled":
        _count(by, round_, now)


def _holds(ahead: Found, round_: Round) -> bool:
    ties = count_queries.ties_of(round_, queries.projects(round_.id))
    return ahead.opened_at == round_.opened_at and ahead.counted.standing.ties == ties


def _count(by: Actor, round_: Round, now: datetime, ahead: Found | None = None) -> None:
    require(round_.state == "reconciled" and round_.opened_at is not None, rules.NOT_COUNTED)
    result = ahead if ahead is not None and _holds(ahead, round_) else found(round_)
    counted = result.counted
    if counted.needs_lot:
        _prepare_lot(by, round_, now)
        return
    lines = keep_result(round_, counted, result.explanations)
    check(round_)
    journal.move(
        round_, MACHINE, "count", by=by, at=now, ballots=round_.ballots, winners=len(counted.winners)
    )
    for line in lines:
        if line.proposal_id is not None:
            resolve(by, line.proposal_id, line.code in counted.winners, round_, now)
    disclose_step(
        round_,
        "round.counted",
        COUNTED,
        now,
        ballots=round_.ballots,
        winners=len(counted.winners),
        spent=Money(int(counted.spent)),
        least={"score": round_.least},
        result=as_disclosed(counted),
    )


def keep_result(
    round_: Round, counted: Count, explanations: Mapping[str, Explanation]
) -> Sequence[RoundProject]:
    """Write tally, allocation and one explanation per project."""
    lines = queries.projects(round_.id)
    places_ = {code: n for n, code in enumerate(counted.order, start=1)}
    for line in lines:
        db.session.add_all(
            [
                Tally(
                    project_id=line.id, votes=counted.votes[line.code], score=str(counted.scores[line.code])
                ),
                Allocation(
                    project_id=line.id,
                    place=places_[line.code],
                    funded=line.code in counted.winners,
                    explanation=explaining.kept(explanations[line.code]),
                ),
            ]
        )
    least = counted.allocation.threshold
    round_.least = None if least is None else str(least)
    db.session.flush()
    return lines


def check(round_: Round) -> None:
    """Published votes equal a plain recount of the records (invariant 5); a difference stops the act."""
    plain: Counter[str] = Counter()
    for _id, content in queries.records(round_.id):
        plain.update(record_content.ballot(content).projects)
    for line in queries.result(round_.id):
        if line.tally is None or line.tally.votes != plain[line.project.code]:
            raise RuntimeError(f"{round_.code}: the tally of {line.project.code} is not its records")


def resolve(by: Actor, proposal_id: int, funded: bool, round_: Round, now: datetime) -> None:
    """P11: what the rule found moves the proposal; its author is told."""
    proposal = db.session.get_one(Proposal, proposal_id)
    act = "select" if funded else "not_fund"
    take(proposal, act, by=by, at=now, holder=rules.COUNT, round=round_.code)
    letters.resolved(proposal, round_, now)


def as_disclosed(counted: Count) -> dict[str, Any]:
    """The result for machines: per project votes, place and whether funded."""
    return {
        "order": list(counted.order),
        "spent": int(counted.spent),
        "votes": dict(counted.votes),
        "winners": list(counted.winners),
    }


def _prepare_lot(by: Actor, round_: Round, now: datetime) -> Lot:
    """Prepare the lot over all projects, and disclose which code stands for which before its number is known."""
    lines = queries.projects(round_.id)
    by_id = {line.id: line.code for line in lines}
    due = rules.number_due(now, places.calendar().zone)
    lot = lots.prepare(by, "tie", round_.subject, list(by_id), round_.number_source, due, now)
    named = {place.code: by_id[place.member_id] for place in count_queries.lot_places(lot.id)}
    disclose_step(round_, "round.tie", TIE, now, lot=lot.code, codes=named)
    return lot


def destroy_key(by: Actor, round_: Round, now: datetime) -> None:
    """After the count was verified again from what is stored, or when nothing will be opened: the key goes."""
    permit(by, "round.run", round_.place_id, round_.path)
    if round_.state in rules.COUNTED and round_.opened_at is not None:
        check(round_)
    round_keys.destroy(round_.code)
    round_.key_destroyed_at = now
    journal.write(by, "round.destroy_key", round_.ref, now)
