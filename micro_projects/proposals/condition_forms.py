"""Forms of the ballot's conditions: shape only."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.files.forms import UploadField
from micro_projects.proposals.condition_rules import ASPECTS, LIKELIHOODS, PARTIES, SEVERITIES, Aspect
from micro_projects.web.forms import Form, MoneyField, StopValidation, at_most, chosen, required


class AspectForm(Form):
    """One aspect of a risk."""

    class Meta(Form.Meta):
        """A part of a form brings no token of its own."""

        csrf = False

    likelihood = SelectField(
        _l("会不会出事"),
        [required(_l("请选择一项；不涉及的选“不涉及”。"))],
        choices=[
            SelectChoice("", _l("请选择")),
            SelectChoice("0", _l("不涉及")),
            *(SelectChoice(str(k), _l(v)) for k, v in LIKELIHOODS.items()),
        ],
    )
    severity = SelectField(
        _l("影响有多大"),
        [Optional()],
        choices=[
            SelectChoice("0", _l("（不涉及的不用选）")),
            *(SelectChoice(str(k), _l(v)) for k, v in SEVERITIES.items()),
        ],
        default="0",
    )
    affected = StringField(_l("影响谁"), [Optional(), at_most(200)])
    harm = StringField(_l("会出什么事"), [Optional(), at_most(400)])
    measure = StringField(_l("怎么防"), [Optional(), at_most(400)])

    def aspect(self, name: str) -> Aspect:
        """What was filled in; what does not apply keeps no words."""
        likelihood = int(self.likelihood.data or 0)
        if not likelihood:
            return Aspect(name)
        words = (self.affected.data or "", self.harm.data or "", self.measure.data or "")
        return Aspect(name, likelihood, int(self.severity.data or 0), *words)

    def fill(self, known: Aspect) -> None:
        """Show what an earlier assessment said."""
        self.likelihood.data, self.severity.data = str(known.likelihood), str(known.severity)
        self.affected.data, self.harm.data, self.measure.data = known.affected, known.harm, known.measure


_NAMES = {key: _l(name) for key, name in ASPECTS.items()}


class RiskForm(Form):
    """A risk assessment: every aspect is answered."""

    who = StringField(
        _l("由谁评估"), [required(), at_most(80)], description=_l("写单位或部门的名称，会公开。")
    )
    safety = FormField(AspectForm, _NAMES["safety"])
    noise = FormField(AspectForm, _NAMES["noise"])
    access = FormField(AspectForm, _NAMES["access"])
    rights = FormField(AspectForm, _NAMES["rights"])
    cost = FormField(AspectForm, _NAMES["cost"])
    other = FormField(AspectForm, _NAMES["other"])

    def aspects(self) -> list[Aspect]:
        """All six."""
        return [self[name].form.aspect(name) for name in ASPECTS]

    def fill(self, who: str, known: list[Aspect]) -> None:
        """Begin from an earlier assessment."""
        self.who.data = who
        for aspect in known:
            self[aspect.aspect].form.fill(aspect)


class _DocumentForm(Form):
    """What both kinds of written word have."""

    conditions = TextAreaField(
        _l("条件和说明"),
        [Optional(), at_most(1000)],
        description=_l("对方提出的条件；不涉及场地的，写明为什么。会公开，不要写个人的电话、住址。"),
    )
    signed_by = StringField(
        _l("谁签的字"), [Optional(), at_most(80)], description=_l("照文件上的签名填写，不公开。")
    )
    signed_on = DateField(_l("哪天签的"), [Optional()])
    document = UploadField(
        _l("盖章或签字的文件"),
        [Optional()],
        description=_l("照片或 PDF，不超过 12 MB。文件不公开，只公开校验值。"),
    )


class ConsentForm(_DocumentForm):
    """The owner's consent."""

    party = RadioField(
        _l("场地归谁管"), [chosen()], choices=[SelectChoice(k, _l(v)) for k, v in PARTIES.items()]
    )
    who = StringField(
        _l("单位名称"), [required(), at_most(80)], description=_l("不涉及场地的，写“无”。会公开。")
    )
    site = StringField(_l("哪一处场地"), [required(), at_most(120)], description=_l("不涉及场地的，写“无”。"))


class MaintainerForm(_DocumentForm):
    """The maintainer's word."""

    party = RadioField(
        _l("谁来管养"),
        [chosen()],
        choices=[SelectChoice(k, _l(v)) for k, v in PARTIES.items() if k != "none"],
    )
    who = StringField(_l("单位名称"), [required(), at_most(80)], description=_l("会公开。"))
    yearly_cost = MoneyField(_l("每年维护费用"), [Optional()], description=_l("不需要费用的填 0。"))
    starts_on = DateField(_l("从哪天起管养"), [required(_l("请填写日期。"))])

    def validate_yearly_cost(self, field: Any) -> None:
        """Nought is an amount, an empty field is none."""
        if field.data is None:
            raise StopValidation(field.gettext("请填写金额；不需要费用的填 0。"))


PROMISES = {"consent": ConsentForm, "maintainer": MaintainerForm}


class TakeBackForm(Form):
    """Why a written word is taken back."""

    reason = TextAreaField(
        _l("为什么收回"), [required(), at_most(1000)], description=_l("照对方的书面说明写，会公开。")
    )
