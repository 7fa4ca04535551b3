"""Forms of opinions: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.deliberation import opinion_rules, rules
from micro_projects.deliberation.opinion_rules import Item
from micro_projects.files.forms import UploadField
from micro_projects.proposals.forms import yes_no
from micro_projects.web.forms import Form, StopValidation, at_most, chosen, required


class ItemsField(TextAreaField):  # type: ignore[misc]  # the library has no types
    """What a price is made of, a line each; after `validate` its `items` are there."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault(
            "description",
            _l("每行一项：名称，单位，数量，单价（元）。可以从表格里整块粘贴。总价由系统加出来。"),
        )
        super().__init__(label, validators, **kwargs)
        self.items: Sequence[Item] = ()

    def pre_validate(self, form: Any) -> None:
        """Every line must be read; the first that is not is named."""
        self.items, wrong = opinion_rules.read_items(self.data or "")
        if wrong:
            text = self.gettext("第 %(n)d 行看不明白。请写成“不锈钢扶手，米，12，380”这样的四项。")
            raise StopValidation(text % {"n": wrong[0]})


class GivenForm(Form):
    """Who gives an opinion, and what it rests on."""

    capacity = RadioField(
        _l("谁给的意见"),
        [chosen()],
        choices=[SelectChoice(k, _l(opinion_rules.CAPACITIES[k])) for k in opinion_rules.RECORDED],
        default="officer",
    )
    given_by = StringField(
        _l("姓名或单位"), [Optional(), at_most(80)], description=_l("专员本人给的不用填。会公开。")
    )
    document = UploadField(_l("附件"), [Optional()])


class LegalityForm(GivenForm):
    """Whether it is lawful."""

    favourable = RadioField(_l("是否合法"), [chosen()], choices=yes_no(_l("合法"), _l("不合法")))
    explanation = TextAreaField(
        _l("说明"),
        [Optional(), at_most(rules.LONGEST_ANSWER)],
        description=_l("不合法的必须写明违反哪一条、怎样改。会公开。"),
    )


class FeasibilityForm(GivenForm):
    """Whether it can be done."""

    favourable = RadioField(_l("是否可行"), [chosen()], choices=yes_no(_l("可行"), _l("不可行")))
    explanation = TextAreaField(
        _l("说明"),
        [Optional(), at_most(rules.LONGEST_ANSWER)],
        description=_l("不可行的必须写明原因和怎样改才可行。会公开。"),
    )


class PriceForm(GivenForm):
    """What it costs, and of what that is made."""

    items = ItemsField(_l("分项"), [required(_l("请至少写一项。"))])
    explanation = TextAreaField(
        _l("说明"),
        [Optional(), at_most(rules.LONGEST_ANSWER)],
        description=_l("单价从哪里来：询价、信息价，还是以往的合同。会公开。"),
    )


FORMS = {"legality": LegalityForm, "feasibility": FeasibilityForm, "price": PriceForm}


class QuotationForm(Form):
    """A commissioned quotation."""

    who = StringField(_l("由谁报价"), [required(), at_most(80)])
    items = ItemsField(_l("分项"), [required(_l("请至少写一项。"))])
    text = TextAreaField(_l("说明"), [Optional(), at_most(rules.LONGEST_ANSWER)])
