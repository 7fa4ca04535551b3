"""Forms of redactions: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectMultipleField, StringField, SubmitField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.web.forms import Form, at_most, chosen, required


class Withhold(Form):
    """Which parts, on what ground, by which law or judgment."""

    parts = SelectMultipleField(
        _l("遮盖哪些部分"),
        [chosen(_l("请至少勾选一个部分。"))],
        description=_l("只勾选必须遮盖的；其余部分照常公开，也照常可以核对。"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    ground = RadioField(
        _l("理由"),
        [chosen(_l("请选择理由。"))],
        choices=[
            SelectChoice("personal", _l("含有个人信息，本人要求或依法不应公开")),
            SelectChoice("statute", _l("内容违反一条具体的法律规定")),
            SelectChoice("court", _l("人民法院的裁判要求")),
        ],
        description=_l("只有这三种理由。写错了的，用更正，不用遮盖。"),
    )
    reference = StringField(
        _l("依据哪一条、哪一份"),
        [required(_l("请写明法律名称和条款，或裁判文书的文号。")), at_most(120)],
        description=_l(
            "例如：《中华人民共和国个人信息保护法》第四十七条。这一栏会公开，不要写姓名和被遮盖的内容。"
        ),
    )
    submit = SubmitField(_l("提出遮盖，交另一个部门确认"))


class AppealRedaction(Form):
    """Why it should be public."""

    text = TextAreaField(
        _l("为什么应当公开"),
        [required(_l("请写一两句为什么应当公开。")), at_most(2000)],
        description=_l("只有裁决的人能看到这段话。"),
        render_kw={"rows": 4},
    )
    submit = SubmitField(_l("提出申诉"))


class DecideRedaction(Form):
    """Whether the appeal is upheld."""

    upheld = RadioField(
        _l("裁决"),
        [chosen(_l("请选择裁决。"))],
        choices=[
            SelectChoice("yes", _l("申诉成立，恢复公开")),
            SelectChoice("no", _l("申诉不成立，不恢复")),
        ],
    )
    submit = SubmitField(_l("公开这个裁决"))
