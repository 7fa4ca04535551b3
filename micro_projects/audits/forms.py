"""Forms of audits: shape only."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from micro_projects.audits import acts, rules
from micro_projects.audits.population_queries import POPULATIONS
from micro_projects.files.forms import UploadField
from micro_projects.web.forms import Form, at_most, chosen, required
from micro_projects.web.numbers import LARGEST


class Open(Form):
    """Scope and term, public before anything is looked at."""

    place = SelectField(_l("审计哪里"), [chosen()], choices=[])
    title = StringField(_l("审计名称"), [required(), at_most(80)])
    questions = TextAreaField(
        _l("要回答的问题"),
        [required(), at_most(3000)],
        description=_l("例如：合同有没有拆分？付款前节点是否都核实过？会公开。"),
    )
    since = DateField(_l("从哪天"), [required(_l("请填写日期。"))], description=_l("看这一天起发生的事。"))
    until = DateField(_l("到哪天"), [required(_l("请填写日期。"))], description=_l("含这一天，不晚于今天。"))
    ends = DateField(
        _l("审计到哪天结束"),
        [required(_l("请填写日期。"))],
        description=_l("到这天为止可以查看实名和不公开的文件；只能延长，不能缩短。"),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = [SelectChoice(code, name) for code, name in places]


class Extend(Form):
    """A longer term."""

    ends = DateField(_l("延长到哪天"), [required(_l("请填写日期。"))])


class Sample(Form):
    """What is drawn from, and how much."""

    what = RadioField(
        _l("从哪一类里抽"),
        [chosen()],
        choices=[SelectChoice(key, _l(of.name)) for key, of in POPULATIONS.items()],
    )
    size = IntegerField(
        _l("抽几件"),
        [InputRequired(_l("请填写件数。")), NumberRange(1, LARGEST, _l("请填1以上的整数。"))],
        render_kw={"inputmode": "numeric"},
    )


class Paper(Form):
    """A working paper at large."""

    title = StringField(_l("标题"), [required(), at_most(120)])
    text = TextAreaField(
        _l("看了什么，看到什么"), [required(), at_most(10_000)], description=_l("底稿不公开。")
    )
    document = UploadField(_l("附件"))


class ItemPaper(Paper):
    """A working paper about a drawn item."""

    outcome = RadioField(
        _l("结论"), [chosen()], choices=[SelectChoice(key, _l(word)) for key, word in rules.OUTCOMES.items()]
    )


class Hear(Form):
    """The draft report."""

    draft = TextAreaField(
        _l("报告草稿"),
        [required(), at_most(30_000)],
        description=_l("先发给被审计单位征求意见，这时不公开。请不要写居民的姓名和电话。"),
    )


class Respond(Form):
    """What those audited say to it."""

    text = TextAreaField(_l("书面意见"), [required(), at_most(10_000)], description=_l("随报告全文公开。"))


class Report(Form):
    """The report."""

    report = TextAreaField(
        _l("审计报告"), [required(), at_most(30_000)], description=_l("全文公开，公开后不能改。")
    )


class End(Form):
    """Why an audit ends without a report."""

    reason = TextAreaField(_l("为什么终止"), [required(), at_most(1000)], description=_l("会公开。"))


class SetFollowUp(Form):
    """When to look again."""

    due = DateField(_l("哪天再查"), [required(_l("请填写日期。"))])


class Look(Form):
    """What the further look saw."""

    outcome = RadioField(
        _l("后续检查的结果"),
        [chosen()],
        choices=[SelectChoice(key, _l(word)) for key, word in rules.KEPT.items()],
    )
    text = TextAreaField(_l("看到的情况"), [required(), at_most(3000)], description=_l("会公开。"))


class Filter(Form):
    """The journal's filter: by address, nothing is written."""

    class Meta(Form.Meta):
        """Read only."""

        csrf = False

    act = SelectField(
        _l("哪一类"),
        [at_most(40)],
        validate_choice=False,
        choices=lambda: [("", _("全部")), *((k, _(v)) for k, v in acts.TOPICS.items())],
    )
    code = StringField(_l("编号"), [at_most(60)], description=_l("提案、项目、周期编号的开头"))
    since = DateField(_l("从哪天"), [Optional()])
    until = DateField(_l("到哪天"), [Optional()])


class Unmask(Form):
    """Why a mask is lifted."""

    reason = StringField(
        _l("为什么要看"),
        [required(_l("请写明与哪项审计有关。")), at_most(300)],
        description=_l("每次查看都记入操作日志，次数对外公布。"),
    )
