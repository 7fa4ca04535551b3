"""Forms of the council: shape only."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.council.rules import CHOSEN
from micro_projects.web.forms import Form, at_most, required
from micro_projects.web.show import ZONE


class AddMember(Form):
    """A member's seat."""

    login = StringField(_l("账号"), [required(), at_most(80)], description=_l("先建立账号，再登记为成员。"))
    seat = StringField(
        _l("席位"), [required(), at_most(40)], description=_l("例如：第一网格居民代表、商户代表。")
    )
    chosen = SelectField(_l("怎样产生"), choices=[SelectChoice(k, _l(v)) for k, v in CHOSEN.items()])
    interests = TextAreaField(
        _l("利害关系"),
        [at_most(400)],
        description=_l("工作单位、职务、物业和亲属里，可能与议题有关的。会公开。"),
    )
    from_on = DateField(_l("任期开始"), [required()])
    until_on = DateField(_l("任期结束（当天不再任职）"), [Optional()])
    submit = SubmitField(_l("登记成员"))


class EndMember(Form):
    """The end of a term."""

    on = DateField(_l("从哪一天起不再任职"), [required()])
    submit = SubmitField(_l("结束任期"))


class Convene(Form):
    """When and where; the agenda is built from what waits."""

    starts_at = DateTimeLocalField(
        _l("开会时间"), [required()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    venue = StringField(_l("地点"), [required(), at_most(120)], description=_l("写到房间，居民也会来旁听。"))
    online = StringField(_l("线上或电话怎样参加"), [at_most(200)], description=_l("不写就是只能到现场。"))
    topics = TextAreaField(
        _l("其他议题"),
        [at_most(800)],
        description=_l("一行一个；成员可以在会上就它提出动议。"),
        render_kw={"rows": 3},
    )
    committee = BooleanField(_l("由常务委员会开会：只议议事会交给它的事，结果向议事会报告"))
    third = BooleanField(_l("这是连续两次人数不足后的第三次会议（由街道召集，到会过半即可开会）"))
    submit = SubmitField(_l("通知开会"))

    def when(self) -> datetime:
        """The instant, in the community's zone."""
        when: datetime = self.starts_at.data.replace(tzinfo=ZONE)
        return when

    def topic_lines(self) -> list[str]:
        """The topics, one each."""
        return [line for line in (self.topics.data or "").splitlines() if line.strip()]


class Reason(Form):
    """Why; it is public."""

    reason = StringField(_l("理由（会公开）"), [required(), at_most(200)])
    submit = SubmitField(_l("提交"))


class Recuse(Form):
    """Standing aside from an item."""

    item = HiddenField()
    member = HiddenField()
    reason = StringField(_l("回避的原因（会公开，可以不写）"), [at_most(120)])
    submit = SubmitField(_l("登记回避"))


class OutOfTurn(Form):
    """Why somebody speaks before whoever is first; empty when it is their turn."""

    reason = StringField(_l("先请这位的理由（会公开）"), [at_most(120)])


class Ruling(Form):
    """What the chair rules on a point of order, and why."""

    reason = StringField(_l("裁定的理由（会公开）"), [required(), at_most(120)])


class Move(Form):
    """A motion, an amendment, or a matter of one's own."""

    text = TextAreaField(
        _l("要会议决定什么"),
        [required(), at_most(400)],
        description=_l("附议后文字不能再改。"),
        render_kw={"rows": 3},
    )
    submit = SubmitField(_l("提出动议"))


class NameLot(Form):
    """The public number that draws the signers, named before it is known."""

    source = StringField(
        _l("号码从哪里来"),
        [at_most(120)],
        description=_l("不写就是：会场当众掷六次骰子，依次记下点数。也可以写某一期尚未开奖的彩票。"),
    )
    due_at = DateTimeLocalField(
        _l("号码什么时候产生"),
        [Optional()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=_l("不写就是五分钟后。必须在约定之后。"),
    )
    submit = SubmitField(_l("约定抽签"))

    def when(self) -> datetime | None:
        """The instant, if one was given."""
        given: datetime | None = self.due_at.data
        return given.replace(tzinfo=ZONE) if given else None


class Number(Form):
    """The public number, entered by two people."""

    number = StringField(
        _l("公开号码"), [required(), at_most(64)], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
    submit = SubmitField(_l("录入号码"))


class Suggest(Form):
    """A correction of one paragraph."""

    paragraph = IntegerField(_l("第几段"), [required()])
    text = TextAreaField(_l("应当怎样写"), [required(), at_most(4000)], render_kw={"rows": 8})
    submit = SubmitField(_l("提出更正"))


class DecideSuggestion(Form):
    """What the moderator says to a correction."""

    note = StringField(_l("说明（不采纳时必填，会公开）"), [at_most(200)])


class OfficeDecision(Form):
    """The sub-district decides what too few council members were left to decide."""

    reason = TextAreaField(_l("理由（会公开）"), [required(), at_most(400)], render_kw={"rows": 3})


class Topic(Form):
    """What a required session should be about."""

    by = HiddenField()
    topic = StringField(_l("要求就什么开会"), [required(), at_most(120)])
    entry = StringField(
        _l("居民的名册编号"), [at_most(40)], description=_l("在窗口代办时填写，见名册；本人办理不用填。")
    )
    submit = SubmitField(_l("发起并联署"))


class Counter(Form):
    """Whom a worker has before them; empty when one does it oneself."""

    by = HiddenField()
    entry = StringField(_l("居民的名册编号"), [at_most(40)], description=_l("请核对证件后填写，见名册。"))


class Supplement(Form):
    """Topics added after the call."""

    topics = TextAreaField(
        _l("其他议题"), [at_most(800)], description=_l("一行一个。"), render_kw={"rows": 3}
    )

    def topic_lines(self) -> list[str]:
        """The topics, one each."""
        return [line for line in (self.topics.data or "").splitlines() if line.strip()]
