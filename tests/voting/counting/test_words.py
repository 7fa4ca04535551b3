"""Explanations as sentences: every outcome, in Chinese and in English, with the figures in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

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
from micro_projects.voting.counting.explained import Course
from micro_projects.voting.counting.purse import Outcome
from micro_projects.voting.counting.words import TIE_RULE, Voice, how, sentences, tie_sentence, told

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "micro_projects" / "voting" / "counting"
PO = ROOT / "micro_projects" / "translations" / "en" / "counting.po"
CHINESE = re.compile("[\u4e00-\u9fff]")


def english() -> Callable[[str], str]:
    """The English catalogue; KeyError on a message it lacks."""
    with PO.open("rb") as file:
        catalogue = {str(m.id): str(m.string) for m in read_po(file, locale="en") if m.id}
    return catalogue.__getitem__


def a_round(rule: Rule, ties: Ties | None = None, budget: int = 10) -> Count:
    """Names of projects are Latin, so that Chinese in an English sentence shows."""
    spec = {"Well": (9, 6), "Hall": (8, 5), "Path": (7, 4), "Lamp": (3, 2), "Sign": (3, 2), "Dam": (1, 99)}
    projects = tuple(Project(n, cost, withdrawn=n == "Lamp" and budget == 9) for n, (_, cost) in spec.items())
    ballots = distinct(Ballot((n,)) for n, (times, _) in spec.items() for _ in range(times))
    return count(RoundData(projects, ballots, budget), rule, ties or Ties())


def two_loves(rule: str) -> Count:
    """The same people want both, and have money for one; something that costs nothing; what nobody wants."""
    costs = {"Bridge": 6, "Ferry": 6, "Wish": 0, "Tower": 5, "Gift": 1}
    ballots = distinct([Ballot(("Bridge", "Ferry", "Wish"))] * 6 + [Ballot(("Wish",))] * 4)
    projects = tuple(Project(name, cost) for name, cost in costs.items())
    return count(RoundData(projects, ballots, 11), Rule(rule), Ties("cost"))


EVERY = [
    a_round(Rule("greedy")),
    a_round(Rule("greedy"), Ties("lot"), 12),
    a_round(Rule("greedy"), Ties("cost"), 12),
    a_round(Rule("greedy"), Ties("id"), 100),
    a_round(Rule("greedy"), budget=9),
    a_round(Rule("greedy_no_skip")),
    a_round(Rule("greedy_threshold", 4)),
    a_round(Rule("greedy", exclusive={"Water": frozenset(["Well", "Path"])})),
    a_round(Rule("greedy", overshoot=Fraction(1, 10))),
    a_round(Rule("mes"), Ties("cost"), 20),
    a_round(Rule("mes"), Ties("cost"), 9),
    a_round(Rule("mes"), Ties("cost"), 0),
    a_round(Rule("mes", exclusive={"Water": frozenset(["Well", "Path"])}), Ties("lot"), 40),
    a_round(Rule("mes+greedy", overshoot=Fraction(1, 3)), Ties("cost"), 12),
    a_round(Rule("mes+greedy", exclusive={"Water": frozenset(["Well", "Path"])}), Ties("cost"), 11),
    a_round(Rule("mes_add1", overshoot=Fraction(1, 3)), Ties("cost"), 18),
    a_round(Rule("mes_add1+greedy", step=Fraction(1, 4)), Ties("cost"), 30),
    two_loves("mes"),
    two_loves("mes+greedy"),
]


@pytest.mark.parametrize("translate", [str, english()], ids=["zh", "en"])
def test_every_sentence_is_complete_in_both_languages(translate: Callable[[str], str]) -> None:
    voice = Voice(translate)
    seen = set()
    for counted in EVERY:
        said = [how(counted, voice, "ab12"), *(tie_sentence(tie, "approval", voice) for tie in counted.ties)]
        explanations = explain(counted)
        for lines in told(explanations.values(), voice).values():
            said += lines
        for why in explanations.values():
            seen |= {why.outcome} | ({why.shares.course} if why.shares else set())
        assert all("%(" not in text and "None" not in text for text in said)
        assert translate is str or not any(CHINESE.search(text) for text in said)
    assert seen == {*get_args(Outcome), *get_args(Course)}


def test_a_sentence_says_who_what_and_how_much_first() -> None:
    why = explain(a_round(Rule("greedy")))
    said = sentences(why["Hall"], Voice(money=lambda n: f"¥{n}"))
    assert said == [
        "“Hall”没有入选：得 8 票，排第 2 位；需要 ¥5，轮到它时只剩 ¥4，差 ¥1。",
        "排在它前面入选的有：“Well”。",
        "其他都不变，投过票的人里再有 2 人也选它，它就会入选；费用不高于 ¥4，它也会入选。",
    ]
    assert sentences(why["Well"], Voice(english()))[0] == (
        "“Well” is funded: with 9 votes it came in place 1; it costs 6, and 10 was left when its turn came."
    )
    assert "with 1 vote it" in sentences(why["Dam"], Voice(english()))[0]


def test_points_are_called_points_and_projects_by_their_names() -> None:
    points = RoundData(
        (Project("a", 5, "井"), Project("b", 5, "路")), ((Ballot(("a",), (3,)), 1),), 5, "points"
    )
    counted = count(points, Rule("greedy"), Ties())
    said = sentences(explain(counted)["b"], Voice(names={"a": "井", "b": "路"}))
    assert said[0].startswith("“路”没有入选：得 0 分")
    assert said[1] == "排在它前面入选的有：“井”。"
    assert "它再多 4 分" in said[2]


def test_the_rule_the_ties_and_the_fingerprint_are_named() -> None:
    text = how(a_round(Rule("greedy_threshold", 4), Ties("lot")), Voice(), "ab12")
    assert "greedy" not in text, "a code is nothing to read"
    assert TIE_RULE["lot"] in text
    assert "最低得分 4 票" in text
    assert "ab12" in text


def test_every_message_has_its_english_with_the_same_places_and_the_catalogue_holds_no_other() -> None:
    messages = {
        node.args[0].value
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
        if isinstance(node.args[0], ast.Constant)
    }
    entries: dict[str, str] = {}
    for path in PO.parent.glob("*.po"):
        with path.open("rb") as file:
            here = {str(m.id): str(m.string) for m in read_po(file, locale="en") if m.id}
        entries |= here
        assert path != PO or here.keys() <= messages
    assert not messages - entries.keys()
    for chinese in messages:
        text = entries[chinese]
        assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", str(chinese)))
        assert text
        assert not CHINESE.search(text)
