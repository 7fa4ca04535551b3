"""The forms' base: shape only. Merit is the rules'. What was typed is always given back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation, ValidationError
from wtforms.widgets import TextInput

from micro_projects.kernel import text
from micro_projects.kernel.money import Money
from micro_projects.kernel.refusal import Refused

YEARS = range(1900, 2200)
"""What a date typed in a form may lie in."""


class Form(FlaskForm):  # type: ignore[misc]  # the library has no types
    """Every form: CSRF, and text cleaned of what nobody types on purpose (NUL, stray spaces)."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Clean every text field as it comes in."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            filters = unbound_field.kwargs.get("filters", [])
            cleaner = next((f for kind, f in _CLEANERS if issubclass(unbound_field.field_class, kind)), None)
            if cleaner:
                filters = [cleaner, *filters]
            return unbound_field.bind(form=form, filters=filters, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """As the fields say; besides, no figure that is none, no year that nobody means and nothing reckons with."""
        for field in self:
            if isinstance(field.data, Decimal) and not field.data.is_finite():
                field.data = None
        fine: bool = super().validate(extra_validators)
        for field in self:
            if isinstance(field.data, date) and field.data.year not in YEARS:
                field.errors = [*field.errors, field.gettext("请核对年份。")]
                fine = False
        return fine


def _line(value: Any) -> Any:
    return text.line(value) if isinstance(value, str) else _no_file(value)


def _prose(value: Any) -> Any:
    return text.prose(value) if isinstance(value, str) else _no_file(value)


def _no_file(value: Any) -> Any:
    """A file sent under the name of a text field is no text."""
    return "" if isinstance(value, FileStorage) else value


def _as_typed(value: Any) -> Any:
    return value


# a password is taken exactly as typed; the first kind that fits decides
_CLEANERS = ((PasswordField, _as_typed), (TextAreaField, _prose), (StringField, _line))


def required(message: Any = None) -> DataRequired:
    """Must not be empty."""
    return DataRequired(message or _l("请填写这一项。"))


def chosen(message: Any = None) -> InputRequired:
    """One must be chosen."""
    return InputRequired(message or _l("请选择一项。"))


def at_most(n: int) -> Length:
    """At most `n` characters."""
    return Length(max=n, message=_l("最多 %(max)d 个字。"))


class MoneyField(Field):  # type: ignore[misc]  # the library has no types
    """An amount typed in yuan; its data is `Money`. What was typed stays in the field."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.plain() if isinstance(self.data, Money) else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; a wrong amount is an error of this field."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = Money.parse(valuelist[0])
        except Refused as refused:
            raise ValueError(
                self.gettext("请填写像 12000 或 12,000.50 这样的金额（元），最多两位小数。")
            ) from refused


__all__ = ["Form", "MoneyField", "StopValidation", "ValidationError", "at_most", "chosen", "required"]
