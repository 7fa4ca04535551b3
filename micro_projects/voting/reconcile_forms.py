"""Shape of the explanation of a difference: one text for each pile that differs."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from wtforms import SubmitField, TextAreaField

from micro_projects.voting.reconcile_rules import PILES
from micro_projects.web.forms import Form, at_most, required

_WRITE = _l("写明时间、地点和经过，是怎么发现的；不要写居民的姓名和选了什么。说明原文会公开。")
_LABELS = {pile: _l(words) for pile, words in PILES.items()}


class ExplainForm(Form):
    """The piles that do not differ are left out (`asking`)."""

    sealed = TextAreaField(_LABELS["sealed"], validators=[required(), at_most(2000)], description=_WRITE)
    paper = TextAreaField(_LABELS["paper"], validators=[required(), at_most(2000)], description=_WRITE)
    sheets = TextAreaField(_LABELS["sheets"], validators=[required(), at_most(2000)], description=_WRITE)
    submit = SubmitField(_l("提交书面说明"))

    @classmethod
    def asking(cls, piles: Collection[str], known: str = "") -> ExplainForm:
        """About these piles. `known`: what was said of missing sheets when entry was finished, to begin with."""
        form = cls(data={"sheets": known})
        for pile in PILES:
            if pile not in piles:
                delattr(form, pile)
        return form

    def words(self) -> dict[str, str]:
        """The texts by pile."""
        return {name: field.data for name, field in self._fields.items() if name in PILES}
