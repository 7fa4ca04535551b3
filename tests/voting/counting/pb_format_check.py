"""The nine rules of the published format, checked independently of our reader and writer.

Written from the rules alone: it splits the text itself and counts again with plain loops.
"""

from __future__ import annotations

import csv
import math
import re
from collections import Counter

META = (
    "description country unit district subunit instance num_projects num_votes budget vote_type rule date_begin "
    "date_end min_length max_length min_sum_cost max_sum_cost min_points max_points min_sum_points max_sum_points "
    "default_score min_project_cost max_project_cost min_project_score_threshold neighborhoods subdistricts "
    "categories edition language currency fully_funded experimental comment acknowledgments leftover_budget"
).split()
REQUIRED = "description country unit instance num_projects num_votes budget vote_type rule date_begin date_end".split()
WHOLE = "num_projects num_votes min_length max_length max_points max_sum_points min_project_score_threshold".split()
PROJECTS = (
    "project_id cost votes score name category beneficiaries selected neighborhood subunit district description "
    "proposer public_id latitude longitude"
).split()
VOTES = "voter_id vote points age sex voting_method district neighborhood education".split()
RULES = "greedy greedy-no-skip greedy-threshold greedy-exclusive greedy-custom".split()
EMPTY_OK = {"category", "beneficiaries", "latitude", "longitude", "age", "sex"}


def faults(text: str) -> list[str]:
    """Every rule the file breaks; empty when it would pass."""
    if found := layout(text):
        return found
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    starts = [rows.index([name]) for name in ("META", "PROJECTS", "VOTES")]
    meta = dict(row for row in rows[starts[0] + 2 : starts[1]])
    projects = table(rows[starts[1] + 1 : starts[2]])
    votes = table(rows[starts[2] + 1 :])
    found = [f"space: {cell!r}" for row in rows for cell in row if cell != cell.strip() or "\n" in cell]
    lists = [
        row.get(c, "") for row in projects + votes for c in ("vote", "points", "category", "beneficiaries")
    ]
    found += [f"comma: {cell}" for cell in lists if re.search(r"\s,|,\s|,,", cell)]
    found += head(meta, len(projects), len(votes))
    found += columns(rows[starts[1] + 1], PROJECTS) + columns(rows[starts[2] + 1], VOTES)
    found += [
        f"empty {c}" for row in projects + votes for c, cell in row.items() if not cell and c not in EMPTY_OK
    ]
    return found + money(meta, projects) + figures(meta, projects, votes) + ballots(meta, projects, votes)


def table(rows: list[list[str]]) -> list[dict[str, str]]:
    """Rows by column."""
    assert all(len(row) == len(rows[0]) for row in rows)
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def layout(text: str) -> list[str]:
    """Rule 1 and 2: no BOM, one newline at the end, no blank line."""
    bad = text.startswith("\ufeff") or not text.endswith("\n") or "\n\n" in text or "\r" in text
    return ["layout"] if bad or not text.startswith("META\nkey;value\n") else []


def columns(header: list[str], known: list[str]) -> list[str]:
    """Rules 6 and 8: known columns in their order, those required first."""
    wanted = [c for c in known if c in header]
    return [] if wanted == header and header[:2] == known[:2] else [f"columns {header}"]


def head(meta: dict[str, str], projects: int, votes: int) -> list[str]:
    """Rules 3 to 5."""
    found = [] if [k for k in META if k in meta] == list(meta) else [f"keys {list(meta)}"]
    found += [f"no {key}" for key in REQUIRED if not meta.get(key)]
    found += [f"empty {key}" for key, value in meta.items() if not value]
    found += [f"not whole {key}" for key in WHOLE if key in meta and not meta[key].isdigit()]
    dates = [re.fullmatch(r"\d{4}|\d\d\.\d\d\.\d{4}", meta[k]) for k in ("date_begin", "date_end")]
    found += [] if all(dates) else ["dates"]
    found += [] if (int(meta["num_projects"]), int(meta["num_votes"])) == (projects, votes) else ["totals"]
    found += [] if int(meta.get("max_length", 0)) <= projects else ["max_length"]
    found += [] if meta["rule"] in RULES else ["rule"]
    if meta["vote_type"] == "choose-1" and {meta.get("min_length", "1"), meta.get("max_length", "1")} != {
        "1"
    }:
        found.append("choose-1 lengths")
    if meta["vote_type"] != "choose-1" and meta.get("max_length") == "1":
        found.append("choose-1 suggested")
    if meta["vote_type"] == "cumulative" and not int(meta.get("max_sum_points", 0)):
        found.append("max_sum_points")
    found += [] if meta.get("comment", "#1: ").startswith("#1: ") else ["comment"]
    found += [] if meta.get("fully_funded", "1") == "1" else ["fully_funded"]
    if (meta["rule"] == "greedy" and "min_project_score_threshold" in meta) or (
        meta["rule"] == "greedy-threshold" and "min_project_score_threshold" not in meta
    ):
        found.append("threshold and rule")
    return found


def money(meta: dict[str, str], projects: list[dict[str, str]]) -> list[str]:
    """Rules 6 and 7 about amounts."""
    budget = math.floor(float(meta["budget"]))
    costs = {row["project_id"]: math.floor(float(row["cost"])) for row in projects}
    found = [] if len(costs) == len(projects) else ["ids"]
    found += [f"cost {p}" for p, c in costs.items() if c <= 0 or (c > budget and c != 999999999)]
    left = budget - sum(costs[row["project_id"]] for row in projects if row["selected"] == "1")
    found += ["overspent"] if left < 0 else []
    if ("fully_funded" in meta) != (budget >= sum(costs.values())):
        found.append("fully_funded")
    if "fully_funded" in meta or meta["rule"] not in ("greedy", "greedy-threshold"):
        return found
    least = int(meta.get("min_project_score_threshold", 0))
    measure = "score" if "score" in projects[0] else "votes"
    out = [r for r in projects if r["selected"] == "0" and (not least or int(r[measure]) > least)]
    return found + [f"still fits {r['project_id']}" for r in out if costs[r["project_id"]] <= left]


def figures(meta: dict[str, str], projects: list[dict[str, str]], votes: list[dict[str, str]]) -> list[str]:
    """Rule 7: recount votes and scores, and run the rule again, ties by the order of the file."""
    named: Counter[str] = Counter()
    scored: Counter[str] = Counter()
    for row in votes:
        picked = row["vote"].split(",")
        default = range(len(picked), 0, -1)
        points = [int(n) for n in row["points"].split(",")] if "points" in row else list(default)
        named.update(picked)
        for project, n in zip(picked, points, strict=True):
            scored[project] += n
    found = [f"votes {r['project_id']}" for r in projects if int(r["votes"]) != named[r["project_id"]]]
    if "score" in projects[0]:
        found += [f"score {r['project_id']}" for r in projects if int(r["score"]) != scored[r["project_id"]]]
    if meta["rule"] in ("greedy-exclusive", "greedy-custom"):
        return found
    measure = "score" if "score" in projects[0] else "votes"
    left, least = float(meta["budget"]), int(meta.get("min_project_score_threshold", 0))
    for row in sorted(projects, key=lambda r: -int(r[measure])):
        cost = float(row["cost"])
        if int(row[measure]) < least or (cost == 999999999 and meta["rule"] == "greedy-no-skip"):
            continue
        if (cost <= left) != (row["selected"] == "1"):
            found.append(f"rule {row['project_id']}")
        if cost <= left:
            left -= cost
        elif meta["rule"] == "greedy-no-skip":
            left = -1.0
    return found


def ballots(meta: dict[str, str], projects: list[dict[str, str]], votes: list[dict[str, str]]) -> list[str]:
    """Rule 8."""
    ids = {row["project_id"] for row in projects}
    found = [] if len({row["voter_id"] for row in votes}) == len(votes) else ["voter ids"]
    for row in votes:
        picked = row["vote"].split(",")
        short, long = int(meta.get("min_length", 1)), int(meta.get("max_length", len(ids)))
        if not ids.issuperset(picked) or not short <= len(picked) <= long:
            found.append(f"vote {row}")
        if row.get("voting_method", "paper") not in ("internet", "paper"):
            found.append("method")
        if "points" in row:
            points = [int(n) for n in row["points"].split(",")]
            if len(points) != len(picked) or points != sorted(points, reverse=True):
                found.append(f"points {row}")
            if meta["vote_type"] in ("approval", "choose-1"):
                found.append("points not for this type")
        elif meta["vote_type"] == "cumulative":
            found.append("points missing")
    return found
