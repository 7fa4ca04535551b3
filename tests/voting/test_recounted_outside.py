"""What a stranger counts from the disclosed records and the frozen terms alone is what the house counted."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from micro_projects.verifying.recount import ballots_of, count_again
from micro_projects.voting import actions, count_queries, files
from micro_projects.voting.counting import Ballot
from micro_projects.web.door import act
from support.voting import Story

ROUNDS: list[dict[str, Any]] = [
    {"ballot_form": "approval", "rule": "mes_add1+greedy", "add_step": 7_00},
    {"ballot_form": "ranked", "rule": "greedy_no_skip", "ballot_choices": 3},
    {"ballot_form": "points", "rule": "mes", "ballot_points": 9, "receipts": False},
    {"ballot_form": "budgeted", "rule": "greedy_threshold", "overshoot": 400},
]


def ballot(form: str, codes: list[str], chance: Random) -> Ballot:
    chosen = tuple(chance.sample(codes, chance.randint(1, 2)))
    return Ballot(chosen, tuple(chance.randint(1, 4) for _ in chosen) if form == "points" else ())


@pytest.mark.parametrize("pack", ROUNDS, ids=lambda pack: f"{pack['ballot_form']} {pack['rule']}")
def test_records_and_frozen_terms_give_the_result(story: Story, pack: dict[str, Any]) -> None:
    chance = Random(pack["rule"])
    story.open_cycle(
        pool=300_000_00, caps={"service": 200_000_00, "goods": 200_000_00, "works": 200_000_00}, **pack
    )
    story.advance({"长者饭堂": 130_000, "夜间照明": 95_000, "健身角": 60_000, "遮雨棚": 48_000})
    story.freeze()
    story.to(story.round.opens_at)
    for n in range(1, 31):
        by, round_ = story.actor(f"resident{n:02d}"), story.round
        with act(shared=True) as now:
            actions.cast(by, round_, ballot(round_.form, story.codes, chance), "", now)
    round_ = story.close()
    frozen = json.loads(round_.frozen_json)
    house = count_queries.counted(round_)
    ballots, fault = ballots_of(files.records_csv(round_).encode(), frozen)
    assert not fault
    lot = dict(house.standing.ties.lot)
    found = count_again(frozen, ballots, lot)
    assert found.ballots == 30
    assert found.winners == list(house.winners)
    assert found.order == list(house.order)
    assert found.votes == dict(house.votes)
    assert found.spent == house.spent


def test_records_that_break_the_ballots_rules_are_named() -> None:
    frozen: dict[str, Any] = {
        "form": "budgeted",
        "most": 3,
        "budget": 80,
        "receipts": True,
        "projects": [{"code": "a", "cost": 50}, {"code": "b", "cost": 40}],
    }
    head = "record_id,choices,points,receipt\n"

    def fault(rows: str) -> str:
        return ballots_of((head + rows).encode(), frozen)[1]

    assert fault("1,a,,x\n2,b,,y\n") == ""
    assert fault("1,a b,,x\n") == "record_wrong"
    assert fault("1,,,x\n") == "record_wrong"
    assert fault("1,a,,x\n1,b,,y\n") == "record_twice"
    assert fault("1,a,,x\n2,b,,x\n") == "receipt_twice"
    assert fault("1,a,\n") == "records_unreadable"
