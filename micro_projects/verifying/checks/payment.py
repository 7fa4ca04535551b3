"""`payment`: three different people, no invoice twice, paid ≤ contracted + supplements ≤ resolved + supplements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.postings import Posting, posting_of
from micro_projects.verifying.report import Checked, Line, cannot, fault

HANDS = ("requested", "verified", "released")
TOKEN = re.compile("[0-9a-f]{16}")
PAYS = ("money.pay", "money.release_retention")


@dataclass(slots=True)
class _Money:
    """What is known of projects, read in the log's order."""

    resolved: dict[str, int] = field(default_factory=dict)
    """What a project was resolved to cost, by its code."""
    committed: Counter[str] = field(default_factory=Counter)
    contracted: Counter[str] = field(default_factory=Counter)
    """Money bound by contract, supplements in it and what was given back out of it."""
    supplements: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    invoices: dict[tuple[str, str], Entry] = field(default_factory=dict)


def payment(case: Case) -> Iterator[Line]:
    """Follow each project's money in the log's order."""
    money = _Money()

    def look(entry: Entry) -> Iterator[Line]:
        assert entry.facts is not None
        if entry.kind == "round.frozen":
            for line in shape.listed(entry.facts, "projects"):
                money.resolved[shape.text(line, "code")] = shape.number(line, "cost")
        elif entry.subject.startswith("project:") and "postings" in entry.facts:
            yield from _project(entry, money)

    yield from each(case, look, "round.frozen", "money.")


def _project(entry: Entry, money: _Money) -> Iterator[Line]:
    code = entry.code
    assert entry.facts is not None
    for line in shape.listed(entry.facts, "postings"):
        _post(posting_of(line, entry.subject), code, money)
    if entry.kind == "money.contract":
        yield from _contract(entry, code, money)
    if entry.kind in PAYS:
        yield from _hands(entry)
        yield from _invoice(entry, money)
        if not money.contracted[code]:
            yield cannot(entry.where, "no_contract", project=code[:64])
        elif money.paid[code] > money.contracted[code]:
            most, paid = money.contracted[code], money.paid[code]
            yield fault(entry.where, "overpaid", project=code[:64], paid=paid, most=most)
        yield Checked(1)


def _post(one: Posting, code: str, money: _Money) -> None:
    if one.act == "commit":
        money.committed[code] += one.fen
    if one.act == "supplement":
        money.supplements[code] += one.fen
    if one.receives == "contracted":
        money.contracted[code] += one.fen
    elif one.gives == "contracted":
        if one.receives in ("paid", "retention"):
            money.paid[code] += one.fen
        else:
            money.contracted[code] -= one.fen


def _contract(entry: Entry, code: str, money: _Money) -> Iterator[Line]:
    assert entry.facts is not None
    resolved = money.resolved.get(code, money.committed.get(code))
    if resolved is None:
        yield cannot(entry.where, "not_resolved", project=code[:64])
        return
    if code in money.resolved and money.committed[code] > money.resolved[code]:
        yield fault(entry.where, "over_resolved", project=code[:64], fen=money.committed[code], most=resolved)
    most = resolved + money.supplements[code]
    if money.contracted[code] > most:
        yield fault(entry.where, "over_resolved", project=code[:64], fen=money.contracted[code], most=most)
    yield Checked(1)


def _hands(entry: Entry) -> Iterator[Line]:
    assert entry.facts is not None
    if "hands" not in entry.facts:
        yield cannot(entry.where, "hands_unknown")
        return
    hands = shape.mapping(entry.facts, "hands")
    three = [shape.text(hands, hand) for hand in HANDS]
    for hand, token in zip(HANDS, three, strict=True):
        if not TOKEN.fullmatch(token):  # a name or an id tells who it was
            raise shape.Malformed(hand)
    if len(set(three)) != len(three):
        yield fault(entry.where, "same_hand")


def _invoice(entry: Entry, money: _Money) -> Iterator[Line]:
    assert entry.facts is not None
    if "invoice" not in entry.facts:
        yield cannot(entry.where, "no_invoice")
        return
    invoice = shape.mapping(entry.facts, "invoice")
    key = shape.text(invoice, "issuer"), shape.text(invoice, "number")
    if not key[1]:
        return  # a retention's return needs none
    first = money.invoices.setdefault(key, entry)
    if first is not entry:
        yield fault(entry.where, "invoice_twice", number=key[1][:40], first=first.where)
