"""Shape of the ballot and of a motion to void."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, SelectMultipleField, SubmitField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.voting.rules import GROUNDS, UPHELD
from micro_projects.web.forms import Form, at_most, required


class BallotForm(Form):
    """Any number of codes; what may be chosen and how many, the rules say (and keep them on the page)."""

    choices = SelectMultipleField(
        _l("项目"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[],
    )
    change = SubmitField(_l("回去修改"))
    """On the review page: back to the ballot with what was chosen."""


class VoidForm(Form):
    """Which procedural ground, and what happened."""

    ground = SelectField(
        _l("程序上的理由"),
        choices=[SelectChoice(code, _l(words)) for code, words in GROUNDS.items() if code != UPHELD],
    )
    reason = TextAreaField(
        _l("发生了什么"),
        validators=[required(), at_most(2000)],
        description=_l("写明时间、地点和经过，不要写个人信息；议事会据此表决。"),
    )
    submit = SubmitField(_l("提出作废动议"))
