"""Forms of conversations and arguments: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.viewpoints import rules
from micro_projects.web.forms import Form, at_most, chosen, required


class ConversationForm(Form):
    """A question, until when, and the statements it begins with."""

    question = StringField(
        _l("想问大家什么"),
        [required(_l("请写一个问题。")), at_most(rules.LONGEST_QUESTION)],
        description=_l("一句话，比如“小区要不要限制电动车进楼道？”"),
    )
    about = TextAreaField(
        _l("背景"),
        [Optional(), at_most(rules.LONGEST_ABOUT)],
        description=_l("表态之前该知道的：现状、已经定了什么、还能改什么。"),
    )
    proposal = StringField(
        _l("关于哪件提案"),
        [Optional(), at_most(40)],
        description=_l("填写提案编号；不针对某一件提案就留空。"),
    )
    opens_on = DateField(_l("从哪一天开始"), [Optional()], description=_l("留空表示马上开始。"))
    closes_on = DateField(
        _l("到哪一天为止"),
        [required(_l("请选结束的日期。"))],
        description=_l("到当天 24:00；开始以后不能再改。"),
    )
    seeds = TextAreaField(
        _l("开头的几条观点"),
        [required(_l("请写三条以上。"))],
        description=_l(
            "一行一条，3 到 20 条，每条不超过 140 个字。一条只说一件事，赞成的和反对的说法都要有。"
        ),
    )


class StatementForm(Form):
    """One's own statement."""

    text = TextAreaField(
        _l("您的观点"),
        [required(_l("请写一句话。")), at_most(rules.LONGEST)],
        description=_l("一句话，只说一件事，最多 140 个字。会公开，不署名，写好不能改。"),
    )
    resident = StringField(
        _l("代哪位居民写"),
        [Optional(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class CounterForm(Form):
    """Whom a worker enters answers for; the answers are asked beside."""

    resident = StringField(
        _l("代哪位居民表态"),
        [required(_l("请填写居民。")), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class ArgumentForm(Form):
    """An argument and its side."""

    side = RadioField(
        _l("赞成还是反对"),
        [chosen()],
        choices=[SelectChoice(k, _l(v)) for k, v in rules.SIDES.items()],
    )
    text = TextAreaField(
        _l("理由"),
        [required(_l("请写一句话。")), at_most(rules.LONGEST)],
        description=_l("一条只说一个理由，最多 140 个字。会公开，署您的称呼，写好不能改。"),
    )
    resident = StringField(
        _l("代哪位居民写"),
        [Optional(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class PickForm(Form):
    """A comment, or a passage of it, as an argument."""

    side = RadioField(
        _l("赞成还是反对"),
        [chosen()],
        choices=[SelectChoice(k, _l(v)) for k, v in rules.SIDES.items()],
    )
    text = TextAreaField(
        _l("从评论里取哪一段"),
        [required(_l("请留下一段原话。")), at_most(rules.LONGEST)],
        description=_l("只能删短，不能改字；最多 140 个字。"),
    )
