"""A large file is read at once; read row by row it says the same, to the note and the line."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from micro_projects.kernel.refusal import Refused
from micro_projects.voting.counting.pabulib import read
from micro_projects.voting.counting.pabulib_ballots import VOTE_TYPES, _ballots, _Oddities
from micro_projects.voting.counting.pabulib_distinct import distinct_ballots
from micro_projects.voting.counting.pabulib_table import PlainRows, tables
from micro_projects.voting.counting.round_data import in_order
from support.code import ROOT

PUBLISHED = sorted((ROOT.parent / "shared" / "data" / "pabulib").glob("*.pb"))
HEAD = "META\nkey;value\nbudget;100\nvote_type;{kind}\nrule;greedy\nPROJECTS\nproject_id;cost\na;60\nab;50\nb;7\nc;1\nVOTES\n"


def rows(seed: int, kind: str) -> str:
    """Rows as published, and as nobody should publish them."""
    r = random.Random(seed)
    lines = ["voter_id;vote;points;sex"]
    for number in range(r.randint(0, 12)):
        named = [
            r.choice(
                ["a", "ab", "b", "c", "a ", " b", "", "z"] if r.random() < 0.1 else ["a", "ab", "b", "c"]
            )
            for _ in range(r.randint(0, 3))
        ]
        points = [
            r.choice(["1", "2", "2.5", "-1", "x"] if r.random() < 0.05 else ["1", "2", "2.5"]) for _ in named
        ]
        voter = r.choice([str(number), "1"]) if r.random() < 0.2 else str(number)
        line = f"{voter};{','.join(named)};{','.join(points)};F"
        lines += [line + r.choice(["", "", "", ";", " ;"])] + ([";;", "", "  "] if r.random() < 0.1 else [])
    return r.choice(["\n", "\r\n"]).join(lines) + r.choice(["", "\n"])


def refusal(text: str) -> tuple[object, ...]:
    """Why the rows cannot be read; empty when they can."""
    try:
        tables(text)
    except Refused as no:
        return (no.refusal, no.facts)
    return ()


@pytest.mark.parametrize("kind", VOTE_TYPES)
def test_at_once_is_row_by_row(kind: str) -> None:
    refused = 0
    for seed in range(150):
        text = HEAD.format(kind=kind) + rows(seed, kind)
        quoted = text.replace("voter_id;", '"voter_id";')  # a quote anywhere: csv reads the rows
        if no := refusal(text):
            assert no == refusal(quoted)
            refused += 1
            continue
        one = tables(text)["VOTES"]
        two = tables(quoted)["VOTES"]
        assert isinstance(one.rows, PlainRows)
        assert not isinstance(two.rows, PlainRows)
        assert (one.name, one.line, one.columns, list(one.rows)) == (
            two.name,
            two.line,
            two.columns,
            list(two.rows),
        )
        form = VOTE_TYPES[kind]
        quick = distinct_ballots(one, kind, form, frozenset(["a", "ab", "b", "c"]))
        odd = _Oddities()
        try:
            slow = in_order(Counter(_ballots(one, kind, form, frozenset(["a", "ab", "b", "c"]), odd)))
        except Refused:
            refused += 1
            assert quick is None
        else:
            assert quick is not None
            assert (quick.ballots, list(quick.odd.items())) == (slow, list(odd.found.items()))
    assert 0 < refused < 120


@pytest.mark.skipif(not PUBLISHED, reason="the published rounds are not beside the project")
@pytest.mark.parametrize("path", PUBLISHED, ids=lambda p: p.stem)
def test_published_rounds_are_read_at_once(path: object) -> None:
    source = path.read_bytes()  # type: ignore[attr-defined]
    text = source.decode()
    assert isinstance(tables(text)["VOTES"].rows, PlainRows)
    assert read(source).ballots == read(text.replace("voter_id;", '"voter_id";').encode()).ballots
