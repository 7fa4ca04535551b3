"""Opening the ballots after closing, counting them, and destroying the key (P11, invariants 5 and 6)."""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from micro_projects.extensions import db
from micro_projects.journal import actions as journal
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
from micro_projects.voting.counting import Count, explain
from micro_projects.voting.models import Allocation, CastVoteRecord, Round, RoundProject, Tally
from micro_projects.voting.record_content import Content
from micro_projects.voting.rules import MACHINE
from micro_projects.web.access import permit

COUNTED = N_("%(round)s计票完成：%(ballots)d张选票，%(winners)d个项目入选，共%(spent)s，等待议事会确认。")
TIE = N_("%(round)s有项目得票和费用都相同，先后由公开抽签决定；签号与项目的对应已公布。")


def unseal(by: Actor, round_: Round, now: datetime) -> None:
    """Open every ballot, those typed in from paper among them: in random order, random ids, the sealed ones gone."""
    permit(by, "round.run", round_.place_id, round_.path)
    require(round_.state == "reconciled" and round_.sealed_root is not None, rules.NOT_COUNTED)
    key = round_keys.private(round_.code)
    rows = [
        record_content.opened(round_keys.unseal(key, sealed), round_.frozen_hash)
        for sealed, _salt in queries.sealed(round_.id)
    ]
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


def count_round(by: Actor, round_: Round, now: datetime) -> None:
    """Count by the frozen rule; where only a lot can decide, prepare it and wait (P11)."""
    permit(by, "round.run", round_.place_id, round_.path)
    _count(by, round_, now)


def lot_drawn(round_: Round, by: Actor, now: datetime) -> None:
    """The lot between equals was drawn: count again with its order."""
    if round_.state == "reconciled":
        _count(by, round_, now)


def _count(by: Actor, round_: Round, now: datetime) -> None:
    require(round_.state == "reconciled" and round_.opened_at is not None, rules.NOT_COUNTED)
    counted = count_queries.counted(round_)
    if counted.needs_lot:
        _prepare_lot(by, round_, now)
        return
    lines = keep_result(round_, counted)
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


def keep_result(round_: Round, counted: Count) -> Sequence[RoundProject]:
    """Write tally, allocation and one explanation per project."""
    lines = queries.projects(round_.id)
    explanations, places_ = explain(counted), {code: n for n, code in enumerate(counted.order, start=1)}
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
