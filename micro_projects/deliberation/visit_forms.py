"""Forms of site visits: shape only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.deliberation import visit_rules
from micro_projects.files.forms import AltField, PhotoField
from micro_projects.web.forms import Form, at_most, required
from micro_projects.web.show import ZONE


class PlanForm(Form):
    """When, where, with whom."""

    starts_at = DateTimeLocalField(
        _l("什么时候去"),
        [required(_l("请填写日期和时间。"))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        description=_l("选居民方便的时间，周末或傍晚去的人多。"),
    )
    meeting = StringField(
        _l("在哪里集合"), [required(), at_most(120)], description=_l("写得第一次来的人也找得到。")
    )
    leader = StringField(_l("谁带队"), [required(), at_most(60)], description=_l("姓名和身份，会公开。"))
    look_at = TextAreaField(
        _l("去看什么"),
        [at_most(600)],
        description=_l("例如：管线从哪里过、晚上亮不亮。"),
        render_kw={"rows": 3},
    )

    def when(self) -> datetime:
        """The instant, in the community's zone."""
        when: datetime = self.starts_at.data.replace(tzinfo=ZONE)
        return when


class JoinForm(Form):
    """Coming along, entered at the counter."""

    resident = StringField(
        _l("代哪位居民报名"),
        [required(), at_most(80)],
        description=_l("居民的证件号码、手机号或名册编号；会登记为代办。"),
    )


class CancelForm(Form):
    """Why not."""

    reason = TextAreaField(
        _l("为什么不去了"), [required(), at_most(300)], description=_l("会公开，报了名的人会收到通知。")
    )


class ReportForm(Form):
    """Who came, what was found, up to three photos."""

    came = SelectMultipleField(
        _l("报了名的人，谁到了"),
        [Optional()],
        choices=[],
        coerce=int,
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    others = TextAreaField(
        _l("还有谁参加"),
        [at_most(1200)],
        description=_l("一行一位，写姓名和身份，例如“街道市政科工作人员”。会公开；不愿公开姓名的写称呼。"),
        render_kw={"rows": 3},
    )
    found = TextAreaField(
        _l("看到了什么"),
        [required(_l("请写一两句话。")), at_most(visit_rules.LONGEST)],
        description=_l("现场是什么样，和提案说的一样不一样，有什么要改。"),
    )
    photo1 = PhotoField(_l("照片一"))
    alt1 = AltField(_l("照片一拍的是什么"), of="photo1")
    photo2 = PhotoField(_l("照片二"))
    alt2 = AltField(_l("照片二拍的是什么"), of="photo2")
    photo3 = PhotoField(_l("照片三"))
    alt3 = AltField(_l("照片三拍的是什么"), of="photo3")

    def __init__(self, *args: Any, coming: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.came.choices = [SelectChoice(one, name) for one, name in coming.items()]
        if not coming:
            del self.came

    def who_came(self) -> list[int]:
        """Of those who had signed up."""
        return list(self.came.data or ()) if "came" in self else []

    def names(self) -> list[str]:
        """The others, a line each."""
        return (self.others.data or "").splitlines()

    def photos(self) -> list[tuple[Any, str]]:
        """Prepared photos with their words."""
        pairs = ((self.photo1, self.alt1), (self.photo2, self.alt2), (self.photo3, self.alt3))
        return [(photo.prepared, alt.data) for photo, alt in pairs if photo.prepared]
