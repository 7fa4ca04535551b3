"""Explaining every project of a counted round, both counterfactuals. Target at 10,000 × 100: greedy < 2 s, mes < 60 s.

    python benchmarks/explaining.py [ballots] [projects]        10,000 × 100 when not told

With `pabumeasures` on the path (see
peers/build_pabumeasures.py) it is asked for the same two figures of the same projects in the same run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from random import Random

from machine import measure, table
from micro_projects.voting.counting import (
    Ballot,
    Count,
    Project,
    RoundData,
    Rule,
    Ties,
    count,
    distinct,
    explain,
)

RULES = ("greedy", "greedy_no_skip", "greedy_threshold", "mes", "mes+greedy", "mes_add1", "mes_add1+greedy")
TARGET = {"greedy": "2 s", "mes": "60 s"}
RUNS = 3
SLOW = ("mes_add1", "mes_add1+greedy")
"""Counted again a few times for every figure: measured once, on a smaller round."""
SMALLER = (2_000, 30)


def a_round(ballots: int, projects: int) -> RoundData:
    """Up to ten approvals each, some projects much liked; a budget for about a fifth of what they cost."""
    chance = Random(1)
    lines = tuple(Project(str(n), chance.randint(1_000, 50_000)) for n in range(projects))
    liked = [chance.random() ** 2 + 0.02 for _ in lines]

    def ballot() -> Ballot:
        chosen: set[int] = set()
        many = chance.randint(1, min(10, projects))
        while len(chosen) < many:
            chosen.add(chance.choices(range(projects), liked)[0])
        return Ballot(tuple(sorted(str(n) for n in chosen)))

    budget = sum(int(line.cost) for line in lines) // 5
    return RoundData(lines, distinct(ballot() for _ in range(ballots)), budget)


def peer(counted: Count) -> Callable[[], object] | None:
    """The same figures of the same unfunded projects by `pabumeasures`, where it is built."""
    try:
        from pabumeasures import Measure, ProjectComparator, greedy_measure, mes_cost_measure
        from pabutools.election import ApprovalBallot, ApprovalProfile, Instance
        from pabutools.election import Project as Theirs
    except ImportError:
        return None
    lines = {line.id: Theirs(line.id, int(line.cost)) for line in counted.data.projects}
    instance = Instance(lines.values(), budget_limit=int(counted.data.budget))
    ballots = [
        ApprovalBallot([lines[p] for p in b.projects]) for b, n in counted.data.ballots for _ in range(n)
    ]
    profile, ties = ApprovalProfile(ballots), ProjectComparator.ByCostAscThenVotesDesc
    measure = {"greedy": greedy_measure, "mes": mes_cost_measure}[counted.rule.name]
    unfunded = [line for name, line in lines.items() if name not in counted.winners]

    def ask() -> object:
        both = (Measure.COST_REDUCTION, Measure.ADD_APPROVAL_OPTIMIST)
        return [measure(instance, profile, line, asked, ties) for line in unfunded for asked in both]

    return ask


def main() -> None:
    """One line per rule."""
    told = sys.argv[1:3] + ["10000", "100"][len(sys.argv[1:3]) :]
    ballots, projects = int(told[0]), int(told[1])
    data, smaller = a_round(ballots, projects), a_round(*SMALLER)
    print(f"{ballots:,} ballots, {len(data.ballots):,} distinct, {projects} projects")
    rows = []
    for name in RULES:
        least = data.cast // 20 if name == "greedy_threshold" else None
        slow = name in SLOW
        counted = count(smaller if slow else data, Rule(name, least), Ties("cost"))
        times = measure(partial(explain, counted), runs=1 if slow else RUNS, warm_up=0 if slow else 1)
        asked = peer(counted) if name in ("greedy", "mes") else None
        theirs = measure(asked, runs=1, warm_up=0) if asked else ""
        shown = f"{name}, {SMALLER[0]:,} × {SMALLER[1]}" if slow else name
        rows.append([shown, TARGET.get(name, ""), times, theirs])
    print(table(["rule", "target", "every project explained", "pabumeasures: the two figures alone"], rows))


if __name__ == "__main__":
    main()
