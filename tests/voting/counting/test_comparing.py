"""The comparison's measures are exact, and its sentences say what differs and why."""

from __future__ import annotations

from fractions import Fraction

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from micro_projects.voting.counting import RULES, Ballot, Project, RoundData, Rule, Ties, count, distinct
from micro_projects.voting.counting.comparing import Outcome, always, compare, difference, sometimes, variants
from micro_projects.voting.counting.comparing_command import simulate_command
from micro_projects.voting.counting.round_data import Form
from micro_projects.voting.counting.words_comparing import beside, headline
from micro_projects.voting.counting.words_voice import Voice

PROJECTS = (Project("a", 60), Project("b", 50), Project("c", 50), Project("d", 900, withdrawn=True))
CHOSEN = ("a", "a", "a", "bc", "bc", "c", "ab", "", "d")
DATA = RoundData(PROJECTS, distinct(Ballot(tuple(one)) for one in CHOSEN), 100)


def by(name: str, **more: object) -> Outcome:
    """DATA by one rule."""
    (found,) = compare(DATA, [Rule(name, **more)], Ties("cost"), {"a": "east", "b": "west", "c": ""})  # type: ignore[arg-type]
    return found


def test_figures_of_one_outcome() -> None:
    one = by("greedy")
    assert one.counted.winners == ("a",)
    assert (one.spent, one.left, one.served) == (60, 40, 4)
    # 7 ballots ask for money: three get all of it, one 60 of 110, three nothing
    assert one.realised == int(10_000 * (3 + Fraction(60, 110)) / 7)
    assert {part: (found.projects, found.money) for part, found in one.spread.items()} == {
        "": (0, 0),
        "east": (1, 60),
        "west": (0, 0),
    }
    nobody = RoundData(PROJECTS, (), 100)
    assert compare(nobody, [Rule("greedy")], Ties("cost"))[0].realised is None


def test_points_of_nothing_are_no_wish() -> None:
    data = RoundData(PROJECTS, ((Ballot(("a", "b"), (3, 0)), 1), (Ballot(("b",), (0,)), 1)), 60, "points")
    one = compare(data, [Rule("greedy")], Ties("cost"))[0]
    assert (one.served, one.realised) == (1, 10_000)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_measures_equal_plain_loops(draws: st.DataObject) -> None:
    form: Form = draws.draw(st.sampled_from(["approval", "points"]))
    ids = "abcde"
    projects = tuple(
        Project(one, draws.draw(st.integers(1, 9)), withdrawn=draws.draw(st.integers(0, 9)) == 0)
        for one in ids
    )
    picked = draws.draw(st.lists(st.lists(st.sampled_from(ids), unique=True, max_size=4), max_size=9))
    ballots = [
        Ballot(tuple(one), tuple(draws.draw(st.integers(0, 2)) for _ in one) if form == "points" else ())
        for one in picked
    ]
    data = RoundData(projects, distinct(ballots), draws.draw(st.integers(0, 20)), form)
    costs = {project.id: project.cost for project in projects if not project.withdrawn}
    outcomes = compare(data, variants(Rule("greedy_threshold", 1), [2, 3]), Ties("cost"))
    for at, one in enumerate(outcomes):
        assert one.counted.winners == count(data, one.rule, Ties("cost")).winners
        shares, served = [], 0
        for ballot in ballots:
            points = ballot.points or (1,) * len(ballot.projects)
            wanted = {p for p, n in zip(ballot.projects, points, strict=True) if n and p in costs}
            served += bool(wanted & one.winners)
            if wanted:
                got = sum(costs[p] for p in wanted & one.winners)
                shares.append(Fraction(got, sum(costs[p] for p in wanted)))
        assert one.served == served
        assert one.realised == (int(10_000 * sum(shares) / len(shares)) if shares else None)
        assert one.like == next(n for n, other in enumerate(outcomes) if other.winners == one.winners)
        for project in set(difference(outcomes[0], one).more):
            assert project in one.winners - outcomes[0].winners
        assert at == 0 or beside(outcomes, at, Voice())
    assert always(outcomes) | set(sometimes(outcomes)) == frozenset.union(*(one.winners for one in outcomes))


def test_every_rule_once_its_own_first() -> None:
    found = variants(Rule("greedy_threshold", 5, step=100), [5, 9])
    assert [(rule.name, rule.min_score) for rule in found[:4]] == [
        ("greedy_threshold", 5),
        ("greedy", None),
        ("greedy_no_skip", None),
        ("greedy_threshold", 9),
    ]
    assert {rule.name for rule in found} == set(RULES)
    assert all(rule.step == 100 for rule in found)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule("greedy_threshold", 4), "少选“b”"),
        (Rule("greedy_no_skip"), "排在前面的“a”放不下，从那里起不再往下选，轮不到“b”"),
        (Rule("mes"), "份额合起来"),
        (Rule("greedy", exclusive={"g": frozenset("bc")}), "“b”和已经入选的“c”同属一组"),
    ],
)
def test_why_in_one_sentence(rule: Rule, said: str) -> None:
    ballots = distinct(Ballot(tuple(one)) for one in ("c", "c", "c", "ca", "a", "a", "b", "b"))
    data = RoundData((Project("a", 60), Project("b", 50), Project("c", 50)), ballots, 100)
    outcomes = compare(data, [Rule("greedy"), rule], Ties("cost"))
    assert set(outcomes[0].counted.winners) == {"b", "c"}
    assert said in beside(outcomes, 1, Voice())
    assert headline(outcomes, Voice()).startswith("同一批选票，2 种规则有 2 种结果：")


def test_the_same_everywhere_is_said_first() -> None:
    data = RoundData((Project("a", 60),), ((Ballot(("a",)), 3),), 100)
    outcomes = compare(data, variants(Rule("greedy"), [1]), Ties("cost"))
    assert headline(outcomes, Voice()) == "同一批选票，7 种规则选出的项目完全一样。"


def test_the_command(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "r.pb"
    path.write_text(
        "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost\na;60\nb;50\n"
        "VOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n"
    )
    done = CliRunner().invoke(simulate_command, [str(path), "--least", "2", "--budget", "120"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("同一批选票，7 种规则有 ")
    as_json = CliRunner().invoke(simulate_command, [str(path), "--json"])
    assert '"realised_basis_points": 6666' in as_json.output
    assert CliRunner().invoke(simulate_command, [str(tmp_path / "none.pb")]).exit_code == 2
    path.write_text("META\n")
    assert CliRunner().invoke(simulate_command, [str(path)]).exit_code == 2
