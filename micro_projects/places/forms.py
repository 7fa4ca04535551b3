"""Forms of places: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SubmitField

from micro_projects.web.forms import Form


class ImportMap(Form):
    """A map's file."""

    file = FileField(
        _l("地图文件"),
        [FileRequired(_l("请选择地图文件。"))],
        description=_l("GeoJSON，不超过 200 kB，WGS-84 坐标。页面报错后要重新选择一次。"),
        render_kw={"accept": ".geojson,.json,application/geo+json"},
    )
    submit = SubmitField(_l("换上这张地图"))
