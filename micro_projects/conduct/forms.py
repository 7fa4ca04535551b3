"""Forms of conduct: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.conduct import rules
from micro_projects.web.forms import Form, at_most, chosen, required

_GROUNDS = [SelectChoice(code, _l(word)) for code, word in rules.GROUNDS.items()]


class ReportForm(Form):
    """A report."""

    ground = RadioField(_l("举报的理由"), [chosen()], choices=_GROUNDS)
    text = TextAreaField(
        _l("具体说明"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST)],
        description=_l("哪句话有问题、为什么。只有处理的人看得到；不会告诉写的人是谁举报的。"),
    )


class DecideForm(Form):
    """A decision on reported words."""

    outcome = RadioField(
        _l("怎样处理"),
        [chosen()],
        choices=[SelectChoice("keep", _l("保留，不隐藏")), SelectChoice("hide", _l("隐藏"))],
    )
    ground = RadioField(
        _l("隐藏的理由"), [Optional()], choices=_GROUNDS, description=_l("决定隐藏的必须选一个。")
    )
    reason = TextAreaField(
        _l("说明"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST)],
        id="decide-reason",
        description=_l("隐藏的，说明会公开；请不要重复发言里的内容，也不要写人名。"),
    )


class AppealForm(Form):
    """An appeal."""

    text = TextAreaField(
        _l("为什么应该恢复显示"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST)],
        description=_l("只有处理的人看得到；申诉只有一次。"),
    )


class DecideAppealForm(Form):
    """A decision on an appeal."""

    upheld = RadioField(
        _l("申诉是否成立"),
        [chosen()],
        choices=[SelectChoice("yes", _l("成立，恢复显示")), SelectChoice("no", _l("不成立，仍然隐藏"))],
    )
    reason = TextAreaField(
        _l("说明"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST)],
        id="appeal-reason",
        description=_l("会公开；请不要重复发言里的内容，也不要写人名。"),
    )


class ReadForm(Form):
    """Why hidden words are looked at."""

    reason = TextAreaField(
        _l("为什么要看"),
        [required(_l("请写一两句话。")), at_most(rules.LONGEST)],
        id="read-reason",
        description=_l("会留下记录，看过几次也会公开。"),
    )
