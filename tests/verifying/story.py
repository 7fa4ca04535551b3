"""A small cycle told to the bench: every kind of disclosure some check rests on, all of it right.

A calendar with a holiday, a round with a tie that a lot decides, notices with an objection, an extension and
releases, a project paid twice, one part withheld, one correction.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from verifying.bench import Bench, Edit

from micro_projects.forums import draw_rules
from micro_projects.kernel import canonical
from micro_projects.kernel import lot as lots
from micro_projects.places.calendar_rules import Calendar, Period, notice_period

SUBJECT = "round:FT-LH-2026-R1"
CYCLE, PROJECT, ROUND = "FT-LH-2026", "FT-LH-2026-001", "FT-LH-2026-R1"
DAYS = {"2026-05-01": False, "2026-05-04": False, "2026-05-05": False, "2026-05-09": True}
CALENDAR = Calendar(
    {datetime.fromisoformat(day).date(): worked for day, worked in DAYS.items()},
    frozenset({2026}),
    frozenset(),
    ZoneInfo("Asia/Shanghai"),
    "3",
)
COSTS = {"FT-LH-2026-001": 7_000_000, "FT-LH-2026-002": 4_000_000, "FT-LH-2026-003": 4_000_000}
BALLOTS = 5 * ["FT-LH-2026-001"] + 2 * ["FT-LH-2026-002"] + 2 * ["FT-LH-2026-003"]
HANDS = {"requested": "00aa00aa00aa00aa", "verified": "11bb11bb11bb11bb", "released": "22cc22cc22cc22cc"}


def story(
    edits: Mapping[tuple[str, int], Edit] | None = None,
    entry_edits: Mapping[tuple[str, int], Edit] | None = None,
    without: frozenset[str] = frozenset(),
    **bench: Any,
) -> Bench:
    """Tell it, with `edits` made before hashing; steps named in `without` are left out."""
    told = Bench(edits=edits or {}, entry_edits=entry_edits or {}, **bench)
    told.add(
        "calendar.version",
        {"version": "3", "zone": "Asia/Shanghai", "years": [2026], "provisional": [], "days": DAYS},
        "place:FT",
        "2026-01-05T09:00:00+08:00",
    )
    _open(told)
    _vote(told, without)
    _notices(told, without)
    _build(told)
    _forum(told)
    photo = told.add(
        "project.milestone",
        {"milestone": 1},
        f"project:{PROJECT}",
        "2026-07-02T10:00:00+08:00",
        parts={
            "name-1": ("text/plain", "陈桂芳".encode()),
            "photo-1": ("image/jpeg", b"\xff\xd8" + bytes(900)),
        },
    )
    if "redaction" not in without:
        told.add(
            "redaction",
            {
                "redaction": "QH-26-R1",
                "log": "QH",
                "index": photo,
                "parts": ["name-1"],
                "ground": "personal",
                "reference": "PIPL",
                "offices": ["officer", "district"],
            },
            f"project:{PROJECT}",
            "2026-07-03T10:00:00+08:00",
        )
    told.withhold(photo, "name-1")
    return told


def _post(number: int, act: str, gives: str, receives: str, fen: int) -> dict[str, Any]:
    return {"act": act, "fen": fen, "from": gives, "number": number, "to": receives}


def _open(told: Bench) -> None:
    opened = [
        _post(1, "open", "grant", "pool", 20_000_000),
        _post(2, "open", "pool", "variation_reserve", 1_000_000),
    ]
    told.add(
        "money.open", {"cycle": CYCLE, "postings": opened}, f"cycle:{CYCLE}", "2026-01-06T09:00:00+08:00"
    )
    told.add(
        "money.month",
        {
            "cycle": CYCLE,
            "balances": {"grant": -20_000_000, "pool": 19_000_000, "variation_reserve": 1_000_000},
            "postings": [{**one, "subject": f"cycle:{CYCLE}"} for one in opened],
        },
        f"cycle:{CYCLE}",
        "2026-02-01T08:00:00+08:00",
    )


def _vote(told: Bench, without: frozenset[str]) -> None:
    digest = _freeze(told)
    order = _lot(told, without)
    _count(told, digest, order)


def _freeze(told: Bench) -> str:
    frozen: dict[str, Any] = {
        "round": ROUND,
        "projects": [
            {"code": code, "cost": cost, "group": "", "text_hash": "00" * 32} for code, cost in COSTS.items()
        ],
        "budget": 12_000_000,
        "form": "approval",
        "most": 3,
        "rule": "greedy_threshold",
        "least_floor": 1,
        "least_share": 100,
        "ties": ["cost", "lot"],
        "resolve_by": "residents",
    }
    digest = canonical.sha256_of(frozen).hex()
    told.add(
        "round.frozen",
        {**frozen, "hash": digest, "public_key": "11" * 32},
        SUBJECT,
        "2026-03-01T09:00:00+08:00",
    )
    return digest


def _lot(told: Bench, without: frozenset[str]) -> list[str]:
    codes = {
        "0a0a0a0a0a0a0a0a": "FT-LH-2026-001",
        "1b1b1b1b1b1b1b1b": "FT-LH-2026-002",
        "2c2c2c2c2c2c2c2c": "FT-LH-2026-003",
    }
    population = lots.population_hash(codes)
    prepared = told.add(
        "lot.prepared",
        {
            "lot": "ab12",
            "codes": sorted(codes),
            "number_due_at": "2026-03-12T20:00:00+08:00",
            "number_source": "3D",
            "population": population.hex(),
            "purpose": "tie",
        },
        SUBJECT,
        "2026-03-12T09:00:00+08:00",
    )
    root = told.tree.root(prepared + 1)
    told.add(
        "round.tie", {"round": ROUND, "lot": "ab12", "codes": codes}, SUBJECT, "2026-03-12T09:00:00+08:00"
    )
    drawn = lots.draw(codes, root, "042")
    if "lot.drawn" not in without:
        told.add(
            "lot.drawn",
            {
                "lot": "ab12",
                "log_root": root.hex(),
                "number": "042",
                "order": list(drawn.order),
                "population": population.hex(),
                "purpose": "tie",
                "seed": drawn.seed.hex(),
            },
            SUBJECT,
            "2026-03-12T21:00:00+08:00",
        )
    return [codes[code] for code in drawn.order]


FORUM = "FT-LH-2026-T01"


def _forum(told: Bench) -> None:
    """Four of twelve drawn for a forum, balanced by sex; the first declines."""
    at, subject = "2026-06-0%d", f"forum:{FORUM}"
    cells: dict[str, draw_rules.Cell] = {f"{n:016x}": ("female" if n < 6 else "male",) for n in range(12)}
    limits = draw_rules.quotas(cells, ("sex",), 4)
    population = lots.population_hash(cells)
    both = {"forum": FORUM, "population": population.hex()}
    told.add(
        "forum.population",
        {
            **both,
            "balanced_by": ["sex"],
            "cells": [
                {"codes": [c for c in cells if cells[c] == (sex,)], "sex": sex} for sex in ("female", "male")
            ],
            "places": 4,
            "quotas": [
                {"at_least": q.least, "at_most": q.most, "balanced": q.by, "category": q.category}
                for q in limits
            ],
        },
        subject,
        at % 1 + "T09:00:00+08:00",
    )
    order = _forum_lot(told, population, cells, subject)
    chosen = draw_rules.pick(order, cells, ("sex",), limits, 4).chosen
    told.add(
        "forum.drawn",
        {
            **both,
            "drawn": list(chosen),
            "lot": "cd34",
            "reply_until": at % 4 + "T21:00:00+08:00",
            "unmet": [],
        },
        subject,
        at % 1 + "T21:00:00+08:00",
    )
    asked = draw_rules.replacement(order, cells, ("sex",), limits, chosen[1:], chosen)
    told.add(
        "forum.replaced",
        {"asked_next": asked, "forum": FORUM, "gone": chosen[0], "gone_because": "decline"},
        subject,
        at % 2 + "T09:00:00+08:00",
    )


def _forum_lot(
    told: Bench, population: bytes, cells: Mapping[str, draw_rules.Cell], subject: str
) -> tuple[str, ...]:
    at = "2026-06-0%d"
    lot = {"lot": "cd34", "population": population.hex(), "purpose": "participants"}
    due = at % 1 + "T20:00:00+08:00"
    prepared = told.add(
        "lot.prepared",
        {**lot, "codes": sorted(cells), "number_due_at": due, "number_source": "3D"},
        subject,
        at % 1 + "T09:00:00+08:00",
    )
    root = told.tree.root(prepared + 1)
    drawn = lots.draw(cells, root, "7")
    told.add(
        "lot.drawn",
        {
            **lot,
            "log_root": root.hex(),
            "number": "7",
            "order": list(drawn.order),
            "seed": drawn.seed.hex(),
        },
        subject,
        at % 1 + "T21:00:00+08:00",
    )
    return drawn.order


def _count(told: Bench, digest: str, order: list[str]) -> None:
    second = next(code for code in order if code != PROJECT)
    last = next(code for code in order if code not in (PROJECT, second))
    winners = [PROJECT, second]
    votes = {code: BALLOTS.count(code) for code in COSTS}
    told.add(
        "round.counted",
        {
            "round": ROUND,
            "ballots": len(BALLOTS),
            "least": {"score": "1"},
            "result": {"order": [*winners, last], "spent": 11_000_000, "votes": votes, "winners": winners},
        },
        SUBJECT,
        "2026-03-12T21:01:00+08:00",
    )
    told.add(
        "round.adopted",
        {"round": ROUND, "spent": 11_000_000, "winners": 2},
        SUBJECT,
        "2026-03-20T15:00:00+08:00",
    )
    told.add(
        "notice.D3",
        {
            "notice": f"{CYCLE}-D3",
            "round": ROUND,
            "frozen_hash": digest,
            "ballots": len(BALLOTS),
            "period": period("2026-04-28T10:00:00+08:00", 5),
            "projects": [
                {"code": code, "cost": cost, "funded": code in winners, "votes": votes[code]}
                for code, cost in COSTS.items()
            ],
        },
        f"cycle:{CYCLE}-D3",
        "2026-04-28T10:00:00+08:00",
        parts={"records.csv": ("text/csv", records())},
    )


def records() -> bytes:
    """The cast-vote records."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["record_id", "choices", "points"])
    for number, choice in enumerate(BALLOTS):
        rows.writerow([f"{number:016x}", choice, ""])
    return out.getvalue().encode()


def counted(posted: str, days: int) -> Period:
    """A period by the story's calendar."""
    return notice_period(datetime.fromisoformat(posted), days, CALENDAR)


def period(posted: str, days: int) -> dict[str, Any]:
    """A period's facts."""
    found = counted(posted, days)
    return {
        "calendar": "3",
        "days": days,
        "ends_at": found.ends.isoformat(),
        "gate_confirmed_at": found.gate_confirmed.isoformat(),
        "gate_unconfirmed_at": found.gate_unconfirmed.isoformat(),
        "provisional": found.provisional,
    }


def _objection(told: Bench, step: str, state: str, at: str) -> None:
    told.add(
        f"objection.{step}",
        {
            "objection": f"{CYCLE}-D3-O1",
            "notice": f"{CYCLE}-D3",
            "against": PROJECT,
            "state": state,
            "received_at": "2026-05-06T10:00:00+08:00",
        },
        f"proposal:{PROJECT}",
        at,
    )


def _notices(told: Bench, without: frozenset[str]) -> None:
    _objection(told, "received", "received", "2026-05-06T10:00:00+08:00")
    first = counted("2026-04-28T10:00:00+08:00", 5)
    more = notice_period(first.ends - datetime.resolution, 2, CALENDAR)  # two working days were lost
    told.add(
        "notice.extended",
        {
            "notice": f"{CYCLE}-D3",
            "calendar": "3",
            "ended_at": first.ends.isoformat(),
            "ends_at": more.ends.isoformat(),
            "extended_for": "outage",
            "outage": {"starts_at": "2026-05-06T22:00:00+08:00", "ends_at": "2026-05-07T11:00:00+08:00"},
        },
        f"cycle:{CYCLE}-D3",
        "2026-05-08T10:00:00+08:00",
    )
    told.add("notice.letter_box", {"notice": f"{CYCLE}-D3"}, f"cycle:{CYCLE}-D3", more.ends.isoformat())
    if "objection.settled" not in without:
        _objection(told, "settled", "settled", more.ends.isoformat())
    told.add(
        "notice.released",
        {
            "notice": f"{CYCLE}-D3",
            "subject": f"proposal:{PROJECT}",
            "released_at": more.gate_confirmed.isoformat(),
            "gate_at": more.gate_confirmed.isoformat(),
            "letter_box": True,
        },
        f"cycle:{CYCLE}-D3",
        more.gate_confirmed.isoformat(),
    )
    told.add(
        "notice.D3",
        {"notice": f"{CYCLE}-D3.2", "period": period("2026-06-01T10:00:00+08:00", 3)},
        f"cycle:{CYCLE}-D3.2",
        "2026-06-01T10:00:00+08:00",
        supersedes=next(t["index"] for t in told.told if '"notice.D3"' in t["entry"]),
    )


def _build(told: Bench) -> None:
    subject = f"project:{PROJECT}"
    cycle = f"cycle:{CYCLE}"

    def money(act: str, of: str, at: str, *postings: dict[str, Any], **facts: Any) -> None:
        told.add(f"money.{act}", {"cycle": CYCLE, "postings": list(postings), **facts}, of, at)

    def invoice(number: str) -> dict[str, str]:
        return {"issuer": "91440300DEMO000031", "number": number}

    money("reserve", cycle, "2026-03-01T09:01:00+08:00", _post(3, "reserve", "pool", "reserved", 12_000_000))
    money(
        "commit", subject, "2026-06-10T09:00:00+08:00", _post(4, "commit", "reserved", "committed", 7_000_000)
    )
    contract = [
        _post(5, "contract", "committed", "contracted", 6_900_000),
        _post(6, "contract", "committed", "pool", 100_000),
    ]
    money("contract", subject, "2026-06-20T09:00:00+08:00", *contract, amount=6_900_000)
    pays = [_post(7, "pay", "contracted", "paid", 3_000_000)]
    money(
        "pay",
        subject,
        "2026-07-01T09:00:00+08:00",
        *pays,
        kind="advance",
        hands=HANDS,
        invoice=invoice("001"),
    )
    extra = _post(8, "supplement", "variation_reserve", "contracted", 500_000)
    money("supplement", subject, "2026-07-10T09:00:00+08:00", extra)
    rest = [
        _post(9, "pay", "contracted", "paid", 4_000_000),
        _post(10, "pay", "contracted", "retention", 300_000),
    ]
    money(
        "pay",
        subject,
        "2026-08-01T09:00:00+08:00",
        *rest,
        kind="milestone",
        hands=HANDS,
        invoice=invoice("002"),
    )
    _settle(told, [_post(4, "commit", "reserved", "committed", 7_000_000), *contract, *pays, extra, *rest])
    money(
        "release_retention",
        subject,
        "2026-12-01T09:00:00+08:00",
        _post(12, "release_retention", "retention", "paid", 300_000),
        hands=HANDS,
        invoice=invoice(""),
    )


def _settle(told: Bench, before: list[dict[str, Any]]) -> None:
    subject = f"project:{PROJECT}"
    settled = _post(11, "settle", "contracted", "pool", 100_000)
    facts = {"cycle": CYCLE, "postings": [settled]}
    told.add("money.settle", facts, subject, "2026-08-20T09:00:00+08:00")
    told.add(
        "notice.E4",
        {
            "notice": f"{PROJECT}-E4",
            "period": {"calendar": "3", "days": None, "ends_at": None, "provisional": False},
            "contracted": 6_900_000,
            "supplements": 500_000,
            "paid": 7_000_000,
            "retention": 300_000,
            "remainder": 100_000,
            "postings": [*before, settled],
        },
        f"project:{PROJECT}-E4",
        "2026-08-21T09:00:00+08:00",
    )
    told.add(
        "money.month",
        {
            "cycle": CYCLE,
            "balances": {
                "grant": -20_000_000,
                "pool": 7_200_000,
                "variation_reserve": 500_000,
                "reserved": 5_000_000,
                "paid": 7_000_000,
                "retention": 300_000,
            },
            "postings": [{**settled, "subject": subject}],
        },
        f"cycle:{CYCLE}",
        "2026-09-01T08:00:00+08:00",
    )
