"""Where a proposal lies: pressed on a picture without a script, or a grid; by whom, until when; never its text."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from makers.proposals import Story
from micro_projects.extensions import db
from micro_projects.kernel.refusal import Refused
from micro_projects.places import map_queries
from micro_projects.proposals import point_actions, point_queries, queries
from micro_projects.proposals.models import Proposal
from micro_projects.proposals.moving import take
from micro_projects.proposals.point_rules import Where
from micro_projects.web.door import act
from support.client import Client
from support.founded import PASSWORD

pytestmark = pytest.mark.founded
INSIDE = (114_503_000, 21_906_500)
"""In the demo map's first grid."""


def sign_in(client: Client, login: str) -> None:
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 303


def put(story: Story, login: str, proposal: Proposal, where: Where) -> None:
    with act() as now:
        point_actions.set_point(story.as_(login), proposal, where, now)


def refused(story: Story, login: str, proposal: Proposal, where: Where = Where(INSIDE)) -> str:  # noqa: B008
    with pytest.raises(Refused) as caught:
        put(story, login, proposal, where)
    return caught.value.refusal.code


def test_by_the_author_at_first_and_by_a_worker_until_the_ballot_is_frozen(story: Story) -> None:
    proposal = story.submitted()
    text_hash = queries.version(proposal.id, 1).text_hash
    put(story, "resident01", proposal, Where(INSIDE))
    assert refused(story, "resident02", proposal) == "not_author"
    assert refused(story, "worker9", proposal) in ("not_allowed", "not_on_roll")
    assert refused(story, "resident01", proposal, Where((114_900_000, 21_906_500))) == "point_off_map"
    assert refused(story, "resident01", proposal, Where(grid="FT-XM-G1")) == "point_no_grid"
    point = point_queries.newest(proposal.id)
    assert point is not None
    assert (point.lon, point.lat, point.grid) == (*INSIDE, "FT-LH-G1")
    with act() as now:
        take(proposal, "second", by=story.as_("resident02"), at=now)
    assert refused(story, "resident01", proposal) == "point_author_too_late"
    put(story, "worker1", proposal, Where(grid="FT-LH-G3"))
    newer = point_queries.newest(proposal.id)
    assert newer is not None
    assert (newer.lon, newer.grid) == (None, "FT-LH-G3")
    put(story, "worker1", proposal, Where())
    assert point_queries.newest(proposal.id) is None
    assert db.session.scalar(sa.text("SELECT count(*) FROM proposal_point")) == 3
    assert proposal.version == 1
    assert queries.version(proposal.id, 1).text_hash == text_hash


def test_after_freezing_nobody_and_the_database_says_so_too(story: Story) -> None:
    proposal = story.selected()
    assert refused(story, "worker1", proposal) == "point_too_late"
    with pytest.raises(DatabaseError, match="proposal_point_before_freezing"):
        _insert(proposal, *INSIDE)
    db.session.rollback()


@pytest.mark.parametrize(
    ("guard", "lon", "grid"),
    [("proposal_point_on_map", 114_900_000, "FT-LH-G1"), ("proposal_point_grid", INSIDE[0], "FT-LH")],
)
def test_the_database_keeps_points_on_the_map(story: Story, guard: str, lon: int, grid: str) -> None:
    proposal = story.submitted()
    with pytest.raises(DatabaseError, match=guard):
        _insert(proposal, lon, INSIDE[1], grid)
    db.session.rollback()


def test_an_answer_stays(story: Story) -> None:
    put(story, "resident01", story.submitted(), Where(INSIDE))
    for statement in (
        "UPDATE proposal_point SET lon = 0, lat = 0",
        "DELETE FROM proposal_point",
        "DELETE FROM place_map",
    ):
        with pytest.raises(DatabaseError, match="refused"):
            db.session.execute(sa.text(statement))
        db.session.rollback()


def _insert(proposal: Proposal, lon: int, lat: int, grid: str = "FT-LH-G1") -> None:
    db.session.execute(
        sa.text(
            "INSERT INTO proposal_point (proposal_id, map_id, lon, lat, grid_id, by_id, at) SELECT :id, m.id, :lon, "
            ":lat, g.id, 1, m.at FROM place_map m, place g WHERE g.code = :grid"
        ),
        {"id": proposal.id, "lon": lon, "lat": lat, "grid": grid},
    )


def test_pressed_on_the_picture_without_a_script(client: Client, story: Story) -> None:
    proposal = story.submitted()
    sign_in(client, "resident01")
    address = f"/proposals/{proposal.code}"
    assert f'href="{address}/point"' in client.get(address).text
    page = client.get(f"{address}/point").text
    assert '<input type="image" name="" src="/c/FT-LH/map.svg" width="288"' in page
    assert "只为方便查找，不是提案文本的一部分" in page
    for width in (288, 640):
        map_ = map_queries.in_force(proposal.place_id)
        assert map_ is not None
        to = map_.drawing.to
        x, y = (value * width // to.width for value in to.place(*INSIDE))
        assert client.post(f"{address}/point", data={"x": x, "y": y, "width": width}).status_code == 303
        db.session.rollback()
        point = point_queries.newest(proposal.id)
        assert point is not None
        assert point.lon is not None
        assert point.lat is not None
        assert (
            max(abs(point.lon - INSIDE[0]), abs(point.lat - INSIDE[1])) < 60
        )  # one pixel of the small picture
    shown = client.get(address).text
    assert "map-here" in shown
    assert "第1网格" in shown
    by_keyboard = client.post(f"{address}/point", data={"x": 0, "y": 0, "width": 288})
    assert by_keyboard.status_code == 422
    assert "从下面选一个网格" in by_keyboard.text
    assert client.post(f"{address}/point", data={}).status_code == 422
    assert client.post(f"{address}/point", data={"grid": "FT-LH-G2"}).status_code == 303
    assert client.post(f"{address}/point", data={"off": "1"}).status_code == 303
    db.session.rollback()
    assert point_queries.newest(proposal.id) is None


def test_the_list_shows_who_lies_where(client: Client, story: Story) -> None:
    here, nowhere = story.submitted(), story.submitted(who="resident02")
    put(story, "resident01", here, Where(INSIDE))
    page = client.get("/c/FT-LH/2026/proposals").text
    assert page.count('class="map-dot"') == 1
    assert f'<a class="map-dot" href="/proposals/{here.code}">' in page
    assert page.index("没有标在地图上") < page.index(f'href="/proposals/{nowhere.code}"')
    sign_in(client, "resident03")
    assert client.get(f"/proposals/{here.code}/point").status_code == 403
    assert client.post(f"/proposals/{here.code}/point", data={"grid": "FT-LH-G2"}).status_code == 403
