"""`tally`: winners, votes and sums of each round follow from its cast-vote records and its frozen rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from micro_projects.kernel import canonical
from micro_projects.kernel.refusal import Refused
from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.recount import Result, ballots_of, count_again, least_score
from micro_projects.verifying.report import Checked, Line, cannot, fault

_NOT_FROZEN = {"hash", "public_key"}


@dataclass(slots=True)
class _Round:
    """What was disclosed of one round, the newest of each."""

    frozen: Entry | None = None
    counted: Entry | None = None
    adopted: Entry | None = None
    result: Entry | None = None
    tie: dict[str, Any] | None = None
    lots: dict[str, list[str]] = field(default_factory=dict)
    """Order of every lot drawn for it, by its sorted codes."""


def tally(case: Case) -> Iterator[Line]:
    """Count every round again."""
    rounds: dict[str, _Round] = {}

    def look(entry: Entry) -> Iterator[Line]:
        return _collect(entry, rounds)

    yield from each(case, look, "round.", "notice.D3", "lot.drawn")
    for code, found in sorted(rounds.items()):
        try:
            yield from _recount(code, found)
        except shape.Malformed as wrong:
            entry = found.result or found.counted or found.frozen
            yield fault(entry.where if entry else code[:64], "malformed", key=wrong.key[:64])


def _collect(entry: Entry, rounds: dict[str, _Round]) -> Iterator[Line]:
    facts = entry.facts
    assert facts is not None
    if entry.kind == "lot.drawn":
        found = rounds.get(entry.code)
        if found is not None:
            order = shape.texts(facts, "order")
            found.lots["\n".join(sorted(order))] = order
        return
    if "round" not in facts:
        return
    found = rounds.setdefault(shape.text(facts, "round"), _Round())
    if entry.kind == "round.frozen":
        found.frozen = entry
        right = canonical.sha256_of({k: v for k, v in facts.items() if k not in _NOT_FROZEN}).hex()
        if shape.text(facts, "hash") != right:
            yield fault(entry.where, "frozen_hash")
    elif entry.kind == "round.counted":
        found.counted = entry
    elif entry.kind == "round.adopted":
        found.adopted = entry
    elif entry.kind == "round.tie":
        found.tie = shape.mapping(facts, "codes")
    elif entry.kind == "notice.D3":
        found.result = entry


def _recount(code: str, found: _Round) -> Iterator[Line]:
    if found.counted is None and found.result is None:
        return  # still running, or void: nothing was claimed
    frozen = found.frozen
    last = found.result or found.counted
    assert last is not None
    if frozen is None:
        yield cannot(last.where, "not_frozen", round=code[:64])
        return
    facts = shape.mapping(frozen.facts)
    if shape.text(facts, "resolve_by") != "residents":
        yield cannot(last.where, "by_council", round=code[:64])
        return
    if found.result is None or found.result.records is None:
        yield cannot(last.where, "no_records", round=code[:64])
        return
    ballots, problem = ballots_of(found.result.records, facts)
    if problem:
        yield fault(found.result.where, problem, round=code[:64])
        return
    try:
        result = count_again(facts, ballots, _ties(found))
    except (Refused, ValueError):
        raise shape.Malformed("projects") from None
    if result.needs_lot:
        yield cannot(last.where, "tie_not_drawn", round=code[:64])
        return
    yield from _compare(code, found, result, least_score(facts, len(ballots)))
    yield Checked(1)


def _ties(found: _Round) -> dict[str, int] | None:
    """Project → rank by the lot between equals, where there was one."""
    if found.tie is None:
        return None
    order = found.lots.get("\n".join(sorted(found.tie)))
    if order is None:
        return None
    return {shape.text(found.tie, drawn): rank for rank, drawn in enumerate(order, 1)}


def _compare(code: str, found: _Round, right: Result, least: int | None) -> Iterator[Line]:
    """Every figure anybody stated about the result."""
    if found.counted is not None:
        facts, where = found.counted.facts, found.counted.where
        told = shape.mapping(facts, "result")
        yield from _same(where, code, "ballots", shape.number(facts, "ballots"), right.ballots)
        for what in ("order", "votes", "spent"):
            yield from _same(where, code, what, told.get(what), getattr(right, what))
        yield from _same(where, code, "winners", told.get("winners"), right.winners)
        score = shape.mapping(facts, "least").get("score")
        if least is not None or score is not None:
            yield from _same(where, code, "least", score, None if least is None else str(least))
    if found.adopted is not None:
        facts, where = found.adopted.facts, found.adopted.where
        yield from _same(where, code, "winners", shape.number(facts, "winners"), len(right.winners))
        yield from _same(where, code, "spent", shape.number(facts, "spent"), right.spent)
    assert found.result is not None and found.frozen is not None and found.frozen.facts is not None
    facts, where = found.result.facts, found.result.where
    yield from _same(where, code, "ballots", facts and facts.get("ballots"), right.ballots)
    yield from _same(
        where, code, "frozen_hash", facts and facts.get("frozen_hash"), found.frozen.facts.get("hash")
    )
    lines = {shape.text(line, "code"): line for line in shape.listed(facts, "projects")}
    yield from _same(where, code, "projects", sorted(lines), sorted(right.votes))
    for project, line in lines.items():
        said = (line.get("votes"), line.get("funded"), line.get("cost"))
        again = (right.votes.get(project), project in right.winners, right.costs.get(project))
        yield from _same(where, code, project[:40], list(said), list(again))


def _same(where: str, code: str, what: str, said: object, right: object) -> Iterator[Line]:
    if said != right:
        yield fault(where, "tally_other", round=code[:64], what=what, said=_short(said), right=_short(right))


def _short(value: object) -> str:
    return str(value)[:80]
