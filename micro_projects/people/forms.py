"""Forms of sign-in, accounts, roles and the roll: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    SubmitField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.people.rules import ROLES
from micro_projects.web.forms import Form, at_most, required


class SignIn(Form):
    """Account and password."""

    login = StringField(
        _l("账号"), [required(_l("请填写账号。")), at_most(80)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        _l("密码"),
        [required(_l("请填写密码。")), at_most(256)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    submit = SubmitField(_l("登录"))


class ChangePassword(Form):
    """The old and the new password."""

    old = PasswordField(
        _l("现在的密码"), [required(), at_most(256)], render_kw={"autocomplete": "current-password"}
    )
    new = PasswordField(
        _l("新密码（至少 12 个字）"), [required(), at_most(256)], render_kw={"autocomplete": "new-password"}
    )
    submit = SubmitField(_l("更改密码"))


class ImportRoll(Form):
    """A roll file."""

    file = FileField(_l("名册文件（CSV）"), [FileRequired(_l("请选择名册文件。"))])
    submit = SubmitField(_l("先核对，不导入"))


class ConfirmRoll(Form):
    """A checked file, by its token."""

    token = HiddenField()
    submit = SubmitField(_l("确认导入"))


class RemoveFromRoll(Form):
    """Why somebody leaves the roll."""

    reason = StringField(_l("移出原因"), [required(), at_most(200)])
    submit = SubmitField(_l("移出名册"))


class OpenResidentAccount(Form):
    """An account for a resident on the roll."""

    login = StringField(_l("账号（居民自己记得住的）"), [required(), at_most(80)])
    password = PasswordField(
        _l("初始密码（至少 12 个字）"),
        [required(), at_most(256)],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField(_l("建立账号"))


class ResetPassword(Form):
    """A new password for the person at the counter."""

    password = PasswordField(
        _l("重设的密码（至少 12 个字）"),
        [required(), at_most(256)],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField(_l("重设密码"))


class ResetAccount(ResetPassword):
    """The same, by account."""

    login = StringField(_l("谁的账号"), [required(), at_most(80)])


class GiveRole(Form):
    """A role for a term."""

    login = StringField(_l("账号"), [required(), at_most(80)])
    role = SelectField(_l("角色"), choices=[SelectChoice(k, _l(v)) for k, v in ROLES.items()])
    from_on = DateField(_l("任期开始"), [required()])
    until_on = DateField(_l("任期结束（当天不再任职）"), [Optional()])
    submit = SubmitField(_l("授予角色"))


class EndRole(Form):
    """From which day a term no longer runs."""

    holding = SelectField(_l("哪一条任职"), coerce=int, choices=[])
    on = DateField(_l("从哪天起不再任职"), [required()])
    submit = SubmitField(_l("结束任期"))


class AddAccount(Form):
    """An account for a new person."""

    name = StringField(_l("姓名"), [required(), at_most(40)])
    login = StringField(_l("账号"), [required(), at_most(80)])
    password = PasswordField(
        _l("初始密码（至少 12 个字）"),
        [required(), at_most(256)],
        render_kw={"autocomplete": "new-password"},
    )
    in_full = BooleanField(_l("对外显示全名（工作人员和议事会成员）"), default=True)
    submit = SubmitField(_l("建立账号"))
