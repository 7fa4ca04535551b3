"""The ballot as it would be printed, marked as a specimen: nobody can vote with it."""

from __future__ import annotations

from flask_babel import gettext as _

from micro_projects.kernel.refusal import N_, Refusal, require
from micro_projects.voting import pages, paper_printing, queries
from micro_projects.voting.models import Round
from micro_projects.web import paper
from micro_projects.web.paper import Document
from micro_projects.web.show import last_minute, moment

NO_SPECIMEN = Refusal(
    "no_specimen",
    N_("这一轮没有居民选票。"),
    N_("由议事会表决的，见会议页面；从外面导入的，见结果页面。"),
    404,
)


def specimen(round_: Round) -> Document:
    """The ballot's specimen; refused for a round in which residents cast none here."""
    require(round_.resolve_by == "residents" and not round_.imported, NO_SPECIMEN)
    place = queries.place_of(round_)
    lines = [line for line in queries.projects(round_.id) if not line.withdrawn]
    facts = {"most": round_.most, "budget": round_.budget, "points": round_.points}
    columns = [
        (_(paper_printing.MARK[round_.form]), "text"),
        (_("项目"), "text"),
        (_("编号"), "text"),
        (_("费用"), "money"),
    ]
    pieces = [
        paper.lead(_(paper_printing.HOW[round_.form], **facts)),
        paper.table("", columns, [["□", x.title, x.code, x.cost] for x in lines], by_hand=True),
        paper.prose(
            _(
                "%(rule)s%(opens)s起投票，%(closes)s截止。",
                rule=_(paper_printing.MORE[round_.form], **facts),
                opens=moment(round_.opens_at),
                closes=last_minute(round_.closes_at),
            )
        ),
        paper.prose(
            _(
                "这是样票，只供先看一看，不能用来投票。正式选票上项目的排列次序每张都不同；投票请上网，或带身份证到社区服务窗口。"
            )
        ),
        paper.facts(
            [
                (_("投票轮次"), round_.code),
                (_("预算"), round_.budget),
                (_("冻结内容校验值"), round_.frozen_hash.hex()),
            ]
        ),
    ]
    title = _("%(round)s选票（样票）", round=pages.title_of(round_))
    return Document(title, place.name, round_.code, round_.opens_at, pieces, watermark=_("样票"))
