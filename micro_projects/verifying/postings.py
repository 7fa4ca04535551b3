"""Every posting disclosed, by cycle and number, whichever disclosure says it; what several say must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.report import Line, fault

MONTH = "money.month"
_OF_CYCLE = re.compile(r"(.+)-R?[0-9]+$", re.ASCII)


class Posting(NamedTuple):
    """One posting as it was disclosed with its act. Amounts in fen."""

    number: int
    act: str
    gives: str
    receives: str
    fen: int
    subject: str


@dataclass(slots=True)
class Ledger:
    """One cycle's postings, in the order of the log."""

    cycle: str
    postings: dict[int, Posting] = field(default_factory=dict)
    where: dict[int, Entry] = field(default_factory=dict)
    """The act's disclosure, by the posting's number."""
    monthly: dict[int, Posting] = field(default_factory=dict)
    months: list[tuple[Entry, int]] = field(default_factory=list)
    """Monthly statements, each with the number of the last posting disclosed before it or in it."""
    last: int = 0
    """The number of the last posting disclosed so far."""


def ledgers(case: Case, found: dict[str, Ledger]) -> Iterator[Line]:
    """Fill `found`, by cycle; what is posted twice or out of turn is said."""

    def look(entry: Entry) -> Iterator[Line]:
        facts = entry.facts
        assert facts is not None
        if "postings" not in facts:
            return
        cycle = cycle_of(entry)
        ledger = found.setdefault(cycle, Ledger(cycle))
        if entry.kind == MONTH:
            said = [posting_of(one, shape.text(one, "subject")) for one in shape.listed(facts, "postings")]
            ledger.months.append((entry, max([ledger.last, *(one.number for one in said)])))
            for one in said:
                if ledger.monthly.setdefault(one.number, one) != one:
                    yield fault(entry.where, "posting_other", number=one.number)
            return
        for line in shape.listed(facts, "postings"):
            one = posting_of(line, entry.subject)
            if entry.kind != f"money.{one.act}":
                yield fault(entry.where, "posting_act", number=one.number)
            if one.number in ledger.postings:
                yield fault(entry.where, "posting_twice", number=one.number)
                continue
            if one.number <= ledger.last:
                yield fault(entry.where, "posting_order", number=one.number)
            ledger.last = max(ledger.last, one.number)
            ledger.postings[one.number], ledger.where[one.number] = one, entry

    return each(case, look, "money.")


def cycle_of(entry: Entry) -> str:
    """The code of the cycle whose money it is: as the facts say, else as the subject's code begins."""
    assert entry.facts is not None
    if "cycle" in entry.facts:
        return shape.text(entry.facts, "cycle")
    kind, _, code = entry.subject.partition(":")
    inside = _OF_CYCLE.fullmatch(code)
    return code if kind == "cycle" or inside is None else inside[1]


def posting_of(line: Any, subject: str) -> Posting:
    """One posting of a disclosure's facts."""
    return Posting(
        shape.number(line, "number", 1),
        shape.text(line, "act"),
        shape.text(line, "from"),
        shape.text(line, "to"),
        shape.number(line, "fen", 1),
        subject,
    )
