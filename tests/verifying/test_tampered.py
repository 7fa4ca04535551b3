"""Each check finds what it is for: one fact is made wrong before everything is hashed and signed again, so that
nothing but that check can notice; it must be named, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from verifying.bench import Edit, with_manifest
from verifying.conftest import Ask, found
from verifying.story import HANDS, story

D3, OPEN, MONTH, PAY = ("notice.D3", 0), ("money.open", 0), ("money.month", 0), ("money.pay", 0)


def put(value: object, *path: str | int) -> Edit:
    """Change one value deep inside."""

    def edit(facts: dict[str, Any]) -> None:
        inner: Any = facts
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = value

    return edit


def drop(*path: str | int) -> Edit:
    """Take one value away."""

    def edit(facts: dict[str, Any]) -> None:
        inner: Any = facts
        for key in path[:-1]:
            inner = inner[key]
        del inner[path[-1]]

    return edit


def both(*edits: Edit) -> Edit:
    return lambda facts: [edit(facts) for edit in edits] and None


WRONG: dict[str, tuple[tuple[str, int], Edit, set[tuple[str, str]]]] = {
    "a notice ends a day early": (
        D3,
        put("2026-05-07T16:00:00+00:00", "period", "ends_at"),
        {
            ("period", "time_wrong"),
            ("gate", "time_wrong"),
        },  # the extension counts on from the end that was stated
    ),
    "a gate an hour early": (
        D3,
        put("2026-05-09T03:00:00+00:00", "period", "gate_confirmed_at"),
        {("period", "time_wrong")},
    ),
    "fewer days than counted": (D3, put(3, "period", "days"), {("period", "time_wrong")}),
    "a holiday made a working day": (
        ("calendar.version", 0),
        put(True, "days", "2026-05-04"),
        {("period", "time_wrong")},
    ),
    "said to be provisional": (D3, put(True, "period", "provisional"), {("period", "provisional")}),
    "an extension that ends sooner": (
        ("notice.extended", 0),
        put("2026-05-05T16:00:00+00:00", "ends_at"),
        {("period", "time_wrong"), ("period", "shortened")},
    ),
    "days without end": (D3, put(2**53 - 1, "period", "days"), {("period", "malformed")}),
    "an extension for no known reason": (
        ("notice.extended", 0),
        put("convenience", "extended_for"),
        {("period", "malformed"), ("gate", "time_wrong")},
    ),
    "an outage that was longer": (
        ("notice.extended", 0),
        put("2026-04-29T22:00:00+08:00", "outage", "starts_at"),
        {("period", "time_wrong"), ("gate", "time_wrong")},
    ),
    "an extension of another end": (
        ("notice.extended", 0),
        put("2026-05-09T16:00:00+00:00", "ended_at"),
        {("period", "time_wrong")},
    ),
    "an extension by another calendar": (
        ("notice.extended", 0),
        put("2026-05-12T16:00:00+00:00", "ends_at"),
        {("period", "time_wrong")},
    ),
    "released early": (
        ("notice.released", 0),
        put("2026-05-09T16:00:00+00:00", "released_at"),
        {("gate", "gate_early")},
    ),
    "another gate": (
        ("notice.released", 0),
        put("2026-05-09T16:00:00+00:00", "gate_at"),
        {("gate", "time_wrong")},
    ),
    "the objection is still open": (
        ("objection.settled", 0),
        put("acknowledged", "state"),
        {("gate", "held")},
    ),
    "the objection was upheld": (("objection.settled", 0), put("upheld", "state"), {("gate", "held")}),
    "held for its procedure": (
        ("objection.settled", 0),
        both(put("rejected", "state"), put("procedure", "against")),
        {("gate", "held")},
    ),
    "no letter box before": (
        ("notice.letter_box", 0),
        put("FT-LH-2026-D2", "notice"),
        {("gate", "letter_box")},
    ),
    "another order": (
        ("lot.drawn", 0),
        lambda f: f["order"].reverse(),
        {("lot", "redrawn"), ("tally", "tally_other")},
    ),
    "another number": (("lot.drawn", 0), put("043", "number"), {("lot", "redrawn")}),
    "another root": (("lot.drawn", 0), put("ab" * 32, "log_root"), {("lot", "redrawn"), ("lot", "lot_root")}),
    "others take part": (("forum.drawn", 0), lambda f: f["drawn"].reverse(), {("draw", "picked")}),
    "another is asked next": (("forum.replaced", 0), put(None, "asked_next"), {("draw", "picked")}),
    "more places for one sex": (
        ("forum.population", 0),
        put(3, "quotas", 0, "at_most"),
        {("draw", "quotas")},
    ),
    "a population of another hash": (
        ("lot.prepared", 0),
        put("cd" * 32, "population"),
        {("lot", "population")},
    ),
    "a number known before": (
        ("lot.prepared", 0),
        put("2026-03-12T08:00:00+08:00", "number_due_at"),
        {("lot", "number_known")},
    ),
    "drawn before its number": (
        ("lot.prepared", 0),
        put("2026-03-12T22:00:00+08:00", "number_due_at"),
        {("lot", "number_early")},
    ),
    "votes of a project": (
        ("round.counted", 0),
        put(6, "result", "votes", "FT-LH-2026-001"),
        {("tally", "tally_other")},
    ),
    "winners": (
        ("round.counted", 0),
        put(["FT-LH-2026-001"], "result", "winners"),
        {("tally", "tally_other")},
    ),
    "the sum spent": (("round.adopted", 0), put(10_000_000, "spent"), {("tally", "tally_other")}),
    "a ballot too many": (D3, put(10, "ballots"), {("tally", "tally_other")}),
    "a project's cost on the result": (D3, put(1, "projects", 0, "cost"), {("tally", "tally_other")}),
    "what was frozen": (("round.frozen", 0), put(2, "most"), {("tally", "frozen_hash")}),
    "the least score": (("round.counted", 0), put("2", "least", "score"), {("tally", "tally_other")}),
    "a posting twice": (
        ("money.settle", 0),
        put(9, "postings", 0, "number"),
        {("ledger", "posting_twice"), ("ledger", "final_postings"), ("ledger", "posting_unsaid")},
    ),
    "a posting out of turn": (
        ("money.pay", 1),
        lambda f: f["postings"].reverse(),
        {("ledger", "posting_order")},
    ),
    "a way money may not go": (
        ("money.reserve", 0),
        put("paid", "postings", 0, "to"),
        {("ledger", "flow"), ("ledger", "below_zero"), ("ledger", "sum_other")},
    ),
    "an account below zero": (
        ("money.commit", 0),
        put(12_500_000, "postings", 0, "fen"),
        {
            ("ledger", "below_zero"),
            ("ledger", "sum_other"),
            ("ledger", "final_postings"),
            ("payment", "over_resolved"),
        },
    ),
    "a posting of another act": (
        ("money.settle", 0),
        put("terminate", "postings", 0, "act"),
        {("ledger", "posting_act"), ("ledger", "final_postings"), ("ledger", "posting_other")},
    ),
    "a month's balance": (MONTH, put(1, "balances", "pool"), {("ledger", "sum_other")}),
    "a balance left out": (MONTH, drop("balances", "pool"), {("ledger", "sum_other")}),
    "a posting differs in the month": (
        MONTH,
        put(1, "postings", 0, "fen"),
        {("ledger", "posting_other")},
    ),
    "the final account's paid": (("notice.E4", 0), put(1, "paid"), {("ledger", "sum_other")}),
    "the final account leaves one out": (
        ("notice.E4", 0),
        drop("postings", 3),
        {("ledger", "final_postings"), ("ledger", "sum_other")},
    ),
    "one person twice": (
        PAY,
        put(HANDS["requested"], "hands", "released"),
        {("payment", "same_hand")},
    ),
    "a name for a token": (PAY, put("王秀英", "hands", "released"), {("payment", "malformed")}),
    "an invoice twice": (("money.pay", 1), put("001", "invoice", "number"), {("payment", "invoice_twice")}),
    "contracted above what was resolved": (
        ("round.frozen", 0),
        put(6_000_000, "projects", 0, "cost"),
        {("payment", "over_resolved"), ("tally", "frozen_hash"), ("tally", "tally_other")},
    ),
    "paid above the contract": (
        ("money.supplement", 0),
        put(100_000, "postings", 0, "fen"),
        {
            ("payment", "overpaid"),
            ("ledger", "below_zero"),
            ("ledger", "final_postings"),
            ("ledger", "sum_other"),
        },
    ),
    "a redaction by one office": (
        ("redaction", 0),
        put(["officer", "officer"], "offices"),
        {("content", "redaction_offices")},
    ),
    "a redaction of another part": (("redaction", 0), put(["name-2"], "parts"), {("content", "part_gone")}),
    "a redaction ahead": (
        ("redaction", 0),
        put(10_000, "index"),
        {("content", "redaction_ahead"), ("content", "part_gone")},
    ),
    "facts of the wrong kind": (
        OPEN,
        put("much", "postings", 0, "fen"),
        {("ledger", "malformed"), ("ledger", "posting_unsaid")},
    ),
    "facts without what they need": (PAY, drop("invoice", "number"), {("payment", "malformed")}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_fact_is_named_by_its_check(ask: Ask, wrong: str) -> None:
    key, edit, expected = WRONG[wrong]
    status, report = ask(story({key: edit}).files())
    assert found(report) == expected
    assert status == 1


ENTRIES: dict[str, tuple[tuple[str, int], Edit, set[tuple[str, str]]]] = {
    "a key more": (OPEN, put("x", "note"), {("leaf", "entry_keys")}),
    "a key less": (OPEN, drop("reason_code"), {("leaf", "entry_keys")}),
    "free text": (OPEN, put("陈桂芳领取", "reason_code"), {("leaf", "malformed")}),
    "a name for a subject": (OPEN, put("person:陈桂芳", "subject"), {("leaf", "malformed")}),
    "no zone": (OPEN, put("2026-01-06T09:00:00", "issued_at"), {("leaf", "malformed")}),
    "another version": (OPEN, put(2, "v"), {("leaf", "malformed")}),
    "corrects what is not before it": (OPEN, put(9, "supersedes"), {("corrections", "points_ahead")}),
    "corrects itself": (OPEN, put(1, "supersedes"), {("corrections", "points_ahead")}),
    "corrects something else": (("notice.D3", 1), put(1, "supersedes"), {("corrections", "other_subject")}),
}


@pytest.mark.parametrize("wrong", ENTRIES)
def test_a_wrong_entry_is_named(ask: Ask, wrong: str) -> None:
    key, edit, expected = ENTRIES[wrong]
    status, report = ask(story(entry_edits={key: edit}).files())
    assert expected <= found(report)
    assert status == 1


CANNOT: dict[str, tuple[Callable[[], dict[str, bytes]], tuple[str, str]]] = {
    "no calendar": (
        lambda: story({("calendar.version", 0): put("2", "version")}).files(),
        ("period", "no_calendar"),
    ),
    "no such zone": (
        lambda: story({("calendar.version", 0): put("Asia/Nowhere", "zone")}).files(),
        ("period", "no_zone"),
    ),
    "gates not disclosed": (
        lambda: story({("notice.D3", 1): drop("period", "gate_confirmed_at")}).files(),
        ("period", "time_not_disclosed"),
    ),
    "lot not drawn": (lambda: story(without=frozenset({"lot.drawn"})).files(), ("lot", "not_drawn")),
    "tie not drawn": (lambda: story(without=frozenset({"lot.drawn"})).files(), ("tally", "tie_not_drawn")),
    "hands not disclosed": (lambda: story({PAY: drop("hands")}).files(), ("payment", "hands_unknown")),
    "resolved by the council": (
        lambda: story({("round.frozen", 0): put("council", "resolve_by")}).files(),
        ("tally", "by_council"),
    ),
}


@pytest.mark.parametrize("what", CANNOT)
def test_what_cannot_be_recomputed_is_said(ask: Ask, what: str) -> None:
    make, expected = CANNOT[what]
    _, report = ask(make())
    assert expected in found(report, "cannot")


def test_a_bundle_of_some_entries_says_how_many_and_adds_up_nothing(ask: Ask) -> None:
    files = story().files()
    kept = {p: b for p, b in files.items() if not p.endswith(("/1.json", "/2.json"))}
    status, report = ask(with_manifest(kept))
    assert status == 0
    assert {("leaf", "only_hashes"), ("ledger", "postings_missing")} <= found(report, "cannot")


def test_a_withheld_part_without_a_redaction_is_a_fault(ask: Ask) -> None:
    _, report = ask(story(without=frozenset({"redaction"})).files())
    assert found(report) == {("content", "part_gone")}


def test_a_part_that_an_appeal_made_public_again_must_be_shown(ask: Ask) -> None:
    bench = story()
    facts = {"redaction": "QH-26-R1", "upheld": True}
    bench.add("redaction.appeal_decided", facts, "project:FT-LH-2026-001", "2026-12-02T09:00:00+08:00")
    _, report = ask(bench.files())
    assert found(report) == {("content", "part_gone")}


def test_withheld_facts_stop_their_checks_aloud(ask: Ask) -> None:
    bench = story()
    bench.withhold(1, "facts")
    _, report = ask(bench.files())
    assert ("ledger", "no_facts") in found(report, "cannot")


def test_a_posting_of_the_month_never_disclosed_with_its_act(ask: Ask) -> None:
    _, report = ask(story({OPEN: lambda f: f["postings"].pop()}).files())
    assert ("ledger", "posting_unsaid") in found(report)
