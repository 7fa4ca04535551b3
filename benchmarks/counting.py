"""Counting from the file, by greedy and equal shares. Target: ≥ 40 × pabutools, ≥ 5 × pabumeasures, < 0.5 s at 60,000.

Rounds are generated: 3,000, 10,000 and 60,000 ballots that are mostly distinct, and 130,000 of few kinds. Each program
reads the file and counts it, by turns in the same run; winners must be the same, or the row says NO. Where a peer takes
minutes it runs once, and says so. `pabumeasures` is measured where it can be imported (benchmarks/peers).
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from machine import Times, beside, measure, show, table
from micro_projects.voting.counting import Rule, Ties, count
from micro_projects.voting.counting.file_count import count_file
from micro_projects.voting.counting.pabulib import read

SIZES = ((3_000, 50), (10_000, 106), (60_000, 83), (130_000, 197))
FEW_KINDS = 130_000
"""From this many ballots on, each names one project: as many kinds as projects, like the largest published round."""
MARKS = (4, 12)
"""How many projects a ballot names: with this many, nearly every ballot is one of its kind."""
RUNS = 5
SLOW = 10_000
"""From this many ballots on, a peer runs once."""
RAISED = (10_000, 106)
Winners = Callable[[], set[str]]


def generated(ballots: int, projects: int, rule: str) -> str:
    """A round as files are published: a budget for about a third of the projects, popular ones drawn more often."""
    draw = random.Random(f"{ballots}-{projects}")
    head = {
        "description": "Generated round",
        "country": "Nowhere",
        "unit": "Generated",
        "instance": "2026",
        "num_projects": projects,
        "num_votes": ballots,
        "budget": projects * 20_000,
        "vote_type": "approval",
        "rule": rule,
    }
    lines = [
        "META",
        "key;value",
        *(f"{key};{value}" for key, value in head.items()),
        "PROJECTS",
        "project_id;cost",
        *(f"{n};{draw.randint(100, 1200) * 100}" for n in range(1, projects + 1)),
        "VOTES",
        "voter_id;vote",
        *(f"{n};{','.join(_ballot(draw, projects, ballots))}" for n in range(1, ballots + 1)),
    ]
    return "\n".join(lines) + "\n"


def _ballot(draw: random.Random, projects: int, ballots: int) -> list[str]:
    named: dict[int, None] = {}
    for _ in range(1 if ballots >= FEW_KINDS else draw.randint(*MARKS)):
        named[1 + int(projects * draw.random() ** 1.5)] = None
    return [str(n) for n in named]


def ours(path: Path, rule: str) -> set[str]:
    """Read, count, and every tie looked into; equals by id, as the peers have them."""
    return set(count(read(path.read_bytes()).data(), Rule(rule), Ties("id")).winners)


def pabutools(path: Path, rule: str) -> set[str]:
    """The reference of the field, in Python; rational numbers."""
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares

    instance, profile = parse_pabulib(str(path))
    if rule == "greedy":  # most satisfaction per cost: with cost as satisfaction, most votes
        return {p.name for p in greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)}
    step = 1 if rule == "mes_add1" else None
    found = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=step)
    return {p.name for p in found}


def pabumeasures(path: Path, rule: str) -> set[str]:
    """In C++, floats with a tolerance; it reads with pabutools."""
    import pabumeasures as peer
    from pabutools.election import parse_pabulib

    instance, profile = parse_pabulib(str(path))
    run = peer.greedy if rule == "greedy" else peer.mes_cost
    return {p.name for p in run(instance, profile, peer.ProjectComparator.ByNameAsc)}


def rows(folder: Path) -> Iterator[list[object]]:
    """Each size by greedy and equal shares, by turns with each peer."""
    for ballots, projects in SIZES:
        path = folder / f"{ballots}.pb"
        path.write_text(generated(ballots, projects, "greedy"))
        kinds = len(read(path.read_bytes()).ballots)
        for rule in ("greedy", "mes"):
            mine = partial(ours, path, rule)
            yield [
                f"{rule}, {ballots:,} × {projects}, {kinds:,} distinct",
                show(0.5) if ballots == 60_000 else "",
                measure(mine, runs=RUNS),
                *_peer(mine, partial(pabutools, path, rule), ballots),
                *(
                    _peer(mine, partial(pabumeasures, path, rule), ballots)
                    if _has("pabumeasures")
                    else ["", "missing", ""]
                ),
            ]


def _has(module: str) -> bool:
    try:
        __import__(module)
    except ImportError:
        return False
    return True


def _peer(mine: Winners, theirs: Winners, ballots: int) -> list[object]:
    """Its times, how many times quicker ours is in the same turns, and whether it funds the same."""
    if not _has("pabutools"):
        return ["", "missing", ""]
    told: dict[str, set[str]] = {}
    runs, warm_up = (1, 0) if ballots >= SLOW else (RUNS, 1)
    here, there = beside(
        lambda: told.__setitem__("ours", mine()),
        lambda: told.__setitem__("theirs", theirs()),
        runs=runs,
        warm_up=warm_up,
    )
    return [there, here.times_quicker_than(there), "yes" if told["ours"] == told["theirs"] else "NO"]


def main() -> None:
    """The tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(
            f"Each program reads the file and counts it; {RUNS} runs after one warm-up, from {SLOW:,} ballots on a "
            "peer runs once, without a warm-up, between runs of ours. Ratios are of medians in the same turns.\n"
        )
        heads = [
            "rule, ballots × projects",
            "target",
            "ours",
            "pabutools",
            "ours is quicker (≥ 40 ×)",
            "same winners",
        ]
        heads += ["pabumeasures", "ours is quicker (≥ 5 ×)", "same winners"]
        print(table(heads, rows(folder)))
        print("\nReading, counting and explaining every project, with what would have changed it:\n")
        print(table(["rule, ballots × projects", "measured"], _explained(folder)))
        print(
            "\n`mes_add1`, exact, every step of 1 proved or looked at. pabutools ends as soon as nothing more fits, so "
            "it looks at fewer steps, and its winners may be others:\n"
        )
        heads = [
            "ballots × projects",
            "target",
            "ours",
            "steps",
            "pabutools (one run)",
            "ours is quicker (≥ 80 ×)",
        ]
        print(table(heads, _raised(folder)))


def _explained(folder: Path) -> Iterator[list[object]]:
    for ballots, projects in ((10_000, 106), (60_000, 83)):
        source = (folder / f"{ballots}.pb").read_bytes()
        yield [f"greedy, {ballots:,} × {projects}", measure(partial(count_file, source), runs=3)]


def _raised(folder: Path) -> Iterator[list[object]]:
    ballots, projects = RAISED
    path = folder / f"{ballots}.pb"
    trace = count(read(path.read_bytes()).data(), Rule("mes_add1"), Ties("id")).allocation.trace
    assert trace is not None
    mine = measure(partial(ours, path, "mes_add1"), runs=3)
    there: Times | str = "missing"
    if _has("pabutools") and "--quick" not in sys.argv:
        there = measure(partial(pabutools, path, "mes_add1"), runs=1, warm_up=0)
    ratio = mine.times_quicker_than(there) if isinstance(there, Times) else ""
    yield [f"{ballots:,} × {projects}", "2 s", mine, trace.raises, there, ratio]


if __name__ == "__main__":
    main()
