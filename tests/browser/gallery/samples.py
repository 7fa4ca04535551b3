"""Made-up contents for the gallery: a fictional community, no real person or sum."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from micro_projects.kernel.money import Money
from micro_projects.kernel.word_diff import changes

KINDS = [SelectChoice("service", "服务"), SelectChoice("goods", "货物"), SelectChoice("works", "工程")]
WHO = [SelectChoice("old", "老年人"), SelectChoice("children", "儿童"), SelectChoice("all", "全体居民")]
GRIDS = [SelectChoice("1", "第一网格"), SelectChoice("2", "第二网格")]


class MoneyField(StringField):
    """Stands in for the application's field of that name."""


class TicksField(SelectMultipleField):
    """Several tick boxes of one question."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SampleForm(Form):
    """One field of each kind."""

    title = StringField(
        "提案名称",
        [DataRequired("请写一个名称。"), Length(max=40)],
        description="一句话说清要办什么，40 个字以内。",
    )
    problem = TextAreaField(
        "遇到了什么问题", [DataRequired("请说说遇到的问题。")], description="在哪里、谁受影响、现在怎么凑合。"
    )
    kind = RadioField(
        "属于哪一类",
        [DataRequired("请选一类。")],
        choices=KINDS,
        description="拿不准就选最接近的，初审时可以改。",
    )
    who = TicksField("谁会受益", [DataRequired("至少选一项。")], choices=WHO)
    estimate = MoneyField(
        "估计要花多少钱", [DataRequired("请填写金额，比如 12000。")], description="工程类最高 ¥400,000.00。"
    )
    grid = SelectField("在哪个网格", choices=GRIDS)
    since = DateField("从什么时候开始的")
    phone = TelField("联系电话", description="只有工作人员看得到。")
    email = EmailField("电子邮箱")
    photo = FileField("现场照片", description="JPEG、PNG、WebP 或 HEIC，12 MB 以内。")
    password = PasswordField("密码", [DataRequired("请输入密码。")])
    agree = BooleanField(
        "我同意公开这份提案的全文",
        [DataRequired("要先同意公开，才能提交。")],
        description="姓名显示为“陈**”。",
    )


def _wrong_form() -> SampleForm:
    form = SampleForm(
        MultiDict({"title": "", "problem": "晚上看不清台阶，已有三位老人摔倒。", "estimate": "一万二"})
    )
    form.validate()
    form.estimate.errors = ["“一万二”不是一个金额，请填写像 12000 这样的数字。"]
    return form


RESULTS = [
    (1, "3 栋至 7 栋楼道加装扶手", 412, 86000, 86000, True, "入选", ""),
    (2, "小区东门到公交站铺设无障碍坡道", 365, 128500, 214500, True, "入选", ""),
    (3, "老年人智能手机课堂（全年）", 298, 60000, 274500, True, "入选", ""),
    (4, "地下车库入口翻新", 251, 380000, None, False, "未入选", "余下预算 ¥225,500.00，不够这一项。"),
    (5, "儿童游乐角更换地垫", 190, 42000, 316500, True, "入选", ""),
    (6, "宠物便便箱 20 个", 31, 9000, None, False, "未入选", "得票没到门槛 48 票，还差 17 票。"),
]
EVENTS = [
    {
        "when": "2026年11月2日 周一",
        "title": "签订合同",
        "state": "done",
        "text": "合同价 ¥84,300.00，比批准的少 ¥1,700.00。",
        "by": "街道专员",
    },
    {
        "when": "2026年11月16日 周一",
        "title": "第一节点：拆除旧扶手",
        "share": "20%",
        "state": "late",
        "text": "应由承接单位上报完成情况。",
    },
    {
        "when": "2026年11月24日 周二",
        "title": "第二节点：安装五栋楼扶手",
        "share": "60%",
        "state": "now",
        "url": "#",
    },
    {"when": "2026年12月4日 周五", "title": "第三节点：交接和培训", "share": "20%", "state": "next"},
]
DESK = [
    {
        "what": "答复异议 D1-003",
        "url": "#",
        "where": "莲花社区",
        "deadline": datetime(2026, 11, 20, tzinfo=UTC),
        "late": True,
    },
    {
        "what": "拨付第一笔进度款 ¥25,290.00",
        "url": "#",
        "where": "楼道加装扶手",
        "deadline": datetime(2026, 11, 25, tzinfo=UTC),
        "today": True,
        "blocked": ["居民监督员还没有核实第一节点", "发票还没有上传"],
    },
    {"what": "初审 3 件提案", "url": "#", "deadline": datetime(2026, 12, 1, tzinfo=UTC)},
    {"what": "补充社区服务窗口的开放时间", "url": "#"},
]
PHOTO = {"src": "static/img/mark.svg", "alt": "楼道左侧的旧扶手，下半段已经脱落", "width": 640, "height": 480}


def _results() -> list[dict[str, Any]]:
    keys = ("rank", "title", "score", "cost", "spent", "funded", "outcome", "why")
    rows = [dict(zip(keys, row, strict=True)) | {"url": "#"} for row in RESULTS]
    for row in rows:
        row["cost"] = Money.yuan(row["cost"])
        row["spent"] = None if row["spent"] is None else Money.yuan(row["spent"])
    return rows


def samples() -> dict[str, Any]:
    """Everything the gallery's pages show."""
    return {
        "form": SampleForm(),
        "wrong_form": _wrong_form(),
        "proposals": [
            {
                "title": "3 栋至 7 栋楼道加装扶手",
                "url": "#",
                "code": "FT-LH-2026-001",
                "cost": Money.yuan(86000),
                "votes": 412,
            },
            {
                "title": "小区东门到公交站铺设无障碍坡道",
                "url": "#",
                "code": "FT-LH-2026-004",
                "cost": Money.yuan(128500),
                "votes": 365,
            },
            {
                "title": "儿童游乐角更换地垫",
                "url": "#",
                "code": "FT-LH-2026-011",
                "cost": Money(4200050),
                "votes": None,
            },
        ],
        "results": _results(),
        "events": EVENTS,
        "desk": DESK,
        "photo_sample": PHOTO,
        "posted": date(2026, 11, 23),
        "ends": datetime(2026, 12, 1, tzinfo=UTC),
        "gate": datetime(2026, 12, 1, 12, tzinfo=UTC),
        "changed": changes(
            "在 3 栋至 6 栋楼道两侧加装扶手，由物业管养。",
            "在 3 栋至 7 栋楼道两侧加装扶手，夜间有荧光条，由物业管养。",
        ),
        "proposals_sum": {"title": "合计", "code": "", "cost": Money(25650050), "votes": 777},
    }
