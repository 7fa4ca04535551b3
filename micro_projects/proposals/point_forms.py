"""The form of a proposal's place on the map: shape only."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SubmitField
from wtforms.validators import Optional

from micro_projects.places.map_drawing import Projection
from micro_projects.proposals.point_rules import Where
from micro_projects.web.forms import Form

SIZES = (288, 640)
"""How wide the picture to press on is drawn, in pixels: a browser tells where it was pressed in pixels of the page."""


class PointForm(Form):
    """What a press on the picture sends (`x`, `y`, and how wide the picture was), or a grid, or that there is none."""

    x = IntegerField(validators=[Optional()])
    y = IntegerField(validators=[Optional()])
    width = IntegerField(validators=[Optional()])
    grid = RadioField(_l("在哪个网格"), [Optional()])
    off = SubmitField(_l("从地图上拿掉"))

    def shown_size(self) -> int:
        """How wide the picture is to be drawn: as asked, else small enough for every phone."""
        asked = self.width.data or request.args.get("width", type=int)
        return asked if asked in SIZES else SIZES[0]

    def says_something(self) -> bool:
        """Whether anything was pressed or chosen; else the grids ask for it."""
        pressed = self.x.data is not None and self.y.data is not None
        if self.off.data or pressed or self.grid.data:
            return True
        self.grid.errors = [_("请选择一个网格，或者在图上点一下。")]
        return False

    def where(self, to: Projection) -> Where:
        """What was said. Pixels are read by the width the picture was drawn with."""
        if self.off.data:
            return Where()
        if self.x.data is not None and self.y.data is not None:
            per_pixel = to.width / self.shown_size()
            return Where(to.position((self.x.data + 0.5) * per_pixel, (self.y.data + 0.5) * per_pixel))
        return Where(grid=self.grid.data or "")
