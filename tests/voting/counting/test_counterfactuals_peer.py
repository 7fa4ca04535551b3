"""The same two figures by another program (pabumeasures.json says how they were made)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from micro_projects.voting.counting import Ballot, Project, RoundData, Rule, Ties, count, distinct, explain

ROUNDS = json.loads((Path(__file__).parent / "pabumeasures.json").read_text())["rounds"]


@pytest.mark.parametrize("rule", ["greedy", "mes"])
def test_both_figures_are_those_of_pabumeasures(rule: str) -> None:
    asked = 0
    for known in ROUNDS:
        projects = tuple(Project(name, cost) for name, cost in known["costs"].items())
        data = RoundData(projects, distinct(Ballot(tuple(vote)) for vote in known["votes"]), known["budget"])
        counted = count(data, Rule(rule), Ties("cost"))
        theirs = known["rules"][rule]
        assert set(counted.winners) == set(theirs["winners"])
        why = explain(counted)
        for project, (cost, published, mended) in theirs["unfunded"].items():
            assert (why[project].highest_cost or 0) == cost
            assert why[project].more_votes == mended
            assert published is None or mended <= published
            asked += 1
    assert asked > 100
