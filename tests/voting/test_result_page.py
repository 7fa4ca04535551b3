"""The result's page: the picture, the reasons, ties with both orders, from what was kept, within its budget."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from werkzeug.test import TestResponse

from micro_projects.voting import count_actions, count_queries, explaining, queries
from micro_projects.voting.import_actions import import_round
from micro_projects.web.door import act
from support.client import Client
from support.statements import counted
from support.voting import Story

HEAD = """META
key;value
description;A round
country;Poland
unit;Somewhere
instance;2024
num_projects;{projects}
num_votes;{ballots}
budget;{budget}
vote_type;approval
rule;{rule}
currency;PLN
PROJECTS
project_id;cost;name
"""
BY_HAND = "bridge;600;The bridge\nwell;500;The well\nlamp;500;The lamp\n"
BALLOTS = ["bridge,well"] * 5 + ["bridge"] + ["lamp"] * 4


def brought_in(story: Story, folder: Path, rule: str, projects: str, ballots: list[str], budget: int) -> str:
    path = folder / "round.pb"
    head = HEAD.format(rule=rule, budget=budget, projects=projects.count("\n"), ballots=len(ballots))
    votes = "".join(f"{n};{ballot}\n" for n, ballot in enumerate(ballots))
    path.write_text(f"{head}{projects}VOTES\nvoter_id;vote\n{votes}")
    with act() as now:
        return import_round(path, "FT-LH", story.actor("admin"), now).code


def text(answer: TestResponse, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_the_order_the_line_and_the_spending(story: Story, client: Client, tmp_path: Path) -> None:
    code = brought_in(story, tmp_path, "greedy", BY_HAND, BALLOTS, 1_000)
    page = text(client.get(f"/rounds/{code}/result"))
    assert "1 个项目入选，共 600.00 PLN，预算 1,000.00 PLN。" in page
    assert (
        "<p>没有入选：得 5 票，排第 2 位；需要 500.00 PLN，轮到它时只剩 400.00 PLN，差 100.00 PLN。" in page
    )
    assert "投过票的人里再有 2 人也选它，它就会入选；费用不高于 400.00 PLN，它也会入选。" in page
    well = page[page.index("<th", page.index('href="#p-well"') - 60) : page.index('href="#p-lamp"')]
    assert re.findall(r'<rect class="bar-(\w+)"[^>]*', well) == ["track", "3", "track", "3", "0"]
    assert 'x1="80.00%"' in well, "the budget is a line across the spending"
    assert "累计 600.00 PLN" in page
    assert "<h1>The well</h1><p>没有入选：" in text(client.get(f"/rounds/{code}/result/2"))
    text(client.get(f"/rounds/{code}/result/9"), 404)


def test_the_rounds_of_equal_shares(story: Story, client: Client, tmp_path: Path) -> None:
    code = brought_in(story, tmp_path, "equalshares", BY_HAND, BALLOTS, 1_200)
    page = text(client.get(f"/rounds/{code}/result"))
    assert "第 1 轮由选它的人一起买下；需要 600.00 PLN，6 人出钱，每人最多出 100.00 PLN。" in page
    assert "选它的 5 人一开始共有 600.00 PLN，本来够它需要的 500.00 PLN" in page
    assert "他们的钱花在了：“The bridge” 500.00 PLN。" in page
    assert (
        "选它的 4 人一开始每人有 120.00 PLN，一共 480.00 PLN，不够它需要的 500.00 PLN；至少要有 5 人选它才够。"
        in page
    )
    assert "均等份额法" in page
    one = text(client.get(f"/rounds/{code}/result/2"))
    assert "选它的人的钱花到哪里" in one
    assert re.search(r"还剩.*?100\.00 PLN.*?一开始共有.*?600\.00 PLN", one, re.S)
    assert re.search(r"第 1 轮.*?The bridge.*?6.*?5", one, re.S)


def test_ties_that_mattered_are_told_with_both_orders(story: Story, client: Client, tmp_path: Path) -> None:
    projects = "a;5;Arch\nb;5;Bench\nc;1;Curb\n"
    code = brought_in(story, tmp_path, "greedy", projects, ["a,b"] * 3 + ["c"], 6)
    page = text(client.get(f"/rounds/{code}/result"))
    assert "并列影响了结果" in page
    assert "按这个次序入选的是 “Arch”；换成 “Bench”、“Arch”，入选的是 “Bench”。" in page


def test_what_the_page_says_was_kept_when_it_was_counted(
    story: Story, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is counted to show it, however many ballots there are."""
    code = brought_in(story, tmp_path, "equalshares", BY_HAND, BALLOTS, 1_200)
    round_ = queries.round_or_404(code)
    for line in queries.result(round_.id):
        assert line.allocation
        assert explaining.read(line.allocation.explanation).project == line.project.code
    monkeypatch.setattr(count_queries, "counted", None)
    monkeypatch.setattr(count_actions, "explain", None)
    text(client.get(f"/rounds/{code}/result"))


@pytest.mark.parametrize("rule", ["greedy", "equalshares"])
def test_two_hundred_projects_within_the_budget(
    story: Story, client: Client, tmp_path: Path, rule: str
) -> None:
    chance = Random(7)
    names = [f"p{n}" for n in range(200)]
    projects = "".join(f"{name};{chance.randint(10, 900)};Project {name}\n" for name in names)
    ballots = [",".join(chance.sample(names, 8)) for _ in range(300)]
    code = brought_in(story, tmp_path, rule, projects, ballots, 20_000)
    client.get(f"/rounds/{code}/result")
    with counted() as asked:
        page = text(client.get(f"/rounds/{code}/result"))
    assert len(asked) <= 8
    assert page.count('id="p-p') == 200
