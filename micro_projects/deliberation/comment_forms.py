"""Forms for what people say and ask: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.deliberation import comment_rules, question_rules, rules
from micro_projects.web.forms import Form, at_most, chosen, required

_FOR_WHOM = _l("居民的证件号码、手机号或名册编号；会登记为代办。")


class CommentForm(Form):
    """A comment with its stance."""

    stance = RadioField(
        _l("您的态度"),
        [Optional()],
        choices=[SelectChoice(k, _l(v)) for k, v in comment_rules.STANCES.items()],
        default="",
        description=_l("“有疑问”是说给提案人和邻居听的，不一定有人答；要限期答复，请用上面的“提问”。"),
    )
    text = TextAreaField(
        _l("您的意见"),
        [required(_l("请写一两句话。")), at_most(comment_rules.LONGEST)],
        description=_l(
            "会公开。十分钟内可以改，过后只能更正，新旧文字都看得到。不要写个人的电话、住址、证件号码。"
        ),
    )
    resident = StringField(_l("代哪位居民发表"), [Optional(), at_most(80)], description=_FOR_WHOM)


class ReplyForm(Form):
    """A reply."""

    text = TextAreaField(
        _l("您的回复"),
        [required(_l("请写一两句话。")), at_most(comment_rules.LONGEST)],
        description=_l("会公开。对事不对人；不要写个人的电话、住址、证件号码。"),
    )
    resident = StringField(_l("代哪位居民回复"), [Optional(), at_most(80)], description=_FOR_WHOM)


class RevisionForm(Form):
    """One's own words, changed."""

    text = TextAreaField(_l("您的话"), [required(_l("请写一两句话。")), at_most(comment_rules.LONGEST)])


class QuestionForm(Form):
    """A question and to whom."""

    to_role = RadioField(
        _l("问谁"),
        [chosen()],
        choices=[SelectChoice(k, _l(v)) for k, v in question_rules.ROLES_ASKED.items()],
        default="worker",
    )
    question = TextAreaField(
        _l("您的问题"),
        [required(_l("请写一两句话。")), at_most(comment_rules.LONGEST)],
        description=_l(
            "会公开，问出后不能改。没有答复之前，一直显示“尚未答复”和天数；逾期会公开是谁没有答。"
        ),
    )
    resident = StringField(
        _l("代哪位居民提问"), [Optional(), at_most(80)], description=_FOR_WHOM, id="question-resident"
    )


class AnswerForm(Form):
    """An answer."""

    text = TextAreaField(
        _l("答复"),
        [required(), at_most(rules.LONGEST_ANSWER)],
        description=_l("会公开，署您的姓名；答复后不能修改。"),
    )
