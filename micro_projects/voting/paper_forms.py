"""Shape of the forms for paper: numbers as they stand on the sheets; what they mean, the rules say."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)

from micro_projects.voting.paper_rules import PURPOSES
from micro_projects.web.forms import Form, at_most, chosen, required


class OrderForm(Form):
    """How many sheets."""

    sheets = IntegerField(_l("要印多少张"), [required(_l("请填写张数。"))])
    submit = SubmitField(_l("生成这些选票"))


class StackForm(Form):
    """A stack by its first and last stub, what it is for, and who answers for it."""

    first = StringField(
        _l("第一张的存根号"), [required()], description=_l("照存根上的数字输入，例如 0001-3。")
    )
    last = StringField(_l("最后一张的存根号"), [required()])
    purpose = SelectField(
        _l("用在哪里"), choices=[SelectChoice(code, _l(words)) for code, words in PURPOSES.items()]
    )
    to = SelectField(_l("交给谁"), coerce=int, description=_l("由这位工作人员负责，直到每一张都登记了去向。"))
    submit = SubmitField(_l("登记发出"))


class BackForm(Form):
    """A stack that comes back unused."""

    first_back = StringField(_l("退回的第一张"), [required()])
    last_back = StringField(_l("退回的最后一张"), [required()])
    submit = SubmitField(_l("登记退回"))


class SpoiledForm(Form):
    """One sheet that is spoiled."""

    stub = StringField(_l("写坏的存根号"), [required()])
    serial = StringField(_l("这一张的票号"), description=_l("填了票号，这张票即使混进票箱也录不进去。"))
    submit = SubmitField(_l("登记写坏，换一张"))


class FindForm(Form):
    """Who stands at the counter."""

    who = StringField(
        _l("证件号码、手机号或者户号"), [required(), at_most(40)], description=_l("当面核对证件以后输入。")
    )
    find = SubmitField(_l("查找"))


class HandInForm(Form):
    """The stub that was cut off, and the form's own token."""

    stub = StringField(
        _l("存根号"), [required()], description=_l("剪下存根，输入号码，或者用扫码枪扫上面的码。")
    )
    press = HiddenField()
    submit = SubmitField(_l("登记交票"))


class EntryForm(Form):
    """One ballot, as a worker reads it."""

    serial = StringField(_l("票号"), [at_most(40)])
    marks = StringField(_l("选了哪几号"), [at_most(2000)])
    submit = SubmitField(_l("下一张"))


class SettleForm(Form):
    """One ballot, as a third person reads it."""

    marks = StringField(_l("这张选票选了哪几号"), [required(), at_most(2000)])
    submit = SubmitField(_l("裁定"))


class FinishForm(Form):
    """The ballots counted in the box, and why anything is late or missing."""

    in_box = IntegerField(
        _l("票箱里一共数出多少张选票"),
        [chosen(_l("请填写张数。"))],
        description=_l("请把选票再数一遍，按数出来的填，不要照抄录入的张数。"),
    )
    because = TextAreaField(
        _l("没有按时录完的原因"),
        [at_most(1000)],
        description=_l("过了录入时限的，要写明原因。说明会公开，不要写个人信息。"),
    )
    submit = SubmitField(_l("全部录完"))


class UploadForm(Form):
    """A table of ballots."""

    file = FileField(_l("表格文件（CSV 或 XLSX）"), [FileRequired(_l("请选择表格文件。"))])
    submit = SubmitField(_l("核对文件"))


class ConfirmForm(Form):
    """The good lines of a checked file."""

    token = HiddenField()
    submit = SubmitField(_l("录入这些选票"))
