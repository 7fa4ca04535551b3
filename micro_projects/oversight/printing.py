"""The list that a supervisor takes along to a visit, for those who would rather write than type."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.oversight import rules
from micro_projects.oversight.room import room
from micro_projects.projects import page_queries
from micro_projects.web import paper
from micro_projects.web.access import allow
from micro_projects.web.paper import Document
from micro_projects.web.show import ZONE, day


@room.get("/projects/<code>/visit.pdf")
@allow("oversight.read")
def visit_sheet(code: str) -> Any:
    """The visit's check-list on paper."""
    return paper.printed(lambda: _visit(code), f"{code}-visit")


def _visit(code: str) -> Document:
    whole = page_queries.whole(code)
    project, contract = whole.project, whole.contract
    columns = [
        (_("序号"), "text"),
        (_("看什么"), "text"),
        *((_(word), "text") for word in rules.FOUND.values()),
        (_("说明"), "blank"),
    ]
    boxes = ["□"] * len(rules.FOUND)
    rows = [[n, _(text), *boxes, ""] for n, text in enumerate(rules.CHECKS.values(), 1)]
    pieces = [
        paper.lead(_("到现场看下面六样，没看到的就勾“没看到”。回来请登记到网上，或交给社区工作者代为登记。")),
        paper.facts(
            [
                (_("项目"), f"{project.code} {project.title}"),
                (_("地点"), project.location),
                (_("承接单位"), whole.contractor.name if whole.contractor else ""),
                (_("计划完工"), day(contract.ends_on) if contract else ""),
            ]
        ),
        paper.table("", columns, rows, by_hand=True),
        paper.blanks(_("看到了什么，有什么问题"), 6),
        paper.prose(_("拍照时请不要拍到别人的脸和门牌。")),
        paper.signatures([_("居民监督员"), _("查看日期")]),
    ]
    dated = contract.at if contract else datetime(whole.year, 1, 1, tzinfo=ZONE)
    return Document(_("监督员现场查看清单"), whole.place_name, project.code, dated, pieces)
