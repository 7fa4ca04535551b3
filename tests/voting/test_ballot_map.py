"""The map on the ballot and on the round's page: dots under the numbers of the list, nothing that a choice shows in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from micro_projects.proposals import point_actions
from micro_projects.proposals.point_rules import Where
from micro_projects.web.door import act
from support.client import Client
from support.statements import counted
from support.voting import Story

SignIn = Callable[[str], None]
DOT = re.compile(r'<a class="map-dot" href="#p-([^"]+)"><title>(\d+) ([^<]+)</title>')


@pytest.fixture
def located(story: Story) -> Story:
    """One project with a point, one with a grid only, one nowhere; the round is open."""
    story.open_cycle()
    point, grid, _nowhere = story.advance({"长者饭堂": 60_000, "夜间照明": 45_000, "健身角": 30_000})
    with act() as now:
        worker = story.actor("worker1")
        point_actions.set_point(worker, point, Where((114_503_000, 21_906_500)), now)
        point_actions.set_point(worker, grid, Where(grid="FT-LH-G3"), now)
    story.freeze()
    story.to(story.round.opens_at)
    return story


def test_a_dot_leads_to_its_project_in_the_list(client: Client, located: Story, sign_in: SignIn) -> None:
    address = f"/rounds/{located.round.code}/vote"
    sign_in("resident01")
    numbers = set()
    for _view in range(8):
        page = client.get(address).text
        [(code, number, title)] = DOT.findall(page)
        order = re.findall(r'<li class="choice" id="p-([^"]+)"', page)
        assert order[int(number) - 1] == code
        assert title == "长者饭堂"
        numbers.add(number)
    assert len(numbers) > 1  # the number follows the order drawn for the view
    folded = _folded(page)
    assert folded.index("第1网格</h2>") < folded.index("第3网格</h2>") < folded.index("没有标在地图上")
    assert "第3网格 · 三栋楼下" in page
    assert "style=" not in folded
    assert "<script" not in folded


def test_the_map_shows_no_choice_and_asks_one_statement(
    client: Client, located: Story, sign_in: SignIn
) -> None:
    address = f"/rounds/{located.round.code}/vote"
    sign_in("resident01")
    client.get(address)
    with counted() as asked:
        page = client.get(address).text
    assert sum("proposal_point" in statement for statement in asked) == 1
    assert not [s for s in asked if "FROM place_map WHERE place_map.id" in s]
    assert len(asked) <= 12
    order = re.search(r'name="order" value="([^"]+)"', page)
    assert order is not None

    def folded(*choices: str) -> str:
        data = {"do": "choose", "order": order[1], "choices": list(choices)}
        return _folded(client.post(address, data=data).text)

    assert folded() == folded(located.codes[0]) == folded(*located.codes)


def test_the_rounds_page_shows_it_to_everybody(client: Client, located: Story) -> None:
    address = f"/rounds/{located.round.code}"
    client.get(address)
    with counted() as asked:
        page = client.get(address).text
    assert len(asked) <= 8
    dots = re.findall(r'<a class="map-dot" href="/proposals/([^"]+)"><title>(\d+) ', page)
    assert dots == [(dots[0][0], str(int(dots[0][0][-3:])))]


def test_without_a_point_there_is_no_map(client: Client, voting: Story, sign_in: SignIn) -> None:
    sign_in("resident01")
    assert "map-more" not in client.get(f"/rounds/{voting.round.code}/vote").text


def _folded(page: str) -> str:
    found = re.search(r'<details class="more map-more">.*?</details>', page, re.DOTALL)
    assert found is not None
    return found[0]
