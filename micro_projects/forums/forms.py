"""Forms of this room: shape only."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
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
from wtforms.validators import Optional

from micro_projects.forums import rules
from micro_projects.web.forms import Form, at_most, chosen, required
from micro_projects.web.show import ZONE

MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def _choices(table: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(key, _l(word)) for key, word in table.items()]


class Call(Form):
    """What is announced of a forum."""

    form = RadioField(_l("形式"), [chosen()], choices=_choices(rules.FORMS))
    topic = StringField(_l("谈什么"), [required(), at_most(120)], description=_l("一句话，居民一看就明白。"))
    about = StringField(_l("针对哪件提案（编号）"), [at_most(40)], description=_l("不针对提案的不用填。"))
    starts_at = DateTimeLocalField(_l("时间"), [required()], format=MOMENT)
    venue = StringField(_l("地点"), [required(), at_most(120)])
    online = StringField(_l("线上怎样参加"), [at_most(200)])
    method = TextAreaField(
        _l("怎么谈"),
        [required(), at_most(600)],
        description=_l("先后谁说、每人几分钟、怎样记录。"),
        render_kw={"rows": 3},
    )
    host = StringField(_l("谁主持"), [required(), at_most(60)], description=_l("姓名和身份，会公开。"))
    notes = StringField(_l("谁记录"), [required(), at_most(60)])
    experts = TextAreaField(
        _l("专业人员、说明情况的人"), [at_most(400)], description=_l("一行一位。"), render_kw={"rows": 2}
    )
    chosen = RadioField(_l("参加人怎样产生"), [chosen()], choices=_choices(rules.CHOSEN))
    places = IntegerField(_l("名额"), [Optional()], default=20)
    dimensions = SelectMultipleField(
        _l("抽签时按什么配平"),
        choices=_choices(rules.DIMENSIONS),
        description=_l("只在抽签时用：每一类按在名册上占的比例给名额。"),
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    invited = TextAreaField(
        _l("邀请谁、为什么"),
        [at_most(2000)],
        description=_l("只在邀请时填。一行一位，写成“物业公司：管电梯的”，名单和理由会公开。"),
        render_kw={"rows": 4},
    )
    responsible = SelectField(_l("谁负责反馈"), choices=_choices(rules.RESPONSIBLE))

    def when(self) -> datetime:
        """The instant, in the community's zone."""
        when: datetime = self.starts_at.data.replace(tzinfo=ZONE)
        return when

    def parts(self) -> list[tuple[str, str]]:
        """Who does what."""
        named = [("moderator", self.host.data), ("notes", self.notes.data)]
        return [*named, *(("expert", line) for line in _lines(self.experts.data))]

    def invitations(self) -> list[tuple[str, str]]:
        """Who and why, a line each, parted by a colon."""
        split = (line.replace(":", "：", 1).partition("：") for line in _lines(self.invited.data))  # zh only
        return [(who.strip(), why.strip()) for who, _, why in split]


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class SignUp(Form):
    """Taking part."""

    why = StringField(
        _l("您怎样直接受影响"), [at_most(200)], description=_l("比如：就住在施工的那栋楼。由工作人员核实。")
    )
    entry = StringField(
        _l("居民的名册编号"), [at_most(40)], description=_l("在窗口代办时填写；本人报名不用填。")
    )


class NameNumber(Form):
    """The public number that draws, named before it is known."""

    source = StringField(
        _l("号码从哪里来"),
        [required(), at_most(120)],
        description=_l("例如：某一期尚未开奖的彩票；或在居委会当众掷六次骰子。"),
    )
    due_at = DateTimeLocalField(_l("号码什么时候产生"), [required()], format=MOMENT)

    def when(self) -> datetime:
        """The instant, in the community's zone."""
        when: datetime = self.due_at.data.replace(tzinfo=ZONE)
        return when


class Note(Form):
    """A point."""

    text = TextAreaField(_l("意见"), [required(), at_most(400)], render_kw={"rows": 3})
    voice = RadioField(_l("谁提的"), [chosen()], choices=_choices(rules.VOICES))
    name = StringField(_l("姓名"), [at_most(40)], description=_l("本人愿意署名才写，会公开。"))


class Reason(Form):
    """Why; it is public."""

    reason = StringField(_l("理由（会公开）"), [required(), at_most(200)])
