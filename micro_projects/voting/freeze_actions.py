"""P10: the round is frozen by the clock, with everything in it disclosed and hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, literal, select

from micro_projects.cycles import queries as cycles
from micro_projects.cycles.models import Cycle
from micro_projects.extensions import db
from micro_projects.journal import actions as journal
from micro_projects.journal.models import SubjectRow
from micro_projects.kernel import canonical
from micro_projects.kernel.actor import Actor
from micro_projects.kernel.calls import calls
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import N_, require
from micro_projects.notices.disclosing import disclose
from micro_projects.places import queries as places
from micro_projects.places.models import Place
from micro_projects.proposals.models import Proposal, ProposalVersion
from micro_projects.proposals.moving import take
from micro_projects.voting import (
    freezing_queries,
    group_queries,
    group_rules,
    letters,
    queries,
    record_content,
    round_keys,
    rules,
)
from micro_projects.voting.freezing_facts import NUMBER_SOURCE, as_hex, frozen, voters
from micro_projects.voting.freezing_queries import Candidate
from micro_projects.voting.models import Round, RoundProject, RoundVoter
from micro_projects.web.access import permit
from micro_projects.web.sentence import Sentence, say

FROZEN = N_(
    "%(place)s%(year)d年第%(number)d轮居民投票已定：%(projects)d个项目，预算%(budget)s，名册%(roll)d人，"
    "从%(opens)s投到%(closes)s。"
)
FROZEN_COUNCIL = N_(
    "%(place)s%(year)d年第%(number)d轮决议已定：%(projects)d个项目，预算%(budget)s，由居民议事会逐项表决。"
)


def must_freeze_at(cycle: Cycle, candidates: Sequence[Candidate]) -> datetime | None:
    """Until when what is ready waits for the others: some working days after the earliest D2 of what is ready."""
    posted = [c.standing.d2_at for c in candidates if c.standing.ready and c.standing.d2_at]
    if not posted:
        return None
    return places.due_after(min(posted), cycle.pack.freeze_days)


def may_freeze(cycle: Cycle, candidates: Sequence[Candidate], now: datetime) -> bool:
    """P10 for a cycle, now."""
    standings = [c.standing for c in candidates]
    return rules.may_freeze(standings, must_freeze_at(cycle, candidates), now)


def freeze(by: Actor, cycle: Cycle, now: datetime) -> Round:
    """Put every ready proposal on the ballot, defer what is still held, and fix all of the round (P10)."""
    permit(by, "round.freeze", cycle.place_id, cycle.path)
    candidates = freezing_queries.candidates([cycle.id])[cycle.id]
    require(may_freeze(cycle, candidates, now), rules.NOT_ROUND_YET)
    require(not queries.unfinished(cycle.id), rules.NOT_ROUND_YET)
    ready = [c.proposal for c in candidates if c.standing.ready]
    for proposal in [c.proposal for c in candidates if c.standing.waits and c.proposal.state == "advanced"]:
        take(proposal, "defer", by=by, at=now)
    place = db.session.get_one(Place, cycle.place_id)
    number = queries.next_number(place.id, cycle.id)
    subject = journal.new_subject("round", f"{cycle.code}-R{number}", place.id, cycle.path, cycle.id)
    versions = freezing_queries.versions([p.id for p in ready])
    groups = [[member.id for member in group.members] for group in group_queries.standing(cycle.id)]
    marks = group_rules.marks(groups, [p.id for p in ready])
    lines = [
        _line(subject.id, at, p, versions[p.id], marks.get(p.id, "")) for at, p in enumerate(ready, start=1)
    ]
    round_ = _round(cycle, subject, number, lines, now)
    db.session.add(round_)
    db.session.flush()
    db.session.add_all(lines)
    _enrol(round_, place.id)
    db.session.flush()
    for proposal in ready:
        if proposal.state == "advanced":
            take(proposal, "ballot", by=by, at=now, round=subject.code)
    journal.write(
        by,
        "round.freeze",
        round_.ref,
        now,
        projects=len(lines),
        roll=round_.roll_size,
        hash=round_.frozen_hash.hex(),
    )
    calls.tell("round_frozen", "round", round_, by, now)
    letters.on_ballot(ready, round_, now)
    disclose(
        "round.frozen",
        _sentence(round_, place, cycle.year, len(lines)),
        place_id=place.id,
        path=cycle.path,
        at=now,
        ref=round_.ref,
        code=round_.code,
        facts={**_loaded(round_), "hash": round_.frozen_hash.hex(), "public_key": as_hex(round_.public_key)},
    )
    return round_


def _line(round_id: int, at: int, proposal: Proposal, version: ProposalVersion, group: str) -> RoundProject:
    """One line of the ballot: the text D2 disclosed, the opinion's price, else the estimate."""
    price: Money | None = None
    if calls.knows("price", "proposal"):
        price = calls("price", "proposal", proposal.id)
    return RoundProject(
        round_id=round_id,
        proposal_id=proposal.id,
        code=proposal.code,
        title=version.title,
        text_hash=version.text_hash,
        cost=version.estimate if price is None else price,
        place=at,
        exclusive_group=group,
        withdrawn=False,
        official="",
    )


def _round(
    cycle: Cycle, subject: SubjectRow, number: int, lines: Sequence[RoundProject], now: datetime
) -> Round:
    """The round's row, from what is frozen."""
    pack = cycle.pack
    opens = rules.opening(cycles.phases(cycle.id)["voting"].starts_at, now, places.calendar().zone)
    closes = opens + timedelta(days=pack.round_days)
    facts = frozen(cycle, subject, lines) | {
        "opens_at": opens.isoformat(),
        "closes_at": closes.isoformat(),
        "frozen_at": now.isoformat(),
    }
    frozen_json = canonical.dump(facts)
    frozen_hash = hashlib.sha256(frozen_json).digest()
    return Round(
        id=subject.id,
        subject=subject,
        state=rules.MACHINE.start,
        state_since=now,
        number=number,
        imported=False,
        title="",
        currency="CNY",
        form=pack.ballot_form,
        most=facts["most"],
        points=facts["points"],
        rule=pack.rule,
        least_floor=pack.min_score_floor,
        least_share=pack.min_score_share,
        overshoot=facts["overshoot"],
        add_step=Money(pack.add_step),
        tie_rule="lot",
        number_source=NUMBER_SOURCE,
        budget=Money(facts["budget"]),
        unit=pack.unit,
        channels=pack.channels,
        roll_size=facts["roll_size"],
        min_turnout=pack.min_turnout,
        records_from=pack.records_from,
        extension_days=pack.extension_days,
        entering_days=pack.entering_days,
        receipts=pack.receipts,
        keepers=pack.key_keepers,
        invalid=0,
        opens_at=opens,
        closes_at=closes,
        resolve_by=pack.resolve_by,
        frozen_hash=frozen_hash,
        frozen_json=frozen_json.decode(),
        public_key=round_keys.make(subject.code) if pack.resolve_by == "residents" else None,
        ballot_size=record_content.size_for(frozen_hash, [line.code for line in lines], facts["points"]),
    )


def _enrol(round_: Round, place_id: int) -> None:
    """Freeze the roll: one row per voter, in one statement."""
    listed = voters(round_.unit, place_id).subquery()
    db.session.execute(
        insert(RoundVoter).from_select(
            ["round_id", "entry_id"], select(literal(round_.id), listed.c.id).select_from(listed)
        )
    )


def _sentence(round_: Round, place: Place, year: int, projects: int) -> Sentence:
    facts = {
        "place": place.name,
        "year": year,
        "number": round_.number,
        "projects": projects,
        "budget": round_.budget,
    }
    if round_.resolve_by == "council":
        return say(FROZEN_COUNCIL, **facts)
    return say(FROZEN, **facts, roll=round_.roll_size, opens=round_.opens_at, closes=round_.closes_at)


def _loaded(round_: Round) -> dict[str, Any]:
    value: Any = canonical.load(round_.frozen_json.encode())
    return dict(value)
