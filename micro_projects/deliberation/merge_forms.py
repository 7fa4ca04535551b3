"""An author's answer to an offer to merge: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField

from micro_projects.web.forms import Form, at_most

LONGEST = 500


class AnswerMergeForm(Form):
    """For one of the proposals."""

    proposal = HiddenField()
    reason = TextAreaField(
        _l("不同意的理由"), [at_most(LONGEST)], description=_l("不同意时要写，会公开。同意的不用写。")
    )
    agreed = HiddenField()
    """``yes`` or ``no``: the button pressed."""
