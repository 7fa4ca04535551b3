"""Forms of proposals: shape only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from micro_projects.cycles.pack import KINDS
from micro_projects.files.forms import UploadField
from micro_projects.kernel.money import ZERO
from micro_projects.proposals import rules
from micro_projects.proposals.grounds import LEGAL_GROUNDS, NEGATIVE_LIST
from micro_projects.proposals.rules import Text
from micro_projects.web.forms import Form, MoneyField, at_most, chosen, required


def yes_no(yes: Any, no: Any) -> list[SelectChoice]:
    """The two answers of a decision."""
    return [SelectChoice("yes", yes), SelectChoice("no", no)]


def one_of(words: Mapping[str, str], none: Any) -> list[SelectChoice]:
    """The codes of a list, after the one that says none applies."""
    return [SelectChoice("", none), *(SelectChoice(code, _l(word)) for code, word in words.items())]


class WordsForm(Form):
    """The words of a proposal."""

    title = StringField(
        _l("标题"),
        [required(_l("请写一个标题。")), at_most(rules.LONGEST_TITLE)],
        description=_l("一句话说清楚要办什么，最多 40 个字。"),
    )
    problem = TextAreaField(
        _l("现在有什么问题"),
        [Optional(), at_most(rules.LONGEST_TEXT)],
        description=_l("谁碰到了，在哪里，从什么时候开始，有什么后果。"),
    )
    wish = TextAreaField(
        _l("希望怎么办"),
        [Optional(), at_most(rules.LONGEST_TEXT)],
        description=_l("尽量具体：装什么，装多少，做几次。"),
    )
    location = StringField(_l("地点"), [Optional(), at_most(rules.LONGEST_LINE)])
    beneficiaries = StringField(_l("哪些人受益"), [Optional(), at_most(rules.LONGEST_LINE)])
    kind = RadioField(_l("类别"), [Optional()], choices=[SelectChoice(k, _l(v)) for k, v in KINDS.items()])
    estimate = MoneyField(
        _l("大约要多少钱"),
        [Optional()],
        description=_l("估个大概就可以；街道会给出专业价格。"),
    )

    NEEDED = ("title", "problem", "wish", "location", "beneficiaries", "kind", "estimate")

    def complete(self) -> bool:
        """Mark every field of P2 that is still empty; whether none is."""
        empty = [self[name] for name in self.NEEDED if not self[name].data]
        for field in empty:
            field.errors = [*field.errors, _("请填写这一项。")]
        return not empty

    def words(self) -> Text:
        """What was typed, as a value."""
        return Text(
            self.title.data or "",
            self.problem.data or "",
            self.wish.data or "",
            self.location.data or "",
            self.beneficiaries.data or "",
            self.kind.data or "",
            self.estimate.data or ZERO,
        )


class DraftForm(WordsForm):
    """A draft; a worker names the resident it is entered for."""

    resident = StringField(
        _l("代哪位居民填写"),
        [Optional(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )
    organisation = StringField(_l("由单位提出的，写单位名称"), [Optional(), at_most(80)])
    survey_answers = IntegerField(
        _l("需求调查收回几份答卷"),
        [Optional(), NumberRange(0, 100_000, _l("请填写 0 到 100000 的整数。"))],
        description=_l("只有单位提出服务类提案才要填，至少 50 份。"),
    )
    save = SubmitField(_l("保存草稿"))
    go_on = SubmitField(_l("下一步：看相似提案"))


class SecondForm(Form):
    """A resident for whom a worker enters a second."""

    resident = StringField(
        _l("代哪位居民附议"),
        [required(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class PrepareForm(Form):
    """What the worker found."""

    ground = SelectField(
        _l("可能适用的条款"),
        [Optional()],
        choices=[
            SelectChoice("", _l("没有发现不合条款的地方")),
            *(SelectChoice(k, _l(v)) for k, v in NEGATIVE_LIST.items()),
        ],
    )
    note = TextAreaField(_l("核对情况"), [required(), at_most(rules.LONGEST_TEXT)])


class ScreenForm(Form):
    """The officer's decision."""

    passed = RadioField(
        _l("初审结果"),
        [chosen()],
        choices=yes_no(_l("通过"), _l("不通过")),
    )
    ground = SelectField(
        _l("不通过的，依据哪一条"),
        [Optional()],
        choices=[
            SelectChoice("", _l("（通过的不用选）")),
            *(SelectChoice(k, _l(v)) for k, v in NEGATIVE_LIST.items()),
        ],
    )
    reason = TextAreaField(
        _l("理由"),
        [required(), at_most(rules.LONGEST_TEXT)],
        description=_l("会公开。只谈形式要件和条款，不评价好坏；不要写个人的姓名、电话、住址。"),
    )


class AppealForm(Form):
    """Why the author appeals."""

    text = TextAreaField(
        _l("申诉理由"),
        [required(), at_most(rules.LONGEST_TEXT)],
        description=_l("会交给议事会成员，并公开。"),
    )


class DecisionForm(Form):
    """The decision on what was resolved."""

    approved = RadioField(
        _l("决定"),
        [chosen()],
        choices=yes_no(_l("审定立项"), _l("不予审定")),
    )
    meeting_number = StringField(_l("会议文号"), [required(), at_most(80)])
    meeting_on = DateField(_l("开会日期"), [required(_l("请填写日期。"))])
    ground = SelectField(
        _l("不予审定的，依据哪一条"),
        [Optional()],
        choices=[
            SelectChoice("", _l("（审定的不用选）")),
            *(SelectChoice(k, _l(v)) for k, v in LEGAL_GROUNDS.items()),
        ],
    )
    reason = TextAreaField(
        _l("说明"),
        [Optional(), at_most(2000)],
        description=_l("不予审定必须写明理由。会公开，不要写个人的姓名、电话、住址。"),
    )
    document = UploadField(_l("附上会议决定"), [Optional()])


class PlainForm(Form):
    """A button of its own."""


def fill_from(form: Any, words: Text) -> None:
    """Put kept words into a form that is shown."""
    for name in WordsForm.NEEDED:
        form[name].data = getattr(words, name)
    if not words.estimate:
        form.estimate.data = None
