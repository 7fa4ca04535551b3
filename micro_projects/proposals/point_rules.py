"""Who may say where a proposal lies on the map, until when, and what is a place on it. Pure."""

from __future__ import annotations

from typing import NamedTuple

from micro_projects.kernel.refusal import N_, Refusal

BY_AUTHOR = ("draft", "submitted")
STATES = (*BY_AUTHOR, "seconded", "screened_in", "deliberating", "advanced", "deferred")
"""In which it may be set: by a worker until the ballot is frozen, by the author only before it is looked at."""

NO_MAP = Refusal(
    "no_map", N_("本社区还没有地图。"), N_("提案里的“地点”照样有效；地图由社区工作人员上传。"), 404
)
AUTHOR_TOO_LATE = Refusal(
    "point_author_too_late",
    N_("提案已经过了征集附议，提案人不能再改地图上的位置。"),
    N_("位置标错了，请到社区服务窗口，由工作人员在选票冻结之前更正。"),
)
TOO_LATE = Refusal(
    "point_too_late",
    N_("选票已经冻结，或者提案已经办结，地图上的位置不能再改。"),
    N_("地图上的位置只为方便查找，以提案文本里的地点为准。"),
)
OFF_MAP = Refusal(
    "point_off_map",
    N_("点的地方不在本社区的范围里。"),
    N_("请点在有颜色的网格里面；不方便点的，从下面选一个网格。"),
    422,
)
NO_GRID = Refusal("point_no_grid", N_("本社区没有这个网格。"), N_("请从列出的网格里选一个。"), 422)


class Where(NamedTuple):
    """What was said: a position in millionths of a degree, else a grid's code, else nothing: off the map."""

    at: tuple[int, int] | None = None
    grid: str = ""


def in_time(state: str, author: bool) -> Refusal | None:
    """Why somebody may not set it now: `author` unless a worker does."""
    if state not in STATES:
        return TOO_LATE
    return AUTHOR_TOO_LATE if author and state not in BY_AUTHOR else None
