"""Writing a counted round: an independent check finds no fault, and our reader gives the same round back."""

from __future__ import annotations

import importlib.util
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from micro_projects.kernel.refusal import Refused
from micro_projects.voting.counting import Ballot, Count, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.file_count import count_file
from micro_projects.voting.counting.pabulib_writer import Cast, write
from micro_projects.voting.counting.round_data import Form

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


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """Counted rounds that the format can say: whole yuan, scores whole, no cost above the budget."""
    names = draw(st.permutations("abcde"[: draw(st.integers(2, 5))]))
    budget = draw(st.integers(8, 20)) * 100
    labels = st.sampled_from(["Bank; am Weg", '"Licht"', " 健身 器材\n", "x"])
    projects = tuple(
        Project(n, draw(st.integers(1, 8)) * 100, draw(labels), draw(st.integers(0, 9)) == 0) for n in names
    )
    form: Form = draw(st.sampled_from(FORMS))
    ballots = [
        Ballot(tuple(picked), tuple(draw(st.integers(0, 3)) for _ in picked) if form == "points" else ())
        for picked in draw(
            st.lists(st.lists(st.sampled_from(names), unique=True, max_size=3), min_size=1, max_size=9)
        )
    ]
    top = draw(st.sampled_from([None, 3])) if form == "ranked" else None
    rule = Rule(
        draw(st.sampled_from(["greedy", "greedy_no_skip", "greedy_threshold"])),
        draw(st.integers(1, 3)),
        draw(st.sampled_from([{}, {"g": frozenset(names[:2])}])),
        draw(st.sampled_from([Fraction(0), Fraction(1, 4)])),
    )
    ties = Ties("lot", {name: rank for rank, name in enumerate(draw(st.permutations(names)))})
    return count(RoundData(projects, distinct(ballots), budget, form, top), rule, ties)


@settings(max_examples=150, deadline=None)
@given(counts(), st.sampled_from(["", "3", "9"]))
def test_the_format_is_kept_and_the_round_comes_back(counted: Count, longest: str) -> None:
    about = ABOUT | {"max_length": longest, "max_sum_points": "9" if counted.data.form == "points" else ""}
    text = write(counted, about, unit=100)
    assert faults(text) == []
    back = count_file(text.encode(), rule=counted.rule.name)
    assert not [note for note in back.notes if note.code != "no_threshold"]
    assert back.count.votes == counted.votes
    assert back.count.scores == counted.scores
    assert back.count.order == counted.order
    assert [p.project.withdrawn for p in back.file.published].count(True) == sum(
        p.withdrawn for p in counted.data.projects
    )
    over = {t.project for t in counted.allocation.turns if t.outcome == "funded_over"}
    assert back.file.official_winners() == set(counted.winners) - over
    if not counted.rule.exclusive and not over:
        assert back.count.winners == counted.winners


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
        (RoundData((Project("a", 5000),), (), 1000), {}, {}, "a"),
        (RoundData((Project("a,b", 500),), (), 1000), {}, {}, "a,b"),
        (
            RoundData((Project("a", 5),), ((Ballot(("a",), (Fraction(1, 2),)), 1),), 9, "points"),
            {"max_sum_points": "1"},
            {},
            "score a",
        ),
        (RoundData((Project("a", 5),), ((Ballot(("a",), (1,)), 1),), 9, "points"), {}, {}, "max_sum_points"),
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
