"""What is compared: a counted round or a file, and what is supposed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, SubmitField, ValidationError

from micro_projects.voting.counting.figures import exact
from micro_projects.voting.counting.round_data import Number
from micro_projects.voting.simulation import MOST_THRESHOLDS
from micro_projects.web.forms import Form, MoneyField, at_most


class SimulationForm(Form):
    """One source; budget and thresholds only where they should differ."""

    round = SelectField(_l("用哪一轮的选票"), validate_choice=False)
    file = FileField(
        _l("或者上传一个文件"),
        description=_l("Pabulib 的 .pb，或者整轮数据的 .json，最多 5 MB。只用来算这一次，不保存。"),
    )
    budget = MoneyField(_l("预算改成多少"), description=_l("不填就用当时的预算。"))
    thresholds = StringField(
        _l("最低得分试几个数"),
        [at_most(60)],
        description=_l("最多三个，用空格隔开，例如 5 20 50。不填就用今年规则包的最低得分。"),
    )
    submit = SubmitField(_l("比较"))

    def validate_thresholds(self, field: Any) -> None:
        """Figures above nothing."""
        try:
            found = self.least()
        except ValueError:
            raise ValidationError(field.gettext("请填写数字，用空格隔开。")) from None
        if len(found) > MOST_THRESHOLDS or any(value < 0 for value in found):
            raise ValidationError(field.gettext("最多三个不小于 0 的数。"))

    def least(self) -> list[Number]:
        """What was typed, as figures; ValueError when they are none."""
        typed = (self.thresholds.data or "").replace(",", " ").replace(",", " ").replace("、", " ")
        return [exact(text) for text in typed.split()]
