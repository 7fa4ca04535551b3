"""Planning a year's cycle: its dates, and the numbers a community may choose. Shape only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    SubmitField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.cycles.pack import Pack
from micro_projects.cycles.pack_rules import CHANNELS, FORMS, RESOLVE_BY, RULES
from micro_projects.kernel.clock import midnight
from micro_projects.kernel.money import Money
from micro_projects.web.forms import Form, MoneyField
from micro_projects.web.show import ZONE

_NEEDED = InputRequired(_l("请填写这一项。"))
_DAY = _l("请填写像 2026-03-02 这样的日期。")
_WHOLE = _l("请填写整数。")
_SHARE = _l("请填写 0 到 100 之间的数。")


class _Day(DateField):  # type: ignore[misc]  # the library has no types
    def process_formdata(self, valuelist: list[str]) -> None:
        """A wrong date is said in our words."""
        try:
            super().process_formdata(valuelist)
        except ValueError as wrong:
            raise ValueError(str(_DAY)) from wrong


class _Whole(IntegerField):  # type: ignore[misc]  # the library has no types
    def process_formdata(self, valuelist: list[str]) -> None:
        """A wrong number is said in our words."""
        try:
            super().process_formdata(valuelist)
        except ValueError as wrong:
            raise ValueError(str(_WHOLE)) from wrong


class _Percent(DecimalField):  # type: ignore[misc]  # the library has no types
    def process_formdata(self, valuelist: list[str]) -> None:
        """A wrong share is said in our words."""
        try:
            super().process_formdata([v.strip().rstrip("%％") for v in valuelist])
        except ValueError as wrong:
            raise ValueError(str(_SHARE)) from wrong

    def basis_points(self) -> int:
        """The share in basis points."""
        return int(self.data * 100)


def _whole(label: Any, top: int = 10_000) -> _Whole:
    return _Whole(label, [_NEEDED, NumberRange(0, top, _l("这个数太大或太小。"))])


def _percent(label: Any) -> _Percent:
    return _Percent(label, [_NEEDED, NumberRange(0, 100, _SHARE)], places=None)


class PlanCycle(Form):
    """A cycle's year, its phases' earliest dates, and what may differ from the default pack."""

    year = _Whole(_l("年份"), [_NEEDED, NumberRange(2020, 2100, _l("请填写像 2026 这样的年份。"))])
    proposing_from = _Day(_l("提案征集开始"), [_NEEDED])
    proposing_to = _Day(_l("提案征集最后一天"), [_NEEDED])
    deliberating_from = _Day(_l("商议最早开始"), [_NEEDED])
    voting_from = _Day(_l("投票最早开始"), [_NEEDED])
    executing_from = _Day(_l("实施最早开始"), [_NEEDED])
    pool = MoneyField(_l("年度资金池"), [_NEEDED])
    variation_reserve = _percent(_l("变更预备金占资金池的百分之几"))
    urgent_reserve = _percent(_l("应急预备金占资金池的百分之几"))
    cap_service = MoneyField(_l("服务类单个项目上限"), [_NEEDED])
    cap_goods = MoneyField(_l("货物类单个项目上限"), [_NEEDED])
    cap_works = MoneyField(_l("工程类单个项目上限"), [_NEEDED])
    proposals_per_resident = _whole(_l("每人最多提几件"))
    seconders = _whole(_l("需要几个人附议"))
    days_d1 = _whole(_l("提议公开几个工作日"))
    days_d2 = _whole(_l("商议公开几个工作日"))
    days_d3 = _whole(_l("决议公开几个工作日"))
    resolve_by = SelectField(_l("由谁决议"), choices=[SelectChoice(k, _l(v)) for k, v in RESOLVE_BY.items()])
    ballot_form = SelectField(_l("选票怎么填"), choices=[SelectChoice(k, _l(v)) for k, v in FORMS.items()])
    ballot_choices = _whole(_l("每张选票最多选几项"))
    ballot_points = _whole(_l("每张选票共有几分"))
    channels = SelectMultipleField(
        _l("可以怎样投票"),
        [_NEEDED],
        choices=[SelectChoice(k, _l(v)) for k, v in CHANNELS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("网上和纸质至少选一种。"),
    )
    entering_days = _whole(_l("纸质选票截止后几个工作日内录入"))
    receipts = BooleanField(
        _l("投票后给回执码"),
        description=_l("凭它可以在公布的匿名记录里找到自己的选票；也可能有人要别人出示。"),
    )
    key_keepers = BooleanField(
        _l("开票的钥匙由三个人保管"),
        description=_l("主持人、监督委员会、审计员各拿一份，任意两份才能开票；连管理系统的人也不能提前看。"),
    )
    round_days = _whole(_l("投票几天"))
    rule = SelectField(
        _l("怎样从得票排出入选项目"), choices=[SelectChoice(k, _l(v)) for k, v in RULES.items()]
    )
    min_score_floor = _whole(_l("至少要得几票"))
    min_score_share = _percent(_l("至少要得到百分之几的选票"))
    add_step = MoneyField(_l("均等份额法：每人每次加多少"), [_NEEDED])
    overshoot = _percent(_l("最后一个项目可以超出预算的百分之几"))
    min_turnout = _percent(_l("投票率至少百分之几，不足则延长一次"))
    preview = SubmitField(_l("预览将要公布的内容"))
    confirm = SubmitField(_l("确认，提交议事会表决"))
    back = SubmitField(_l("回去修改"))

    _NAMED = {
        "caps": "cap_works",
        "notice_days": "days_d1",
    }

    def take(self, faults: list[tuple[str, str]]) -> bool:
        """Show what is wrong with the pack beside its fields; whether anything is."""
        for rule, words in faults:
            name = self._NAMED.get(rule, rule)
            field: Any = getattr(self, name, self.pool)
            field.errors = [*field.errors, _l(words)]
        return bool(faults)

    def pack(self) -> Pack:
        """The pack as typed, the rest as by default."""
        standard = Pack()
        return replace(
            standard,
            pool=_fen(self.pool),
            variation_reserve=self.variation_reserve.basis_points(),
            urgent_reserve=self.urgent_reserve.basis_points(),
            caps={
                "service": _fen(self.cap_service),
                "goods": _fen(self.cap_goods),
                "works": _fen(self.cap_works),
            },
            proposals_per_resident=self.proposals_per_resident.data,
            seconders=self.seconders.data,
            notice_days={
                **standard.notice_days,
                "D1": self.days_d1.data,
                "D2": self.days_d2.data,
                "D3": self.days_d3.data,
            },
            resolve_by=self.resolve_by.data,
            ballot_form=self.ballot_form.data,
            ballot_choices=self.ballot_choices.data,
            ballot_points=self.ballot_points.data,
            channels=" ".join(channel for channel in CHANNELS if channel in self.channels.data),
            entering_days=self.entering_days.data,
            receipts=self.receipts.data,
            key_keepers=self.key_keepers.data,
            round_days=self.round_days.data,
            rule=self.rule.data,
            min_score_floor=self.min_score_floor.data,
            min_score_share=self.min_score_share.basis_points(),
            add_step=_fen(self.add_step),
            overshoot=self.overshoot.basis_points(),
            min_turnout=self.min_turnout.basis_points(),
        )

    def dates(self) -> dict[str, tuple[datetime, datetime | None]]:
        """The phases as instants: a day begins at midnight in the community's zone."""
        return {
            "proposing": (
                midnight(self.proposing_from.data, ZONE),
                midnight(self.proposing_to.data, ZONE, 1),
            ),
            "deliberating": (midnight(self.deliberating_from.data, ZONE), None),
            "voting": (midnight(self.voting_from.data, ZONE), None),
            "executing": (midnight(self.executing_from.data, ZONE), None),
        }


class OpenCycle(Form):
    """One press: what will be published stands above it."""

    submit = SubmitField(_l("启动周期，公布规则"))


def starting(year: int, today: date) -> dict[str, Any]:
    """What the form holds before anybody typed: the default pack, and dates a year usually has."""
    standard = Pack()
    first = max(today + timedelta(days=14), date(year, 1, 1))
    days = [first + timedelta(days=n) for n in (0, 29, 44, 86, 120)]
    names = ("proposing_from", "proposing_to", "deliberating_from", "voting_from", "executing_from")
    return {
        "year": year,
        **dict(zip(names, days, strict=True)),
        "pool": Money(standard.pool),
        **{f"cap_{kind}": Money(fen) for kind, fen in standard.caps.items()},
        **{f"days_{kind.lower()}": standard.notice_days[kind] for kind in ("D1", "D2", "D3")},
        **{
            name: (Decimal(getattr(standard, name)) / 100).normalize()
            for name in ("variation_reserve", "urgent_reserve", "min_score_share", "overshoot", "min_turnout")
        },
        "channels": standard.channels.split(),
        "add_step": Money(standard.add_step),
        **{
            name: getattr(standard, name)
            for name in (
                "proposals_per_resident",
                "seconders",
                "resolve_by",
                "ballot_form",
                "ballot_choices",
                "ballot_points",
                "entering_days",
                "receipts",
                "key_keepers",
                "round_days",
                "rule",
                "min_score_floor",
            )
        },
    }


def _fen(field: MoneyField) -> int:
    assert isinstance(field.data, Money)
    return field.data.fen
