"""Forms of deliberation: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, SubmitField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.deliberation import rules
from micro_projects.proposals.forms import WordsForm, yes_no
from micro_projects.web.forms import Form, MoneyField, at_most, chosen, required


class CommentForm(Form):
    """A comment with its stance."""

    stance = RadioField(
        _l("您的态度"),
        [Optional()],
        choices=[SelectChoice(k, _l(v)) for k, v in rules.STANCES.items()],
        default="",
    )
    text = TextAreaField(
        _l("您的意见"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST_COMMENT)],
        description=_l("会公开，发表后不能修改。不要写个人的电话、住址、证件号码。"),
    )
    resident = StringField(
        _l("代哪位居民发表"),
        [Optional(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class QuestionForm(Form):
    """A question and to whom."""

    to_role = RadioField(
        _l("问谁"),
        [chosen()],
        choices=[SelectChoice(k, _l(v)) for k, v in rules.ROLES_ASKED.items()],
        default="worker",
    )
    question = TextAreaField(
        _l("您的问题"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST_COMMENT)],
        description=_l("会公开；没有答复之前，会一直显示“尚未答复”和天数。"),
    )
    resident = StringField(
        _l("代哪位居民提问"),
        [Optional(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class AnswerForm(Form):
    """An answer."""

    text = TextAreaField(
        _l("答复"),
        [required(), at_most(rules.LONGEST_ANSWER)],
        description=_l("会公开，署您的姓名；答复后不能修改。"),
    )


class OpinionForm(Form):
    """A professional opinion."""

    feasible = RadioField(
        _l("是否可行"),
        [chosen()],
        choices=yes_no(_l("可行"), _l("不可行")),
    )
    price = MoneyField(
        _l("核定价格"), [Optional()], description=_l("可行的必须填写；投票和立项都按这个价格。")
    )
    explanation = TextAreaField(
        _l("说明"),
        [Optional(), at_most(rules.LONGEST_ANSWER)],
        description=_l("不可行的必须写明原因和怎样改才可行。会公开。"),
    )


class QuotationForm(Form):
    """A commissioned quotation."""

    who = StringField(_l("由谁报价"), [required(), at_most(80)])
    price = MoneyField(_l("报价"), [required()])
    text = TextAreaField(_l("说明"), [Optional(), at_most(rules.LONGEST_ANSWER)])


class AgendaForm(Form):
    """The committee's opinion on the agenda."""

    text = TextAreaField(
        _l("对议题的意见"),
        [required(), at_most(rules.LONGEST_ANSWER)],
        description=_l("会公开，供议事会参考；不是否决。"),
    )


class AmendForm(WordsForm):
    """The next version."""

    go_on = SubmitField(_l("公布新版本"))


class MergeForm(WordsForm):
    """The joint text, and which proposals it joins."""

    others = StringField(
        _l("与哪些提案合并"),
        [required(_l("请填写至少一个提案编号。")), at_most(200)],
        description=_l("填写提案编号，多个用逗号隔开，例如 FT-LH-2026-012。"),
    )
    go_on = SubmitField(_l("提出合并"))
