"""Shape of an exclusive group."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectMultipleField, StringField, SubmitField
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.proposals.models import Proposal
from micro_projects.web.forms import Form, at_most, required


class GroupForm(Form):
    """Which proposals, and why only one of them can be."""

    proposals = SelectMultipleField(
        _l("哪些提案最多办一个"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        choices=[],
    )
    reason = StringField(
        _l("为什么只能办一个"),
        [required(), at_most(60)],
        description=_l("例如：在同一个地点，或者是同一件事的两种做法。"),
    )
    submit = SubmitField(_l("设为互斥"))

    def offer(self, proposals: Sequence[Proposal]) -> None:
        """What can be ticked."""
        self.proposals.choices = [
            SelectChoice(p.code, _("%(title)s，估价%(cost)s", title=p.title, cost=p.estimate))
            for p in proposals
        ]
