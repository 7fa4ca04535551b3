"""Counting a published file with an explanation of every project. Target: < 0.5 s at 60,000 distinct ballots."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from machine import Times, beside, show, table
from micro_projects.voting.counting.file_count import count_file

SIZES = ((3_000, 50), (10_000, 100), (60_000, 83))
KINDS = {"greedy": "greedy", "greedy_no_skip": "greedy-no-skip", "greedy_threshold": "greedy-threshold"}
RUNS = 3
MARKS = (4, 12)
"""How many projects a ballot names: with this many, nearly every ballot is one of its kind."""


def generated(ballots: int, projects: int, rule: str) -> str:
    """A round as files are published: a budget for about a third of the projects, popular ones drawn more often."""
    draw = random.Random(f"{ballots}-{projects}")
    lines = [
        "META",
        "key;value",
        "description;Generated round",
        "country;Nowhere",
        "unit;Generated",
        "instance;2026",
        f"num_projects;{projects}",
        f"num_votes;{ballots}",
        f"budget;{projects * 20_000}",
        "vote_type;approval",
        f"rule;{rule}",
        "min_score;5",
        "PROJECTS",
        "project_id;cost",
        *(f"{n};{draw.randint(100, 1200) * 100}" for n in range(1, projects + 1)),
        "VOTES",
        "voter_id;vote",
        *(f"{n};{','.join(_ballot(draw, projects))}" for n in range(1, ballots + 1)),
    ]
    return "\n".join(lines) + "\n"


def _ballot(draw: random.Random, projects: int) -> list[str]:
    named: dict[int, None] = {}
    for _ in range(draw.randint(*MARKS)):
        named[1 + int(projects * draw.random() ** 1.5)] = None
    return [str(n) for n in named]


def naive(source: bytes) -> set[str]:
    """The same winners in the plainest way: split the lines, add fractions, go down the list. Explains nothing."""
    meta: dict[str, str] = {}
    costs: dict[str, Fraction] = {}
    score: dict[str, Fraction] = {}
    part = ""
    for line in source.decode().splitlines():
        cells = line.split(";")
        if line in ("META", "PROJECTS", "VOTES"):
            part = line
        elif cells[0] in ("key", "project_id", "voter_id"):
            continue
        elif part == "META":
            meta[cells[0]] = cells[1]
        elif part == "PROJECTS":
            costs[cells[0]] = Fraction(cells[1])
            score[cells[0]] = Fraction(0)
        else:
            for one in cells[1].split(","):
                score[one] += Fraction(1)
    return _down_the_list(meta, costs, score)


def _down_the_list(meta: dict[str, str], costs: dict[str, Fraction], score: dict[str, Fraction]) -> set[str]:
    rule, budget, least = meta["rule"], Fraction(meta["budget"]), Fraction(meta["min_score"])
    winners: set[str] = set()
    for one in sorted(costs, key=lambda project: -score[project]):
        if rule == "greedy-threshold" and score[one] < least:
            continue
        if costs[one] <= budget:
            winners.add(one)
            budget -= costs[one]
        elif rule == "greedy-no-skip":
            break
    return winners


def rows() -> Iterator[list[object]]:
    """Each size under each rule, by turns with the plain count; both must agree."""
    for ballots, projects in SIZES:
        for name, written in KINDS.items():
            source = generated(ballots, projects, written).encode()
            counted = count_file(source)
            assert counted.count.rule.name == name, counted.count.rule
            same = set(counted.count.winners) == naive(source)
            kinds = len(Counter(counted.count.data.ballots))
            ours, plain = beside(partial(count_file, source), partial(naive, source), runs=RUNS)
            yield [
                f"{name}, {ballots:,} ballots × {projects}, {kinds:,} distinct",
                _target(ballots),
                ours,
                plain,
                _share(ours, plain),
                "yes" if same else "NO",
            ]


def _target(ballots: int) -> str:
    return show(0.5) if ballots == max(size for size, _ in SIZES) else ""


def _share(ours: Times, plain: Times) -> str:
    return f"{ours.median / plain.median:.2f} ×"


def main() -> None:
    """From the file's bytes to winners and explanations."""
    print(
        f"Reading, counting and explaining every project with what would have changed it, {RUNS} runs after one "
        "warm-up, by turns with a plain count in fractions that reads the same file and explains nothing.\n"
    )
    heads = ["file", "target", "ours (least / median / most)", "plain count", "ours / plain", "same winners"]
    print(table(heads, rows()))


if __name__ == "__main__":
    main()
