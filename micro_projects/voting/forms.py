"""Shape of the ballot and of a motion to void."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

from micro_projects.kernel import text
from micro_projects.kernel.refusal import require
from micro_projects.voting import ballot_rules
from micro_projects.voting.counting import Ballot
from micro_projects.voting.rules import GROUNDS, UPHELD
from micro_projects.web.forms import Form, at_most, required

BESIDE = "at-"
"""How the field beside a project is called: this and the project's code."""
WORD = 60
"""Characters of the voter's own word."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the ballot's pages send besides the choices: one field each, but read together, for casting needs none."""

    beside: Mapping[str, str] = field(default_factory=dict)
    """What was typed beside each project: code → text (ranked, points)."""
    order: str = ""
    """In which order this view of the ballot lists the projects, so that it stays while the ballot is filled in."""
    do: str = ""
    """What the pressed button asks for: ``filter``, ``compare``, ``choose``; else the next step."""
    words: str = ""
    grid: str = ""
    kind: str = ""
    cost: str = ""
    """What the list is filtered by."""
    compared: tuple[str, ...] = ()


class _PageField(Field):  # type: ignore[misc]  # the library has no types
    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Which of the codes are on the ballot, the rules say."""
        if formdata is None:
            self.data = Page()
            return
        beside = {name[len(BESIDE) :]: formdata[name] for name in formdata if name.startswith(BESIDE)}
        typed = {name: text.line(formdata.get(name, "")) for name in ("do", "words", "grid", "kind", "cost")}
        self.data = Page(
            beside, formdata.get("order", ""), compared=tuple(formdata.getlist("compared")), **typed
        )


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
    page = _PageField()
    word = StringField(_l("您自己的一个词（可以不填）"))
    change = SubmitField(_l("回去修改"))
    """On the review page: back to the ballot with what was chosen."""

    def ballot(self, form: str) -> Ballot:
        """What the voter typed, as a ballot of that form; refused when it is no ballot at all."""
        if form == "ranked":
            return ballot_rules.ranked_as_typed(self.page.data.beside)
        if form == "points":
            return ballot_rules.points_as_typed(self.page.data.beside)
        return Ballot(tuple(self.choices.data or ()))

    def own_word(self) -> str:
        """The voter's own word; refused when it is too long to be copied from paper."""
        said = self.word.data or ""
        require(len(said) <= WORD, ballot_rules.LONG_WORD, most=WORD)
        return str(said)

    def named(self, form: str) -> list[str]:
        """The codes that something was typed or ticked for, right or wrong."""
        if form in ("ranked", "points"):
            return [code for code, typed in self.page.data.beside.items() if typed.strip()]
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
