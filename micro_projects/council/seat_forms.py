"""Forms about seats, members, interests, challenges and the standing committee: shape only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    DecimalField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.council import committee_rules, interest_rules, seat_rules
from micro_projects.council.rules import CHOSEN
from micro_projects.web.forms import Form, at_most, required


class Ticks(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, each with a box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AddSeat(Form):
    """A seat and whom it speaks for."""

    number = IntegerField(_l("席位号"), [InputRequired(_l("请填写席位号。")), NumberRange(1, 999)])
    kind = SelectField(
        _l("代表什么"), choices=[SelectChoice(k, _l(v)) for k, v in seat_rules.SEAT_KINDS.items()]
    )
    grid = SelectField(_l("哪个网格（网格席位必选）"), [Optional()])
    name = StringField(
        _l("名称"), [required(), at_most(40)], description=_l("例如：第三网格、三号楼、租住居民、辖区单位。")
    )
    from_on = DateField(_l("从哪天起设立"), [required()])
    submit = SubmitField(_l("设立席位"))


class AddMember(Form):
    """Who was chosen for a seat in a regular election."""

    login = StringField(_l("账号"), [required(), at_most(80)], description=_l("先建立账号，再登记为成员。"))
    seat = SelectField(_l("席位"), [required()])
    chosen = SelectField(_l("怎样产生"), choices=[SelectChoice(k, _l(v)) for k, v in CHOSEN.items()])
    from_on = DateField(_l("任期开始"), [required()])
    until_on = DateField(_l("任期结束（当天不再任职）"), [required()])
    submit = SubmitField(_l("登记成员"))


class EndMember(Form):
    """Why a term ends before its day, and when."""

    why = SelectField(_l("为什么离任"), choices=[SelectChoice(k, _l(v)) for k, v in seat_rules.LEFT.items()])
    on = DateField(_l("从哪一天起不再任职"), [required()])
    submit = SubmitField(_l("登记离任"))


class Resign(Form):
    """A member gives the seat up."""

    on = DateField(_l("从哪一天起不再任职"), [required()])
    submit = SubmitField(_l("辞去席位"))


class Announce(Form):
    """A by-election and its candidates."""

    how = SelectField(_l("怎样产生"), choices=[SelectChoice(k, _l(v)) for k, v in CHOSEN.items()])
    held_on = DateField(_l("哪天举行"), [required()])
    venue = StringField(_l("地点"), [required(), at_most(120)], description=_l("居民可以到场监督。"))
    until_on = DateField(_l("新成员的任期结束（当天不再任职）"), [required()])
    candidates = TextAreaField(
        _l("候选人的账号"), [required(), at_most(800)], description=_l("一行一个。"), render_kw={"rows": 4}
    )
    submit = SubmitField(_l("公告补选"))

    def logins(self) -> list[str]:
        """The accounts, one each."""
        return [line.strip() for line in (self.candidates.data or "").splitlines() if line.strip()]


class Count(Form):
    """What was counted; the votes of each candidate stand beside, by number."""

    entitled = IntegerField(_l("有权参加的人数"), [Optional(), NumberRange(0, 100_000)])
    took_part = IntegerField(_l("实际参加的人数"), [Optional(), NumberRange(0, 100_000)])
    lot_number = StringField(
        _l("公开号码"), [Optional(), at_most(64)], description=_l("当众掷六次骰子，依次记下点数。")
    )
    submit = SubmitField(_l("录入结果"))


class Void(Form):
    """Why a by-election is held again."""

    reason = StringField(_l("为什么无效（会公开）"), [required(), at_most(200)])


class DeclareInterest(Form):
    """One interest; large print is kept in mind: few fields, whole sentences."""

    kind = SelectField(
        _l("哪一类"), choices=[SelectChoice(k, _l(v)) for k, v in interest_rules.KINDS.items()]
    )
    text = TextAreaField(
        _l("是什么（会公开）"),
        [Optional(), at_most(200)],
        description=_l(
            "一句话，例如：在某某物业公司任保洁主管。房产不用写地址，位置可以下一步在地图上点，不公开。"
        ),
        render_kw={"rows": 2},
    )
    organisation = StringField(_l("单位名称（会公开）"), [Optional(), at_most(80)])
    credit_code = StringField(
        _l("单位的统一社会信用代码"),
        [Optional(), at_most(18)],
        description=_l("填了以后，这家单位承接的项目由程序提醒您回避。"),
    )
    relation = StringField(
        _l("亲属关系（会公开）"), [Optional(), at_most(20)], description=_l("例如：父亲、妹妹、女婿。")
    )
    kin_name = StringField(_l("亲属的姓名（不公开）"), [Optional(), at_most(40)])
    kin_code = StringField(
        _l("亲属的名册编号（不公开）"),
        [Optional(), at_most(40)],
        description=_l("在本社区名册上的，可以到服务窗口查编号；他提的提案，程序会提醒您回避。"),
    )
    since_on = DateField(_l("从什么时候起"), [Optional()])
    submit = SubmitField(_l("申报并公开"))


class ChallengeForm(Form):
    """Which member has which interest in which item."""

    item = SelectField(_l("哪一项议题"), [required()])
    member = SelectField(_l("哪一位成员"), [required()])
    reason = TextAreaField(
        _l("有什么利害关系"),
        [required(), at_most(300)],
        description=_l("写清楚事实。议事会成员会看到，不登在网页上。"),
        render_kw={"rows": 3},
    )
    submit = SubmitField(_l("提交回避申请"))


class DraftCommittee(Form):
    """Who, what, up to how much, until when: the council votes on it."""

    members = Ticks(_l("成员（五至九位）"), [Optional()])
    purposes = Ticks(
        _l("可以决定什么"),
        [Optional()],
        choices=[SelectChoice(k, _l(v)) for k, v in committee_rules.MAY.items()],
    )
    limit = DecimalField(
        _l("每项涉及金额不超过（元）"), [InputRequired(_l("请填写金额。")), NumberRange(0, 10_000_000)]
    )
    until_on = DateField(_l("期限（当天不再有效）"), [required()])
    submit = SubmitField(_l("列入议事会议程"))
