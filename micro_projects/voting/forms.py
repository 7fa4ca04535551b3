"""Shape of the ballot and of a motion to void."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.kernel.refusal import require
from micro_projects.voting import ballot_rules
from micro_projects.voting.counting import Ballot
from micro_projects.voting.rules import GROUNDS, UPHELD
from micro_projects.web.forms import Form, at_most, required

BESIDE = "at-"
"""How the field beside a project is called: this and the project's code."""
WORD = 60
"""Characters of the voter's own word."""


class _Beside(Field):  # type: ignore[misc]  # the library has no types
    """What was typed beside each project: code → text."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """All of these fields are read, whatever their codes: which are on the ballot, the rules say."""
        named = {} if formdata is None else formdata
        self.data = {name[len(BESIDE) :]: named[name] for name in named if name.startswith(BESIDE)}


class BallotForm(Form):
    """A ballot of any form, as typed; what may be chosen and how many, the rules say (and keep it on the page).

    Ticks (approval, budgeted) are in `choices`; places or points (ranked, points) stand beside the projects.
    """

    choices = SelectMultipleField(
        _l("项目"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        choices=[],
    )
    beside = _Beside()
    order = StringField()
    """In which order this view of the ballot lists the projects, so that it stays while the ballot is filled in."""
    word = StringField(_l("您自己的一个词（可以不填）"))
    do = StringField()
    """What the pressed button asks for: ``filter``, ``compare``; else the next step."""
    change = SubmitField(_l("回去修改"))
    """On the review page: back to the ballot with what was chosen."""
    words = StringField(_l("名称或地点里的词"))
    grid = StringField(_l("哪个网格"))
    kind = StringField(_l("哪一类"))
    cost = StringField(_l("费用"))
    compared = SelectMultipleField(_l("并排比较"), validate_choice=False, choices=[])

    def ballot(self, form: str) -> Ballot:
        """What the voter typed, as a ballot of that form; refused when it is no ballot at all."""
        if form == "ranked":
            return ballot_rules.ranked_as_typed(self.beside.data)
        if form == "points":
            return ballot_rules.points_as_typed(self.beside.data)
        return Ballot(tuple(self.choices.data or ()))

    def own_word(self) -> str:
        """The voter's own word; refused when it is too long to be copied from paper."""
        said = self.word.data or ""
        require(len(said) <= WORD, ballot_rules.LONG_WORD, most=WORD)
        return str(said)

    def named(self, form: str) -> list[str]:
        """The codes that something was typed or ticked for, right or wrong."""
        if form in ("ranked", "points"):
            return [code for code, text in self.beside.data.items() if text.strip()]
        return list(self.choices.data or ())


class VoidForm(Form):
    """Which procedural ground, and what happened."""

    ground = SelectField(
        _l("程序上的理由"),
        choices=[SelectChoice(code, _l(words)) for code, words in GROUNDS.items() if code != UPHELD],
    )
    reason = TextAreaField(
        _l("发生了什么"),
        validators=[required(), at_most(2000)],
        description=_l("写明时间、地点和经过，不要写个人信息；议事会据此表决。"),
    )
    submit = SubmitField(_l("提出作废动议"))
