"""Forms of projects: shape only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from micro_projects.files.forms import AltField, DocumentField, PhotoField
from micro_projects.web.forms import Form, MoneyField, at_most, chosen, required
from micro_projects.web.show import ZONE


def _yes_no(yes: Any, no: Any) -> list[SelectChoice]:
    return [SelectChoice("yes", yes), SelectChoice("no", no)]


class RegisterContractor(Form):
    """A firm, as everybody will read it."""

    name = StringField(_l("单位名称"), [required(), at_most(80)])
    credit_code = StringField(
        _l("统一社会信用代码"), [required(), at_most(18)], description=_l("营业执照上的18位代码。")
    )
    address = StringField(_l("地址"), [required(), at_most(120)])
    phone = StringField(_l("对外电话"), [required(), at_most(30)], description=_l("会公开，请填单位电话。"))


class Invite(Form):
    """An invitation to quote."""

    text = TextAreaField(
        _l("要报价的内容"),
        [required(), at_most(2000)],
        description=_l("写清数量、规格、工期。只向一家询价的，同时写明理由。内容会公开。"),
    )
    opens_at = DateTimeLocalField(
        _l("截止并当众开启的时间"), [required()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )

    def when(self) -> datetime:
        """The instant, in the community's zone."""
        typed: datetime = self.opens_at.data
        return typed.replace(tzinfo=ZONE)


class Quote(Form):
    """A sealed quotation."""

    amount = MoneyField(_l("报价"), [required()])
    text = TextAreaField(
        _l("说明"), [at_most(1000)], description=_l("包含什么、多少天完成。开启前谁也看不到金额。")
    )


class AwardForm(Form):
    """Which quotation, and why."""

    contractor = RadioField(_l("选哪一家"), [chosen()], coerce=int)
    reason = TextAreaField(
        _l("理由"),
        [at_most(1000)],
        description=_l("只有一家、家数不足、或没有选最低价的，必须写明理由。理由会公开。"),
    )


class Reason(Form):
    """An act that only needs its reason."""

    reason = TextAreaField(_l("理由"), [required(), at_most(1000)], description=_l("理由会公开。"))


class Confirm(Form):
    """An act without anything to fill in."""


class Deliver(Form):
    """What was done, with a photo."""

    text = TextAreaField(_l("完成情况"), [required(), at_most(1000)])
    photo = PhotoField(_l("现场照片"))
    alt = AltField(of="photo")


class Check(Form):
    """Looked at: passed or not."""

    passed = RadioField(
        _l("现场看过以后"),
        [chosen()],
        choices=_yes_no(_l("合格"), _l("不合格，退回")),
    )
    text = TextAreaField(_l("看到了什么"), [at_most(1000)], description=_l("不合格的必须写明原因，会公开。"))


class Vary(Form):
    """A change of price, time or scope."""

    milestone = SelectField(_l("涉及哪个节点"), [chosen()], coerce=int)
    direction = RadioField(
        _l("金额怎么变"),
        [chosen()],
        choices=[
            SelectChoice("more", _l("追加")),
            SelectChoice("less", _l("核减")),
            SelectChoice("same", _l("不变")),
        ],
        default="same",
    )
    amount = MoneyField(_l("变化多少"), [Optional()], description=_l("金额不变的不填。"))
    days = IntegerField(
        _l("工期延长几天"),
        [Optional(), NumberRange(-365, 365, _l("请填写-365到365之间的天数。"))],
        description=_l("缩短的填负数；不变的不填。"),
    )
    scope = BooleanField(_l("要做的内容也改变了"))
    reason = TextAreaField(_l("理由"), [required(), at_most(1000)], description=_l("理由会公开。"))


class RequestPayment(Form):
    """What for, how much, which invoice."""

    what = RadioField(_l("请哪一笔款"), [chosen()])
    amount = MoneyField(_l("金额"), [required()])
    issuer = StringField(_l("开票单位代码"), [required(), at_most(18)])
    number = StringField(
        _l("发票号码"), [required(), at_most(40)], description=_l("每张发票只能用一次，在任何项目都一样。")
    )
    invoice = DocumentField(_l("发票扫描件"))


class RequestAcceptance(Form):
    """All done: how it was, how it is."""

    text = TextAreaField(_l("完成情况"), [required(), at_most(1000)])
    before = PhotoField(_l("改造前照片"))
    before_alt = AltField(_l("改造前照片说明"), of="before")
    after = PhotoField(_l("改造后照片"))
    after_alt = AltField(_l("改造后照片说明"), of="after")


class Cosign(Form):
    """The check-list: what failed."""

    failed = SelectMultipleField(
        _l("不合格的项目"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("逐项到现场看过；都合格的一项也不勾。"),
    )
    text = TextAreaField(_l("说明"), [at_most(1000)], description=_l("有不合格的必须写明，会公开。"))


class Accept(Form):
    """The hand-over."""

    maintainer = StringField(_l("管养单位"), [required(), at_most(80)])
    signed_by = StringField(
        _l("管养单位签收人"), [required(), at_most(40)], description=_l("移交单上签字的人，不公开。")
    )
    signed_on = DateField(_l("签收日期"), [required()])
    in_use_on = DateField(_l("启用日期"), [required()])


class Settle(Form):
    """The final account's words."""

    text = TextAreaField(_l("决算说明"), [required(), at_most(1000)], description=_l("会公开。"))


class Evaluate(Form):
    """Was it solved, and how satisfied."""

    solved = RadioField(
        _l("问题解决了吗？"),
        [chosen()],
        choices=_yes_no(_l("解决了"), _l("没有解决")),
    )
    satisfaction = RadioField(
        _l("您满意吗？"),
        [chosen()],
        choices=[
            SelectChoice("5", _l("很满意")),
            SelectChoice("4", _l("满意")),
            SelectChoice("3", _l("一般")),
            SelectChoice("2", _l("不满意")),
            SelectChoice("1", _l("很不满意")),
        ],
    )
