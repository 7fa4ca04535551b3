"""Where the demo's proposals lie: on a map of the made-up community, which is drawn into the open sea."""

from __future__ import annotations

from micro_projects.demo.founding import COMMUNITY
from micro_projects.demo.stage import Stage
from micro_projects.demo.visitor import Stuck
from micro_projects.places import map_queries
from micro_projects.places import queries as places
from micro_projects.proposals.point_forms import SIZES

POINTS = {
    "三号楼前坡道加装扶手和防滑条": (114501646, 21907223),
    "小区东门到公交站补装路灯": (114511231, 21905778),
    "中心花园增设遮阳座椅": (114509198, 21901083),
    "地下车库入口加装减速带和凸面镜": (114503195, 21901264),
    "翻修整条莲花路的人行道": (114507358, 21904334),
    "楼道里的小广告清理和重新粉刷": (114504066, 21905056),
    "给电动自行车充电棚加装自动喷淋": (114507552, 21907042),
    "社区图书角增加大字书和听书机": (114505035, 21903070),
    "儿童滑梯换掉生锈的部件": (114510263, 21901354),
}
"""By title: longitude and latitude in millionths of a degree. What concerns everybody lies nowhere."""


def put_on_map(stage: Stage, login: str, code: str, title: str) -> None:
    """The author presses on the map, where the proposal lies somewhere."""
    if title not in POINTS:
        return
    visitor = stage.by(login)
    page = visitor.get(f"/proposals/{code}/point")
    x, y = _pixel(stage, POINTS[title])
    # what a browser sends of a picture that was pressed
    values = {**page.form("/point", frozenset({"width"})).values, "x": str(x), "y": str(y)}
    answer = visitor.client.post(page.path, data=values, headers={"Referer": page.url})
    if answer.status_code != 303:
        raise Stuck(f"{login} presses the map for {title}: {answer.status_code}")


def _pixel(stage: Stage, position: tuple[int, int]) -> tuple[int, int]:
    """Where a position is in the picture as a phone shows it."""
    with stage.app.app_context():
        map_ = map_queries.in_force(places.place(COMMUNITY).id)
    assert map_ is not None
    to = map_.drawing.to
    x, y = to.place(*position)
    return x * SIZES[0] // to.width, y * SIZES[0] // to.width
