"""Forms of oversight: shape only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from micro_projects.files.forms import AltField, PhotoField
from micro_projects.oversight import rules
from micro_projects.web.forms import Form, at_most, chosen, required


class Consent(Form):
    """Putting oneself forward."""

    declared = BooleanField(
        _l("我和提案人、承接单位没有亲属、雇佣或买卖关系，也没有经手这个项目。"),
        [required(_l("请确认没有利害关系；有关系的不能报名。"))],
    )


class PrepareLot(Form):
    """The public number not known yet."""

    number_source = StringField(
        _l("公开号码的来源"),
        [required(), at_most(120)],
        description=_l(
            "写清楚到谁都能查到：例如“福利彩票3D第2026123期开奖号码”，或“3月20日议事会现场掷五次骰子”。"
        ),
    )
    number_due_at = DateTimeLocalField(
        _l("什么时候起录入"),
        [required(_l("请填写日期和时间。"))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        description=_l("填号码产生之后的时间；到时由两个人各录一遍。"),
    )


class Visit(Form):
    """What was seen, by check-list, words and up to three photos."""

    visited_on = DateField(_l("哪天去看的"), [required(_l("请填写日期。"))])
    text = TextAreaField(
        _l("看到的情况"), [at_most(3000)], description=_l("有不符合的，写清楚在哪里、是什么样。")
    )
    photo1 = PhotoField(_l("照片一"))
    alt1 = AltField(_l("照片一拍的是什么"), of="photo1")
    photo2 = PhotoField(_l("照片二"))
    alt2 = AltField(_l("照片二拍的是什么"), of="photo2")
    photo3 = PhotoField(_l("照片三"))
    alt3 = AltField(_l("照片三拍的是什么"), of="photo3")

    def found(self) -> dict[str, str]:
        """The check-list as ticked."""
        return {item: self[item].data for item in rules.CHECKS if self[item].data}

    def photos(self) -> list[tuple[Any, str]]:
        """Prepared photos with their words."""
        pairs = ((self.photo1, self.alt1), (self.photo2, self.alt2), (self.photo3, self.alt3))
        return [(photo.prepared, alt.data) for photo, alt in pairs if photo.prepared]


for _item, _text in rules.CHECKS.items():
    setattr(
        Visit,
        _item,
        RadioField(
            _l(_text),
            [Optional()],
            choices=[SelectChoice(key, _l(word)) for key, word in rules.FOUND.items()],
            default="unseen",
        ),
    )


class Raise(Form):
    """A finding."""

    severity = RadioField(_l("有多严重"), [chosen()], choices=[])
    text = TextAreaField(
        _l("发现了什么"),
        [required(), at_most(3000)],
        description=_l("写清楚在哪里、什么时候、是什么样，希望怎样改。会公开，请不要写别人的姓名和电话。"),
    )
    photo = PhotoField(_l("照片"))
    alt = AltField(of="photo")
    hold = BooleanField(
        _l("同时暂缓这个项目的下一笔付款"),
        description=_l("答复并由您复查了结后自动恢复；您逾期没有复查，也会恢复。"),
    )

    def __init__(self, *args: Any, severities: tuple[str, ...], holds: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.severity.choices = [SelectChoice(key, _l(rules.SEVERITIES[key])) for key in severities]
        if not holds:
            del self.hold


class Answer(Form):
    """The written answer."""

    text = TextAreaField(
        _l("书面答复"),
        [required(), at_most(3000)],
        description=_l("说清楚查了什么、改了什么、什么时候改好。会公开。"),
    )
    photo = PhotoField(_l("改好后的照片"))
    alt = AltField(of="photo")


class Review(Form):
    """The look at an answer."""

    outcome = RadioField(
        _l("复查结果"),
        [chosen()],
        choices=[
            SelectChoice("close", _l("已经改好，了结")),
            SelectChoice("send_back", _l("还没有改好，退回再答复")),
        ],
    )
    text = TextAreaField(
        _l("复查看到的情况"), [at_most(3000)], description=_l("退回的，请写明还差什么。会公开。")
    )


class Drop(Form):
    """Taking a finding back."""

    text = TextAreaField(_l("为什么撤回"), [required(), at_most(1000)], description=_l("会公开。"))


def local(value: datetime, zone: Any) -> datetime:
    """What a form took as local time, as an instant."""
    return value.replace(tzinfo=zone)
