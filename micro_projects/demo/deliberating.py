"""P6–P7 and P10: what is said of a proposal, its price, a better text, the conditions of the ballot."""

from __future__ import annotations

from micro_projects.demo.stage import Stage


def discuss(stage: Stage, code: str) -> None:
    """Comments for and against, a question answered."""
    path = f"/proposals/{code}/discussion"
    stage.by("resident21").submit(
        path, "/comments", stance="for", text="我母亲就住三号楼，坐轮椅，每次出门都要两个人抬。支持。"
    )
    stage.by("resident22").submit(
        path, "/comments", stance="improve", text="扶手请做双层，孩子和坐轮椅的人也够得着。"
    )
    stage.by("resident23").submit(
        path, "/questions", to_role="worker", question="施工要几天？期间老人从哪里进出？"
    )
    worker = stage.by("worker1")
    worker.submit(worker.get(path).link("/answer"), text="约五天，期间走南门，门口有专人搀扶。")
    stage.step("P7", "居民讨论，提问得到答复", path)


def amend(stage: Stage, code: str, author: str) -> None:
    """The author writes a better text; the old one stays."""
    page = stage.by(author).get(f"/proposals/{code}/amend")
    form = page.form("/amend", frozenset({"wish"}))
    better = f"{form.values['wish']}灯具用暖光，避免直射低层住户窗户。"
    page = stage.by(author).send(page, "/amend", wish=better)
    stage.step("P7", "提案人修改文本，旧版保留", page)


def opine(stage: Stage, code: str, price: int) -> None:
    """The officer finds it feasible, at a price."""
    page = stage.by("officer").submit(
        f"/proposals/{code}/opinion",
        feasible="yes",
        price=str(price),
        explanation="到现场看过，做法可行；价格按三家询价取中。",
    )
    stage.step("P7", f"专业意见：可行，¥{price:,}", page)


CONDITIONS = {
    "risk": ("街道平安办", "施工期噪声和通行受影响，风险低，设围挡并安排错峰。"),
    "legality": ("社区法律顾问", "不涉及权属变更，程序合法。"),
    "consent": ("三号院业主委员会", "业主委员会书面同意在公共部位实施。"),
    "maintainer": ("莲花物业服务中心", "接收管养，费用列入日常维护。"),
}


def meet_conditions(stage: Stage, code: str) -> None:
    """P10: risk, legality, the owner's consent, a maintainer."""
    for kind, (who, text) in CONDITIONS.items():
        stage.by("officer").submit(
            f"/proposals/{code}/conditions/{kind}",
            met="yes",
            who=who,
            text=text,
            **({"level": "low"} if kind == "risk" else {}),
            **({"yearly_cost": "1200"} if kind == "maintainer" else {}),
        )
    stage.step("P10", "风险、合法性、产权人同意、管养单位齐备", f"/proposals/{code}")
