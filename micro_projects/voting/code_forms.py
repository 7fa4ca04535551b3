"""Shape of what is typed for codes and booths."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, HiddenField, StringField, SubmitField

from micro_projects.web.forms import Form, at_most, required

_CODE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class LetterCode(Form):
    """The code of a letter."""

    code = StringField(_l("投票码"), [required(), at_most(80)], render_kw=_CODE)
    submit = SubmitField(_l("下一步"))


class BoothCode(Form):
    """The one-time code, on a tablet."""

    code = StringField(_l("现场码"), [required(), at_most(40)], render_kw=_CODE)
    submit = SubmitField(_l("打开我的选票"))


class FindVoter(Form):
    """A voter at the counter or at a booth, by one of the two."""

    national_id = StringField(
        _l("证件号码"), [at_most(40)], render_kw={"autocomplete": "off", "spellcheck": "false"}
    )
    household = StringField(_l("户号"), [at_most(30)], render_kw={"autocomplete": "off"})
    submit = SubmitField(_l("查找"))


class Letters(Form):
    """The next letters of a grid; what was seen keeps two presses from printing two files."""

    grid = HiddenField()
    seen = HiddenField()
    submit = SubmitField(_l("印这一批"))


class OpenShift(Form):
    """Where a booth is, and when."""

    venue = StringField(
        _l("地点"),
        [required(), at_most(60)],
        description=_l("写清楚怎么找到，例如：莲花二村南门岗亭旁。这里写的会公开。"),
    )
    starts = DateTimeLocalField(_l("几时开"), [required()])
    ends = DateTimeLocalField(_l("几时关"), [required()])
    submit = SubmitField(_l("公布这个投票点"))
