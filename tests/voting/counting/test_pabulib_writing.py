"""Writing a counted round: the format's checker and one of our own find no fault, and reading gives the same back."""

from __future__ import annotations

import contextlib
import importlib.util
import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabulib.checker import Checker

from micro_projects.kernel.refusal import Refused
from micro_projects.voting.counting import (
    RULES,
    Ballot,
    Count,
    Project,
    RoundData,
    Rule,
    Ties,
    count,
    distinct,
)
from micro_projects.voting.counting.file_count import FileCount, count_file
from micro_projects.voting.counting.pabulib import WITHDRAWN_COST
from micro_projects.voting.counting.pabulib_writer import Cast, write
from micro_projects.voting.counting.round_data import Form, Number
from micro_projects.voting.counting.round_json import Record, write_json

ABOUT = {
    "description": "莲花社区 2026 年 ; 居民投票",
    "country": "China",
    "unit": "Futian",
    "instance": "2026",
    "date_begin": "01.03.2026",
    "date_end": "10.03.2026",
    "language": "zh",
    "currency": "CNY",
    "max_sum_points": "",
}


def _beside(name: str) -> ModuleType:
    """A module in this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FORMS: tuple[Form, ...] = ("approval", "ranked", "points")
faults = _beside("pb_format_check").faults


def errors(text: str) -> dict[str, Any]:
    """What the format's own checker finds wrong."""
    with contextlib.redirect_stdout(io.StringIO()):
        found = Checker().process_files([text])
    return dict(found[1]["results"]["errors"])


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """Counted rounds of every form and rule, with what a round may freeze."""
    names = draw(st.permutations("abcde"[: draw(st.integers(2, 5))]))
    cents = draw(st.sampled_from([100, 100, 1, 25]))
    budget = draw(st.integers(4, 20)) * cents
    labels = st.sampled_from(["Bank; am Weg", '"Licht"', " 健身 器材\n", "x"])
    costs = st.integers(max(1, 100 // cents), max(8, 100 // cents + 12))
    projects = tuple(
        Project(n, draw(costs) * cents, draw(labels), draw(st.integers(0, 9)) == 0) for n in names
    )
    form: Form = draw(st.sampled_from(FORMS))
    points = st.sampled_from([0, 1, 2, 3, Fraction(1, 2)]) if draw(st.booleans()) else st.integers(0, 3)
    ballots = [
        Ballot(
            tuple(picked if form != "approval" else sorted(picked)),
            tuple(draw(points) for _ in picked) if form == "points" else (),
        )
        for picked in draw(
            st.lists(st.lists(st.sampled_from(names), unique=True, max_size=3), min_size=1, max_size=9)
        )
    ]
    if form == "points":
        ballots = [_by_project(ballot) for ballot in ballots]
    top = draw(st.sampled_from([None, 3])) if form == "ranked" else None
    rule = Rule(
        draw(st.sampled_from(list(RULES))),
        draw(st.sampled_from([1, 2, 3, Fraction(3, 2)])),
        draw(st.sampled_from([{}, {"g": frozenset(names[:2])}])),
        draw(st.sampled_from([Fraction(0), Fraction(1, 4)])),
        draw(st.sampled_from([None, 100, 30])),
    )
    ties = Ties("lot", {name: rank for rank, name in enumerate(draw(st.permutations(names)))})
    ties = draw(st.sampled_from([ties, Ties("file"), Ties("cost"), Ties("id")]))
    return count(RoundData(projects, distinct(ballots), budget, form, top), rule, ties)


def _by_project(ballot: Ballot) -> Ballot:
    pairs = sorted(zip(ballot.projects, ballot.points, strict=True))
    return Ballot(tuple(p for p, _ in pairs), tuple(n for _, n in pairs))


def in_yuan(data: RoundData) -> RoundData:
    """The same round with its amounts in yuan, as a file has them."""
    projects = tuple(
        replace(p, cost=WITHDRAWN_COST if p.withdrawn else _less(p.cost), name="") for p in data.projects
    )
    return replace(data, projects=tuple(sorted(projects, key=lambda p: p.id)), budget=_less(data.budget))


def _less(fen: Number) -> Number:
    yuan = Fraction(fen, 100)
    return yuan.numerator if yuan.denominator == 1 else yuan


def same(counted: Count, back: FileCount) -> None:
    """The round, and its count."""
    data = back.count.data
    named = replace(data, projects=tuple(replace(p, name="") for p in data.projects))
    assert in_yuan(counted.data) == replace(named, projects=tuple(sorted(named.projects, key=lambda p: p.id)))
    assert back.count.rule.name == counted.rule.name
    assert back.count.votes == counted.votes
    assert back.count.scores == counted.scores
    assert back.count.winners == counted.winners
    assert set(back.count.order) == set(counted.order)


@settings(max_examples=300, deadline=None)
@given(counts(), st.sampled_from(["", "3", "9"]), st.sampled_from(["", "9"]))
def test_every_form_by_every_rule_is_written_as_the_checker_wants_and_comes_back(
    counted: Count, longest: str, most: str
) -> None:
    about = ABOUT | {"max_length": longest, "max_sum_points": most if counted.data.form == "points" else ""}
    text = write(counted, about, unit=100)
    assert errors(text) == {}
    back = count_file(text.encode())
    assert not back.notes
    same(counted, back)
    over = {t.project for t in counted.allocation.turns if t.outcome.endswith("_over")}
    assert back.file.official_winners() == set(counted.winners) - over


@settings(max_examples=150, deadline=None)
@given(counts())
def test_the_same_in_json(counted: Count) -> None:
    ballots = [ballot for ballot, times in counted.data.ballots for _ in range(times)]
    records = [Record(f"r{n}", ballot, "ab" * 32) for n, ballot in enumerate(ballots)]
    text = write_json(counted, ABOUT, records, unit=100, more={"frozen": {"b": [1]}})
    back = count_file(text.encode())
    assert not back.notes
    if not any(p.withdrawn for p in counted.data.projects):
        same(counted, back)
    assert back.count.winners == counted.winners
    assert back.count.order == counted.order
    assert back.file.official_winners() == set(counted.winners)


def small(form: str = "approval", **more: object) -> Count:
    """Two projects, two ballots."""
    ballots = [Ballot(("a",), (2,) if form == "points" else ()), Ballot(())]
    data = RoundData((Project("a", 500), Project("b", 900)), distinct(ballots), 1000, form)  # type: ignore[arg-type]
    return count(data, Rule("greedy", **more), Ties("lot"))  # type: ignore[arg-type]


def test_what_the_keys_cannot_say_is_a_comment() -> None:
    text = write(small(exclusive={"g": frozenset("ab")}), ABOUT, comments=["Held twice."])
    comment = next(line for line in text.splitlines() if "#1" in line)
    assert "#1: Held twice. #2: Ballots without any project" in comment
    assert "#3: At most one of these is funded (g): a, b." in comment
    assert "rule;greedy-exclusive" in text
    over = write(small(overshoot=Fraction(1, 2)), ABOUT)
    assert "rule;greedy-custom" in over
    assert "a;500;1;a;1" in over
    assert "b;900;0;b;2" in over


def test_records_keep_their_random_ids_and_methods() -> None:
    records = [Cast("zz", Ballot(("a",)), "paper"), Cast("k1", Ballot(()), "internet")]
    text = write(small(), ABOUT, records, columns={"category": {"a": "道路 , 绿化", "b": ""}})
    assert text.endswith("VOTES\nvoter_id;vote;voting_method\nzz;a;paper\n")
    assert "a;500;1;a;道路,绿化;1" in text
    assert faults(text) == []
    assert "voting_method" not in write(small(), ABOUT, [Cast("k", Ballot(("a",)))])


def test_one_choice_is_choose_1() -> None:
    text = write(small(), ABOUT | {"max_length": "1"})
    assert "vote_type;choose-1\n" in text
    assert faults(text) == []


def test_the_check_itself_finds_faults() -> None:
    text = write(small(), ABOUT)
    assert faults(text) == []
    for wrong in (
        text.replace("greedy\n", "greedy\nmin_project_score_threshold;1\n"),
        text.replace("1;a;1", "1;a;0"),
        text.replace("a;500;1", "a;500;2"),
        text.replace("num_votes;1", "num_votes;2"),
        text.replace("China", " China"),
        text + "\n",
    ):
        assert wrong != text
        assert faults(wrong)


DATA = RoundData((Project("a", 500), Project("b", 900)), ((Ballot(("a", "b")), 1),), 1000)


@pytest.mark.parametrize(
    ("data", "about", "options", "where"),
    [
        (DATA, {"unit": ""}, {}, "unit"),
        (DATA, {"weather": "fine"}, {}, "weather"),
        (DATA, {"num_votes": "7"}, {}, "num_votes"),
        (DATA, {"min_length": "two"}, {}, "min_length"),
        (DATA, {"currency": "yuan"}, {}, "currency yuan"),
        (DATA, {"date_end": "2026-03-10"}, {}, "date_begin, date_end"),
        (DATA, {"date_end": "10.02.2026"}, {}, "10.02.2026"),
        (DATA, {"max_length": "1"}, {}, "1"),
        (DATA, {}, {"columns": {"colour": {}}}, "colour"),
        (DATA, {}, {"columns": {"votes": {}}}, "votes"),
        (DATA, {}, {"columns": {"proposer": {"a": "x"}}}, "proposer"),
        (DATA, {}, {"cast": [Cast("k", Ballot(("a",)), "pigeon")]}, "pigeon"),
        (DATA, {}, {"cast": [Cast("k", Ballot(("a",))), Cast("k", Ballot(("a",)))]}, "k"),
        (DATA, {}, {"unit": 100_000}, "a"),
        (RoundData((Project("a,b", 500),), (), 1000), {}, {}, "a,b"),
        (RoundData((Project("a", Fraction(1, 2)),), (), 9), {}, {}, "a"),
        (RoundData((Project("a", 5), Project("b", 5)), (), 9), {}, {}, "a, b"),
    ],
)
def test_what_the_format_cannot_say_is_refused(
    data: RoundData, about: dict[str, str], options: dict[str, object], where: str
) -> None:
    counted = count(data, Rule("greedy"), Ties("lot"))
    with pytest.raises(Refused) as no:
        write(counted, ABOUT | about, **options)  # type: ignore[arg-type]
    assert (no.value.refusal.code, no.value.facts["where"]) == ("pb_unwritable", where)
