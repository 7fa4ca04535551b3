"""Sheets as a PDF: stub above, ballot below, the projects of each sheet in an order of its own.

Which serial stands beside which stub is drawn here, printed, and kept nowhere: what is returned is the only copy.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from micro_projects.kernel.refusal import N_
from micro_projects.voting import pages, paper_numbers, queries
from micro_projects.voting.models import Round, RoundProject
from micro_projects.voting.paper_models import PaperRun
from micro_projects.web.language import binding
from micro_projects.web.seats import seat
from micro_projects.web.show import last_minute
from micro_projects.web.typesetting import drawn_code, typeset

HOW = {
    "approval": N_("最多选%(most)s项：在要选的项目前面的方框里打勾。"),
    "budgeted": N_("选几项都可以，费用合计不超过%(budget)s：在要选的项目前面的方框里打勾。"),
    "ranked": N_("最多选%(most)s项：最想办的在方框里写1，其次写2，依次往下。"),
    "points": N_("您一共有%(points)s分：在方框里写给这个项目几分，不给分的空着。"),
}
MORE = {
    "approval": N_("选得超过%(most)s项的选票不算。"),
    "budgeted": N_("合计超过%(budget)s的选票不算。"),
    "ranked": N_("同一个位次写两次的，或者写了超过%(most)s个位次的，选票不算。"),
    "points": N_("一共给出超过%(points)s分的选票不算。"),
}
MARK = {"approval": N_("选"), "budgeted": N_("选"), "ranked": N_("位次"), "points": N_("分数")}


def printed(round_: Round, run: PaperRun, serials: Sequence[str], dated: datetime) -> bytes:
    """The PDF of one run, its serials dealt out to its stubs at random. Slow: never inside an act."""
    with binding():
        data = _data(round_, run, serials)
    with seat():
        return typeset("ballots", data, dated=dated)


def _data(round_: Round, run: PaperRun, serials: Sequence[str]) -> dict[str, Any]:
    chance = random.SystemRandom()
    dealt = chance.sample(list(serials), len(serials))
    lines = [line for line in queries.projects(round_.id) if not line.withdrawn]
    facts = {"most": round_.most, "budget": round_.budget, "points": round_.points}
    return {
        "title": str(_("%(round)s选票", round=pages.title_of(round_))),
        "office": queries.place_of(round_).name,
        "round": f"{queries.place_of(round_).name} {round_.code}",
        "mark": round_.code,
        "cut": str(_("交票时由工作人员沿虚线剪开")),
        "serial": str(_("票号")),
        "how": str(_(HOW[round_.form], **facts)),
        "more": str(
            _(
                "%(rule)s要改的，请向工作人员换一张。不要写姓名，不要做别的记号。",
                rule=_(MORE[round_.form], **facts),
            )
        ),
        "after": str(
            _(
                "项目的排列次序每张选票都不同，号码不变。填好后对折，交到社区服务窗口：剪下上面的存根登记，"
                "选票由您自己投进票箱。%(closes)s截止。",
                closes=last_minute(round_.closes_at),
            )
        ),
        "columns": [str(_(MARK[round_.form])), str(_("号码")), str(_("项目")), str(_("费用"))],
        "stub": {
            "title": str(_("存根")),
            "text": str(
                _("交票时剪下登记，证明这张选票交过。存根号和下面的票号没有任何对应关系，谁也没有记录。")
            ),
            "alt": str(_("存根的二维码：")),
        },
        "sheets": [
            {
                "stub": paper_numbers.stub(number),
                "qr": drawn_code(paper_numbers.code_of(round_.code, number)),
                "serial": paper_numbers.serial(dealt[n]),
                "rows": [_row(line) for line in chance.sample(lines, len(lines))],
            }
            for n, number in enumerate(range(run.first, run.last + 1))
        ],
    }


def _row(line: RoundProject) -> list[str]:
    return [str(line.place), line.title, str(line.cost)]
