"""Forms of notices, objections and lots: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    SubmitField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Optional

from micro_projects.files.forms import AltField, PhotoField
from micro_projects.web.forms import Form, at_most, chosen, required

LONGEST = 5000


class Object(Form):
    """What one objects to, and why."""

    about = SelectField(
        _l("针对哪一项"),
        [required(_l("请选择异议针对哪一项。"))],
        description=_l("选了某一项，只有那一项暂缓；选“办理程序”，公示里的各项都暂缓。"),
    )
    text = TextAreaField(
        _l("您的意见和理由"),
        [required(_l("请写下您的意见和理由。")), at_most(LONGEST)],
        description=_l("写清楚哪里不对、依据是什么。原文只有办理人能看到；答复全文会公开。"),
    )
    affected = TextAreaField(
        _l("这件事怎样影响到您"),
        [at_most(1000)],
        description=_l("在本社区名册上的居民不用填；不在名册上的，请写一两句。"),
        render_kw={"rows": 3},
    )
    shielded = BooleanField(_l("不公开我的身份"), description=_l("只有办理人可以查看，每次查看都有记录。"))
    submit = SubmitField(_l("提出异议"))


class Enter(Object):
    """The same, for somebody who came in person or wrote."""

    name = StringField(_l("提出人姓名"), [required(_l("请填写提出人的姓名。")), at_most(40)])
    phone = TelField(_l("提出人电话"), [at_most(20)], render_kw={"autocomplete": "off"})
    channel = RadioField(
        _l("怎样提出的"),
        [chosen()],
        choices=[SelectChoice("counter", _l("在窗口当面提出")), SelectChoice("letter", _l("写信投进意见箱"))],
    )
    box_on = DateField(
        _l("信投进意见箱的日期"),
        [Optional()],
        description=_l("写信的才填；以邮戳或开箱记录为准，必须在公示期内。"),
    )
    submit = SubmitField(_l("登记异议"))


class Decide(Form):
    """How an objection ends, with the answer."""

    outcome = RadioField(_l("认定结果"), [chosen(_l("请选择认定结果。"))])
    answer = TextAreaField(
        _l("答复"),
        [required(_l("请写答复。")), at_most(LONGEST)],
        description=_l("写明事实、依据和理由。答复全文公开，不要写提出人的姓名、电话和住址。"),
    )
    submit = SubmitField(_l("公开这份答复"))


class Appeal(Form):
    """Why the answer is not accepted."""

    text = TextAreaField(
        _l("不同意答复的理由"), [required(_l("请写不同意的理由。")), at_most(LONGEST)], render_kw={"rows": 4}
    )
    submit = SubmitField(_l("申请复核"))


class ReportPosted(Form):
    """Where the sheet hangs, with a photo."""

    board = StringField(
        _l("张贴在哪里"),
        [required(_l("请填写张贴的地点。")), at_most(80)],
        description=_l("以前贴过的地方可以直接选，也可以自己写。"),
        render_kw={"list": "boards", "autocomplete": "off"},
    )
    photo = PhotoField(_l("张贴后的照片"), [required(_l("请附一张贴好以后的照片。"))])
    photo_alt = AltField(of="photo")
    submit = SubmitField(_l("登记已张贴"))


class TellDown(Form):
    """Which sheet is gone or damaged."""

    sheet = RadioField(_l("贴在哪里的"), [chosen(_l("请选择是哪一处的。"))])
    what = RadioField(_l("怎么了"), [chosen(_l("请选择不见了，还是看不清。"))])
    submit = SubmitField(_l("告诉社区工作者"))


class EnterNumber(Form):
    """The public number of a lot."""

    number = StringField(
        _l("公开号码"),
        [required(_l("请填写公开号码。")), at_most(64)],
        description=_l("照约定的来源逐位录入，开头的 0 也要录。"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    submit = SubmitField(_l("录入号码"))
