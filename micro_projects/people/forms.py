"""Forms of sign-in, accounts, roles and the roll: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, PasswordField, SelectField, StringField, SubmitField
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
    submit = SubmitField(_l("核对并导入"))


class RemoveFromRoll(Form):
    """Why somebody leaves the roll."""

    reason = StringField(_l("移出原因"), [required(), at_most(200)])
    submit = SubmitField(_l("移出名册"))


class GiveRole(Form):
    """A role for a term."""

    login = StringField(_l("账号"), [required(), at_most(80)])
    role = SelectField(_l("角色"), choices=[SelectChoice(k, _l(v)) for k, v in ROLES.items()])
    from_on = DateField(_l("任期开始"), [required()])
    until_on = DateField(_l("任期结束（当天不再任职）"), [Optional()])
    submit = SubmitField(_l("授予角色"))


class AddAccount(Form):
    """An account for a new or known person."""

    name = StringField(_l("姓名"), [required(), at_most(40)])
    login = StringField(_l("账号"), [required(), at_most(80)])
    password = PasswordField(_l("初始密码（至少 12 个字）"), [required(), at_most(256)])
    submit = SubmitField(_l("建立账号"))
