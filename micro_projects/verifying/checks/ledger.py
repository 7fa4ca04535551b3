"""`ledger`: each posting once and only the ways money may go, no account below zero, sums as stated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from micro_projects.funds.rules import ACCOUNTS, FLOWS, OF_PROJECT, SOURCE
from micro_projects.verifying import shape
from micro_projects.verifying.case import Case, Entry, Place
from micro_projects.verifying.checks.each import each
from micro_projects.verifying.postings import Ledger, Posting, ledgers, posting_of
from micro_projects.verifying.report import Checked, Line, cannot, fault


def ledger(case: Case) -> Iterator[Line]:
    """Add every cycle's postings up again."""
    found: dict[str, Ledger] = {}
    yield from ledgers(case, found)
    for cycle in sorted(found):
        yield from _cycle(case, found[cycle])

    of_project: dict[str, list[tuple[Posting, Place]]] = defaultdict(list)
    for book in found.values():
        for number in sorted(book.postings):
            one = book.postings[number]
            of_project[one.subject].append((one, case.place(book.where[number])))

    def final(entry: Entry) -> Iterator[Line]:
        return _final(entry, case.place(entry), of_project)

    yield from each(case, final, "notice.E4")


def _cycle(case: Case, book: Ledger) -> Iterator[Line]:
    yield from _monthly(case, book)
    known = book.monthly | book.postings
    count = max(known, default=0)
    missing = [n for n in range(1, count + 1) if n not in known] if count <= 2 * len(known) + 1000 else [0]
    if missing:
        lacks = count - len(known)
        yield cannot(f"{book.cycle[:64]}", "postings_missing", count=lacks, total=count)
        return
    held: Counter[tuple[str, str]] = Counter()
    sums: Counter[str] = Counter()
    after: dict[int, Counter[str]] = {0: Counter()}
    wanted = {last for _, last in book.months}
    for number in range(1, count + 1):
        one = known[number]
        yield from _post(book, one, held, sums)
        if number in wanted:
            after[number] = sums.copy()
    for month, last in book.months:
        yield from _balances(month, after[last])


def _post(book: Ledger, one: Posting, held: Counter[tuple[str, str]], sums: Counter[str]) -> Iterator[Line]:
    where = book.where[one.number].where if one.number in book.where else book.cycle[:64]
    if (one.act, one.gives, one.receives) not in FLOWS:
        yield fault(where, "flow", number=one.number, act=one.act[:40])
    if not {one.gives, one.receives} <= ACCOUNTS.keys():
        return  # no account of anybody's
    gives, receives = (
        (kind, one.subject if kind in OF_PROJECT else "") for kind in (one.gives, one.receives)
    )
    held[gives] -= one.fen
    held[receives] += one.fen
    sums[one.gives] -= one.fen
    sums[one.receives] += one.fen
    if held[gives] < 0 and one.gives != SOURCE:
        yield fault(where, "below_zero", number=one.number, account=one.gives[:40], fen=held[gives])
    yield Checked(1)


def _monthly(case: Case, book: Ledger) -> Iterator[Line]:
    """What a month repeats is what was disclosed with the act."""
    for number, one in sorted(book.monthly.items()):
        first = book.postings.get(number)
        if first is not None and first != one:
            yield fault(book.where[number].where, "posting_other", number=number)
        elif first is None and _all_told(case, book.months[0][0].log):
            yield fault(book.months[0][0].where, "posting_unsaid", number=number)


def _all_told(case: Case, log: str) -> bool:
    """Whether every act about money is in the record with its facts: only then is one missing for certain."""
    return case.logs[log].whole and all(entry.facts is not None for entry in case.of("money."))


def _balances(month: Entry, right: Counter[str]) -> Iterator[Line]:
    try:
        said = shape.mapping(month.facts, "balances")
    except shape.Malformed as wrong:
        yield fault(month.where, "malformed", key=wrong.key)
        return
    for kind in sorted(said.keys() | {kind for kind, fen in right.items() if fen}):
        if said.get(kind, 0) != right[kind]:
            yield fault(
                month.where, "sum_other", what=kind[:40], said=str(said.get(kind, 0))[:40], right=right[kind]
            )
    yield Checked(1)


def _final(entry: Entry, place: Place, of_project: dict[str, list[tuple[Posting, Place]]]) -> Iterator[Line]:
    """A project's final account (E4) repeats its postings, and its sums are theirs."""
    facts = entry.facts
    assert facts is not None
    if "postings" not in facts:
        yield cannot(entry.where, "no_postings")
        return
    project = entry.subject.removesuffix("-E4").partition("-E4.")[0]
    said = [posting_of(line, project) for line in shape.listed(facts, "postings")]
    # what came after the statement (the retention's return) is not in it
    expected = [one for one, at in of_project.get(project, ()) if at < place]
    if expected and said != expected:
        yield fault(entry.where, "final_postings")
    sums: Counter[str] = Counter()
    for one in said:
        sums[one.receives] += one.fen
        sums[one.gives] -= one.fen
        sums[f"act:{one.act}"] += one.fen
    right = {
        "paid": sums["paid"],
        "retention": sums["retention"],
        "supplements": sums["act:supplement"] - sums["act:reduce"],
        "remainder": sums["act:settle"],
    }
    for what, fen in right.items():
        if shape.number(facts, what, -(2**53)) != fen:
            yield fault(entry.where, "sum_other", what=what, said=str(facts[what])[:40], right=fen)
    yield Checked(1)
