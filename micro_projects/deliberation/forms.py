"""Forms of deliberation: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, SubmitField, TextAreaField

from micro_projects.deliberation import rules
from micro_projects.proposals.forms import WordsForm
from micro_projects.web.forms import Form, at_most, required


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
