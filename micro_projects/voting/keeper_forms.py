"""Shapes of what key keepers type: two words, or a whole share."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, SubmitField, TextAreaField

from micro_projects.web.forms import Form, at_most, required


class ConfirmForm(Form):
    """The two words asked for; their labels say which."""

    first = StringField(_l("第一个"), validators=[required(), at_most(20)])
    second = StringField(_l("第二个"), validators=[required(), at_most(20)])
    submit = SubmitField(_l("核对"))


class ReturnForm(Form):
    """All words of a share."""

    words = TextAreaField(
        _l("纸上的33个词"),
        validators=[required(), at_most(600)],
        description=_l("按顺序输入，用空格隔开。可以输入英文词，也可以只输入词旁边的数字（1到1024）。"),
    )
    submit = SubmitField(_l("交回份额"))
