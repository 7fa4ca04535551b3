"""P6–P7 and P10: what is said of a proposal, its price, a better text, the conditions of the ballot."""

from __future__ import annotations

from datetime import timedelta

from micro_projects.demo.pictures import picture
from micro_projects.demo.stage import Stage
from micro_projects.proposals.condition_rules import ASPECTS


def discuss(stage: Stage, code: str) -> None:
    """Comments for and against, a reply, a correction, a question answered."""
    path = f"/proposals/{code}/discussion"
    page = stage.by("resident21").submit(
        path, "/comments", stance="for", text="我母亲就住三号楼，坐轮椅，每次出门都要两个人抬。支持。"
    )
    thread = page.link("/revise").removesuffix("/revise")
    page = stage.by("resident22").submit(
        path, "/comments", stance="improve", text="扶手请做双层，一米一和七十公分，孩子也够得着。"
    )
    own = page.link("/revise")
    stage.by("resident27").submit(
        thread, "/replies", text="我家老人也一样。下雨天坡上打滑，最好先把防滑条贴上。"
    )
    stage.clock.forward(timedelta(minutes=15))
    stage.by("resident22").submit(
        own, "/revise", text="扶手请做双层，九十公分和六十五公分，孩子和坐轮椅的人都够得着。"
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
    """The officer finds it feasible, at a price; the community's counsel finds it lawful."""
    officer = stage.by("officer")
    officer.submit(
        f"/proposals/{code}/opinion/feasibility", favourable="yes", explanation="到现场看过，做法可行。"
    )
    labour = price * 3 // 10
    officer.submit(
        f"/proposals/{code}/opinion/price",
        items=f"材料，批，1，{price - labour}\n人工和安装，项，1，{labour}",
        explanation="材料价按三家询价取中，人工按本季信息价。",
    )
    page = officer.submit(
        f"/proposals/{code}/opinion/legality",
        favourable="yes",
        explanation="不涉及权属变更，程序合法。",
        capacity="counsel",
        given_by="莲花社区法律顾问",
    )
    stage.step("P7", f"专业意见：合法，可行，¥{price:,}", page)


RISKS = {
    "noise": (
        "1",
        "2",
        "施工期间楼上住户",
        "电钻声吵到老人和孩子午休",
        "只在上午九点到十二点施工，提前三天贴通知",
    ),
    "access": ("2", "1", "进出单元门的住户", "材料堆在门口，轮椅过不去", "留出一米五通道，专人看护"),
    "cost": ("1", "1", "管养单位", "零件磨损要更换", "列入日常维护，每年检查两次"),
}
"""Aspect → how likely, how bad, who, what, what is done; the others do not apply."""


def meet_conditions(stage: Stage, code: str) -> None:
    """P10: risk, the owner's consent, a maintainer; the legality opinion was given with the others."""
    worker = stage.by("worker1")
    aspects = {f"{name}-likelihood": "0" for name in ASPECTS}
    for name, (likely, bad, *words) in RISKS.items():
        aspects |= {f"{name}-likelihood": likely, f"{name}-severity": bad}
        aspects |= {
            f"{name}-{field}": text
            for field, text in zip(("affected", "harm", "measure"), words, strict=True)
        }
    stage.by("officer").submit(f"/proposals/{code}/risk/assess", who="街道平安办", **aspects)
    signed = stage.clock.at.date().isoformat()
    worker.submit(
        f"/proposals/{code}/conditions/consent",
        files={"document": ("consent.jpg", picture(code, 90), "image/jpeg")},
        party="committee",
        who="三号院业主委员会",
        site="三号楼前公共部位",
        conditions="同意在公共部位实施，完工后恢复地面。",
        signed_by="王建国",
        signed_on=signed,
    )
    worker.submit(
        f"/proposals/{code}/conditions/maintainer",
        files={"document": ("promise.jpg", picture(code, 91), "image/jpeg")},
        party="manager",
        who="莲花物业服务中心",
        yearly_cost="1200",
        starts_on=f"{stage.clock.at.year + 1}-06-01",
        conditions="接收管养，费用列入日常维护。",
        signed_by="李敏",
        signed_on=signed,
    )
    stage.step("P10", "风险、合法性、产权人同意、管养单位齐备", f"/proposals/{code}/conditions")
