"""The contract's form: its milestones are rows; empty rows are left out."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, Form, FormField, IntegerField, StringField
from wtforms.validators import NumberRange, Optional

from micro_projects.kernel.money import ZERO
from micro_projects.projects.contract_actions import Part, Terms
from micro_projects.web.forms import Form as OurForm
from micro_projects.web.forms import MoneyField, at_most, required

ROWS = 4


class MilestoneRow(Form):  # type: ignore[misc]
    """One milestone."""

    title = StringField(_l("节点名称"), [Optional(), at_most(60)])
    evidence = StringField(_l("完成时要出示什么"), [Optional(), at_most(200)])
    weight = IntegerField(
        _l("比重（百分之几）"), [Optional(), NumberRange(1, 100, _l("请填写1到100之间的整数。"))]
    )
    amount = MoneyField(_l("完成后付多少"), [Optional()])
    due_on = DateField(_l("完成日期"), [Optional()])

    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not any(
            (self.title.data, self.evidence.data, self.weight.data, self.amount.data, self.due_on.data)
        )


class ContractForm(OurForm):
    """What was signed."""

    number = StringField(_l("合同编号"), [required(), at_most(60)])
    amount = MoneyField(_l("合同金额"), [required()])
    advance = MoneyField(_l("预付款"), [Optional()], description=_l("没有预付款的不填。"))
    signed_on = DateField(_l("签订日期"), [required()])
    starts_on = DateField(_l("开工日期"), [required()])
    ends_on = DateField(_l("完工日期"), [required()])
    milestones = FieldList(FormField(MilestoneRow, label=_l("节点")), label=_l("节点"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A row is filled in whole or not at all."""
        whole: bool = super().validate(extra_validators)
        for row in self.milestones:
            if row.form.is_empty():
                continue
            for name in ("title", "weight", "due_on"):
                field = row.form[name]
                if not field.data and not field.errors:
                    field.errors = [*field.errors, _l("请填写这一项。")]
                    whole = False
        return whole

    def with_rows(self, rows: int) -> ContractForm:
        """At least so many rows to fill in."""
        while len(self.milestones.entries) < min(rows, 40):
            self.milestones.append_entry()
        return self

    def terms(self) -> Terms:
        """The contract's own figures."""
        return Terms(
            self.number.data,
            self.amount.data or ZERO,
            self.advance.data or ZERO,
            self.signed_on.data,
            self.starts_on.data,
            self.ends_on.data,
        )

    def parts(self) -> list[Part]:
        """The rows filled in."""
        return [
            Part(r.title.data, r.evidence.data or "", r.weight.data, r.amount.data or ZERO, r.due_on.data)
            for r in (row.form for row in self.milestones)
            if not r.is_empty()
        ]
