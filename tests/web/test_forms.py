"""What every form refuses by its shape: figures that are none, years that nobody means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wtforms import DateField, DateTimeLocalField, DecimalField
from wtforms.validators import InputRequired, NumberRange, Optional

from micro_projects.web.forms import Form

if TYPE_CHECKING:
    from flask import Flask


class Odd(Form):
    """One field of each kind."""

    class Meta(Form.Meta):
        """No token: nothing is sent."""

        csrf = False

    amount = DecimalField("", [InputRequired(), NumberRange(0, 10_000_000)])
    on = DateField("", [Optional()])
    at = DateTimeLocalField("", [Optional()])


GOOD = {"amount": "12.5", "on": "2026-03-10", "at": "2026-03-10T09:00"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        *(("amount", x) for x in ("NaN", "sNaN", "Infinity", "-Infinity", "-1", "1e999999", "9" * 9000)),
        *(("on", x) for x in ("9999-12-31", "0001-01-01")),
        *(("at", x) for x in ("9999-12-31T23:59", "0001-01-01T00:00")),
    ],
)
def test_what_nothing_reckons_with_is_an_error_of_its_field(app: Flask, field: str, typed: str) -> None:
    for change, wrong in ({}, False), ({field: typed}, True):
        with app.test_request_context(method="POST", data=GOOD | change):
            form = Odd()
            assert form.validate() is not wrong
            assert bool(form[field].errors) is wrong
            assert set(form.errors) <= {field}
